"""What does the studio say while no scanner looks into the files that people send? Plainly, and where to mend it."""

from __future__ import annotations

from django.urls import reverse

from commonhall.journeys.contents import scanner_lacking
from commonhall.journeys.scanning import waiting_documents
from commonhall.web.components.views.desk import Block, Buttons, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.studio.door import Visit


def without_scanner(visit: Visit) -> tuple[Block, ...]:
    """Return the warning with the way to mend it; nothing where a scanner is chosen, and in a demonstration."""
    why = scanner_lacking()
    if not why:
        return ()
    waiting = waiting_documents("quarantined")
    said = visit.say(f"scanner_{why}")
    held = visit.say("scanner_waiting", count=waiting.count) if waiting and why == "none" else ""
    choose = Link(text=visit.say("scanner_choose"), href=reverse("studio-capability", args=("scanning",)))
    return (
        Prose(text=" ".join(part for part in (said, held) if part), look="warning"),
        Buttons(links=(choose,), secondary=True),
    )
