"""A council that sends its messages into a folder, and cases to tell residents about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Message
from commonhall.catalogue.operations import bind_provider
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.queries import standing_of
from commonhall.record.worker import serve_lane
from tests.rooms.work.skips import AT, DESIGNER, GOOD, adopt_skips, begin, fill_in

ONE_SKIP = {**GOOD, "skips": {"skips": ["small"]}}


def send_into(folder: Path, council: CouncilSite) -> None:
    """Let ``council`` send its messages into ``folder``."""
    with in_council(council):
        bind_provider(
            capability="notifications",
            provider="outbox_folder",
            settings={"folder": str(folder)},
            by=DESIGNER,
            at=AT,
        )


def open_case(
    council: CouncilSite,
    *,
    name: str = "Ffion Garside",
    email: str = "ffion.garside@example.org",
    language: Language = "en",
    at: datetime = AT,
) -> Case:
    """Submit one journey for one skip and return its case."""
    posts: Mapping[str, dict[str, list[str]]] = {**ONE_SKIP, "who": {"name": [name], "email": [email]}}
    with in_council(council):
        journey, _ = begin(adopt_skips(council, at=AT), at=at)
        standing = fill_in(journey, council, posts=dict(posts), at=at)
        standing = standing_of(standing.journey, council=council, at=at, language=language)
        sent = submit(standing=standing, at=at)
        case: Case = Case.objects.get(id=sent.case_ids[0])
        return case


def work(council: CouncilSite, *, at: datetime = AT) -> None:
    """Deliver everything that is due at ``at``: first what composes, then what that promises to send."""
    while serve_lane(council, clock=lambda: at):
        pass


def e_mails(folder: Path) -> list[EmailMessage]:
    """Return the e-mails in the folder."""
    return [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*.eml"))]


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of an e-mail."""
    return _part(mail, "plain")


def html_of(mail: EmailMessage) -> str:
    """Return the HTML of an e-mail."""
    return _part(mail, "html")


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def messages_at(council: CouncilSite) -> list[Message]:
    """Return the messages of the council, oldest first."""
    with in_council(council):
        return list(Message.objects.order_by("composed_at", "id"))
