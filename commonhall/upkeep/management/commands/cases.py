"""How do running cases come to the newest version of their service? `commonhall cases move`: shows what would happen to
each, and does it with --do."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from commonhall.cases.queries import Case
from commonhall.cases.together.recasting import LONGEST_REASON, RecastRefused, move_to_version, preview_version
from commonhall.catalogue.queries import Service, ServiceUnknown, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite, CouncilUnknown, get_council
from commonhall.councils.scope import in_council

BY = Actor("system", name="command line")


class Command(BaseCommand):
    """Move the open cases of a service to its newest version, case by case."""

    help = "Move the open cases of a service to its newest version. Without --do it only says what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the council, its service, and what becomes of states that are gone."""
        parser.add_argument("act", choices=("move",))
        parser.add_argument("--council", required=True, help="the slug of the council")
        parser.add_argument("--service", required=True, help="what stands after /services/")
        parser.add_argument(
            "--state", action="append", default=[], metavar="OLD=NEW", help="a state that is gone; repeat it for more"
        )
        parser.add_argument("--why", default="", help="kept on each case; needed with --do")
        parser.add_argument("--do", action="store_true", help="move them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go from case to case: one that cannot be moved does not hold up the others."""
        at = datetime.now(UTC)
        if options["do"] and not 0 < len(options["why"].strip()) <= LONGEST_REASON:
            raise CommandError(f"Say --why the cases are moved, in {LONGEST_REASON} characters or less")
        states = dict(_pair(each) for each in options["state"])
        try:
            site = get_council(options["council"])
            with in_council(site, purpose="job"):
                to = get_service(options["service"], council=site, day=london_day(at))
                ids = list(
                    Case.objects.filter(service=to.slug, pattern=to.pattern, merged_into_id=None)
                    .exclude(phase="closed")
                    .exclude(revision_id=to.revision_id)
                    .order_by("id")
                    .values_list("id", flat=True)
                )
        except (CouncilUnknown, ServiceUnknown) as unknown:
            raise CommandError(str(unknown)) from unknown
        done = [self._one(site, case_id, to, states, options, at) for case_id in ids]
        said = "moved" if options["do"] else "can be moved"
        self.stdout.write(f"{sum(done)} of {len(done)} cases {said} to version {to.version} of {to.slug}")

    def _one(
        self,
        site: CouncilSite,
        case_id: UUID,
        to: Service,
        states: dict[str, str],
        options: dict[str, Any],
        at: datetime,
    ) -> bool:
        """Preview or move one case, in a transaction of its own. Return whether it can be, or was, moved."""
        with in_council(site, by=BY, purpose="job"):
            case = Case.objects.get(id=case_id)
            target = states.get(case.state, "")
            try:
                seen = preview_version(case, to, council=site, at=at)
                if not seen.state and target not in seen.states:
                    raise RecastRefused("state")  # noqa: TRY301 the same is said of what moving refuses
                if options["do"]:
                    move_to_version(
                        case_id=case.id, to=to, state=target, why=options["why"], council=site, by=BY, at=at
                    )
            except RecastRefused as refused:
                self.stdout.write(f"{case.reference}: cannot be moved ({refused.reason}, state {case.state})")
                return False
            left = f", left: {', '.join(seen.fitted.left)}" if seen.fitted.left else ""
            self.stdout.write(f"{case.reference}: {case.state} to {seen.state or target}{left}")
            return True


def _pair(written: str) -> tuple[str, str]:
    old, equals, new = written.partition("=")
    if not (old and equals and new):
        raise CommandError(f"{written!r} is not OLD=NEW")
    return old, new
