"""What does the timeline say of letters, of what people were asked for, and of tasks that officers thought of?"""

from __future__ import annotations

from typing import Final

from commonhall.record.queries import Happening
from commonhall.web.office.door import Visit

OF_MESSAGES: Final = {
    **{f"message_{what}": f"message_{what}_event" for what in ("sent", "failed", "written", "bounced", "returned")},
    "message_delivered": "message_delivered_event",
    "message_sent_instead": "message_sent_instead",
    "message_received": "message_received",
    "messages_read": "messages_read",
    "mail_placed": "mail_placed",
}
"""Kinds of events that tell of a message, and the text that says what happened."""
EVENTS: Final = {
    **OF_MESSAGES,
    **{
        f"request_{what}": f"request_{what}"
        for what in ("sent", "answered", "answered_late", "cancelled", "lapsed", "reminded")
    },
    **{f"task_{what}": f"task_{what}" for what in ("opened", "reassigned", "dropped", "reopened", "noted")},
    "errand_done": "errand_done_event",
}
"""All kinds of events of correspondence, and the text that says what happened."""


def title_of_letters_event(event: Happening, visit: Visit) -> str:
    """Return what happened in a few words; of a task with what was to be done."""
    return visit.say(EVENTS[event.kind], what=str(event.facts.get("title") or ""))
