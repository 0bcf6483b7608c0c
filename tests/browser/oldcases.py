"""How does a case come to be due for disposal? Run as a program: `python -m tests.browser.oldcases COUNCIL NAME` sends
an enquiry, answers it, and lets three years pass for it; prints its reference."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from commonhall.councils.actors import Actor


def answers_of(name: str) -> dict[str, Any]:
    """Return what somebody of that name writes."""
    email = f"{name.split()[0].lower()}@example.org"
    asked = {"topic": "other", "message": "Who looks after the bench?", "property": None}
    return {**asked, "name": name, "contact_by": ["email"], "email": email}


def add_letter(case_id: UUID, *, by: Actor, at: datetime) -> None:
    """Add a PDF to a case, as an officer would."""
    from commonhall.capabilities.notifications.paper.pdf import letter_pdf
    from commonhall.capabilities.notifications.paper.sheet import Letter
    from commonhall.core.questions.file import File
    from commonhall.core.questions.question import Setting
    from commonhall.core.values.words import Words
    from commonhall.journeys.documents import add_document, attach_asked, record_of

    question = File(type="file", id="more", label=Words(en="More"))
    sheet = Letter(
        to=("Sam Bench",), sender=("Agnes Plumwhistle",), date="10 June 2026", reference="", subject="The bench",
        body="Mrs Agnes Plumwhistle wrote this.", language="en", large=False,
    )  # fmt: skip
    setting = Setting(language="en", today=str(at.date()))
    kept = add_document(
        question=question, name="letter.pdf", content=letter_pdf(sheet), setting=setting, case_id=case_id, by=by, at=at
    )
    attach_asked(case_id=case_id, questions=[question], answers={"more": [record_of(kept)]}, at=at)


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
    from commonhall.upkeep.demo.suppliers import SEEDER

    site = next(each for each in councils() if each.slug == council)
    at, then = datetime.now(UTC), datetime.now(UTC) - timedelta(days=1100)
    with in_council(site, by=SEEDER, purpose="command"):
        sent = send(site, service="contact-the-council", answers=answers_of(name), language="en", at=at)
        case = Case.objects.get(reference=sent.references[0])
        add_letter(case.id, by=SEEDER, at=at)
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
