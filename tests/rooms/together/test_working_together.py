"""Two officers on one case see each other, never overwrite each other, and tell each other what matters."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from commonhall.cases.models import Case, Look, Mention, Note, Tag, Watch
from commonhall.cases.notes import NoteFixed, add_note, edit_note, mentioned_in, strike_note
from commonhall.cases.operations import CaseChanged
from commonhall.cases.together.arranging import arrange_case, tags_in_use, tags_of
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.queries import colleagues, find_signed_in
from commonhall.record.models import Event
from tests.cast import Cast
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of

ROWAN = Actor("staff", name="Rowan Pike")


def revision(response: object) -> str:
    """Return what the form of a page carries of the case."""
    # Django's client adds it:
    found = re.search(r'name="revision" value="([^"]+)"', response.content.decode())  # type: ignore[attr-defined]
    assert found is not None
    return found[1]


def test_colleagues_see_who_else_has_the_case_open(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    assert "also looking" not in text_of(desk.get(f"cases/{case.reference}"))
    page = text_of(colleague.get(f"cases/{case.reference}"))
    assert "Rowan Pike is also looking at this case." in page
    assert "Olwen Other" in text_of(desk.get(f"cases/{case.reference}")).split("Who else is looking")[1]
    with in_council(desk.council):
        Look.objects.update(at=datetime.now(UTC) - timedelta(minutes=6))
    assert "also looking" not in text_of(desk.get(f"cases/{case.reference}"))


def test_the_second_sees_everything_that_changed_since_their_page_and_keeps_what_they_typed(
    desk: Desk, colleague: Desk
) -> None:
    case = open_case(desk.council)
    old = revision(desk.get(f"cases/{case.reference}/actions/license"))
    colleague.post(f"cases/{case.reference}/arrange", priority="2", revision=old)
    colleague.post(f"cases/{case.reference}/assignment", to=str(colleague.membership_id), revision="2")
    late = desk.post(f"cases/{case.reference}/actions/license", number="SL 77", revision=old)
    assert late.status_code == 409
    page = text_of(late)
    assert "Priority, review date or tags changed, by Olwen Other; Given to Olwen Other, by Olwen Other" in page
    assert 'value="SL 77"' in late.content.decode()
    desk.post(f"cases/{case.reference}/actions/license", number="SL 77", revision=revision(late))
    assert read_case(desk.council, case).state == "licensed"


def test_two_officers_decide_at_once_and_what_the_second_typed_is_not_lost(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    old = revision(desk.get(f"cases/{case.reference}/actions/license"))
    colleague.post(f"cases/{case.reference}/actions/license", number="1", revision=old)
    late = desk.post(f"cases/{case.reference}/actions/license", number="SL 78", revision=old)
    assert late.status_code == 409
    page = text_of(late)
    assert "can no longer be done, because the case has changed" in page
    assert "License it, by Olwen Other" in page
    assert "Licence number SL 78" in page
    note = re.search(r'name="note" value="([^"]+)"', late.content.decode())
    assert note is not None
    desk.post(f"cases/{case.reference}/notes", note=note[1])
    with in_council(desk.council):
        assert "SL 78" in Note.objects.get().text
        assert Event.objects.filter(kind="case_moved", subject_id=case.id).count() == 1


def test_priority_review_date_and_tags_are_set_once_and_said(desk: Desk) -> None:
    case = open_case(desk.council)
    path = f"cases/{case.reference}/arrange"
    day = (datetime.now(UTC) + timedelta(days=10)).date()
    fields = {
        "priority": "2", "tags": " Storm, flood ,storm",
        "review_date-day": str(day.day), "review_date-month": str(day.month), "review_date-year": str(day.year),
    }  # fmt: skip
    done = desk.post(path, **fields, revision=revision(desk.get(path)))
    assert done.status_code == 303
    kept = read_case(desk.council, case)
    assert (kept.priority, kept.review_date, kept.version) == (2, day, 2)
    page = text_of(desk.get(f"cases/{case.reference}"))
    for said in ("Priority Urgent", "Tags flood, storm", "Tags added: flood, storm", "Priority: Urgent"):
        assert said in page, said
    desk.post(path, **fields, revision="2")
    assert read_case(desk.council, case).version == 2, "what is so already changes nothing"


@pytest.mark.parametrize(
    ("tags", "said"),
    [("x" * 41, "is too long. A tag can have 40 characters"), (",".join(map(str, range(13))), "Enter at most 12 tags")],
)
def test_tags_that_cannot_be_kept_are_refused(desk: Desk, tags: str, said: str) -> None:
    case = open_case(desk.council)
    refused = desk.post(f"cases/{case.reference}/arrange", priority="0", tags=tags, revision="1")
    assert said in text_of(refused)
    assert "<title>Error: " in refused.content.decode()
    with in_council(desk.council):
        assert not Tag.objects.exists()


def test_who_arranges_an_old_page_is_told(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    colleague.post(f"cases/{case.reference}/arrange", priority="1", revision="1")
    late = desk.post(f"cases/{case.reference}/arrange", priority="-1", tags="mine", revision="1")
    assert late.status_code == 409
    assert "Somebody changed this case" in text_of(late)
    assert 'value="mine"' in late.content.decode()
    with in_council(desk.council), pytest.raises(CaseChanged):
        arrange_case(case_id=case.id, priority=0, expect=1, by=ROWAN, at=datetime.now(UTC))


def test_a_watched_case_is_listed_with_its_news(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    assert "Watch this case" in text_of(desk.get(f"cases/{case.reference}"))
    for _ in range(2):
        desk.post(f"cases/{case.reference}/watch", watch="yes")
    assert "Stop watching this case" in text_of(desk.get(f"cases/{case.reference}"))
    assert "Nothing new" in text_of(desk.get("mine"))
    colleague.post(f"cases/{case.reference}/notes", note="They rang again.")
    assert "Changed at" in text_of(desk.get("mine"))
    desk.post(f"cases/{case.reference}/watch", watch="no")
    assert "You watch no case." in text_of(desk.get("mine"))


def test_a_mention_is_shown_until_it_was_read_and_gives_no_right_to_see(
    desk: Desk, colleague: Desk, council: CouncilSite
) -> None:
    blind = new_desk(council, "Bryn Blind", ("officer", "missed-bin", ""))
    case = open_case(council)
    desk.post(f"cases/{case.reference}/notes", note="@Olwen Other, @Bryn, please ring. Not @Olwenna, a@bryn.example")
    assert "please ring" in text_of(colleague.get("mine"))
    assert "New" in text_of(colleague.get("mine"))
    assert "please ring" not in text_of(blind.get("mine"))
    assert blind.get(f"cases/{case.reference}").status_code == 404
    colleague.get(f"cases/{case.reference}")
    with in_council(council):
        assert Mention.objects.get(member_id=colleague.membership_id).read_at is not None
        assert Mention.objects.filter(read_at=None).count() == 1, "whoever may not see it has not read it"


def test_only_whole_and_clear_names_are_mentions(council: CouncilSite) -> None:
    new_desk(council, "Sam Small")
    new_desk(council, "Sam Tall")
    with in_council(council):
        known = colleagues()
    assert [one.name for one in mentioned_in("@sam tall: see this. @sam too.", known)] == ["Sam Tall"]
    assert not mentioned_in("@sam. mail sam@sam small, @Samantha", known)


def test_a_note_is_changed_shortly_after_and_struck_through_later(desk: Desk, colleague: Desk) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/notes", note="Rang at nine.")
    with in_council(desk.council):
        note = Note.objects.get()
    path = f"cases/{case.reference}/notes/{note.id}"
    assert "You can change a note for 15 minutes" in text_of(desk.get(path))
    desk.post(path, text="Rang at ten.")
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Rang at ten." in page
    assert "Rang at nine." not in page
    assert "Why does it no longer hold?" in text_of(colleague.get(path)), "another's is only struck through"
    assert "There is a problem" in text_of(colleague.post(path, why=" "))
    colleague.post(path, why="It was another case")
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Struck through by Olwen Other" in page
    assert "It was another case Rang at ten." in page, "it can still be read"
    assert desk.get(path).status_code == 404


def test_the_words_of_a_note_are_fixed_after_a_quarter_of_an_hour(desk: Desk) -> None:
    case = open_case(desk.council)
    me, at = Actor("staff", desk.membership_id, "Rowan Pike"), datetime.now(UTC)
    with in_council(desk.council):
        note = add_note(case_id=case.id, text="Rang.", by=me, at=at)
        edit_note(case_id=case.id, note_id=note.id, text="Rang twice.", by=me, at=at + timedelta(minutes=15))
        with pytest.raises(NoteFixed):
            edit_note(case_id=case.id, note_id=note.id, text="No.", by=me, at=at + timedelta(minutes=15, seconds=1))
        strike_note(case_id=case.id, note_id=note.id, why="Wrong case", by=me, at=at + timedelta(days=1))
        assert Note.objects.get().text == "Rang twice."


def test_a_pinned_note_stands_first(desk: Desk) -> None:
    case = open_case(desk.council)
    for text in ("First note.", "Second note."):
        desk.post(f"cases/{case.reference}/notes", note=text)
    with in_council(desk.council):
        first = Note.objects.get(text="First note.")
    page = text_of(desk.get(f"cases/{case.reference}")).split("Timeline")[0]
    assert page.index("Second note.") < page.index("First note.")
    desk.post(f"cases/{case.reference}/notes/{first.id}", do="pin")
    page = text_of(desk.get(f"cases/{case.reference}")).split("Timeline")[0]
    assert page.index("First note.") < page.index("Second note.")
    assert "Pinned. Rowan Pike" in page


def test_who_may_only_look_changes_nothing(desk: Desk, council: CouncilSite) -> None:
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    case = open_case(council)
    desk.post(f"cases/{case.reference}/notes", note="Rang.")
    with in_council(council):
        note = Note.objects.get()
    page = text_of(viewer.get(f"cases/{case.reference}"))
    assert "Set the priority" not in page
    assert "It happened again" not in page
    for path in ("arrange", f"notes/{note.id}", "again", "links", "merge", "unmerge"):
        assert viewer.get(f"cases/{case.reference}/{path}").status_code == 404
        assert viewer.post(f"cases/{case.reference}/{path}", priority="1", why="x").status_code == 404
    assert viewer.post(f"cases/{case.reference}/watch", watch="yes").status_code == 303, "whoever may see may watch"


def test_the_other_council_sees_nothing_of_it(desk: Desk, cast: Cast) -> None:
    case = open_case(desk.council)
    desk.post(f"cases/{case.reference}/arrange", priority="1", tags="storm", revision="1")
    desk.post(f"cases/{case.reference}/watch", watch="yes")
    desk.post(f"cases/{case.reference}/notes", note="@Rowan Pike")
    desk.get(f"cases/{case.reference}")
    with in_council(desk.council):
        assert tags_of(case.id) == ("storm",)
    other = new_desk(cast.calderwick, "Cai Calder", ("lead", "*", ""))
    for path in ("arrange", "again", "links", "merge"):
        assert other.get(f"cases/{case.reference}/{path}").status_code == 404
    assert other.post(f"cases/{case.reference}/watch", watch="yes").status_code == 404
    with in_council(cast.calderwick):
        assert not any(table.objects.exists() for table in (Tag, Watch, Look, Mention, Note, Case))
        assert tags_of(case.id) == ()
        key = other.client.cookies[settings.STAFF_COOKIE].value
        member = find_signed_in(key=key, at=datetime.now(UTC))
        assert member is not None
        assert tags_in_use(member) == ()
