"""Is everything about a person in their pack, and nothing of anybody else; and is what was removed really gone?"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from commonhall.cases.models import Case, CaseParty, Note
from commonhall.cases.operations import add_note
from commonhall.catalogue.queries import Service
from commonhall.contacts.models import Person
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Member
from commonhall.record.models import Event, Read
from commonhall.retention.models import Pack, Part
from commonhall.retention.packing import (
    NotYet,
    OwnWork,
    PackUnknown,
    PartRefused,
    approve_pack,
    begin_pack,
    decide_part,
    get_pack,
    include_the_rest,
    packs_visible_to,
    send_back,
    send_to_check,
    words_of,
)
from commonhall.retention.producing import forget_packs, make_pack, read_pack
from commonhall.retention.queries import due_for_disposal
from tests.rooms.retention.closing import (
    LONG_AGO,
    NOW,
    OFFICER,
    SPOKEN,
    WORD,
    adopt_stalls,
    close_stall,
    open_stall,
    records,
)
from tests.rooms.retention.test_disposal import deliver

OTHER = "Plumwhistle"


@pytest.fixture
def case(service: Service, council: CouncilSite) -> Case:
    """A case of the person who asks, with a note that tells of somebody else."""
    with in_council(council):
        case = open_stall(service, council)
        neighbour = Person.objects.create(name=f"Tess {OTHER}", email=f"{OTHER}@example.com", made_at=LONG_AGO)
        CaseParty.objects.create(**party_of(case, neighbour))
        add_note(
            case_id=case.id,
            text=f"His neighbour Tess {OTHER} ({OTHER}@example.com, 07700 900456) complained. He pays.",
            by=OFFICER,
            at=LONG_AGO,
        )
        return close_stall(case, council)


def party_of(case: Case, person: Person) -> dict[str, object]:
    """Return a row of somebody who takes part in a case."""
    made: dict[str, object] = {"case_id": case.id, "person_id": person.id}
    for field in CaseParty._meta.concrete_fields:
        if field.name.endswith("_at") and not field.null:
            made[field.name] = LONG_AGO
        elif field.name.endswith("_date") and not field.null:
            made[field.name] = LONG_AGO.date()
        elif field.name == "role":
            made[field.name] = "subject"
    return made


def begin(case: Case, member: Member, council: CouncilSite) -> Pack:
    """Collect everything about the person of a case."""
    return begin_pack(purpose="access", member=member, person_id=case.person_id, spoken=SPOKEN, council=council, at=NOW)


def note_of(pack: Pack) -> Part:
    """Return the part with the note that tells of somebody else."""
    found: Part = next(part for part in Part.objects.filter(pack=pack, kind="note") if OTHER in part.text)
    return found


def decide(pack: Pack, member: Member) -> None:
    """Redact the neighbour out of the note and include the rest."""
    part = note_of(pack)
    decide_part(
        member=member,
        pack_id=pack.id,
        place=part.place,
        choice="redact",
        marks=[f"Tess {OTHER}", f"{OTHER}@example.com", "07700 900456"],
        exemption="others",
        at=NOW,
    )
    include_the_rest(member=member, pack_id=pack.id)
    for rest in Part.objects.filter(pack=pack, choice=""):
        decide_part(member=member, pack_id=pack.id, place=rest.place, choice="include", at=NOW)


def opened(content: bytes) -> dict[str, bytes]:
    """Return the files of a pack by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_has_everything_of_the_person_and_nothing_of_the_neighbour(
    case: Case, council: CouncilSite, keeper: Member, second: Member, store: Path
) -> None:
    with in_council(council):
        pack = begin(case, keeper, council)
        found = {each["text"] for each in note_of(pack).found}
        assert {f"Tess {OTHER}", f"{OTHER}@example.com", "07700 900456"} <= found
        decide(pack, keeper)
        send_to_check(member=keeper, pack_id=pack.id, at=NOW)
        with pytest.raises(OwnWork):
            approve_pack(member=keeper, pack_id=pack.id, at=NOW)
        approve_pack(member=second, pack_id=pack.id, at=NOW)
    deliver(council, "make_pack", make_pack)
    with in_council(council):
        files = opened(read_pack(member=keeper, pack_id=pack.id, at=NOW))
        made = Pack.objects.get(id=pack.id)
        assert (made.state, made.size) == ("ready", sum(path.stat().st_size for path in store.rglob(str(pack.id))))
        assert Read.objects.filter(subject_kind="person", subject_id=case.person_id, how="exported").exists()
        assert OTHER in Note.objects.get(text__contains=OTHER).text
        assert not any(words_of(part).strip() for part in Part.objects.filter(pack=pack))
    page, everything = files["index.html"].decode(), b"".join(files.values())
    assert OTHER.lower().encode() not in everything.lower()
    assert b"900456" not in everything
    for said in (f"Sam {WORD}", f"I am {WORD} and sell pies", "complained. He pays.", "rhywun arall: 1<"):
        assert said in page, page[-1500:]
    assert "<h1>What we know about you / Yr hyn a wyddom amdanoch chi</h1>" in page
    data = json.loads(files["data.json"])
    assert {part["kind"] for part in data["parts"]} >= {"about", "case", "answers", "note", "document", "history"}
    [name] = [name for name in files if name.startswith("files/")]
    assert WORD.encode() in files[name]


def test_a_pack_has_what_somebody_proved_of_themselves(case: Case, council: CouncilSite, keeper: Member) -> None:
    shown = {"name": "Samuel Proved", "birth_date": "1961-03-14", "email": ""}
    with in_council(council):
        Case.objects.filter(id=case.id).update(facts={**case.facts, "proof": {"level": "identity", "shown": shown}})
        pack = begin(case, keeper, council)
        rows = words_of(Part.objects.get(pack=pack, kind="case"))
    assert "Name that was proved" in rows
    assert "Samuel Proved" in rows
    assert "14 March 1961" in rows
    assert "Email address that was shown" not in rows


