"""What was written about a case, both ways, as one thread on its page; and what an officer can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from textwrap import shorten
from typing import Final

from django.urls import reverse
from markupsafe import Markup

from commonhall.cases.queries import CasePage, Message
from commonhall.cases.requests.asking import requests_of
from commonhall.cases.requests.errands import CaseTask, errands_of
from commonhall.cases.requests.kinds import kind_of
from commonhall.core.values.dates import in_words, london_date, london_day
from commonhall.people.queries import get_colleague
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.views.desk import (
    Block,
    Buttons,
    Cell,
    Column,
    Fold,
    Form,
    Panel,
    Prose,
    Row,
    Rows,
    Table,
    Timeline,
)
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow
from commonhall.web.components.views.office import TimelineEntry
from commonhall.web.office.answers import delivery
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import due_of, when
from commonhall.web.office.letters.permitted import may_write
from commonhall.web.office.letters.writing import shown_body

SHORT: Final = 300
"""Characters of a message that came in that are shown above the case; all of it is in the thread."""
MOST_EVENTS: Final = 500
"""So many events are read of a case; of one that has more, what its oldest were is not known."""


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the thread of a case, what its person was asked for, and the tasks that officers thought of."""
    yield from _to_look_at(found, visit)
    asked = tuple(_asked(found, visit))
    if asked:
        yield Panel(id="asked", title=visit.say("asking_panel"), blocks=asked)
    errands = tuple(_errands(found, visit))
    if errands:
        yield Panel(id="errands", title=visit.say("errand_panel"), blocks=errands)
    yield Panel(id="letters", title=visit.say("letters_thread"), blocks=tuple(_thread(found, visit)))


