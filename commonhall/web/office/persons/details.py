"""How is a person reached, and how do they want to be dealt with? The rows of their page, and of a case's panel."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from commonhall.cases.people.person_page import PersonPage
from commonhall.contacts.preferring import Wishes
from commonhall.contacts.queries import Detail
from commonhall.core.values.dates import in_words
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import day


def contact_rows(visit: Visit, found: PersonPage, *, change: bool) -> Iterator[SummaryRow]:
    """Yield who a person is and how they are reached: what stands now."""
    person = found.person
    born = next((each.birth_date for each in found.people if each.birth_date), None)
    url = reverse("office-person-details", args=(person.id,)) if change else ""
    yield _row(visit, "person_name", [person.name], url)
    yield _row(visit, "person_phone", _known(visit, found, "phone", person.phone_typed or person.phone), url)
    yield _row(visit, "person_email", _known(visit, found, "email", person.email), url)
    yield _row(visit, "person_address", _known(visit, found, "address", ""), url)
    if born:
        yield _row(visit, "person_born", [in_words(born.isoformat(), visit.language, weekday=False)], url)
    for kind, key in (("vehicle", "person_vehicles"), ("account", "person_accounts")):
        if lines := _known(visit, found, kind, ""):
            yield _row(visit, key, lines)
    if found.now("ni"):
        yield _row(visit, "person_ni", [visit.say("person_ni_known")])


def _row(visit: Visit, key: str, lines: list[str], url: str = "") -> SummaryRow:
    said = tuple(line for line in lines if line) or (visit.say("person_unknown"),)
    name = visit.say(key)
    return SummaryRow(key=name, lines=said, change_url=url, change_hidden=name.lower() if url else "")


def _known(visit: Visit, found: PersonPage, kind: str, own: str) -> list[str]:
    """Return what is known of one kind: what stands on the record first, then what others of the person add."""
    known = {each.shown: each for each in reversed(found.now(kind)) if each.shown}
    lines = [own, *known] if own and own not in known else list(known)
    lines.sort(key=lambda line: line != own)
    return [
        visit.say("person_verified", value=line) if line in known and known[line].level == "verified" else line
        for line in lines
    ]


def former_rows(visit: Visit, found: PersonPage) -> Iterator[SummaryRow]:
    """Yield what was known once and no longer holds."""
    over = [each for each in found.details if each.until_at is not None and each.shown]
    for kind, key in (("name", "name"), ("address", "address"), ("phone", "phone"), ("email", "email")):
        if lines := [_over(visit, each) for each in over if each.kind == kind]:
            yield _row(visit, f"person_{key}", lines)


def _over(visit: Visit, detail: Detail) -> str:
    date = day(detail.until_at, visit.language) if detail.until_at else ""
    return visit.say("person_until", what=detail.shown, date=date)


def preference_rows(visit: Visit, found: PersonPage, *, change: bool) -> Iterator[SummaryRow]:
    """Yield how a person wants to be dealt with."""
    url = reverse("office-person-preferences", args=(found.person.id,)) if change else ""
    language = found.wishes.language or found.person.language
    yield _row(visit, "person_language", [visit.say(f"person_language_{language}")], url)
    yield from wish_rows(visit, found.wishes, url)


def wish_rows(visit: Visit, wishes: Wishes, url: str = "") -> Iterator[SummaryRow]:
    """Yield what was said of channels, needs and safety; nothing for what was not."""
    if wishes.channel:
        yield _row(visit, "person_channel", [visit.say(f"person_by_{wishes.channel}")], url)
    if wishes.not_by:
        yield _row(visit, "person_not_by", [visit.say(f"person_by_{each}") for each in wishes.not_by], url)
    needs = [*(visit.say(f"person_format_{each}") for each in wishes.formats), wishes.needs]
    if any(needs):
        yield _row(visit, "person_formats", needs, url)
    if wishes.safe_times:
        yield _row(visit, "person_safe_times", [wishes.safe_times], url)
    if wishes.no_voicemail:
        yield _row(visit, "person_no_voicemail", [visit.say("person_no_voicemail_yes")], url)
