"""Does a binding do what it is for? One harmless use, with its settings, by the administrator alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.addresses.port import addresses_from
from commonhall.capabilities.bookings.port import bookings_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.port import files_from, key_of
from commonhall.capabilities.notifications.port import Message, notifications_from
from commonhall.capabilities.ports import make_provider
from commonhall.capabilities.waste.port import PropertyKey, waste_from
from commonhall.catalogue.bound import Bound, Held, get_bound_to_try, get_held
from commonhall.catalogue.calls import call_provider
from commonhall.core.values.dates import london
from commonhall.councils.ids import new_id
from commonhall.councils.policies import open_to
from commonhall.web.components.views.desk import Block, DeskView, Form, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.questions import QuestionType, QuestionView
from commonhall.web.studio.door import Visit, administrators, page
from commonhall.web.studio.frames import frame
from commonhall.web.studio.providers import crumbs, get_capability_or_404

LONGEST: Final = 200
ASKED: Final[dict[str, tuple[str, QuestionType]]] = {
    "notifications": ("try_email", "email"),
    "addresses": ("try_postcode", "postcode"),
    "waste": ("try_uprn", "text"),
}
"""What is asked before a capability is tried."""
Said = tuple[str, dict[str, Any]]


@open_to("administrator")
@administrators("GET", "POST")
def try_page(visit: Visit, binding: UUID) -> HttpResponse:
    """Use a binding once, and say what came of it."""
    held = get_held(binding)
    typed = visit.request.POST.get("typed", visit.member.email if held.capability == "notifications" else "")[:LONGEST]
    blocks: list[Block] = [Prose(text=visit.say("try_lead"))]
    if visit.request.method == "POST" and not visit.switching:
        key, gaps = _tried(visit, held, get_bound_to_try(binding), typed.strip().replace("\x00", ""))
        blocks.append(Prose(text=visit.say(key, **gaps), look="inset"))
    questions: tuple[QuestionView, ...] = ()
    if held.capability in ASKED:
        label, kind = ASKED[held.capability]
        questions = (QuestionView(id="typed", type=kind, label=visit.say(label), value={"typed": typed}),)
    elif held.capability not in TRIED:
        blocks.append(Prose(text=visit.say("try_only_check")))
    own_page = Link(text=held.title.say(visit.language), href=reverse("studio-binding", args=(held.id,)))
    blocks.append(Form(id="questions", questions=questions, button=visit.say("try_do"), cancel_url=own_page.href))
    capability = get_capability_or_404(held.capability)
    above = Link(text=capability.title.say(visit.language), href=reverse("studio-capability", args=(held.capability,)))
    own = frame(visit, visit.say("try_title", provider=own_page.text), breadcrumbs=crumbs(visit, above, own_page))
    return page(DeskView(frame=own, blocks=tuple(blocks), narrow=True))


def _tried(visit: Visit, held: Held, bound: Bound, typed: str) -> Said:
    use = TRIED.get(bound.capability, _check)
    try:
        return call_provider(
            lambda: use(visit, bound, typed),
            council_id=visit.council.id,
            capability=bound.capability,
            provider=bound.provider,
            at=visit.at,
            counts=held.in_use,
        )
    except Unavailable as down:
        return "tried_down", {"why": down.why}
    except Rejected as refused:
        return "tried_refused", {"why": refused.code}
    except Misconfigured as wrong:
        return "tried_wrong", {"why": wrong.mend}


def _send(visit: Visit, bound: Bound, typed: str) -> Said:
    if "@" not in typed:
        raise Rejected("recipient")
    message = Message(
        id=new_id(), channel="email", to=typed, subject=visit.say("try_subject"), body=visit.say("try_body"),
        language=visit.language,
    )  # fmt: skip
    sent = notifications_from(bound.provider, bound.settings).send(message)
    return "tried_sent", {"id": sent.provider_id}


def _find(visit: Visit, bound: Bound, typed: str) -> Said:
    found = addresses_from(bound.provider, bound.settings).at_postcode(typed)
    return "tried_found", {"count": len(found.addresses)}


def _collect(visit: Visit, bound: Bound, typed: str) -> Said:
    provider = waste_from(bound.provider, bound.settings)
    found = provider.collections(PropertyKey(uprn=typed, usrn=""), london(visit.at))
    return "tried_collections", {"count": len(found)}


def _book(visit: Visit, bound: Bound, typed: str) -> Said:
    return "tried_calendars", {"count": len(bookings_from(bound.provider, bound.settings).calendars())}


def _keep(visit: Visit, bound: Bound, typed: str) -> Said:
    files = files_from(bound.provider, bound.settings)
    key, content = key_of(council_id=visit.council.id, document_id=new_id(), at=visit.at), b"A file to try it out"
    files.put(key, content)
    came_back = files.get(key)
    files.remove(key)
    if came_back != content:
        raise Rejected("damaged")
    return "tried_file", {}


def _check(visit: Visit, bound: Bound, typed: str) -> Said:
    make_provider(bound.capability, bound.provider, bound.settings).check()
    return "tried_works", {}


TRIED: Final[dict[str, Callable[[Visit, Bound, str], Said]]] = {
    "notifications": _send,
    "addresses": _find,
    "waste": _collect,
    "bookings": _book,
    "files": _keep,
}
