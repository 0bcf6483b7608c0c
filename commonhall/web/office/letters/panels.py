"""What was written about a case, both ways, as one thread on its page; and what an officer can do about it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from markupsafe import Markup, escape

from commonhall.cases.correspondence.writing import in_short
from commonhall.cases.queries import CasePage, Message
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import in_language, lines_of, prose
from commonhall.web.components.views.desk import Block, Buttons, Form, Panel, Prose, Timeline
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.office import TimelineEntry
from commonhall.web.office.answers import delivery
from commonhall.web.office.door import Visit
from commonhall.web.office.dues import when


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield the thread of a case."""
    yield Panel(id="letters", title=visit.say("letters_thread"), blocks=tuple(_thread(found, visit)))


def _thread(found: CasePage, visit: Visit) -> Iterator[Block]:
    reference = found.case.reference
    unread = [message for message in found.messages if message.direction == "in" and message.read_at is None]
    if unread and found.roles:
        yield Form(
            action=reverse("office-read", args=(reference,)), button=visit.say("letters_mark_read"), look="secondary"
        )
    if found.roles:
        write = Link(text=visit.say("letters_write"), href=reverse("office-write", args=(reference,)))
        yield Buttons(links=(write,), secondary=True)
    if not found.messages:
        yield Prose(text=visit.say("letters_none"), look="quiet")
    else:
        yield Timeline(entries=tuple(_entry(message, found, visit) for message in found.messages))


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
    return message.written_by or visit.say("system")


def _text(message: Message, found: CasePage, visit: Visit) -> Markup:
    """Return how a message went or came, its words and its files."""
    words = lines_of(in_short(message).splitlines())
    words = in_language(words, message.language) if message.language != visit.language else words
    case = found.case.reference
    links = [
        f"[{harmless(one['name'])}]({reverse('office-document', args=(case, one['id']))})" for one in message.documents
    ]
    return Markup("<br>").join((escape(_how(message, visit)), words)) + (prose(", ".join(links)) if links else "")


def _how(message: Message, visit: Visit) -> str:
    if message.direction == "in":
        moment = when(message.composed_at, visit.language)
        return visit.say(f"letters_came_{message.channel}", to=message.recipient, when=moment)
    to = message.recipient.replace("\n", ", ")
    return f"{visit.say(f'message_{message.channel}', to=to)}. {delivery(message, visit)}"
