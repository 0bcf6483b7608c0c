"""How does a queue become long? Run as a program: `python -m tests.browser.crowd COUNCIL NUMBER` sends enquiries
through the service, as residents do, and prints their references, the oldest first."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta


def main(council: str, number: int) -> None:
    """Send the enquiries, a minute apart."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    django.setup()
    from commonhall.councils.queries import councils
    from commonhall.councils.scope import in_council
    from commonhall.upkeep.demo.enquiries import send
    from commonhall.upkeep.demo.suppliers import SEEDER

    site = next(each for each in councils() if each.slug == council)
    at = datetime.now(UTC)
    with in_council(site, by=SEEDER, purpose="command"):
        for each in range(number):
            answers = {
                "topic": "other",
                "message": f"Question {each + 1} of many.",
                "property": None,
                "name": "Crowd Member",
                "contact_by": ["email"],
                "email": f"crowd.{each + 1}@example.org",
            }
            moment = at - timedelta(minutes=number - each)
            sent = send(site, service="contact-the-council", answers=answers, language="en", at=moment)
            sys.stdout.write(f"{sent.references[0]}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
