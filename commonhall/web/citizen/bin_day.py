"""When are the bins of an address emptied? By postcode, on a page, as a calendar file and as a list for programs."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.waste.collection import Collection, CollectionDay
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.councils.policies import open_to
from commonhall.web.citizen import cookies
from commonhall.web.citizen.property_steps import CHOSEN, LookupDown, find_addresses, note_lookup, short_address
from commonhall.web.citizen.rounds import Rounds, offers_calendar, property_at, rounds_of
from commonhall.web.citizen.services import service_of_pattern
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, for_visit
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


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def postcode_page(visit: Visit) -> HttpResponseBase:
    """Ask for a postcode; go on to the list of its addresses. Neither ever stands in an address."""
    if visit.request.method != "POST":
        return visit.page(_postcode_form(visit))
    switched = visit.switched()
    visit = switched or visit
    wrong = _wrong_postcode(visit)
    if wrong or switched:
        return visit.page_in_language(wrong or _postcode_form(visit))
    response = visit.go(f"{PATH}/choose")
    postcode, building = _typed(visit)
    cookies.keep_lookup(response, postcode=parse_postcode(postcode), building=building, path=PATH)
    return response


def _typed(visit: Visit) -> tuple[str, str]:
    posted = visit.request.POST
    return posted.get("property-postcode", ""), posted.get("property-building", "").strip()


def _wrong_postcode(visit: Visit) -> QuestionsFormView | None:
    """Return the form with what is wrong with the postcode, or None when it has addresses to choose from."""
    typed, building = _typed(visit)
    try:
        postcode = parse_postcode(typed)
        note_lookup(visit)
        found = find_addresses(postcode, building)
    except PostcodeNotRecognised:
        rule = "postcode_format" if typed.strip() else "postcode_missing"
        return _postcode_form(visit, error=visit.say(SAID[rule]))
    except LookupDown:
        return _postcode_form(visit, problem=visit.say(SAID["lookup_down_wait"]))
    if not found.addresses:
        return _postcode_form(visit, error=visit.say(SAID["none_found_here"]).format(postcode=postcode))
    if found.more and not building:
        said = visit.say(SAID["too_many"]).format(postcode=postcode)
        return _postcode_form(visit, building_error=said)
    return None


def _postcode_form(visit: Visit, *, error: str = "", building_error: str = "", problem: str = "") -> QuestionsFormView:
    posted = visit.request.POST
    return QuestionsFormView(
        frame=visit.frame(
            visit.say(SAID["bin_title"]),
            back_link="/",
            language_form="questions",
            has_error=bool(error or building_error or problem),
        ),
        questions=(
            postcode_question(visit, error=error),
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
        problems=(Link(text=problem, href="#property-postcode"),) if problem else (),
    )


def postcode_question(visit: Visit, *, error: str = "") -> QuestionView:
    """Return the question for the postcode, with what was typed or looked up last."""
    return QuestionView(
        id="property-postcode",
        type="text",
        label=visit.say(SAID["bin_postcode"]),
        hint=visit.say(SAID["bin_postcode_hint"]),
        value={
            "property-postcode": visit.request.POST.get("property-postcode", "") or cookies.looked_up(visit.request)[0]
        },
        error=error,
        width=10,
        autocomplete="postal-code",
        spellcheck=False,
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
                    OptionView(value=each.uprn, label=short_address(each, visit.language)) for each in found.addresses
                ),
            ),
            postcode=postcode,
            change_url=PATH,
            more=found.more,
        )
    )


@open_to("anyone")
@require_safe
@for_visit
def property_page(visit: Visit, uprn: str) -> HttpResponseBase:
    """Show the collections of a property, and what can be done about them."""
    try:
        note_lookup(visit)
        address = property_at(uprn)
    except LookupDown:
        return visit.page(
            BinDayView(
                frame=visit.frame(visit.say(SAID["bin_page"]), back_link=PATH),
                address="",
                unavailable=visit.say(SAID["bin_down"]),
                change_url=PATH,
            )
        )
    rounds = rounds_of(visit, address)
    following = [each for each in rounds.collections if each.provided and each.next is not None]
    calendar = _calendar_address(visit, address) if rounds.days and offers_calendar(visit) else ""
    return visit.page(
        BinDayView(
            frame=visit.frame(visit.say(SAID["bin_page"]), back_link=PATH),
            address=address.in_one_line(visit.language),
            next=tuple(_collection(visit, each) for each in following),
            later=_later(visit, _after_next(rounds.days, following)),
            calendar_url=calendar,
            change_url=PATH,
            report_url=_report_address(visit, address) if following else "",
            unavailable=visit.say(SAID["bin_down"]) if rounds.down else "",
            as_of=_as_of(visit, rounds),
        )
    )


def _as_of(visit: Visit, rounds: Rounds) -> str:
    """Return since when the days are known, where nobody could be asked now."""
    if rounds.as_of is None:
        return ""
    moment = london(rounds.as_of)
    time = in_words(moment[11:16], visit.language)
    return visit.say(SAID["bin_as_of"]).format(day=_day(visit, moment[:10]), time=time)


def _calendar_address(visit: Visit, address: Address) -> str:
    """Return the address of the calendar file: it has no cookies to know the language by."""
    file = f"/property/{address.uprn}/calendar.ics"
    return file if visit.language == visit.council.default_language else f"{file}?lang={visit.language}"


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
        notes.insert(0, visit.say(SAID["bin_changed"]).format(day=_day(visit, following.original_date)))
    if one.last is not None:
        notes.append(_last(visit, one))
    notes = [_at_start(note) for note in notes]
    return council_views.Collection(
        stream=one.name.say(visit.language),
        when=_at_start(_day(visit, following.date)),
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
    return visit.say(SAID["bin_last"]).format(day=_day(visit, last.date), state=state)


def _after_next(days: tuple[CollectionDay, ...], following: list[Collection]) -> list[CollectionDay]:
    first = {each.service: each.next.date for each in following if each.next}
    return [day for day in days if day.date != first.get(day.service)]


def _later(visit: Visit, days: list[CollectionDay]) -> tuple[council_views.Collection, ...]:
    """Return one row a day, with all that is collected on it."""
    by_day: dict[str, list[CollectionDay]] = {}
    for day in days:
        by_day.setdefault(day.date, []).append(day)
    rows = []
    for date, together in sorted(by_day.items()):
        moved = next((day for day in together if day.changed), None)
        note = visit.say(SAID["bin_changed"]).format(day=_day(visit, moved.original_date)) if moved else ""
        names = ", ".join(day.name.say(visit.language) for day in together)
        rows.append(council_views.Collection(stream=names, when=_at_start(_day(visit, date)), date=date, note=note))
    return tuple(rows)


def _at_start(text: str) -> str:
    """Return ``text`` as it begins a line: days have small letters in Welsh."""
    return text[:1].upper() + text[1:]


def _day(visit: Visit, date: str) -> str:
    """Return a date in words, with its year only where that is not this one."""
    return in_words(date, visit.language, year=date[:4] != visit.now[:4])
