"""Which words can an officer begin with: the council's own templates, and the pattern's messages that are offered?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.models import Template
from commonhall.core.language.effective import Effective
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

OWN: Final = "own:"
OF_PATTERN: Final = "pattern:"
LONGEST_NAME: Final = 100
LONGEST_BODY: Final = 10_000


class TemplateUnknown(LookupError):
    """There is no such template, or it was put away."""


class TemplateRefused(ValueError):
    """The template cannot be kept. reason: ``name``, ``taken``, ``body``, ``subject`` or ``changed``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Beginning:
    """Words to begin with. id: ``own:<id>`` or ``pattern:<name>``."""

    id: str
    name: Words
    channels: tuple[str, ...]
    subject: Words
    body: Words

    def text(self, channel: Channel, language: Language) -> tuple[str, str]:
        """Return subject and body in ``language``; a text message has no subject."""
        return ("" if channel == "sms" else self.subject.say(language), self.body.say(language))


def beginnings_for(effective: Effective, pattern: str) -> tuple[Beginning, ...]:
    """Return what a message about a case of ``pattern`` can begin with: its own offered messages, then templates."""
    offered = [
        Beginning(f"{OF_PATTERN}{name}", one.subject, one.channels, one.subject, one.body)
        for name, one in effective.pattern.messages.items()
        if one.offered
    ]
    return (*offered, *(_beginning(row) for row in templates() if not row.patterns or pattern in row.patterns))


def _beginning(row: Template) -> Beginning:
    return Beginning(
        id=f"{OWN}{row.id}",
        name=Words(en=row.name, cy=row.name),
        channels=tuple(row.channels),
        subject=Words(en=row.subject_en, cy=row.subject_cy),
        body=Words(en=row.body_en, cy=row.body_cy),
    )


def templates() -> list[Template]:
    """Return the council's templates by name."""
    return list(Template.objects.filter(retired_at=None).order_by("name"))


def get_template(template_id: UUID) -> Template:
    """Return one of the council's templates. Raises TemplateUnknown."""
    found: Template | None = Template.objects.filter(id=template_id, retired_at=None).first()
    if found is None:
        raise TemplateUnknown(str(template_id))
    return found


@transaction.atomic
def keep_template(
    *,
    template_id: UUID | None,
    name: str,
    channels: Sequence[str],
    patterns: Sequence[str],
    subject: Words,
    body: Words,
    expect: int | None = None,
    by: Actor,
    at: datetime,
) -> Template:
    """Keep a new template, or change one. What was sent with it stays as it was sent.

    patterns: for which it is offered; none are all. expect: the version that was seen. Raises TemplateUnknown and
    TemplateRefused.
    """
    tidy = " ".join(name.split())[:LONGEST_NAME]
    if not tidy:
        raise TemplateRefused("name")
    if not body.en.strip():
        raise TemplateRefused("body")
    if set(channels) - {"sms"} and not subject.en.strip():
        raise TemplateRefused("subject")
    row = _locked(template_id, expect)
    row.name, row.channels, row.patterns = tidy, list(channels), list(patterns)
    row.subject_en, row.subject_cy = subject.en.strip(), subject.cy.strip()
    row.body_en, row.body_cy = body.en.strip(), body.cy.strip()
    row.changed_by, row.changed_at = by.name, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise TemplateRefused("taken") from taken
    record_event(
        kind="template_kept", subject=("template", row.id), facts={"name": tidy, "version": row.version}, by=by, at=at
    )
    return row


def _locked(template_id: UUID | None, expect: int | None) -> Template:
    if template_id is None:
        return Template()
    row: Template | None = Template.objects.select_for_update().filter(id=template_id, retired_at=None).first()
    if row is None:
        raise TemplateUnknown(str(template_id))
    if expect is not None and row.version != expect:
        raise TemplateRefused("changed")
    row.version += 1
    return row


@transaction.atomic
def retire_template(*, template_id: UUID, by: Actor, at: datetime) -> None:
    """Offer a template no longer. Raises TemplateUnknown."""
    if not Template.objects.filter(id=template_id, retired_at=None).update(retired_at=at):
        raise TemplateUnknown(str(template_id))
    record_event(kind="template_retired", subject=("template", template_id), by=by, at=at)
