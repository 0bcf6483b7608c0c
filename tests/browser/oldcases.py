"""How does a case come to be due for disposal? Run as a program: `python -m tests.browser.oldcases COUNCIL NAME` sends
an enquiry, answers it, and lets three years pass for it; prints its reference."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any


def answers_of(name: str) -> dict[str, Any]:
    """Return what somebody of that name writes."""
    email = f"{name.split()[0].lower()}@example.org"
    asked = {"topic": "other", "message": "Who looks after the bench?", "property": None}
    return {**asked, "name": name, "contact_by": ["email"], "email": email}


def main(council: str, name: str) -> None:
    """Make one case whose time is over, with a note that tells of somebody else."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    django.setup()
    from commonhall.cases.models import Case
    from commonhall.cases.operations import add_note, move_case
    from commonhall.councils.queries import councils
    from commonhall.councils.scope import in_council
    from commonhall.upkeep.demo.enquiries import send
    from commonhall.upkeep.demo.seeding import SEEDER

    site = next(each for each in councils() if each.slug == council)
    at, then = datetime.now(UTC), datetime.now(UTC) - timedelta(days=1100)
    with in_council(site, by=SEEDER, purpose="command"):
        sent = send(site, service="contact-the-council", answers=answers_of(name), language="en", at=at)
        case = Case.objects.get(reference=sent.references[0])
        add_note(case_id=case.id, text="Mrs Agnes Plumwhistle said it is hers.", by=SEEDER, at=at)
        move_case(
            case_id=case.id,
            transition="answer",
            asked={"reply": "We do."},
            expect=None,
            actors=["officer"],
            council=site,
            by=SEEDER,
            at=at,
        )
        Case.objects.filter(id=case.id).update(
            opened_at=then, closed_at=then, dispose_date=(then + timedelta(days=730)).date()
        )
        sys.stdout.write(f"{case.reference}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
