"""What does this part of the office show on the page of a case? Who was in touch about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from commonhall.cases.people.calling import Contact, contacts_about
from commonhall.cases.queries import CasePage
from commonhall.chats.queries import transcripts_of
from commonhall.contacts.wrap_up import labels_of
from commonhall.people.policies import can
from commonhall.web.components.views.desk import Block, Fold, Panel, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.office.calls.spoken import transcript
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the conversations about a case, where there were any."""
    contacts = contacts_about(visit.member, found.case.id)
    if contacts:
        rows = tuple(_row(each, visit) for each in contacts)
        written = tuple(_written(contacts, visit))
        yield Panel(id="contacts", title=visit.say("call_panel"), blocks=(Rows(rows=rows), *written))


def _written(contacts: Sequence[Contact], visit: Visit) -> Iterator[Block]:
    """Yield what was written in each chat about a case, where all that it was about may be seen."""
    chats = [each.interaction for each in contacts if each.full and each.interaction.channel == "chat"]
    said = transcripts_of([each.id for each in chats]) if chats else {}
    for each in chats:
        if each.id in said:
            title = visit.say("chat_transcript_of", when=when(each.started_at, visit.language))
            yield Fold(title=title, blocks=(transcript(visit, said[each.id], heard=title),))


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
