"""Does a pack tell of a person what is not in their own cases: wishes, family, reports on others' cases; in words?"""

from __future__ import annotations

from commonhall.cases.models import Case
from commonhall.cases.supporters import follow_case
from commonhall.cases.together.occurrences import add_occurrence
from commonhall.catalogue.queries import Service
from commonhall.contacts.models import Person
from commonhall.contacts.preferring import Wishes, set_preferences
from commonhall.contacts.relations import add_relationship, keep_organisation
from commonhall.core.values.words import Language
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Member
from commonhall.retention.models import Pack, Part
from commonhall.retention.packing import begin_pack, words_of
from commonhall.web.office.door import Visit
from commonhall.web.office.records.spoken import spoken_in
from tests.rooms.retention.closing import NOW, OFFICER, WORD, close_stall, open_stall


def said(council: CouncilSite, member: Member, case: Case, language: Language) -> str:
    """Return everything that a pack of the case's person says, as the office's page collects it."""
    visit = Visit(None, council, member, "en", NOW)  # type: ignore[arg-type]  # no request is needed
    pack: Pack = begin_pack(
        purpose="access",
        member=member,
        person_id=case.person_id,
        spoken=spoken_in(visit, language),
        council=council,
        at=NOW,
    )
    return "\n".join(words_of(part) for part in Part.objects.filter(pack=pack).order_by("place"))


def told_of(case: Case, other: Case) -> None:
    """Let the person of ``case`` have wishes, somebody who belongs to them, and something to say of ``other``."""
    person, landlord = Person.objects.get(id=case.person_id), Person.objects.get(id=other.person_id)
    wishes = Wishes(channel="letter", formats=("braille",), not_by=("phone",), safe_times="Before noon")
    set_preferences(person_id=person.id, wishes=wishes, by=OFFICER, at=NOW)
    firm = keep_organisation(name="Ferrybank Pies", by=OFFICER, at=NOW)
    add_relationship(person_id=person.id, organisation_id=firm.id, kind="works_for", by=OFFICER, at=NOW)
    add_relationship(person_id=landlord.id, other_id=person.id, kind="landlord", by=OFFICER, at=NOW)
    add_occurrence(case_id=other.id, text="It smells again", person_id=person.id, by=OFFICER, at=NOW)
    add_occurrence(case_id=other.id, text="Said by nobody known", by=OFFICER, at=NOW)
    follow_case(reference=other.reference, journey_id=new_id(), email=person.email, language="en", by=OFFICER, at=NOW)


def test_a_pack_tells_of_wishes_family_and_reports(service: Service, council: CouncilSite, keeper: Member) -> None:
    with in_council(council):
        case, other = open_stall(service, council), open_stall(service, council, word="Fernhazel")
        told_of(case, other)
        text = said(council, keeper, case, "en")
    for each in ("Letter", "Braille", "Before noon", "Ferrybank Pies", "Sam Fernhazel", "It smells again", "“Me too”"):
        assert each in text, text
    assert "Tenant of: Sam Fernhazel" in text
    assert "Said by nobody known" not in text
    assert "Fernhazel and sell pies" not in text, "the other's case itself is not given out"


def test_what_was_reported_on_the_own_case_is_in_it(service: Service, council: CouncilSite, keeper: Member) -> None:
    with in_council(council):
        case = open_stall(service, council)
        add_occurrence(case_id=case.id, text="Smoke again", reporter="Tess Plumwhistle", by=OFFICER, at=NOW)
        text = said(council, keeper, case, "en")
        part = Part.objects.get(kind="report")
        assert "Smoke again" in text
        assert {"kind": "name", "text": "Tess Plumwhistle"} in part.found, "somebody else's name is pointed out"


def test_what_happened_is_told_in_the_words_of_the_language(
    service: Service, council: CouncilSite, keeper: Member
) -> None:
    with in_council(council):
        case = close_stall(open_stall(service, council), council)
        english, welsh = said(council, keeper, case, "en"), said(council, keeper, case, "cy")
    assert "Case opened" in english
    assert "Note added" in english
    assert "Agorwyd yr achos" in welsh
    assert "Ychwanegwyd nodyn" in welsh
    assert "Case opened" not in welsh
    assert WORD in welsh
