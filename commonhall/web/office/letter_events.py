"""What does the timeline say of letters, of what people were asked for, and of tasks that officers thought of?"""

from __future__ import annotations

from typing import Final

from commonhall.record.queries import Happening

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


def task_of(event: Happening) -> str:
    """Return what was to be done, where an event tells of a task of an officer's making."""
    return str(event.facts.get("title") or "")
