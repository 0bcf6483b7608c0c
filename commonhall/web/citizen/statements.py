"""What does a council say about itself and this site: accessibility, privacy, cookies, contact, terms, its colours?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.catalogue.queries import Service
from commonhall.core.language.wording import fill
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.web.citizen import statement_texts as texts
from commonhall.web.citizen.services import live_services, service_of_pattern
from commonhall.web.citizen.visit import Visit, council_of, for_visit
from commonhall.web.citizen.where import start_address
from commonhall.web.components.council_look import look_of
from commonhall.web.components.filled import harmless
from commonhall.web.components.look import look_css
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView

NAMES: Final = tuple(texts.TITLES)
LOOK_SECONDS: Final = 300


@open_to("anyone")
@require_safe
@for_visit
def statement_page(visit: Visit, name: str) -> HttpResponseBase:
    """Show one of the council's standing pages, filled with what is true of this council and this site."""
    gaps = FILLED[name](visit)
    text = visit.say(texts.standing_text(name)).format(**gaps)
    return visit.page(StatementView(frame=visit.frame(visit.say(texts.TITLES[name])), content=prose(text)))


def _about(visit: Visit) -> dict[str, str]:
    return {"council": harmless(visit.say(visit.council.name)), "host": visit.council.host}


def _accessibility(visit: Visit) -> dict[str, str]:
    north = visit.council.nation == "northern_ireland"
    return {
        **_about(visit),
        "enforcer": visit.say(texts.ENFORCER_NI if north else texts.ENFORCER),
        "enforcer_advice": visit.say(texts.ENFORCER_NI_ADVICE if north else texts.ENFORCER_ADVICE),
    }


def _privacy(visit: Visit) -> dict[str, str]:
    said = [_service(visit, service) for service in live_services(visit)]
    return {**_about(visit), "services": "\n\n".join(said) or visit.say(texts.NO_SERVICES)}


def _service(visit: Visit, service: Service) -> str:
    pattern, scope = service.effective.pattern, service.effective.scope()
    privacy = pattern.privacy
    conditions = [fill(each, scope, visit.language, escape=harmless) for each in privacy.special_category]
    return visit.say(texts.PRIVACY_SERVICE).format(
        title=harmless(visit.say(pattern.title)),
        purpose=fill(privacy.purpose, scope, visit.language, escape=harmless),
        basis=visit.say(texts.BASES[privacy.lawful_basis]),
        special=_line(visit, texts.SPECIAL, conditions="; ".join(conditions)),
        law=_line(visit, texts.LAW, law=fill(privacy.law, scope, visit.language, escape=harmless)),
        recipients=_line(
            visit, texts.RECIPIENTS, recipients=fill(privacy.recipients, scope, visit.language, escape=harmless)
        ),
        kept=visit.say(texts.KEPT_FOR).format(months=pattern.case.retention.months),
    )


def _line(visit: Visit, words: Words, **gaps: str) -> str:
    """Return a line of text, or nothing where there is nothing to say in it."""
    return visit.say(words).format(**gaps) if all(gaps.values()) else ""


def _cookies(visit: Visit) -> dict[str, str]:
    return {
        **_about(visit),
        "journey": settings.JOURNEY_COOKIE,
        "lookup": settings.LOOKUP_COOKIE,
        "track": settings.TRACK_COOKIE,
        "code": settings.CODE_COOKIE,
        "file": settings.FILE_COOKIE,
        "chat": settings.CHAT_COOKIE,
        "resident": settings.RESIDENT_COOKIE,
        "sign_in": settings.SIGN_IN_COOKIE,
        "language": settings.LANGUAGE_COOKIE,
        "csrf": settings.CSRF_COOKIE_NAME,
        "staff": settings.STAFF_COOKIE,
        "test": settings.TEST_COOKIE,
    }


def _contact(visit: Visit) -> dict[str, str]:
    contact = visit.council.contact
    service = service_of_pattern(visit, "contact-the-council")
    title = harmless(visit.say(service.title)) if service else ""
    lines = [line.strip() for line in contact.address.split("\n") if line.strip()]
    return {
        "online": _line(visit, texts.CONTACT_ONLINE, title=title, link=start_address(service.slug)) if service else "",
        "phone": _line(visit, texts.CONTACT_PHONE, phone=contact.phone),
        "hours": harmless(contact.hours.say(visit.language)),
        "email": _line(visit, texts.CONTACT_EMAIL, email=contact.email),
        "address": _line(visit, texts.CONTACT_ADDRESS, address=harmless(", ".join(lines))),
    }


FILLED: Final[dict[str, Callable[[Visit], dict[str, str]]]] = {
    "accessibility": _accessibility,
    "privacy": _privacy,
    "cookies": _cookies,
    "contact": _contact,
    "terms": _about,
}


@open_to("anyone")
@outside_transaction
@require_safe
def look_page(request: HttpRequest) -> HttpResponse:
    """Answer with the council's colours as a style sheet."""
    response = HttpResponse(look_css(look_of(council_of(request))), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={LOOK_SECONDS}"
    return response