def test_another_persons_case_is_not_in_the_pack(
    case: Case, service: Service, council: CouncilSite, keeper: Member
) -> None:
    with in_council(council):
        open_stall(service, council, word="Fernhazel")
        pack = begin(case, keeper, council)
        assert not [part for part in Part.objects.filter(pack=pack) if "Fernhazel" in words_of(part)]


def test_records_that_were_joined_are_one_person(
    case: Case, service: Service, council: CouncilSite, keeper: Member
) -> None:
    with in_council(council):
        other = open_stall(service, council, word="Fernhazel")
        Person.objects.filter(id=other.person_id).update(merged_into_id=case.person_id)
        pack = begin(case, keeper, council)
        assert {part.about for part in Part.objects.filter(pack=pack)} == {"", case.reference, other.reference}


def test_nothing_is_sent_before_all_is_decided_and_the_check_is_somebody_elses(
    case: Case, council: CouncilSite, keeper: Member, second: Member
) -> None:
    with in_council(council):
        pack = begin(case, keeper, council)
        with pytest.raises(NotYet):
            send_to_check(member=keeper, pack_id=pack.id, at=NOW)
        with pytest.raises(NotYet):
            approve_pack(member=second, pack_id=pack.id, at=NOW)
        decide(pack, keeper)
        send_to_check(member=keeper, pack_id=pack.id, at=NOW)
        with pytest.raises(NotYet):
            decide_part(member=keeper, pack_id=pack.id, place=1, choice="include", at=NOW)
        send_back(member=second, pack_id=pack.id, comment="Look at the note again.", at=NOW)
        assert Pack.objects.get(id=pack.id).sent_back == "Look at the note again."
        decide_part(member=keeper, pack_id=pack.id, place=1, choice="include", at=NOW)
        with pytest.raises(NotYet):
            read_pack(member=keeper, pack_id=pack.id, at=NOW)


def test_what_is_wrong_with_a_decision_is_said(case: Case, council: CouncilSite, keeper: Member) -> None:
    def reason(**decision: object) -> str:
        with pytest.raises(PartRefused) as refused:
            # The words differ by row:
            decide_part(member=keeper, pack_id=pack.id, place=place, at=NOW, **decision)  # type: ignore[arg-type]
        return refused.value.reason

    with in_council(council):
        pack = begin(case, keeper, council)
        place = note_of(pack).place
        assert reason(choice="leave_out") == "exemption"
        assert reason(choice="redact", marks=["Tess"], exemption="bogus") == "exemption"
        assert reason(choice="redact", marks=[" "], exemption="others") == "marks"
        assert reason(choice="redact", marks=["Nobody"], exemption="others") == "not_found"
        place = Part.objects.get(pack=pack, kind="document").place
        assert reason(choice="redact", marks=["x"], exemption="others") == "boxes"


def test_a_case_is_not_disposed_of_while_a_pack_is_made_of_it(case: Case, council: CouncilSite, keeper: Member) -> None:
    with in_council(council):
        assert due_for_disposal(keeper, council=council, at=NOW)[0].free == 1
        begin(case, keeper, council)
        [due] = due_for_disposal(keeper, council=council, at=NOW)
        assert (due.kept, due.free) == (1, 0)


def test_a_pack_of_one_case_for_others(case: Case, council: CouncilSite, keeper: Member) -> None:
    with in_council(council):
        pack = begin_pack(purpose="disclosure", member=keeper, case_id=case.id, spoken=SPOKEN, council=council, at=NOW)
        assert {part.about for part in Part.objects.filter(pack=pack)} == {case.reference}
        assert {"text": f"Sam {WORD}", "kind": "name"} in note_of(pack).found or pack.person_id is None


def test_a_pack_goes_when_its_time_is_over(
    case: Case, council: CouncilSite, keeper: Member, second: Member, store: Path
) -> None:
    with in_council(council):
        pack = begin(case, keeper, council)
        decide(pack, keeper)
        send_to_check(member=keeper, pack_id=pack.id, at=NOW)
        approve_pack(member=second, pack_id=pack.id, at=NOW)
    deliver(council, "make_pack", make_pack)
    forget_packs(council, at=NOW + timedelta(days=29))
    assert list(store.rglob(str(pack.id)))
    forget_packs(council, at=NOW + timedelta(days=31))
    assert not list(store.rglob(str(pack.id)))
    with in_council(council):
        assert Pack.objects.get(id=pack.id).state == "removed"
        assert not Part.objects.filter(pack=pack).exists()


def test_sensitive_cases_are_left_to_whoever_may_see_them(council: CouncilSite, keeper: Member, store: Path) -> None:
    with in_council(council):
        private = adopt_stalls(council, store, private=True)
        case = close_stall(open_stall(private, council), council)
        with pytest.raises(LookupError):
            begin(case, keeper, council)
    trusted = records(council, "Tara Trusted", pattern="market-stall")
    with in_council(council):
        pack = begin(case, trusted, council)
        assert list(packs_visible_to(keeper)) == []
        with pytest.raises(PackUnknown):
            get_pack(keeper, pack.id)


def test_the_other_council_finds_no_pack(
    case: Case, council: CouncilSite, other_council: CouncilSite, keeper: Member
) -> None:
    with in_council(council):
        pack = begin(case, keeper, council)
        assert Event.objects.filter(kind="pack_begun").count() == 1
    elsewhere = records(other_council, "Elin Elsewhere")
    with in_council(other_council):
        assert list(packs_visible_to(elsewhere)) == []
        with pytest.raises(PackUnknown):
            get_pack(elsewhere, pack.id)
