"""The disclosure log: published without personal data, searched, suggested, withdrawn, and each council's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.cases.disclosures import (
    PAGE,
    Disclosure,
    DisclosureUnknown,
    PublicationRefused,
    count_disclosures,
    disclosures,
    find_disclosure,
    get_disclosure,
    publish_disclosure,
    similar_to,
    withdraw_disclosure,
)
from commonhall.cases.facts import similar
from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.work.skips import AT, adopt_skips, begin, fill_in

OFFICER = Actor("staff", name="Officer")
BINS = {
    "title": "Cost of new recycling bins",
    "question": "How much did the council spend on recycling bins in 2024?",
    "answer": "The council bought 3,120 bins for £74,880.",
    "outcome": "Answered in full",
    "keywords": "wheelie bin, containers",
}
SCHOOLS = {
    "title": "Ysgolion cynradd gwag",
    "question": "Faint o leoedd gwag sydd mewn ysgolion cynradd?",
    "answer": "Roedd 412 o leoedd gwag ym mis Medi.",
}


def case_of(council: CouncilSite) -> Case:
    journey, _ = begin(adopt_skips(council))
    submitted = submit(standing=fill_in(journey, council), at=AT)
    case: Case = Case.objects.get(id=submitted.case_ids[0])
    return case


def publish(case: Case, council: CouncilSite, texts: dict[str, str], *, days: int = 0) -> Disclosure:
    return publish_disclosure(case=case, **texts, council=council, by=OFFICER, at=AT + timedelta(days=days))


def titles(search: str = "") -> list[str]:
    return [entry.title for entry in disclosures(search=search).entries]


def test_an_answer_is_published_recorded_and_replaced(council: CouncilSite) -> None:
    with in_council(council):
        case = case_of(council)
        first = publish(case, council, BINS)
        again = publish(case, council, {**BINS, "answer": "The council bought 3,200 bins."}, days=1)
        assert (first.id, again.answer) == (again.id, "The council bought 3,200 bins.")
        assert titles() == ["Cost of new recycling bins"]
        assert Event.objects.filter(kind="disclosure_published", subject_id=case.id).count() == 2


@pytest.mark.parametrize(
    ("change", "field", "found"),
    [
        ({"answer": "Ask nia@example.org"}, "answer", ["email"]),
        ({"question": "Ring me on 07700 900123 at DL11 2AA"}, "question", ["phone", "postcode"]),
        ({"title": "What Ffion Garside asked"}, "title", ["name"]),
        ({"keywords": "Garside"}, "keywords", ["name"]),
        ({"outcome": "Told Ffion"}, "outcome", ["name"]),
    ],
)
def test_what_tells_of_a_person_is_not_published(
    council: CouncilSite, change: dict[str, str], field: str, found: list[str]
) -> None:
    with in_council(council):
        case = case_of(council)
        with pytest.raises(PublicationRefused) as refused:
            publish(case, council, {**BINS, **change})
        assert (refused.value.reason, refused.value.field) == ("personal", field)
        assert [trace.kind for trace in refused.value.traces] == found
        assert Disclosure.objects.count() == 0


def test_the_councils_own_address_may_stand(council: CouncilSite) -> None:
    with in_council(council):
        answer = f"Write to {council.contact.email}." if council.contact.email else "Write to us."
        assert publish(case_of(council), council, {**BINS, "answer": answer}).answer == answer


@pytest.mark.parametrize(("change", "reason"), [({"answer": " \n"}, "empty"), ({"title": "x" * 201}, "too_long")])
def test_what_is_no_entry_is_refused(council: CouncilSite, change: dict[str, str], reason: str) -> None:
    with in_council(council):
        with pytest.raises(PublicationRefused) as refused:
            publish(case_of(council), council, {**BINS, **change})
        assert refused.value.reason == reason


def test_the_log_is_searched_by_stems_by_phrases_and_in_welsh(council: CouncilSite) -> None:
    with in_council(council):
        publish(case_of(council), council, BINS)
        publish(case_of(council), council, SCHOOLS, days=1)
        assert titles() == ["Ysgolion cynradd gwag", "Cost of new recycling bins"]
        assert titles("costs of bin") == ["Cost of new recycling bins"]
        assert titles('"recycling bins" -school') == ["Cost of new recycling bins"]
        assert titles("ysgolion gwag") == ["Ysgolion cynradd gwag"]
        assert titles("containers") == titles("74,880") == ["Cost of new recycling bins"]
        for nothing in ("helicopters", "recycling helicopters", "' OR 1=1 --", "\x00", "&|!()<->:*" * 40, "x" * 5000):
            assert titles(nothing) in ([], titles()), nothing
        assert titles("' OR 1=1 --") == []


def test_the_log_has_pages(council: CouncilSite) -> None:
    with in_council(council):
        for number in range(PAGE + 2):
            Disclosure.objects.create(
                pattern="x",
                title=f"T{number:02}",
                question="q",
                answer="a",
                published_at=AT + timedelta(minutes=number),
            )
        first, second = disclosures(), disclosures(page=2)
        assert (len(first.entries), first.more, first.entries[0].title) == (PAGE, True, f"T{PAGE + 1}")
        assert ([entry.title for entry in second.entries], second.more) == (["T01", "T00"], False)
        assert disclosures(page=99).entries == ()
        assert disclosures(page=-5).number == 1


def test_what_was_answered_before_is_suggested(council: CouncilSite) -> None:
    with in_council(council):
        entry = publish(case_of(council), council, BINS)
        publish(case_of(council), council, SCHOOLS)
        for text in (
            "Please tell me the costs of recycling bins",
            "Under the Freedom of Information Act I would like to know what the council paid for each new recycling "
            "bin it bought during the last financial year, which supplier won the contract and how it was advertised.",
        ):
            assert [each.title for each in similar_to(text)] == [BINS["title"]], text
        for text in ("", "   ", "the and of", "How many libraries closed?", "bins", "\x00", "'; DROP TABLE x --"):
            assert similar_to(text) == (), text
        assert similar({"text": "cost of recycling bins"}, "2026-06-10T12:00:00")[0]["url"].startswith("/disclosures/")
        assert get_disclosure(entry.id).shown == 1


def test_at_most_three_are_suggested_and_the_best_is_first(council: CouncilSite) -> None:
    with in_council(council):
        for number in range(5):
            words = {**BINS, "title": f"Cost of recycling bins {2020 + number}"}
            publish(case_of(council), council, words, days=number)
        found = [entry.title for entry in similar_to("cost of recycling bins in 2021")]
        assert len(found) == 3
        assert found[0] == "Cost of recycling bins 2021"


def test_a_withdrawn_entry_is_told_of_without_its_words(council: CouncilSite) -> None:
    with in_council(council):
        case = case_of(council)
        entry = publish(case, council, BINS)
        for _ in range(2):
            gone = withdraw_disclosure(case=case, by=OFFICER, at=AT + timedelta(days=3))
        assert (gone.id, gone.title, gone.answer) == (entry.id, "", "")
        assert gone.withdrawn_at == AT + timedelta(days=3)
        assert titles("recycling") == []
        assert similar_to("cost of recycling bins") == ()
        assert len(disclosures().entries) == 1
        assert Event.objects.filter(kind="disclosure_withdrawn").count() == 1
        assert publish(case, council, BINS, days=4).withdrawn_at is None
        with pytest.raises(DisclosureUnknown):
            withdraw_disclosure(case=case_of(council), by=OFFICER, at=AT)


def test_what_people_do_with_an_entry_is_counted(council: CouncilSite) -> None:
    with in_council(council):
        entry = publish(case_of(council), council, BINS)
        for what in ("opened", "opened", "answered"):
            count_disclosures(ids=[entry.id], what=what)
        counted = get_disclosure(entry.id)
        assert (counted.shown, counted.opened, counted.answered) == (0, 2, 1)
        with pytest.raises(ValueError, match="not counted"):
            count_disclosures(ids=[entry.id], what="title")


def test_the_other_council_finds_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        entry = publish(case_of(council), council, BINS)
    with in_council(other_council):
        assert disclosures().entries == disclosures(search="recycling").entries == ()
        assert similar_to("cost of recycling bins") == ()
        assert find_disclosure(entry.id) is None
        count_disclosures(ids=[entry.id], what="opened")
    with in_council(council):
        assert get_disclosure(entry.id).opened == 0
