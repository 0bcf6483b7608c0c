"""What does this part of the office show on the page of a case? Who was in touch about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from commonhall.cases.people.calling import Contact, contacts_about
from commonhall.cases.queries import CasePage
from commonhall.contacts.wrap_up import labels_of
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Panel, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the conversations about a case, where there were any."""
    contacts = contacts_about(visit.member, found.case.id)
    if contacts:
        rows = tuple(_row(each, visit) for each in contacts)
        yield Panel(id="contacts", title=visit.say("call_panel"), blocks=(Rows(rows=rows),))


def _row(contact: Contact, visit: Visit) -> SummaryRow:
    """Return when, how and with whom; what it was about only where all of it may be seen."""
    call = contact.interaction
    channel = visit.say(f"call_by_{call.channel}")
    lines = [visit.say("call_panel_line", channel=channel, agent=call.agent_name)]
    links: tuple[Link, ...] = ()
    if call.finished_at is None:
        lines.append(visit.say("call_panel_open"))
    elif contact.full:
        reason, outcome = labels_of("reason").get(call.reason), labels_of("outcome").get(call.outcome)
        lines += [label.say(visit.language) for label in (reason, outcome) if label]
        lines += call.note.split("\n") if call.note else []
        if can(visit.member, "answer"):
            links = (Link(text=visit.say("call_read"), href=reverse("office-call-read", args=(call.id,))),)
    return SummaryRow(key=when(call.started_at, visit.language), lines=tuple(lines), links=links)
