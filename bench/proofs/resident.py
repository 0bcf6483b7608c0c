"""How does a resident without JavaScript get through forms while the server dies under them? They try again."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

LOOPBACK: Final = "127.0.0.1"
FORM: Final = "application/x-www-form-urlencoded"
PATIENCE: Final = 90.0
"""Seconds for which somebody tries the same page again before they give up."""
PAUSE: Final = 0.25
MOST_REDIRECTS: Final = 12
_HOMES: Final = itertools.count()

Answers = Mapping[str, str | Sequence[str]]


class GaveUp(Exception):
    """The server did not come back, or said something that no resident should see."""


@dataclass(frozen=True)
class Body:
    """What is posted, and as what."""

    content: bytes = b""
    kind: str = ""


@dataclass
class Form:
    """A form as it stands. fields: what is sent as it stands. offered: what can be chosen, by name. files: the names of
    what takes a file."""

    name: str
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def filled(self, answers: Answers, photo: bytes = b"", press: str = "") -> Body:
        """Return what a browser sends: ``answers`` to what is asked here, the rest as it stands.

        photo: put where a file is asked for. press: the button that is pressed, as ``name=value``.
        """
        sent = [(name, value) for name, value in self.fields if name not in answers]
        for name in dict.fromkeys(self.names):
            given = answers.get(name, ())
            sent += [(name, each) for each in ([given] if isinstance(given, str) else given)]
        sent += [(press.partition("=")[0], press.partition("=")[2])] if press else []
        if not (photo and self.files):
            return Body(urlencode(sent).encode(), FORM)
        typed: dict[str, list[str]] = {}
        for name, value in sent:
            typed.setdefault(name, []).append(value)
        made = httpx.Request("POST", "http://form", data=typed, files={self.files[0]: ("photo.jpg", photo)})
        return Body(made.read(), made.headers["content-type"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._main = self._main or tag == "main"
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        if tag == "form":
            self._form = Form(said.get("id", ""), said.get("method", "get").lower(), said.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, said)

    def _control(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        name, value, kind = said.get("name", ""), said.get("value", ""), said.get("type", "text")
        if tag == "option":
            form.offered.setdefault(self._select, []).append(value)
            return
        if name and kind == "file":
            form.files.append(name)
        if not name or tag == "button" or kind in ("file", "submit"):
            return
        if tag == "select":
            self._select = name
        if tag in ("input", "select", "textarea"):
            form.names.append(name)
        if kind in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(value)
        if tag in ("input", "textarea") and (kind not in ("radio", "checkbox") or "checked" in said):
            form.fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        self._main = self._main and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._main:
            self.words.append(data)


@dataclass(frozen=True)
class Page:
    """A page that came. address: whole. words: of its main part. source: all of it."""

    address: str
    status: int
    forms: Sequence[Form]
    links: Sequence[str]
    words: str
    source: str

    @property
    def path(self) -> str:
        """The path of its address."""
        return urlsplit(self.address).path

    @property
    def form(self) -> Form | None:
        """The form that asks, if the page asks anything."""
        posted = [each for each in self.forms if each.method == "post"]
        return next((each for each in posted if each.name == "questions"), posted[0] if posted else None)


class Resident:
    """A browser with cookies of its own. asks: is called before each request, but for those that are tried again: again
    counts them."""

    def __init__(self, site: str, *, asks: Callable[[], None], patience: float = PATIENCE) -> None:
        self._site = site
        self._asks = asks
        self._patience = patience
        self._http = httpx.Client(timeout=20.0, trust_env=False, transport=_from_home())
        self.again = 0

    def close(self) -> None:
        """Close the browser."""
        self._http.close()

    def open(self, address: str) -> Page:
        """Return the page at ``address``. Raises GaveUp."""
        return self._followed("GET", urljoin(self._site, address), Body())

    def send(
        self, page: Page, answers: Answers, *, photo: bytes = b"", press: str = "", form: Form | None = None
    ) -> Page:
        """Fill in the form of ``page`` and return the page that it leads to. photo: goes where a file is asked for.

        press: the button, as ``name=value``, where there are several. form: which, if not the one that asks. Raises
        GaveUp.
        """
        form = form or page.form
        if form is None:
            raise GaveUp(f"{page.path} asks nothing: {page.words[:300]}")
        return self._followed("POST", urljoin(page.address, form.action), form.filled(answers, photo, press))

    def press(self, page: Page, answers: Answers) -> None:
        """Send the form of ``page`` and look at nothing that comes after. Raises GaveUp."""
        if page.form is not None:
            self._asked("POST", urljoin(page.address, page.form.action), page.form.filled(answers))

    def _followed(self, method: str, address: str, body: Body) -> Page:
        for _ in range(MOST_REDIRECTS):
            answer = self._asked(method, address, body)
            if answer.status_code not in (301, 302, 303):
                return _read(address, answer)
            method, address, body = "GET", urljoin(address, answer.headers["location"]), Body()
        raise GaveUp(f"{address} leads nowhere")

    def _asked(self, method: str, address: str, body: Body) -> httpx.Response:
        """Ask until there is an answer: a lost one, or a server in trouble, is tried again as it was."""
        last = ""
        self._asks()
        for answer in self._tries(method, address, body):
            if isinstance(answer, httpx.Response):
                if answer.status_code < 500:
                    return answer
                last = str(answer.status_code)
            else:
                last = answer
            self.again += 1
        raise GaveUp(f"{method} {urlsplit(address).path}: {last}")

    def _tries(self, method: str, address: str, body: Body) -> Iterator[httpx.Response | str]:
        parts = urlsplit(address)
        here = parts._replace(netloc=f"{LOOPBACK}:{parts.port}").geturl()
        headers = {"Host": parts.netloc, **({"Content-Type": body.kind} if body.kind else {})}
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            try:
                yield self._http.request(method, here, content=body.content, headers=headers)
            except httpx.TransportError as lost:
                yield type(lost).__name__
            time.sleep(PAUSE)


def _from_home() -> httpx.HTTPTransport:
    """Let a resident come from a network of their own, where this computer has several: tries are counted by it."""
    number = next(_HOMES)
    home = f"127.0.{number // 250 % 250}.{number % 250 + 2}" if sys.platform == "linux" else None
    return httpx.HTTPTransport(local_address=home)


def _read(address: str, answer: httpx.Response) -> Page:
    reader = _Reader()
    reader.feed(answer.text)
    return Page(
        address, answer.status_code, reader.forms, reader.links, " ".join(" ".join(reader.words).split()), answer.text
    )
