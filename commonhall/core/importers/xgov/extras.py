"""What becomes of everything around the pages: settings, outputs, keys and secrets?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.form import Form, list_of, mapping_of, text_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.model import Ending
from commonhall.core.values.words import Words

_SECRET: Final = re.compile(r"(key|secret|token|password|hmac|jwt|credential)s?$", re.IGNORECASE)
_SECRET_START: Final = re.compile(r"^(jwt|hmac|secret|password|webhookHmac|payApi|apiKey|notifyApi)", re.IGNORECASE)
_KEPT: Final = frozenset({"name", "startPage", "version", "engine", "schema"})
_SIGN_IN: Final = frozenset({"authentication", "magicLinkConfig"})
_SEND: Final = Words(en="Confirm and send", cy="Cadarnhau ac anfon")


@dataclass(frozen=True)
class Extras:
    """Looks after one form's settings and outputs."""

    form: Form
    texts: Texts
    ledger: Ledger

    def ending(self, *, confirmed: bool) -> Ending:
        """Return the ending. confirmed: the source ends on a page to confirm, not on a summary."""
        declaration = self.texts.markdown(self.form.raw.get("declaration"), Where(pointer="/declaration"))
        special = mapping_of(mapping_of(self.form.raw.get("specialPages")).get("confirmationPage"))
        custom = mapping_of(special.get("customText"))
        where = Where(pointer="/specialPages")
        parts: dict[str, Words] = {"declaration": declaration}
        if isinstance(custom.get("title"), str | dict):
            parts["title"] = self.texts.plain(custom["title"], where)
        if isinstance(custom.get("nextSteps"), str | dict):
            parts["what_next"] = self.texts.markdown(custom["nextSteps"], where)
        if confirmed:
            parts["button"] = _SEND
        return Ending(**parts)

    def settle(self) -> None:
        """Say of every setting and output what became of it. Secrets are named, never shown."""
        for key, value in self.form.raw.items():
            pointer = f"/{key.replace('~', '~0').replace('/', '~1')}"
            if self.ledger.entered(pointer):
                self._setting(key, value, pointer)
        for number, output in enumerate(list_of(self.form.raw.get("outputs"))):
            self._output(mapping_of(output), f"/outputs/{number}")

    def _setting(self, key: str, value: Any, pointer: str) -> None:
        if is_secret(key):
            self._secret(key, pointer)
            return
        for name in _secrets_in(value):
            self._secret(f"{key}: {name}", pointer)
        if key in _SIGN_IN and value:
            self._sign_in(key, pointer)
        elif key == "declaration" or key == "specialPages":
            self.ledger.mark(pointer, "changed", "Its texts stand on check your answers and on the confirmation.")
        elif key == "skipSummary" and value is True:
            message = "Answers were sent without being shown; here they are always shown first."
            self.ledger.mark(pointer, "changed", message)
        elif key not in _KEPT:
            self.ledger.mark(pointer, "dropped", "The council's own settings take its place.")

    def _secret(self, name: str, pointer: str) -> None:
        message = f"{name} looks like a key or secret and was not read."
        self.ledger.mark(pointer, "dropped", message, code="secret.dropped", severity="warning")
        self.ledger.find("secret.dropped", Where(pointer=pointer), message, status="dropped")

    def _sign_in(self, key: str, pointer: str) -> None:
        decision = self.ledger.decide(
            f"sign_in:{key}",
            "The source made people sign in, or sent them a link by e-mail first. Here nobody must; whoever wants to "
            "stop and come back is sent a link. Is that right?",
            options=("Yes", "No"),
            default="Yes",
            blocking=True,
        )
        message = "People had to sign in; here they do not, and a link to come back is sent to those who ask."
        self.ledger.mark(pointer, "needs_decision", message, code="sign_in", decision=decision)

    def _output(self, output: Mapping[str, Any], pointer: str) -> None:
        if not self.ledger.entered(pointer):
            return
        for name in _secrets_in(output):
            self._secret(name, pointer)
        kind = text_of(output.get("type"))
        taken_by = {
            "email": "the work queue",
            "notify": "the messages of the case",
            "webhook": "a link to other systems",
        }
        message = f"What was sent was passed on by {kind or 'an output'}; here {taken_by.get(kind, 'a case is opened')}"
        decision = self.ledger.decide(
            f"output:{pointer}",
            f"{message}. Is that enough?",
            options=("Yes", "No"),
            default="Yes",
        )
        self.ledger.mark(pointer, "needs_decision", f"{message}.", code="output", decision=decision)


def is_secret(key: str) -> bool:
    """Return whether a key names something that must not be read."""
    return _SECRET.search(key) is not None or _SECRET_START.search(key) is not None


def _secrets_in(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield from (name for name, below in each.items() if is_secret(name) and isinstance(below, str) and below)
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
