"""When are the bins of an address emptied? By postcode, on a page, as a calendar file and as a list for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_http_methods, require_safe

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.waste.collection import Collection, CollectionDay
from commonhall.capabilities.waste.ics import MEDIA_TYPE, calendar_file
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.values.dates import DateNotRecognised, in_words, london_day, parse_date
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.words import LANGUAGES, Language
from commonhall.councils.policies import open_to
from commonhall.web.citizen import cookies
from commonhall.web.citizen.property_steps import CHOSEN, LookupDown, find_addresses, find_property
from commonhall.web.citizen.services import service_of_pattern
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, clock, council_of, for_visit
from commonhall.web.citizen.where import page_address
from commonhall.web.components.views import council as council_views
from commonhall.web.components.views.council import BinDayView, QuestionsFormView
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import PropertyChooseView
from commonhall.web.components.views.questions import OptionView, QuestionView

PATH: Final = "/bin-day"
HORIZON_DAYS: Final = 92
MOST_DAYS: Final = 366
DAY_SECONDS: Final = 86_400


class WasteDown(Exception):
    """Collections cannot be asked for now."""


def waste() -> Waste:
    """Return the council's provider of collections. Raises WasteDown."""
    try:
        bound = get_binding("waste")
        return waste_from(bound.provider, bound.settings)
    except (BindingMissing, Misconfigured) as wrong:
        raise WasteDown(str(wrong)) from wrong


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def postcode_page(visit: Visit) -> HttpResponseBase:
    """Ask for a postcode; go on to the list of its addresses. Neither ever stands in an address."""
    if visit.request.method != "POST":
        return visit.page(_postcode_form(visit))
    typed = visit.request.POST.get("property-postcode", "")
    building = visit.request.POST.get("property-building", "").strip()
    try:
        postcode = parse_postcode(typed)
    except PostcodeNotRecognised:
        rule = "postcode_format" if typed.strip() else "postcode_missing"
        return visit.page(_postcode_form(visit, error=visit.say(SAID[rule]).format(postcode=typed)))
    try:
        found = find_addresses(postcode, building)
    except LookupDown:
        return visit.page(_postcode_form(visit, problem=visit.say(SAID["lookup_down_wait"])))
    if not found.addresses:
        return visit.page(_postcode_form(visit, error=visit.say(SAID["none_found_here"]).format(postcode=postcode)))
    if found.more and not building:
        said = visit.say(SAID["too_many"]).format(postcode=postcode)
        return visit.page(_postcode_form(visit, problem=said, building_error=visit.say(SAID["building_missing"])))
    response = visit.go(f"{PATH}/choose")
    cookies.keep_lookup(response, postcode=postcode, building=building, path=PATH)
    return response


def _postcode_form(visit: Visit, *, error: str = "", building_error: str = "", problem: str = "") -> QuestionsFormView:
    posted = visit.request.POST
    postcode = posted.get("property-postcode", "") or cookies.looked_up(visit.request)[0]
    return QuestionsFormView(
        frame=visit.frame(
            visit.say(SAID["bin_title"]), back_link="/", has_error=bool(error or building_error or problem)
        ),
        questions=(
            QuestionView(
                id="property-postcode",
                type="text",
                label=visit.say(SAID["bin_postcode"]),
                hint=visit.say(SAID["bin_postcode_hint"]),
                value={"property-postcode": postcode},
                error=error,
                width=10,
                autocomplete="postal-code",
                spellcheck=False,
            ),
            QuestionView(
                id="property-building",
                type="text",
                label=visit.say(SAID["building"]),
                value={"property-building": posted.get("property-building", "")},
                error=building_error,
                width=20,
                optional=not building_error,
            ),
        ),
        button=visit.say(SAID["find_address"]),
        problems=(Link(text=problem, href="#property-postcode"),) if problem and not building_error else (),
    )


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def choose_page(visit: Visit) -> HttpResponseBase:
    """Let the resident choose among the addresses at the postcode."""
    postcode, building = cookies.looked_up(visit.request)
    try:
        found = find_addresses(postcode, building) if postcode else None
    except LookupDown:
        found = None
    if found is None or not found.addresses:
        return visit.go(PATH)
    error = ""
    if visit.request.method == "POST":
        chosen = visit.request.POST.get("property-uprn", "")
        if any(address.uprn == chosen for address in found.addresses):
            return visit.go(f"/property/{chosen}")
        error = visit.say(SAID["bin_select"])
    return visit.page(
        PropertyChooseView(
            frame=visit.frame(visit.say(SAID["bin_choose"]), back_link=PATH, has_error=bool(error)),
            question=QuestionView(
                id="property",
                type="property",
                label=visit.say(SAID["bin_choose"]),
                legend_is_heading=True,
                error=error,
                options=tuple(
                    OptionView(value=each.uprn, label=each.in_one_line(visit.language)) for each in found.addresses
                ),
            ),
            postcode=postcode,
            change_url=PATH,
            more=found.more,
        )
    )


