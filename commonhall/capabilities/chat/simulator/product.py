"""What does the stand-in for a chat product answer, and what does it tell us? Each key has its own chats."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs
from uuid import uuid4

from commonhall.capabilities.simulators.faults import PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request
from commonhall.capabilities.simulators.standing_in import in_json
from commonhall.capabilities.simulators.telling import Teller, Told

BANNER: Final = "Simulator of a chat product: only demonstrations write here."
JSON: Final = "application/json"


@dataclass
class Conversation:
    """One chat as the product keeps it. messages: (who, text)."""

    id: str
    reference: str
    name: str
    language: str
    state: str = "waiting"
    messages: list[tuple[str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Account:
    """A customer of the product. hook: where its webhooks go. secret: with which they are signed."""

    api_key: str
    hook: str
    secret: str


class Product:
    """The simulator but for its socket. open: whether agents are there."""

    def __init__(self, accounts: Mapping[str, Account], clock: Callable[[], datetime], faults: Faults) -> None:
        self.address = ""
        self.open = True
        self.faults = faults
        self._accounts = accounts
        self._teller = Teller(clock, faults)
        self._kept: dict[str, dict[str, Conversation]] = {key: {} for key in accounts}
        self._lock = threading.RLock()

    def answer(self, request: Request) -> Answer:
        """Answer the API, the agents' pages and the controls of faults."""
        if request.path == PATH:
            return self.faults.control(request)
        if not request.path.startswith("/v1/"):
            return self._page(request)
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        if key not in self._accounts:
            return in_json(401, {"error": "unauthorised"})
        return self.faults.around(request, lambda: self._api(key, request))

    def tick(self) -> None:
        """Send webhooks that are due."""
        self._teller.tell_due()

    def close(self) -> None:
        """Nothing is open."""

    def conversations(self, key: str) -> tuple[Conversation, ...]:
        """Return what one customer has."""
        with self._lock:
            return tuple(self._kept[key].values())

    def assign(self, key: str, conversation: str, agent: str) -> None:
        """Let an agent take a conversation."""
        self._change(key, conversation, "talking", "conversation.assigned", {"agent": {"name": agent}})

    def reply(self, key: str, conversation: str, agent: str, text: str) -> None:
        """Let an agent write."""
        with self._lock:
            self._kept[key][conversation].messages.append((agent, text))
        told = {"agent": {"name": agent}, "message": {"id": uuid4().hex, "text": text}}
        self._change(key, conversation, "talking", "message.created", told)

    def finish(self, key: str, conversation: str, agent: str) -> None:
        """Let an agent end a conversation."""
        self._change(key, conversation, "ended", "conversation.ended", {"agent": {"name": agent}})

    def _change(self, key: str, conversation: str, state: str, kind: str, data: dict[str, Any]) -> None:
        with self._lock:
            self._kept[key][conversation].state = state
        account = self._accounts[key]
        self._teller.tell(Told(account.hook, account.secret, kind, {"conversation": conversation, **data}))

    def _api(self, key: str, request: Request) -> Answer:
        parts = request.path.removeprefix("/v1/").split("/")
        if request.method == "GET" and parts == ["status"]:
            waiting = sum(each.state == "waiting" for each in self.conversations(key))
            return in_json(200, {"open": self.open, "waiting": waiting})
        if request.method != "POST" or parts[0] != "conversations":
            return in_json(404, {"error": "not_found"})
        try:
            body = json.loads(request.body or b"{}")
        except ValueError:
            return in_json(400, {"error": "malformed"})
        if len(parts) == 1:
            return self._begin(key, body)
        return self._go_on(key, parts[1:], body)

    def _begin(self, key: str, body: Mapping[str, Any]) -> Answer:
        reference, message = str(body.get("reference", "")), body.get("message")
        if not reference or not isinstance(message, dict) or not message.get("text"):
            return in_json(422, {"error": "reference_and_message_are_required"})
        with self._lock:
            known = next((each for each in self._kept[key].values() if each.reference == reference), None)
            if known is not None:
                return in_json(200, {"id": known.id})
            made = Conversation(uuid4().hex, reference, str(body.get("name", "")), str(body.get("language", "")))
            made.messages.append(("", str(message["text"])))
            made.seen.add(str(message.get("id", "")))
            self._kept[key][made.id] = made
        return in_json(201, {"id": made.id})

    def _go_on(self, key: str, parts: list[str], body: Mapping[str, Any]) -> Answer:
        with self._lock:
            found = self._kept[key].get(parts[0])
            if found is None or len(parts) != 2 or parts[1] not in ("messages", "end"):
                return in_json(404, {"error": "not_found"})
            if found.state == "ended":
                return in_json(409, {"error": "ended"})
            if parts[1] == "end":
                found.state = "ended"
                return Answer(204, b"", JSON)
            if not body.get("id") or not body.get("text"):
                return in_json(422, {"error": "id_and_text_are_required"})
            if str(body["id"]) not in found.seen:
                found.seen.add(str(body["id"]))
                found.messages.append(("", str(body["text"])))
        return in_json(202, {})

    def _page(self, request: Request) -> Answer:
        """Show the agents' page of all customers, or let one answer; only a demonstration looks at it."""
        if request.method == "POST" and request.from_loopback:
            given = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
            key, conversation = given.get("key", ""), given.get("conversation", "")
            if conversation not in self._kept.get(key, {}):
                return Answer(404, BANNER.encode(), "text/plain; charset=utf-8")
            if given.get("do") == "end":
                self.finish(key, conversation, "Agent")
            elif given.get("text"):
                self.reply(key, conversation, "Agent", given["text"])
            return Answer(303, b"", "text/plain", {"Location": "/"})
        parts = [self._shown(key, each) for key in self._accounts for each in self.conversations(key)]
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width"><title>Chat simulator</title></head><body><main><h1>Chats</h1>'
            f"<p><strong>{BANNER}</strong></p>{''.join(parts)}</main></body></html>"
        )
        return Answer(200, page.encode(), "text/html; charset=utf-8")

    def _shown(self, key: str, one: Conversation) -> str:
        said = "".join(
            f"<li>{escape(who or one.name or 'Resident')}: {escape(text)}</li>" for who, text in one.messages
        )
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">'
            for name, value in (("key", key), ("conversation", one.id))
        )
        form = (
            f'<form method="post">{hidden}<label>Answer <input name="text"></label> <button>Send</button> '
            '<button name="do" value="end">End</button></form>'
        )
        return f"<h2>{escape(one.state)}</h2><ul>{said}</ul>{form if one.state != 'ended' else ''}"
