"""How does an imported form become a council's own pattern, and a live service? Stored whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhall.catalogue.operations import adopt, import_pattern
from commonhall.core.importers.imported import Imported
from commonhall.core.importers.inventory.report import Decision
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council


class FormNotReady(Exception):
    """The form cannot go live before somebody has decided. decisions: what there is to decide."""

    def __init__(self, decisions: tuple[Decision, ...]) -> None:
        self.decisions = decisions
        super().__init__("\n".join(each.question for each in decisions))


@dataclass(frozen=True, slots=True)
class Taken:
    """What was stored: the council's own version and, when it went live, the address of the service."""

    pattern: str
    version: str
    service: str = ""


def take_in_form(imported: Imported, *, council: CouncilSite, live: bool, by: Actor, at: datetime) -> Taken:
    """Keep ``imported`` as a pattern of ``council``'s own, with its report; with ``live``, run it from now on.

    In one transaction. The address of the service is the slug of the pattern. The same form again changes nothing.
    Raises FormNotReady when it should go live and a blocking decision is open, PublishRefused when the publish checks
    fail, and AdoptionRefused when another service has the address.
    """
    if live and imported.report.blocking:
        raise FormNotReady(imported.report.blocking)
    with in_council(council, by=by, purpose="command"):
        own = import_pattern(pattern=imported.pattern, report=imported.report.document(), by=by, at=at)
        if live:
            adopt(council=council, slug=own.slug, origin="own", version_id=own.id, by=by, at=at)
    return Taken(own.slug, own.version, own.slug if live else "")
