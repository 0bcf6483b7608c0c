"""Everybody can read and search what the council has told people, in both languages, and each council's own only."""

from __future__ import annotations

from datetime import timedelta

from commonhall.cases.disclosures import PAGE, Disclosure, get_disclosure
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW


def publish(
    council: CouncilSite, *, title: str = "Cost of new bins", language: str = "en", days: int = 0
) -> Disclosure:
    with in_council(council):
        entry: Disclosure = Disclosure.objects.create(
            pattern="x",
            language=language,
            title=title,
            question="What did *new* bins cost?",
            answer="They cost £74,880.\nThat is £24 each.\n\n[See](http://elsewhere.example.com) <b>more</b>.",
            outcome="Answered in full",
            published_at=NOW + timedelta(days=days),
        )
        return entry


def test_an_empty_log_says_so(citizen: Browser) -> None:
    citizen.get("/disclosures")
    assert citizen.status == 200
    assert "We have not published any answers yet." in citizen.text


def test_the_log_is_listed_and_searched(citizen: Browser, place: CouncilSite) -> None:
    publish(place)
    entry = publish(place, title="Empty school places", days=1)
    citizen.get("/disclosures")
    assert citizen.text.index("Empty school places") < citizen.text.index("Cost of new bins")
    assert "Published on 10 June 2026" in citizen.text
    citizen.get("/disclosures?search=schools")
    assert "Answers with “schools”" in citizen.text
    assert "Cost of new bins" not in citizen.text
    assert f'href="/disclosures/{entry.id}"' in citizen.page
    citizen.get("/disclosures?search=%3Cscript%3Ehelicopters")
    assert "We found no answers with “" in citizen.text
    assert "&lt;script&gt;helicopters" in citizen.answer.content.decode()
    assert "<script>helicopters" not in citizen.answer.content.decode()
    for odd in ("page=x", "page=-1", "page=99999999999999999999", "page=%00", "search=%00%27%22"):
        citizen.get(f"/disclosures?{odd}")
        assert citizen.status == 200, odd


def test_the_log_has_pages_that_keep_the_search(citizen: Browser, place: CouncilSite) -> None:
    for number in range(PAGE + 1):
        publish(place, title=f"Cost {number}", days=number)
    citizen.get("/disclosures?search=cost")
    assert 'href="/disclosures?search=cost&page=2"' in citizen.page
    citizen.get("/disclosures?search=cost&page=2")
    assert "Cost 0" in citizen.text
    assert 'href="/disclosures?search=cost&page=1"' in citizen.page
    citizen.get("/disclosures?page=7")
    assert "There are no more answers." in citizen.text


def test_an_answer_is_shown_as_it_was_written(citizen: Browser, place: CouncilSite) -> None:
    entry = publish(place)
    citizen.get(f"/disclosures/{entry.id}")
    assert citizen.title.startswith("Cost of new bins")
    assert "What did *new* bins cost?" in citizen.text
    assert "They cost £74,880. That is £24 each." in citizen.text
    raw = citizen.answer.content.decode()
    assert "http://elsewhere.example.com" in raw
    assert 'href="http://elsewhere' not in raw
    assert "<b>more" not in raw


def test_what_helped_is_counted_once_a_press_and_robots_do_not_count(citizen: Browser, place: CouncilSite) -> None:
    entry = publish(place)
    citizen.get(f"/disclosures/{entry.id}")
    citizen.get(f"/disclosures/{entry.id}?suggested=1")
    citizen.post(f"/disclosures/{entry.id}")
    assert "Thank you for telling us." in citizen.text
    with in_council(place):
        counted = get_disclosure(entry.id)
        assert (counted.opened, counted.answered) == (1, 1)


def test_a_withdrawn_answer_is_told_of_and_its_words_are_gone(citizen: Browser, place: CouncilSite) -> None:
    entry = publish(place)
    with in_council(place):
        Disclosure.objects.filter(id=entry.id).update(withdrawn_at=NOW, title="", question="", answer="")
    citizen.get(f"/disclosures/{entry.id}")
    assert citizen.status == 410
    assert "We published an answer here on 10 June 2026." in citizen.text
    citizen.get("/disclosures")
    assert "An answer that we took down again" in citizen.text


def test_the_log_speaks_welsh_and_marks_what_does_not(other_citizen: Browser, other_place: CouncilSite) -> None:
    entry = publish(other_place)
    other_citizen.get("/disclosures")
    assert "Atebion rydym wedi’u cyhoeddi" in other_citizen.text
    assert "Cyhoeddwyd ar 10 Mehefin 2026" in other_citizen.text
    assert '<div lang="en">' in other_citizen.page
    other_citizen.get(f"/disclosures/{entry.id}")
    assert "Yr hyn a ddywedom" in other_citizen.text


def test_another_councils_answers_are_not_there(
    citizen: Browser, other_citizen: Browser, place: CouncilSite, other_place: CouncilSite
) -> None:
    entry = publish(place)
    other_citizen.get("/disclosures?search=cost")
    assert "Cost of new bins" not in other_citizen.text
    for address in (f"/disclosures/{entry.id}", "/disclosures/nothing"):
        other_citizen.get(address)
        assert other_citizen.status == 404