@dataclass(frozen=True)
class _Rounds:
    """What is known of a property's collections. down: they cannot be asked for now."""

    collections: tuple[Collection, ...] = ()
    days: tuple[CollectionDay, ...] = ()
    down: bool = False


def _key(address: Address) -> PropertyKey:
    return PropertyKey(
        uprn=address.uprn,
        usrn=address.usrn,
        parent_uprn=address.parent_uprn,
        classification=address.classification,
        postcode=address.postcode,
    )


def _rounds(visit: Visit, address: Address, horizon: int) -> _Rounds:
    today = london_day(visit.at)
    try:
        provider = waste()
        collections = provider.collections(_key(address), visit.now)
        days = provider.calendar(
            _key(address), (today + timedelta(days=1)).isoformat(), (today + timedelta(days=horizon)).isoformat()
        )
    except Rejected:
        return _Rounds()
    except (WasteDown, Unavailable, Misconfigured):
        return _Rounds(down=True)
    return _Rounds(tuple(collections), tuple(days))


def _horizon(visit: Visit) -> int:
    """Return how many days ahead are shown: as the council's missed bin service says, if it runs one."""
    service = service_of_pattern(visit, "missed-bin")
    return int(service.effective.settings.get("binday_horizon_days", HORIZON_DAYS)) if service else HORIZON_DAYS


def _offers_calendar(visit: Visit) -> bool:
    service = service_of_pattern(visit, "missed-bin")
    return service is None or bool(service.effective.settings.get("binday_calendar_file", True))


def _address(uprn: str) -> Address:
    """Return the property of this council. Raises Http404, and LookupDown."""
    address = find_property(uprn)
    if address is None:
        raise Http404("no such property")
    return address


@open_to("anyone")
@require_safe
@for_visit
def property_page(visit: Visit, uprn: str) -> HttpResponseBase:
    """Show the collections of a property, and what can be done about them."""
    try:
        address = _address(uprn)
    except LookupDown:
        return visit.page(
            BinDayView(
                frame=visit.frame(visit.say(SAID["bin_page"]), back_link=PATH),
                address="",
                unavailable=visit.say(SAID["bin_down"]),
                change_url=PATH,
            )
        )
    horizon = _horizon(visit)
    rounds = _rounds(visit, address, horizon)
    following = [each for each in rounds.collections if each.provided and each.next is not None]
    calendar = f"/property/{address.uprn}/calendar.ics" if rounds.days and _offers_calendar(visit) else ""
    return visit.page(
        BinDayView(
            frame=visit.frame(visit.say(SAID["bin_page"]), back_link=PATH),
            address=address.in_one_line(visit.language),
            next=tuple(_collection(visit, each) for each in following),
            later=tuple(_later(visit, each) for each in _after_next(rounds.days, following)),
            calendar_url=calendar and (calendar if visit.language == "en" else f"{calendar}?lang={visit.language}"),
            change_url=PATH,
            report_url=_report_address(visit, address) if following else "",
            unavailable=visit.say(SAID["bin_down"]) if rounds.down else "",
        )
    )


def _report_address(visit: Visit, address: Address) -> str:
    """Return the page of the missed bin service where this very property only has to be confirmed."""
    service = service_of_pattern(visit, "missed-bin")
    if service is None:
        return ""
    pattern = service.effective.pattern
    page = next((p.id for p in pattern.pages if any(q.id == pattern.case.property for q in p.questions)), "")
    return f"{page_address(service.slug, page)}?{CHOSEN}={address.uprn}" if page else ""


