"""The page of a case says everything that an officer needs, and keeps notes and owners."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Case, Note
from commonhall.cases.operations import add_note, assign_case, move_case
from commonhall.cases.supporters import follow_case
from commonhall.core.values.dates import in_words, london_day
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.office.desk import Desk, new_desk, open_case, open_cases, read_case, text_of
from tests.rooms.work import skips
from tests.rooms.work.told import send_into, work

ROWAN = Actor("staff", name="Rowan Pike")


def test_everything_about_a_case_is_on_its_page(desk: Desk) -> None:
    case = open_case(desk.council)
    page = text_of(desk.get(f"cases/{case.reference}"))
    for said in (
        case.reference,
        "Skip for Ffion Garside",
        "Received",
        "Full name Ffion Garside",
        "Which skips? Small Large",
        "How many days? 5",
        "ffion.garside@example.org",
        "working days left",
        "License it",
        "Case opened by the resident",
        "Officer: nobody yet",
        "Why it was accepted Is it short enough? It is no longer than the council allows. Last day",
        "The longest 14",
    ):
        assert said in page, said


def test_a_rule_without_words_is_shown_as_it_is_written(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        kept = Case.objects.get(id=case.id)
        kept.facts["decided"]["allowed"]["row"] = 0
        kept.save()
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Rule 1 of 2: answers.days &gt; settings.longest_days" in page or "Rule 1 of 2: answers.days >" in page


def test_dates_that_a_case_keeps_are_said_in_words(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        assert Case.objects.get(id=case.id).facts["decided"]["allowed"] == {
            "outcome": "accept",
            "row": 1,
            "values": {"last_day": (london_day(case.opened_at) + timedelta(days=5)).isoformat(), "longest": 14},
        }
    spoken = in_words((london_day(case.opened_at) + timedelta(days=5)).isoformat(), "en")
    assert f"Last day {spoken}" in text_of(desk.get(f"cases/{case.reference}"))


def test_what_to_do_comes_before_what_there_is_to_read(desk: Desk) -> None:
    case = open_case(desk.council)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert page.index("Deadlines") < page.index("License it") < page.index("What the resident told us")
    assert page.index("What the resident told us") < page.index("Timeline") < page.index("Add a note")


def test_what_was_known_is_folded_away(desk: Desk) -> None:
    case = open_case(desk.council)
    assert "<details" not in desk.get(f"cases/{case.reference}").content.decode()
    with in_council(desk.council):
        kept = Case.objects.get(id=case.id)
        kept.facts["item"] = {"name": {"en": "Skip", "cy": "Sgip"}, "last": {"locks_out": True, "state": "not_out"}}
        kept.save()
    html = desk.get(f"cases/{case.reference}").content.decode()
    folded = html[html.index("<details") : html.index("</details>")]
    assert "What we knew when it was sent" in folded
    assert "Last: locks out" in folded
    assert html.index("Timeline") < html.index("<details")
    desk.get("", lang="cy")
    in_welsh = desk.get(f"cases/{case.reference}").content.decode()
    assert '<span lang="en">Last: locks out</span>' in in_welsh
    assert '<span lang="en">not_out</span>' in in_welsh
    assert '<span lang="en">The longest</span>' in in_welsh
    assert "Diwrnod olaf" in in_welsh


def test_the_reference_may_be_typed_loosely(desk: Desk) -> None:
    case = open_case(desk.council)
    assert desk.get(f"cases/{case.reference.lower().replace('-', '')}").status_code == 200


def test_what_was_typed_is_shown_and_never_run(desk: Desk) -> None:
    case = open_case(desk.council, name="Ffion <script>alert(1)</script>")
    html = desk.get(f"cases/{case.reference}").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_welsh_case_shows_both_languages(desk: Desk) -> None:
    case = open_case(desk.council, language="cy")
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Language to use Welsh" in page
    act = text_of(desk.get(f"cases/{case.reference}/actions/license"))
    assert "In Welsh, as the resident gets it" in act
    assert "In English" in act


def test_the_page_can_be_read_in_welsh(desk: Desk) -> None:
    case = open_case(desk.council)
    desk.get("", lang="cy")
    page = desk.get(f"cases/{case.reference}")
    assert '<html lang="cy"' in page.content.decode()
    assert "Yr hyn a ddywedodd y preswylydd wrthym" in text_of(page)
    assert "Agorwyd yr achos" in text_of(page)


def test_times_are_london_s_and_the_newest_is_first(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        for minute, text in ((1, "first"), (2, "second")):
            at = datetime(2027, 7, 1, 11, minute, tzinfo=UTC)
            add_note(case_id=case.id, text=f"{text} note", by=ROWAN, at=at)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "12:02pm on Thursday 1 July 2027 second note" in page
    assert page.rindex("second note") < page.rindex("first note") < page.rindex("Case opened")


def test_messages_are_shown_as_sent_with_what_became_of_them(desk: Desk, tmp_path: Path) -> None:
    case = open_case(desk.council)
    send_into(tmp_path, desk.council)
    now = datetime.now(UTC)
    assert "Nothing was written yet." in text_of(desk.get(f"cases/{case.reference}"))
    work(desk.council, at=now)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert re.search(r"Email to ffion\.garside@example\.org\. Sent \S+ on", page)
    assert f"We have it: {case.reference} by" not in page
    assert "Automatic message. Email to ffion.garside@example.org" in page
    assert "Dear Ffion Garside" in page
    assert "Message sent to the resident" in page


def test_a_missed_deadline_is_told_in_words(desk: Desk) -> None:
    case = open_case(desk.council, ago=timedelta(days=14))
    keep_clocks(desk.council, at=datetime.now(UTC))
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Deadline missed: Decide" in page
    assert "Late by Commonhall" in page
    assert "From “Received” to “Late”." in page


def test_a_note_is_kept_once_and_shown(desk: Desk) -> None:
    case = open_case(desk.council)
    saved = desk.post(f"cases/{case.reference}/notes", note=" Rang the crew.\r\nNo answer. ")
    assert saved["location"] == f"/office/cases/{case.reference}"
    page = desk.get(f"cases/{case.reference}")
    assert "Success Note saved" in text_of(page)
    assert "Rang the crew.<br>No answer." in page.content.decode()
    assert "Note saved" not in text_of(desk.get(f"cases/{case.reference}")), "it is said once"
    with in_council(desk.council):
        assert Note.objects.get().written_by == "Rowan Pike"


def test_a_note_without_words_is_refused_with_what_was_typed(desk: Desk) -> None:
    case = open_case(desk.council)
    empty = desk.post(f"cases/{case.reference}/notes", note="  ")
    assert "There is a problem Enter a note" in text_of(empty)
    assert "<title>Error: " in empty.content.decode()
    long = desk.post(f"cases/{case.reference}/notes", note="x" * 5001)
    assert "Note must be 5,000 characters or less" in text_of(long)
    assert "x" * 5001 in long.content.decode()
    switched = desk.post(f"cases/{case.reference}/notes", note="", switch_language="cy")
    assert "Rhowch nodyn" in text_of(switched)
    with in_council(desk.council):
        assert not Note.objects.exists()


def test_an_officer_takes_a_case_and_gives_it_back(desk: Desk) -> None:
    case = open_case(desk.council)
    me = str(desk.membership_id)
    desk.post(f"cases/{case.reference}/assignment", to=me, revision="1")
    assert read_case(desk.council, case).owner_id == desk.membership_id
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "You have this case now" in page
    assert "Officer: Rowan Pike" in page
    assert "Give it back" in page
    desk.post(f"cases/{case.reference}/assignment", to="", revision="2")
    assert read_case(desk.council, case).owner_id is None


def test_taking_twice_is_taking_once(desk: Desk) -> None:
    case = open_case(desk.council)
    for _ in range(2):
        desk.post(f"cases/{case.reference}/assignment", to=str(desk.membership_id), revision="1")
    with in_council(desk.council):
        assert Event.objects.filter(kind="case_assigned").count() == 1
    assert "You have this case now" in text_of(desk.get(f"cases/{case.reference}"))


def test_two_who_take_at_once_are_told(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    other = new_desk(council, "Olwen Other", ("officer", "*", ""))
    other.post(f"cases/{case.reference}/assignment", to=str(other.membership_id), revision="1")
    desk.post(f"cases/{case.reference}/assignment", to=str(desk.membership_id), revision="1")
    assert read_case(council, case).owner_id == other.membership_id
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Somebody changed this case while you had it open: Given to Olwen Other, by Olwen Other." in page


def test_a_lead_gives_a_case_to_who_can_work_on_it(lead: Desk, desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    page = lead.get(f"cases/{case.reference}").content.decode()
    assert str(desk.membership_id) in page
    assert str(viewer.membership_id) not in page
    lead.post(f"cases/{case.reference}/assignment", to=str(desk.membership_id), revision="1")
    assert read_case(council, case).owner_id == desk.membership_id
    refused = lead.post(f"cases/{case.reference}/assignment", to=str(viewer.membership_id), revision="2")
    assert refused.status_code == 404
    assert lead.post(f"cases/{case.reference}/assignment", to="nonsense", revision="2").status_code == 404
    assert read_case(council, case).owner_id == desk.membership_id


def test_the_next_case_of_the_list_is_one_link_away(desk: Desk) -> None:
    first, second = open_cases(desk.council)
    queue = desk.get("", owner="none").content.decode()
    link = re.search(rf'href="(/office/cases/{first.reference}\?[^"]*)"', queue)
    assert link is not None
    host = {"host": "amberford.localhost"}
    page = desk.client.get(link[1].replace("&amp;", "&"), headers=host).content.decode()
    assert "Back to the list" in page
    act = re.search(rf'href="(/office/cases/{first.reference}/actions/license\?[^"]*)"', page)
    assert act is not None
    done = desk.client.post(act[1].replace("&amp;", "&"), {"revision": "1", "number": "7"}, headers=host)
    after = desk.client.get(done["location"], headers=host).content.decode()
    following = re.search(rf'href="(/office/cases/{second.reference}\?[^"]*)"', after)
    assert following is not None, "also after the case has left the list"
    last = desk.client.get(following[1].replace("&amp;", "&"), headers=host)
    assert "Next case in this list" not in text_of(last)


def test_what_cannot_be_done_says_why(desk: Desk, lead: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    more = (
        "    - {id: waive, label: Waive the fee, from: [received], to: licensed, by: [lead]}\n"
        "    - {id: stop, label: Stop it, from: [received], to: licensed, by: [officer], when: answers.days > 7}\n"
    )
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("  deadlines:\n", f"{more}  deadlines:\n"))
    case = open_case(desk.council)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Waive the fee Only a lead can do this." in page
    assert "Stop it The rules of this service do not allow it now." in page
    assert "Only a lead" not in text_of(lead.get(f"cases/{case.reference}"))


def test_who_follows_a_case_is_counted(desk: Desk) -> None:
    case = open_case(desk.council)
    assert "follow it" not in text_of(desk.get(f"cases/{case.reference}"))
    for number in range(3):
        with in_council(desk.council):
            email = f"n{number % 2}@example.org"
            follow_case(
                reference=case.reference,
                journey_id=new_id(),
                email=email,
                language="en",
                by=ROWAN,
                at=datetime.now(UTC),
            )
    assert "People who follow it: 2." in text_of(desk.get(f"cases/{case.reference}"))


def test_the_page_takes_few_statements(
    lead: Desk, count_statements: Callable[[str], AbstractContextManager[list[Any]]]
) -> None:
    case = open_cases(lead.council)[0]
    with in_council(lead.council):
        assign_case(case_id=case.id, to=lead.membership_id, by=ROWAN, at=datetime.now(UTC))
        for number in range(30):
            add_note(case_id=case.id, text=f"Note {number}", by=ROWAN, at=datetime.now(UTC))
    queue = lead.get("").content.decode()
    link = re.search(rf'href="(/office/cases/{case.reference}\?[^"]*)"', queue)
    assert link is not None
    with count_statements("default") as statements:
        lead.client.get(link[1].replace("&amp;", "&"), headers={"host": "amberford.localhost"})
    counted = [each["sql"] for each in statements if "SAVEPOINT" not in each["sql"]]
    # A lead's page from a list: two set the council, one is the session, and each part of the page asks once.
    assert len(counted) <= 26, "\n".join(sql[:120] for sql in counted)


def test_looking_changes_nothing(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        before = (list(Case.objects.order_by("id").values()), Event.objects.count())
    for path in ("", f"cases/{case.reference}", f"cases/{case.reference}/actions/license", "deliveries", "team"):
        assert desk.get(path).status_code == 200, path
    for path in (f"cases/{case.reference}/notes", f"cases/{case.reference}/assignment", "sign-out"):
        assert desk.get(path).status_code == 405, path
    with in_council(desk.council):
        assert (list(Case.objects.order_by("id").values()), Event.objects.count()) == before


def test_a_closed_case_can_be_read_and_noted(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        move_case(case_id=case.id, transition="license", asked={"number": "SK 9"}, expect=1, actors=("officer",),
                  council=desk.council, by=ROWAN, at=datetime.now(UTC))  # fmt: skip
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Nothing more to do on this case." in page
    assert "Licence number SK 9" in page
    assert "Met on" in page
    assert desk.post(f"cases/{case.reference}/notes", note="After all").status_code == 303
