"""Who works here and what may they do? The list of staff, one member's rights, and who no longer uses theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.councils.policies import open_to
from commonhall.people.queries import Right, Staff, colleagues, staff_list
from commonhall.web.components.views.council import TaggedState
from commonhall.web.components.views.desk import Block, Buttons, Cell, Column, Fold, Links, Prose, Row, Table
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, check_may, staff
from commonhall.web.office.dues import day
from commonhall.web.office.rights.desk import desk, today_of
from commonhall.web.office.rights.granting import days_of, names_of_teams, staff_member, titles_of, where_of

UNUSED_DAYS: Final = 90
ENDING_DAYS: Final = 14


@open_to("staff")
@staff("GET")
def staff_page(visit: Visit) -> HttpResponse:
    """List who works here, and who has left."""
    check_may(visit, "administer")
    here, gone = (staff_list(active=active, on=today_of(visit)) for active in (True, False))
    left = Table(
        caption=visit.say("rights_left_caption"),
        hidden_caption=True,
        columns=(Column(text=visit.say("rights_name")), Column(text=visit.say("rights_left_on"))),
        rows=tuple(
            Row(cells=(_named(one), Cell(text=day(one.left_at, visit.language) if one.left_at else ""))) for one in gone
        ),
        empty=visit.say("rights_nobody"),
    )
    add = Link(text=visit.say("joining_add"), href=reverse("office-rights-new"))
    blocks: list[Block] = [
        Buttons(links=(add,)),
        _table(visit, here, visit.say("rights_staff_caption"), visit.say("rights_nobody")),
    ]
    if gone:
        blocks.append(Fold(title=visit.say("rights_left_caption"), blocks=(left,)))
    return desk(visit, visit.say("rights_staff"), blocks)


def _table(visit: Visit, rows: list[Staff], caption: str, empty: str) -> Table:
    return Table(
        caption=caption,
        columns=tuple(Column(text=visit.say(each)) for each in ("rights_name", "rights_holds", "rights_seen")),
        rows=tuple(Row(cells=(_named(one), _roles(one, visit), _seen(one, visit))) for one in rows),
        empty=empty,
    )


def _named(one: Staff) -> Cell:
    return Cell(text=one.name, href=reverse("office-rights-member", args=(one.membership_id,)), more=(one.email,))


def _roles(one: Staff, visit: Visit) -> Cell:
    roles = dict.fromkeys(visit.say(f"role_{right.granted.role}") for right in one.rights if right.holds)
    return Cell(text=", ".join(roles) or visit.say("rights_nothing"))


def _seen(one: Staff, visit: Visit) -> Cell:
    if one.seen_at is None:
        return Cell(text=visit.say("rights_never"))
    return Cell(text=day(one.seen_at, visit.language), time=one.seen_at.isoformat())


@open_to("staff")
@staff("GET")
def member_page(visit: Visit, membership: UUID) -> HttpResponse:
    """Show what one member may do, with ways to change it; one's own rights only to be read."""
    person = staff_member(visit, membership)
    own = membership == visit.member.membership_id
    changes = person.active and not own
    blocks: list[Block] = [Prose(text=visit.say("rights_own"), look="inset")] if own else []
    blocks.append(_grants(visit, person, changes=changes))
    if changes:
        add = Link(text=visit.say("rights_add"), href=reverse("office-rights-add", args=(membership,)))
        leave = Link(
            text=visit.say("rights_leave", name=person.name), href=reverse("office-rights-leave", args=(membership,))
        )
        again = Link(text=visit.say("joining_again"), href=reverse("office-rights-again", args=(membership,)))
        more = (again, leave) if person.seen_at is None else (leave,)
        blocks += [Buttons(links=(add,)), Links(links=more)]
    up = Link(text=visit.say("rights_staff"), href=reverse("office-rights-staff"))
    return desk(visit, visit.say("rights_of", name=person.name), blocks, up=up, caption=person.email)


def _grants(visit: Visit, person: Staff, *, changes: bool) -> Table:
    teams, titles = names_of_teams(visit), titles_of(visit)
    names = {each.membership_id: each.name for active in (True, False) for each in colleagues(active=active)}
    heads = ("rights_role", "rights_where", "rights_days", "rights_given", *(("rights_take",) if changes else ()))
    return Table(
        caption=visit.say("rights_grants", name=person.name),
        columns=tuple(Column(text=visit.say(each), hidden=each == "rights_take") for each in heads),
        rows=tuple(
            Row(cells=_cells(visit, person, right, teams, titles, names, changes=changes)) for right in person.rights
        ),
        empty=visit.say("rights_none", name=person.name),
    )


def _cells(
    visit: Visit,
    person: Staff,
    right: Right,
    teams: dict[UUID, str],
    titles: dict[str, str],
    names: dict[UUID, str],
    *,
    changes: bool,
) -> tuple[Cell, ...]:
    instead = right.granted.stands_in_for
    given = visit.say("rights_given_by", date=day(right.granted_at, visit.language), name=right.granted_by or "–")
    cells = (
        Cell(
            text=visit.say(f"role_{right.granted.role}"),
            more=(visit.say("rights_for", name=names.get(instead, "")),) if instead else (),
        ),
        Cell(text=where_of(right, visit, teams, titles)),
        Cell(
            text=days_of(right, visit),
            tag=None if right.holds else TaggedState(text=visit.say("rights_not_now"), colour="grey"),
        ),
        Cell(text=given),
    )
    if not changes:
        return cells
    address = reverse("office-rights-take", args=(person.membership_id, right.id))
    what = visit.say("rights_take_hidden", what=visit.say(f"role_{right.granted.role}"))
    return (*cells, Cell(text=what, href=address))


@open_to("staff")
@staff("GET")
def review_page(visit: Visit) -> HttpResponse:
    """List who has a role and does not use it, and whose roles end soon."""
    check_may(visit, "administer")
    today, people = today_of(visit), staff_list(on=today_of(visit))
    since, soon = visit.at - timedelta(days=UNUSED_DAYS), today + timedelta(days=ENDING_DAYS)
    unused = [
        one for one in people if any(right.holds for right in one.rights) and (one.seen_at or one.joined_at) <= since
    ]
    ending = [
        one for one in people if any(right.until_date and today <= right.until_date <= soon for right in one.rights)
    ]
    blocks = (
        Prose(text=visit.say("rights_review_text", days=UNUSED_DAYS)),
        _table(visit, unused, visit.say("rights_unused"), visit.say("rights_unused_none")),
        _table(visit, ending, visit.say("rights_ending", days=ENDING_DAYS), visit.say("rights_ending_none")),
    )
    return desk(visit, visit.say("rights_review"), blocks)
