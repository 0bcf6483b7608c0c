"""How does a test use the residents' site? Through the middleware, following redirects, with forms read from pages."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

UPRN = re.compile(r'value="(\d{12})"')


class Browser:
    """A browser with cookies of its own that keeps to their paths, and that checks CSRF tokens."""

    def __init__(self, host: str, *, address: str = "127.0.0.1") -> None:
        self.host = host
        self.address = address
        self.client = Client(enforce_csrf_checks=True)
        self.jar: dict[tuple[str, str], str] = {}
        self.page = ""
        self.path = ""
        self.status = 0
        self.answer: HttpResponse = HttpResponse()

    def _ask(self, method: str, path: str, posted: dict[str, Any] | None = None) -> HttpResponse:
        self.client.cookies.clear()
        for (name, scope), value in self.jar.items():
            bare = path.partition("?")[0]
            if scope == "/" or bare == scope or bare.startswith(f"{scope}/"):
                self.client.cookies[name] = value
        answer: Any = (
            self.client.get(path, headers={"host": self.host}, REMOTE_ADDR=self.address)
            if method == "GET"
            else self.client.post(path, posted or {}, headers={"host": self.host}, REMOTE_ADDR=self.address)
        )
        for name, morsel in answer.cookies.items():
            if morsel["max-age"] == 0:
                self.jar.pop((name, morsel["path"]), None)
            else:
                self.jar[(name, morsel["path"])] = morsel.value
        self.answer, self.status = answer, answer.status_code
        return self.answer

    def _landed(self, path: str) -> str:
        while self.status in (302, 303):
            path = str(self.answer["Location"])
            self._ask("GET", path)
        self.path, self.page = path, html.unescape(self.answer.content.decode(errors="replace"))
        return self.path

    def get(self, path: str) -> str:
        """Open ``path`` and follow; return where it led."""
        self._ask("GET", path)
        return self._landed(path)

    def leave(self, path: str) -> str:
        """Follow a link that leads off the site; return where to."""
        self._ask("GET", path)
        return str(self.answer["Location"])

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field of the page."""
        found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def form(self, **typed: Any) -> dict[str, Any]:
        """Return what the page's form posts: its hidden fields and ``typed`` (``__`` stands for a dash)."""
        hidden = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', self.page))
        return {**hidden, **{name.replace("__", "-"): value for name, value in typed.items()}}

    def post(self, path: str = "", **typed: Any) -> str:
        """Post the page's form with ``typed``, to ``path`` or its own address; return where it led."""
        target = path or self.path
        self._ask("POST", target, self.form(**typed))
        return self._landed(target)

    def uprns(self) -> list[str]:
        """Return the properties that the page offers."""
        return UPRN.findall(self.page)

    @property
    def title(self) -> str:
        """The page's title."""
        found = re.search(r"<title[^>]*>(.*?)</title>", self.page, re.DOTALL)
        return " ".join(found[1].split()) if found else ""

    @property
    def text(self) -> str:
        """The page without its tags."""
        body = re.sub(r"<(script|style).*?</\1>", " ", self.page, flags=re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", body).split())

    def cookie(self, name: str) -> str:
        """Return the value of a cookie on any path."""
        return next((value for (known, _), value in self.jar.items() if known == name), "")
