"""How is somebody outside the council asked to do a task? By an e-mail with a link that shows what was shared."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.notifications.words import harmless
from commonhall.cases.correspondence.wording import site_address
from commonhall.cases.correspondence.writing import Finished, send_message
from commonhall.cases.inviting.invitations import invite, nonce_of
from commonhall.cases.models import Case
from commonhall.cases.operations import locked_case
from commonhall.cases.requests.errands import LINK_FOR, CaseTask, Wanted, open_task
from commonhall.core.values.dates import in_words, london_date
from commonhall.core.values.words import Language, both
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite

SUBJECT: Final = both("{council} asks for your help", "Mae {council} yn gofyn am eich help")
BODY: Final = both(
    "{officer} at {council} asks you to do something:\n\n{title}\n\nRead more and answer here:\n\n{link}\n\n"
    "The link works until {until}. You do not need an account. Do not pass it on.",
    "Mae {officer} yn {council} yn gofyn i chi wneud rhywbeth:\n\n{title}\n\nDarllenwch ragor ac atebwch yma:\n\n{link}"
    "\n\nMae’r ddolen yn gweithio tan {until}. Nid oes angen cyfrif arnoch. Peidiwch â’i rhannu.",
)


@transaction.atomic
def ask_outside(
    *, case_id: UUID, wanted: Wanted, occasion: str, language: Language, council: CouncilSite, by: Actor, at: datetime
) -> CaseTask:
    """Begin a task for somebody outside, and promise to send them its link; the same form again does nothing.

    They see its title, its text and what was shared with it, and nothing else of the case. Raises as open_task does.
    """
    task = open_task(case_id=case_id, wanted=wanted, occasion=occasion, by=by, at=at)
    case = locked_case(case_id)
    until = (task.due_at or at) + LINK_FOR
    opens = invite(case=case, kind="task", target_id=task.id, nonce=nonce_of(occasion, task.id), until_at=until, at=at)
    if not case.messages.filter(occasion=f"outside:{task.id}").exists():
        link = f"{site_address(council)}/asked/{opens.token}"
        _send(case, task, link, until, language, council, by, at)
    return task


def _send(
    case: Case,
    task: CaseTask,
    link: str,
    until: datetime,
    language: Language,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> None:
    gaps = {
        "council": council.name.say(language),
        "officer": by.name,
        "title": harmless(task.title),
        "link": link,
        "until": in_words(london_date(until), language),
    }
    finished = Finished(
        channel="email",
        recipient=task.to_email,
        subject=SUBJECT.say(language).format(**gaps),
        body=BODY.say(language).format(**gaps),
        language=language,
    )
    send_message(case, finished, occasion=f"outside:{task.id}", kind="outside", by=by, at=at)
