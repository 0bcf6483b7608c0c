"""How do residents and officers sign in while who vouches for them is swapped? What one began, the same one ends."""

from __future__ import annotations

import json
from collections import Counter
from itertools import cycle, product
from typing import Final

from bench.proofs.beside import Beside
from bench.proofs.resident import GaveUp, Page, Resident
from bench.proofs.surroundings import Surroundings

MY: Final = "/my"
SIGN_IN: Final = "/my/sign-in"
OFFICE: Final = "/office/sign-in"
PROVIDER: Final = "provider"
TRIES: Final = 20
"""How often somebody looks again: what they want is not in use, or was a moment ago and is not any more."""
OFFICERS: Final = ("officer", "manager")
COUNCIL: Final = "thornbridge"
PAUSE: Final = 0.5


def sign_in(resident: Resident, email: str, way: str, around: Surroundings) -> None:
    """Sign in by ``way``, and dawdle on it until the council has switched to the other. Raises GaveUp."""
    page = _begun(resident, SIGN_IN, "identity", way, around)
    if way == PROVIDER:
        around.await_switch("identity")
        asked = next(form for form in page.forms if "email" in form.names)
        page = resident.send(page, {"email": email}, press="do=email", form=asked)
    else:
        resident.send(page, {"email": email})
        around.await_switch("identity")
        page = resident.send(resident.open(around.sign_in_link(email)), {})
    if page.path != MY:
        raise GaveUp(f"{email} is not signed in by {way}: {page.address}: {page.words[:300]}")


def _begun(browser: Resident, address: str, capability: str, way: str, around: Surroundings) -> Page:
    """Return the page on which one signs in by ``way``, once that is in use: the provider's, or ours. Raises GaveUp."""
    for _ in range(TRIES):
        page = browser.open(address)
        if (f"{address}/with" in page.links) != (way == PROVIDER):
            around.await_switch(capability)
            continue
        if way != PROVIDER:
            return page
        page = browser.open(f"{address}/with")
        if page.path != address:
            return page
    raise GaveUp(f"{way} is never offered at {address}")


class Officers(Beside):
    """Officers who sign in, look at their queue, and sign in again. ways: how often by which."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._passwords = json.loads((around.data / "demo-accounts.json").read_text())
        self.ways: Counter[str] = Counter()

    @property
    def emails(self) -> tuple[str, ...]:
        """Who they are."""
        return tuple(f"{role}@{COUNCIL}.example.org" for role in OFFICERS)

    def play(self) -> None:
        """Sign in as one after the other, by one way after the other."""
        for role, way in cycle(product(OFFICERS, (PROVIDER, "password"))):
            if self.done.wait(PAUSE):
                return
            browser = Resident(self._around.site(COUNCIL), asks=lambda: None)
            try:
                self._sign_in(browser, role, way)
            finally:
                browser.close()
            self.ways[way] += 1

    def _sign_in(self, browser: Resident, role: str, way: str) -> None:
        email = f"{role}@{COUNCIL}.example.org"
        page = _begun(browser, OFFICE, "staff_identity", way, self._around)
        self._around.await_switch("staff_identity")
        if way == PROVIDER:
            page = browser.send(page, {}, press=f"person={COUNCIL}-{role}")
        else:
            page = browser.send(page, {"email": email, "password": self._passwords[email]})
        again = browser.open(page.path)
        if page.path.startswith(OFFICE) or (again.path, again.status) != (page.path, 200):
            raise GaveUp(f"{email} is not signed in by {way}: {page.address}: {page.words[:300]}")
