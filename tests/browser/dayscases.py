"""What waits for an officer in the morning? Run as a program: `python -m tests.browser.dayscases COUNCIL` sends eight
requests of four services, as residents do, and prints a line for each: what it is called, and its reference."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

BY_POST: Final = {
    "contact_by": ["post"], "address": {"lines": ["7 Tanyard Road"], "town": "Thornbridge", "postcode": "SE28 2AA"},
}  # fmt: skip


def by_email(name: str) -> dict[str, Any]:
    """Return who somebody is and how they are reached."""
    return {"name": name, "contact_by": ["email"], "email": f"{name.lower().replace(' ', '.')}@example.org"}


def message(text: str) -> dict[str, Any]:
    """Return the answers of a message to the council."""
    return {"topic": "other", "message": text, "property": None}


def report(text: str) -> dict[str, Any]:
    """Return the answers of a report of litter."""
    place = {"text": "Station Road by the bridge", "lat": None, "lng": None, "source": "typed"}
    return {"category": "litter", "dangerous": False, "place": place, "road": "none", "same": "none", "details": text,
            "anonymous": "named"}  # fmt: skip


COMPLAINT: Final = {
    "kind": "complain", "service": "bins", "told_us": False, "what_happened": "The crew woke the whole street at five.",
    "put_right": "Come later.", "for_whom": "myself",
}  # fmt: skip
ASKED: Final = {
    "kind": "information", "subject": "Cost of hanging baskets", "request": "What did hanging baskets cost in 2025?",
    "format": "usual",
}  # fmt: skip
CASES: Final[tuple[tuple[str, str, int, Mapping[str, Any]], ...]] = (
    ("bench", "contact-the-council", 44, message("The bench by the pond is broken.") | by_email("Lowri Fennimore")),
    ("market", "contact-the-council", 43, message("Which days is the market?") | {"name": "Walter Quince"} | BY_POST),
    ("hall", "contact-the-council", 42, message("Is the town hall open on Saturdays?") | by_email("Cosmo Ardley")),
    ("school", "contact-the-council", 41, message("Please repaint our school.") | by_email("Petra Lunn")),
    ("litter", "report-a-problem", 2, report("The litter bin by the bridge is full.") | by_email("Greta Osborne")),
    ("bag", "report-a-problem", 1, report("A bag of rubbish lies in the road.") | by_email("Milo Hatch")),
    ("noise", "complaints", 1, COMPLAINT | {"name": "Edith Marchmain"} | BY_POST),
    ("baskets", "freedom-of-information", 3, ASKED | by_email("Idris Vantage") | {"contact_by": "email"}),
)
"""What the case is called, the service, how many days ago it was sent, and the answers."""
PEOPLE: Final = tuple(str(answers["name"]) for _, _, _, answers in CASES)


def main(council: str) -> None:
    """Send the requests. Those that were sent long ago are due first."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    django.setup()
    from commonhall.councils.queries import get_council
    from commonhall.councils.scope import in_council
    from commonhall.upkeep.demo.enquiries import send
    from commonhall.upkeep.demo.suppliers import SEEDER

    site, now = get_council(council), datetime.now(UTC)
    with in_council(site, by=SEEDER, purpose="command"):
        for name, service, days, given in CASES:
            at = now - timedelta(days=days)
            answers = {"when_known": str((at - timedelta(days=9)).date()), **given}
            sent = send(site, service=service, answers=answers, language="en", at=at)
            sys.stdout.write(f"{name} {sent.references[0]}\n")


if __name__ == "__main__":
    main(sys.argv[1])