def _to_look_at(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield what came in last and nobody has read yet, above all else, with how the clock stands now."""
    unread = [one for one in found.messages if one.direction == "in" and one.read_at is None]
    if not unread or not found.roles:
        return
    newest = max(unread, key=lambda one: one.composed_at)
    answered = any(one.occasion.startswith("answered:") for one in unread)
    yield Panel(
        id="answered",
        title=visit.say("letters_answered" if answered else "letters_wrote"),
        place="top",
        blocks=(
            Prose(
                text=_in_short(newest, visit),
                look="inset",
                links=(Link(text=visit.say("letters_all"), href="#letters"),),
            ),
            Prose(text=_clock(found, visit, answered=answered)),
            Form(
                action=reverse("office-read", args=(found.case.reference,)),
                button=visit.say("letters_mark_read"),
                look="secondary",
            ),
        ),
    )


def _in_short(message: Message, visit: Visit) -> str:
    said = shorten(message.body, SHORT, placeholder=" …")
    return said or visit.say("letters_files_only")


def _clock(found: CasePage, visit: Visit, *, answered: bool) -> str:
    """Say whether the clock runs, and until when."""
    due = due_of(found.case, found.effective.calendar, today=london_day(visit.at), language=visit.language).words
    if found.case.phase == "closed":
        return due
    waits = any(one.state == "paused" and one.ended_at is None for one in found.deadlines)
    key = "letters_clock_waits" if waits else "letters_clock_again" if answered else "letters_clock_runs"
    return visit.say(key, due=due)


def _asked(found: CasePage, visit: Visit) -> Iterator[Block]:
    """Yield what the person was asked for, each with how it stands, and a button to take back what is open."""
    for request in requests_of(found.case.id) if _happened(found, "request_sent") else ():
        state = "late" if request.late else request.state
        moment = request.answered_at or request.ended_at
        date = str(request.due_date) if state in ("open", "closed") or moment is None else london_date(moment)
        said = visit.say(f"asking_state_{state}", date=in_words(date, visit.language))
        lines = (said, *request.text.splitlines(), *request.questions)
        label = kind_of(request.kind).label.say(visit.language)
        yield Rows(rows=(SummaryRow(key=label, lines=tuple(line for line in lines if line)),))
        if request.state == "open" and found.roles:
            action = reverse("office-ask-cancel", args=(found.case.reference, request.id))
            yield Form(action=action, button=visit.say("asking_cancel"), look="secondary")


def _happened(found: CasePage, kind: str) -> bool:
    """Return whether there was such an event: most cases have none, and then nothing is read."""
    return len(found.events) >= MOST_EVENTS or any(event.kind == kind for event in found.events)


def _errands(found: CasePage, visit: Visit) -> Iterator[Block]:
    tasks = errands_of(found.case.id) if _happened(found, "task_opened") else []
    if tasks:
        yield Table(
            caption=visit.say("errand_list"),
            hidden_caption=True,
            columns=(
                Column(text=visit.say("errand_title")),
                Column(text=visit.say("errand_for")),
                Column(text=visit.say("errand_state")),
            ),
            rows=tuple(_errand(task, found, visit) for task in tasks),
        )


def _errand(task: CaseTask, found: CasePage, visit: Visit) -> Row:
    team = next((one.name.say(visit.language) for one in found.teams if one.slug == task.team), task.team)
    owner = get_colleague(task.owner_id).name if task.owner_id else ""
    state = visit.say(f"errand_state_{task.state}")
    if task.state == "open" and task.due_at:
        last = london_date(task.due_at - timedelta(seconds=1))
        state = f"{state}. {visit.say('errand_due')} {in_words(last, visit.language)}"
    href = reverse("office-errand", args=(found.case.reference, task.id))
    return Row(cells=(Cell(text=task.title, href=href), Cell(text=task.to_email or owner or team), Cell(text=state)))


def _thread(found: CasePage, visit: Visit) -> Iterator[Block]:
    reference = found.case.reference
    acts = [("letters_write", "office-write")] if may_write(found, visit) else []
    if found.roles:
        acts += [("asking_ask", "office-ask")] if found.case.phase != "closed" else []
        acts.append(("errand_new", "office-errand-new"))
    if acts:
        links = tuple(Link(text=visit.say(text), href=reverse(name, args=(reference,))) for text, name in acts)
        yield Buttons(links=links, secondary=True)
    if not found.messages:
        yield Prose(text=visit.say("letters_none"), look="quiet")
    else:
        yield Timeline(entries=tuple(_entry(message, found, visit) for message in found.messages))
    sent = [one for one in found.messages if one.channel == "letter" and one.state in ("sent", "delivered")]
    if sent and found.roles:
        forms = tuple(_came_back(message, found, visit) for message in sent)
        yield Fold(title=visit.say("letters_came_back"), blocks=forms)


def _came_back(message: Message, found: CasePage, visit: Visit) -> Form:
    action = reverse("office-came-back", args=(found.case.reference, message.id))
    button = f"{visit.say('letters_came_back')}: {message.subject}"
    return Form(action=action, button=button, look="secondary")


def _entry(message: Message, found: CasePage, visit: Visit) -> TimelineEntry:
    incoming = message.direction == "in"
    moment = message.sent_at or message.composed_at
    said = visit.say("letters_new_reply") if incoming and message.read_at is None else ""
    title = message.subject or visit.say("letters_from_them" if incoming else "letters_from_us")
    return TimelineEntry(
        title=f"{said}: {title}" if said else title,
        by=_who(message, visit),
        when=when(moment, visit.language),
        at=moment.isoformat(),
        text=_text(message, found, visit),
    )


def _who(message: Message, visit: Visit) -> str:
    if message.direction == "in":
        return message.written_by or visit.say("resident")
    return message.written_by


def _text(message: Message, found: CasePage, visit: Visit) -> Markup:
    """Return how a message went or came, its words and its files."""
    incoming = message.direction == "in"
    words = shown_body(message.body, "sms" if incoming else message.channel, message.language, visit)
    case = found.case.reference
    links = [
        f"[{harmless(one['name'])}]({reverse('office-document', args=(case, one['id']))})" for one in message.documents
    ]
    if message.channel == "letter" and message.direction == "out":
        links.append(f"[{visit.say('letters_print')}]({reverse('office-paper', args=(case, message.id))})")
    return prose(harmless(_how(message, visit))) + words + prose(", ".join(links))


def _how(message: Message, visit: Visit) -> str:
    if message.direction == "in":
        moment = when(message.composed_at, visit.language)
        return visit.say(f"letters_came_{message.channel}", to=message.recipient, when=moment)
    to = message.recipient.replace("\n", ", ")
    itself = "" if message.written_by else f"{visit.say('letters_by_itself')}. "
    return f"{itself}{visit.say(f'message_{message.channel}', to=to)}. {delivery(message, visit)}"
