"""What is known of a person beside their cases? Their wishes, who belongs to them, what they said of other cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Q

from commonhall.cases.models import Occurrence, Supporter
from commonhall.cases.people.reaching import people_visible_to
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Detail, Person, Relationship
from commonhall.contacts.preferring import wishes_of
from commonhall.core.values.dates import in_words, london
from commonhall.people.policies import Member
from commonhall.retention.gathered import Gathered, Spoken
from commonhall.retention.wording import SAYS


def wishes_told(ids: Collection[UUID], spoken: Spoken) -> Iterator[tuple[str, str]]:
    """Yield how a person wants to be dealt with, as far as they said."""
    wishes = wishes_of(ids)
    told = {
        "person_language": [spoken.say(f"person_language_{wishes.language}")] if wishes.language else [],
        "person_channel": [spoken.say(f"person_by_{wishes.channel}")] if wishes.channel else [],
        "person_not_by": [spoken.say(f"person_by_{each}") for each in wishes.not_by],
        "person_formats": [*(spoken.say(f"person_format_{each}") for each in wishes.formats), wishes.needs],
        "person_safe_times": [wishes.safe_times],
        "person_no_voicemail": [spoken.say("person_no_voicemail_yes")] if wishes.no_voicemail else [],
    }
    for key, lines in told.items():
        if said := ", ".join(filter(None, lines)):
            yield spoken.say(key), said


def belonging(ids: Collection[UUID], member: Member, spoken: Spoken) -> Iterator[Gathered]:
    """Yield who belongs to a person, also those who did once: whom the member does not see is left out."""
    seen = people_visible_to(member).order_by().values("id")
    ours = Q(person_id__in=ids) & (Q(other=None) | Q(other_id__in=seen))
    found = Relationship.objects.filter(ours | (Q(other_id__in=ids) & Q(person_id__in=seen)))
    rows = []
    for each in found.select_related("person", "other", "organisation").order_by("made_at", "id"):
        mine = each.person_id in ids
        other = each.organisation or (each.other if mine else each.person)
        days = [each.since_date, each.until_date or (each.ended_at and each.ended_at.date())]
        span = " – ".join(in_words(day.isoformat(), spoken.language, weekday=False) for day in days if day)
        said = ", ".join(filter(None, [other.name, each.authority, span]))
        rows.append((spoken.say(f"person_{'is' if mine else 'has'}_{each.kind}"), said))
    if rows:
        yield Gathered("about", SAYS["belonging"].say(spoken.language), rows=rows)


def reports_of(persons: Collection[Person], member: Member, spoken: Spoken) -> Iterator[Gathered]:
    """Yield what a person said of cases that are somebody else's: it happened again, or "me too"."""
    ids = [person.id for person in persons]
    others = cases_visible_to(member, "disclose").filter(anonymised_at=None).exclude(person_id__in=ids)
    again = Occurrence.objects.filter(person_id__in=ids, from_case_id=None, case__in=others).select_related("case")
    for each in again.order_by("added_at", "id"):
        yield told_again(each, spoken)
    known = Detail.objects.filter(person_id__in=ids, kind="email").values_list("value", flat=True)
    emails = {each.lower() for each in (*known, *(person.email for person in persons)) if each}
    followed = Supporter.objects.filter(email__in=emails, case__in=others).select_related("case")
    for row in followed.order_by("followed_at", "id"):
        title = f"{SAYS['followed'].say(spoken.language)}, {in_words(london(row.followed_at), spoken.language)}"
        rows = [(SAYS["email"].say(spoken.language), row.email)]
        yield Gathered("report", title, rows=rows, case=row.case, at=row.followed_at)


def told_again(each: Occurrence, spoken: Spoken) -> Gathered:
    """Return what somebody said when it happened again."""
    title = f"{SAYS['report'].say(spoken.language)}, {in_words(london(each.added_at), spoken.language)}"
    rows = [(SAYS["channel"].say(spoken.language), each.channel)]
    rows += [(SAYS["name"].say(spoken.language), each.reporter)] if each.reporter else []
    rows += [(SAYS["by"].say(spoken.language), each.by)] if each.by else []
    return Gathered("report", title, text=each.text, rows=rows, case=each.case, at=each.added_at)