def _collection(visit: Visit, one: Collection) -> council_views.Collection:
    """Return the next collection of a stream, with its usual day and how the last one went."""
    following = one.next
    assert following is not None
    notes = [one.frequency_words.say(visit.language)]
    if following.changed:
        notes.insert(0, visit.say(SAID["bin_changed"]).format(day=in_words(following.original_date, visit.language)))
    if one.last is not None:
        notes.append(_last(visit, one))
    notes = [note[:1].upper() + note[1:] for note in notes]
    return council_views.Collection(
        stream=one.name.say(visit.language),
        when=in_words(following.date, visit.language),
        date=following.date,
        note=" · ".join(notes),
        container=one.container.say(visit.language),
    )


def _last(visit: Visit, one: Collection) -> str:
    last = one.last
    assert last is not None
    if last.completed_at and last.state == "completed":
        state = visit.say(SAID["state_completed_at"]).format(time=in_words(last.completed_at[11:16], visit.language))
    else:
        state = visit.say(SAID[f"state_{last.state}"])
    reason = last.record()["reason"]
    if reason:
        state = str((reason.get("cy") if visit.language == "cy" else "") or reason["en"])
    return visit.say(SAID["bin_last"]).format(day=in_words(last.date, visit.language, year=False), state=state)


def _after_next(days: tuple[CollectionDay, ...], following: list[Collection]) -> list[CollectionDay]:
    first = {each.service: each.next.date for each in following if each.next}
    return [day for day in days if day.date != first.get(day.service)]


def _later(visit: Visit, day: CollectionDay) -> council_views.Collection:
    note = ""
    if day.changed:
        note = visit.say(SAID["bin_changed"]).format(day=in_words(day.original_date, visit.language))
    return council_views.Collection(
        stream=day.name.say(visit.language), when=in_words(day.date, visit.language), date=day.date, note=note
    )


@open_to("anyone")
@require_safe
def calendar_file_page(request: Any, uprn: str) -> HttpResponseBase:
    """Answer with the calendar file: the same for everyone, without cookies, so that anything may cache it."""
    visit = _plain_visit(request)
    try:
        address = _address(uprn)
        today = london_day(visit.at)
        last = today + timedelta(days=_horizon(visit))
        days = waste().calendar(_key(address), today.isoformat(), last.isoformat())
    except Rejected:
        days = []
    except (LookupDown, WasteDown, Unavailable, Misconfigured):
        return _down()
    # Whole days only, so that a file asked for twice in a day is the same file.
    stamp = visit.at.replace(hour=0, minute=0, second=0, microsecond=0)
    file = calendar_file(
        visit.council.slug,
        visit.council.name,
        uprn,
        days,
        visit.language,
        request.build_absolute_uri(),
        stamp,
    )
    response = HttpResponse(file, content_type=MEDIA_TYPE)
    response["Cache-Control"] = f"public, max-age={DAY_SECONDS}"
    response["Content-Disposition"] = 'inline; filename="bin-days.ics"'
    return response


@open_to("anyone")
@require_safe
def collections_page(request: Any, uprn: str) -> HttpResponseBase:
    """Answer with the collections of a property as JSON, from ``from`` to ``to``, for other people's programs."""
    visit = _plain_visit(request)
    today = london_day(visit.at)
    try:
        first = _day(request.GET.get("from", ""), today)
        last = _day(request.GET.get("to", ""), first + timedelta(days=_horizon(visit)))
    except DateNotRecognised:
        return JsonResponse({"error": "from and to must be dates like 2026-06-10"}, status=400)
    if not 0 <= (last - first).days <= MOST_DAYS:
        return JsonResponse({"error": f"to must be on or after from, at most {MOST_DAYS} days later"}, status=400)
    try:
        address = _address(uprn)
        days = waste().calendar(_key(address), first.isoformat(), last.isoformat())
    except Rejected:
        days = []
    except (LookupDown, WasteDown, Unavailable, Misconfigured):
        return _down()
    response = JsonResponse(
        {
            "version": 1,
            "uprn": uprn,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "collections": [day.record() for day in days],
        }
    )
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _day(text: str, otherwise: date) -> date:
    return parse_date(text) if text else otherwise


def _down() -> HttpResponse:
    response = HttpResponse("Collections cannot be looked up now. Try again later.\n", status=503)
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Retry-After"] = "300"
    return response


def _plain_visit(request: Any) -> Visit:
    """A visit without cookies: the language stands in the address, else it is the council's first."""
    council = council_of(request)
    asked: Language | str = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES and asked in council.languages else council.default_language
    return Visit(request, council, language, clock())  # type: ignore[arg-type]
