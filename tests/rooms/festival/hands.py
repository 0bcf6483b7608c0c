"""What does somebody do in the browser on a page that asks a provider while it is shown: a look-up, a map, files, a
proof of who they are?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from commonhall.capabilities.errors import Unavailable
from commonhall.cases.models import Message, Request
from commonhall.core.language.model import Page
from commonhall.core.questions.file import File
from commonhall.councils.scope import in_council
from commonhall.journeys.queries import Standing
from commonhall.record.models import Outbox
from tests.contracts.files import samples
from tests.rooms.citizen.test_files import pdf, upload

if TYPE_CHECKING:
    from tests.rooms.festival.walking import Walk

LAMP: Final = "LC-0001"


def say_where(walk: Walk, standing: Standing, page: Page) -> None:
    """Look the home up by its postcode and choose it; type its address where that cannot be done."""
    browser, name, home = walk.browser, page.questions[0].id, walk.home
    browser.get(walk.address(page))
    browser.post(**{f"{name}-postcode": home.postcode})
    walk.seen = "chosen"
    if "step=choose" in browser.path:
        browser.post(**{f"{name}-uprn": home.uprn})
    if "step=manual" in browser.path:
        walk.seen = "typed"
        typed = {"line1": home.lines[0].upper(), "town": home.town, "postcode": home.postcode}
        browser.post(**{f"{name}-{part}": text for part, text in typed.items()})


def point(walk: Walk, standing: Standing, page: Page) -> None:
    """Open the map, find a lamp column in its list, and take the point of that."""
    browser, name = walk.browser, page.questions[0].id
    browser.get(walk.address(page))
    shown = []
    for button, more in ((f"open:{name}", {name: ""}), ("find", {"map_find": LAMP})):
        browser.post(walk.address(page), map=button, **more)
        shown.append('type="image"' in browser.page)
        assert shown[-1] != ("We cannot show a map at the moment." in browser.text)
    browser.post(walk.address(page), map="use", map_thing=LAMP, map_words="")
    assert browser.path != walk.address(page), "the place is not taken"
    walk.seen = "map" if all(shown) else "between" if any(shown) else "list"


def send_files(walk: Walk, standing: Standing, page: Page) -> None:
    """Send a file for each question that asks for one, with the other answers of the page."""
    files = [question for question in standing.questions_on(page) if isinstance(question, File)]
    walk.browser.get(walk.address(page))
    sent: dict[str, Any] = {f"{question.id}-file": _file(question) for question in files}
    walk.browser.post(**{**walk.posted(standing, page), **sent})
    walk.files += len(files)
    assert walk.browser.path != walk.address(page), walk.browser.text


def _file(question: File) -> Any:
    return pdf() if "pdf" in question.accepts else pdf(f"{question.id}.jpg", samples.jpeg())


def prove(walk: Walk, page: Page) -> None:
    """Prove who they are, or do what the page offers instead. Raises Unavailable where it offers nothing."""
    browser, gate = walk.browser, f"{walk.address(page)}/sign-in"
    away = browser.leave(f"{gate}/with")
    if urlsplit(away).netloc == urlsplit(walk.gate.address).netloc:
        browser.get(walk.gate.choose(away, "r1"))
        if browser.path == walk.address(page):
            walk.seen = "proved"
            return
    browser.get(gate)
    if 'name="email"' in browser.page:
        browser.post(email="ada@example.org")
        _open_link(walk)
        walk.seen = "by_email"
    elif 'value="carry_on"' in browser.page:
        browser.post(do="carry_on")
        walk.seen = "carried_on"
    else:
        raise Unavailable(why="They cannot prove who they are")


def _open_link(walk: Walk) -> None:
    with in_council(walk.council):
        payload: Mapping[str, str] = Outbox.objects.filter(kind="resume_link").latest("id").payload
    found = re.search(r"/resume/.+", payload["link"])
    assert found
    walk.browser.get(found[0])


Hand = Callable[["Walk", Standing, Page], None]
NO_HAND: Final[tuple[str, Hand | None]] = ("", None)
HANDS: Final[dict[str, tuple[str, Hand | None]]] = {
    "addresses": ("property", say_where),
    "maps": ("location", point),
    "files": ("file", send_files),
    "scanning": ("file", send_files),
}
"""By capability: the type of question that asks its provider while the page is shown, and how it is answered."""


def send_again(walk: Walk) -> bool:
    """Send the files again by the link of the message that asks for them, where one does; return whether one did."""
    with in_council(walk.council):
        if not Request.objects.exists():
            return False
        found = re.search(r"/asked/[0-9a-f]{40}", Message.objects.get(kind="request").body)
    assert found
    walk.browser.get(found[0])
    upload(walk.browser, "request_files", pdf())
    walk.browser.post()
    assert "We have your answer" in walk.browser.text, walk.browser.text
    return True
