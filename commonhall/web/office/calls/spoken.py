"""How does a chat read in the office? By whom each line was, in their own words."""

from __future__ import annotations

from collections.abc import Sequence

from commonhall.chats.queries import Chat, Line
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import Words
from commonhall.web.components.views.desk import ChatLine, Conversation
from commonhall.web.office.door import Visit


def transcript(visit: Visit, lines: Sequence[Line], *, heard: str = "") -> Conversation:
    """Return lines as they are read afterwards. heard: what a screen reader calls them."""
    return Conversation(title=heard or visit.say("chat_transcript"), lines=drawn(visit, lines, mine=False))


def drawn(visit: Visit, lines: Sequence[Line], *, mine: bool) -> tuple[ChatLine, ...]:
    """Return lines as staff read them."""
    return tuple(_drawn(visit, each, mine) for each in lines)


def _drawn(visit: Visit, line: Line, mine: bool) -> ChatLine:
    moment = london(line.said_at)
    when = in_words(moment[11:16], visit.language)
    if line.side == "system":
        said = visit.say(f"chat_{line.text}", agent=line.author or visit.say("chat_agent"))
        return ChatLine(side="system", who="", text=said, when=when, at=moment)
    resident = line.side == "resident"
    who = line.author or visit.say("chat_resident" if resident else "chat_agent")
    called = Words(en=line.link_en, cy=line.link_cy).say(visit.language) if line.link_path else ""
    return ChatLine(
        side="other" if resident else "own",
        who=visit.say("chat_you") if mine and not resident else who,
        text="\n".join(part for part in (line.text, called) if part),
        when=when,
        at=moment,
    )


def chat_title(visit: Visit, chat: Chat) -> str:
    """Return what a chat is called: by the name that the resident gave, if any."""
    return visit.say("chat_title", who=chat.name or visit.say("chat_somebody"))
