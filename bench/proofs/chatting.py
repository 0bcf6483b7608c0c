"""How do residents chat while who answers is swapped? Each line is answered by the agents with whom the chat began."""

from __future__ import annotations

import html
import json
import re
import time
from typing import Final

from bench.proofs.beside import Beside
from bench.proofs.resident import GaveUp, Resident
from bench.proofs.surroundings import Surroundings
from commonhall.capabilities.simulators.places import address_of

COUNCIL: Final = "stonemere"
AGENT: Final = f"agent@{COUNCIL}.example.org"
ALL_DAY: Final = """UPDATE chats_desk SET hours = (SELECT jsonb_object_agg(key, '["00:00", "23:59"]'::jsonb)
FROM jsonb_each(hours)), quiet_minutes = 120
WHERE council_id = (SELECT id FROM councils_council WHERE slug = 'stonemere')"""
"""The proof is played at any hour."""
LINE: Final = re.compile(r"Question \d of resident-\d+@example\.org")
ANSWER: Final = "Answer to: "
CHAT: Final = "/chat"
TALK: Final = f"{CHAT}/talk"
ANSWERED_WITHIN: Final = 120.0
LOOKS_AGAIN: Final = 0.3
OWN_CHAT: Final = re.compile(r"/office/chats/[0-9a-f-]{36}$")
ELSEWHERE: Final = re.compile(r"<h2>(\w+)</h2><ul>(.*?)</ul>", re.DOTALL)
"""A chat on the page of the stand-in for a chat product: how it stands, and what was written."""


def answers_to(lines: list[str]) -> list[str]:
    """Return what agents write to these lines."""
    return [f"{ANSWER}{line}" for line in lines]


def waiting(shown: str) -> list[str]:
    """Return the lines that nobody has answered, of all that is shown of a chat."""
    answered = {line for line in LINE.findall(shown) if f"{ANSWER}{line}" in shown}
    return sorted(set(LINE.findall(shown)) - answered)


class Talk:
    """What one resident does in a chat. lines: what they wrote. saved: what they kept of it in the end."""

    def __init__(self, resident: Resident, email: str) -> None:
        self._resident = resident
        self._email = email
        self.lines: list[str] = []
        self.saved = ""

    def begin(self) -> None:
        """Write the first line, and wait until it is answered. Raises GaveUp."""
        page = self._resident.open(CHAT)
        page = self._resident.send(page, {"name": self._email, "question": self._next()})
        if page.path != TALK:
            raise GaveUp(f"{self._email} cannot chat: {page.path}: {page.words[:300]}")
        self._hear()

    def say(self) -> None:
        """Write one more, and wait until it is answered. Raises GaveUp."""
        self._resident.send(self._resident.open(TALK), {"message": self._next()}, press="do=send")
        self._hear()

    def end(self) -> None:
        """Leave, and keep what was written."""
        self._resident.send(self._resident.open(TALK), {"message": ""}, press="do=end")
        self.saved = self._resident.open(f"{CHAT}/save").source

    def _next(self) -> str:
        self.lines.append(f"Question {len(self.lines) + 1} of {self._email}")
        return self.lines[-1]

    def _hear(self) -> None:
        until = time.monotonic() + ANSWERED_WITHIN
        while f"{ANSWER}{self.lines[-1]}" not in self._resident.open(TALK).words:
            if time.monotonic() > until:
                raise GaveUp(f"{self._email} has no answer to {self.lines[-1]}")
            time.sleep(LOOKS_AGAIN)


class Agents(Beside):
    """An agent in the council's own office and one in the other product, who both answer whatever comes."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        passwords = json.loads((around.data / "demo-accounts.json").read_text())
        self._own = Resident(around.site(COUNCIL), asks=lambda: None)
        self._other = Resident(address_of("chat", web=around.port), asks=lambda: None)
        page = self._own.open("/office/sign-in")
        self._own.send(page, {"email": AGENT, "password": passwords[AGENT]})

    def play(self) -> None:
        """Answer here and there."""
        while not self.done.wait(LOOKS_AGAIN):
            self._answer_here()
            self._answer_there()

    def close(self) -> None:
        """Close both browsers."""
        self._own.close()
        self._other.close()

    def _answer_here(self) -> None:
        page = self._own.open("/office/chats")
        for form in page.forms:
            if form.action.endswith("/take"):
                self._own.send(page, {}, form=form)
        for address in {link for link in page.links if OWN_CHAT.search(link)}:
            chat = self._own.open(address)
            for line in waiting(chat.words):
                chat = self._own.send(chat, {"message": f"{ANSWER}{line}"}, press="do=send")

    def _answer_there(self) -> None:
        page = self._other.open("/")
        going = [said for state, said in ELSEWHERE.findall(page.source) if state != "ended"]
        for said, form in zip(going, page.forms, strict=True):
            for line in waiting(html.unescape(said)):
                self._other.send(page, {"text": f"{ANSWER}{line}"}, form=form)


def kept_there(port: int) -> list[tuple[str, list[str]]]:
    """Return the chats of the other product: how each stands, and what was written in it, in order."""
    looker = Resident(address_of("chat", web=port), asks=lambda: None)
    try:
        shown = looker.open("/").source
    finally:
        looker.close()
    return [
        (state, [html.unescape(each) for each in re.findall(r"<li>[^:]*: (.*?)</li>", said)])
        for state, said in ELSEWHERE.findall(shown)
    ]
