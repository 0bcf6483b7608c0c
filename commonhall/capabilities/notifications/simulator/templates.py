"""Which templates does a demo council have in GOV.UK Notify, and how is one filled in?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from commonhall.capabilities.notifications.simulator.accounts import TemplateKind, template_id
from commonhall.capabilities.notifications.simulator.refusals import bad_request
from commonhall.capabilities.notifications.words import key_of
from commonhall.core.values.words import Language

CREATED_AT = "2026-01-05T09:00:00.000000Z"
UPDATED_AT = "2026-02-02T09:00:00.000000Z"
_PLACEHOLDER = re.compile(r"\(\((?P<name>[^()?]+?)(?:\?\?(?P<shown>[^()]*))?\)\)")
_NO = frozenset({"", "no", "n", "false", "f", "0", "off", "none"})


@dataclass(frozen=True)
class Version:
    """One version of a template's words."""

    subject: str | None
    body: str


@dataclass(frozen=True)
class Template:
    """A template with its versions, the oldest first."""

    id: UUID
    kind: TemplateKind
    name: str
    language: Language
    versions: tuple[Version, ...]

    def version(self, number: int) -> Version | None:
        """Return version ``number`` (from 1), if there is one."""
        return self.versions[number - 1] if 1 <= number <= len(self.versions) else None

    def as_json(self, number: int) -> dict[str, Any]:
        """Return version ``number`` in Notify's words."""
        version = self.versions[number - 1]
        return {
            "id": str(self.id),
            "name": self.name,
            "type": self.kind,
            "created_at": CREATED_AT,
            "updated_at": UPDATED_AT if len(self.versions) > 1 else None,
            "created_by": "demo@example.org",
            "version": number,
            "body": version.body,
            "subject": version.subject,
            "postage": "second" if self.kind == "letter" else None,
            "letter_contact_block": None,
            "personalisation": {name: {"required": True} for name in names_in(version)},
        }


_EXAMPLE = Version(
    "Your collection on ((date))",
    "Dear ((name))\n\nWe will collect on ((date)):\n\n((items))\n\n((assisted??We will come to your door.))",
)


def templates_of(service: UUID) -> list[Template]:
    """Return the templates of a council's service: one a channel and language, and one that shows more."""
    made: list[Template] = []
    for language, greeting, words in (("en", "Hello", "in English"), ("cy", "Helo", "yn Gymraeg")):
        old, new = Version("((subject))", f"{greeting}\n\n((body))"), Version("((subject))", "((body))")
        texts: dict[TemplateKind, tuple[Version, ...]] = {
            "email": (old, new),
            "sms": (Version(None, "((body))"),),
            "letter": (new,),
        }
        spoken: Language = "cy" if language == "cy" else "en"
        for kind, versions in texts.items():
            made.append(Template(template_id(service, kind, language), kind, f"{kind} {words}", spoken, versions))
    made.append(Template(template_id(service, "email", "example"), "email", "Collection (example)", "en", (_EXAMPLE,)))
    return made


def find_template(service: UUID, wanted: UUID) -> Template | None:
    """Return the service's template of that id, if it has one."""
    return next((template for template in templates_of(service) if template.id == wanted), None)


def names_in(version: Version) -> list[str]:
    """Return the names of the placeholders, each once, in their order."""
    found = _PLACEHOLDER.finditer(f"{version.subject or ''}\n{version.body}")
    names: dict[str, str] = {}
    for match in found:
        names.setdefault(key_of(match["name"]), match["name"].strip())
    return list(names.values())


def fill_template(template: Template, number: int, personalisation: Mapping[str, Any]) -> tuple[str | None, str]:
    """Return the subject and the body with the placeholders filled in. Extra values are not used.

    Raises Refused where one is missing or is neither text, number, list nor yes/no.
    """
    version = template.versions[number - 1]
    given = {key_of(name): value for name, value in personalisation.items() if value is not None}
    missing = [name for name in names_in(version) if key_of(name) not in given]
    if missing:
        raise bad_request(f"Missing personalisation: {', '.join(missing)}")
    bulleted = template.kind != "sms"
    subject = _filled(version.subject, given, lambda value: _on_one_line(_text(value, bulleted=False)))
    body = _filled(version.body, given, lambda value: _text(value, bulleted=bulleted))
    return subject, body or ""


def _filled(text: str | None, given: Mapping[str, Any], say: Callable[[Any], str]) -> str | None:
    def put_in(match: re.Match[str]) -> str:
        value = given[key_of(match["name"])]
        if match["shown"] is None:
            return say(value)
        return match["shown"] if str(value).strip().casefold() not in _NO else ""

    return None if text is None else _PLACEHOLDER.sub(put_in, text)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _text(value: Any, *, bulleted: bool) -> str:
    if isinstance(value, dict):
        raise bad_request("Send files by email has not been set up - add contact details for your service")
    if not isinstance(value, list):
        return str(value)
    items = [str(item) for item in value if str(item).strip()]
    if bulleted:
        return "\n\n" + "\n".join(f"* {item}" for item in items)
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
