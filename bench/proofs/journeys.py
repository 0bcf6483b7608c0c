"""What do the residents of the proof ask for, and what were they told? Services with and without a charge."""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

from bench.proofs.chatting import Talk
from bench.proofs.resident import Answers, GaveUp, Page, Resident
from bench.proofs.signing_in import MY, PROVIDER, sign_in
from bench.proofs.surroundings import Surroundings

REFERENCE: Final = re.compile(r"\b[A-Z]{2,4}-[0-9A-Z]{5}-[0-9A-Z]{5}\b")
OVER: Final = re.compile(r"/sent$|^/track/\w+$")
ANY: Final = "any that is offered"
MOST_PAGES: Final = 60
LOOKS_AGAIN: Final = 2.0
"""Seconds until somebody tries the search for their address again."""
CARD: Final = {
    "card_no": "4242 4242 4242 4242",
    "expiry_month": "12",
    "expiry_year": "34",
    "cardholder_name": "J Garden",
    "cvc": "123",
    "address_line1": "1 Mill Lane",
    "address_city": "Thornbridge",
    "address_postcode": "N1 9ZZ",
    "card": "pay",
}
"""What is typed at a card page, and what is chosen at that of the practice card."""


@dataclass(frozen=True)
class Errand:
    """What somebody asks of which council. with_photo: they send one where a file is asked for. looks: pages that they
    look at before. signs_in: by which way they do, if they do; then they look at their requests afterwards. chats: they
    send it while they chat."""

    council: str
    service: str
    answers: Answers = field(default_factory=dict)
    with_photo: bool = False
    looks: tuple[str, ...] = ()
    signs_in: str = ""
    chats: bool = False


_QUESTION: Final[Answers] = {"topic": "other", "message": "When is the library open?"}
_REPORT: Final[Answers] = {
    "category": "litter",
    "dangerous": "no",
    "place": "Station Road, by the bridge",
    "details": "The street bin is full.",
    "anonymous": "named",
    "same": "none",
}
_VEHICLE: Final[Answers] = {
    **_REPORT,
    "category": "abandoned_vehicle",
    "vehicle_registration": "AA19PPP",
    "vehicle_looks": "A blue van",
    "vehicle_since": "weeks",
}
_HOLE: Final[Answers] = {
    **_REPORT,
    "category": "pothole",
    "pothole_where": "pavement",
    "pothole_size": "large",
    "road": ANY,
}
_BIN: Final[Answers] = {"collections": ANY}
_BULKY: Final[Answers] = {
    "group": "none",
    "items-table": "1",
    "slot": ANY,
    "location_place": ANY,
    "parking": "yes",
    "location_note": "Behind the wall",
    "agreed": "yes",
}
_ASKED: Final = (
    ("contact-the-council", _QUESTION),
    ("report-a-problem", _REPORT),
    ("missed-bin", _BIN),
    ("bulky-waste", _BULKY),
    ("bulky-waste", _BULKY),
)
KILLED: Final = tuple(
    Errand("brynafon" if number % 4 == 3 else "thornbridge", *_ASKED[number % len(_ASKED)]) for number in range(20)
)
"""What is asked, in turn, while programs are killed: two in five pay, one in four of all in Welsh."""
SWAPPED: Final = (
    Errand("thornbridge", "bulky-waste", _BULKY, signs_in=PROVIDER),
    Errand("thornbridge", "report-a-problem", _VEHICLE, with_photo=True),
    Errand("stonemere", "report-a-problem", _HOLE, chats=True),
    Errand("thornbridge", "missed-bin", _BIN, looks=("/bin-day",)),
    Errand("stonemere", "bulky-waste", _BULKY),
    Errand("thornbridge", "report-a-problem", _REPORT, signs_in="link"),
)
"""What is asked, in turn, while providers are swapped: each kind of provider is met by one of them."""
COUNCILS: Final = ("thornbridge", "brynafon", "stonemere")


@dataclass
class Told:
    """What one resident was told. email: theirs alone. references: every one they saw. at_card: they saw a card page.
    paid: the page after a payment said so. refused: the service did not take their request. trouble: what went wrong
    for them; empty as a rule. way: by which they signed in. own: the references under their own requests. lines: what
    they wrote in a chat. saved: what they kept of it."""

    email: str
    service: str
    references: set[str] = field(default_factory=set)
    sent_photo: bool = False
    at_card: bool = False
    paid: bool = False
    came_back: bool = True
    refused: bool = False
    trouble: str = ""
    again: int = 0
    way: str = ""
    own: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    saved: str = ""


def go_through(
    errand: Errand, number: int, *, around: Surroundings, home: tuple[str, str], chance: random.Random
) -> Told:
    """Let resident ``number`` send a request, and pay for it where it costs.

    home: postcode and number of their property. One in five of those who pay closes the window when the card was taken.
    """
    told = Told(f"resident-{number:06}@example.org", errand.service, came_back=chance.random() >= 0.2)
    answers: Answers = {
        "name": f"Robin Number{''.join(chr(ord('a') + int(each)) for each in str(number))}",
        "contact_by": "email",
        "email": told.email,
        "property-postcode": home[0],
        "property-uprn": home[1],
        **errand.answers,
        **CARD,
    }
    resident = Resident(around.site(errand.council), asks=around.asks)
    try:
        for address in errand.looks:
            _note(resident.open(address), told)
        if errand.signs_in:
            sign_in(resident, told.email, errand.signs_in, around)
            told.way = errand.signs_in
        photo = _photo(number) if errand.with_photo else b""
        if errand.chats:
            _chat(resident, told, around, lambda: _walk(resident, told, answers, chance, photo))
        else:
            _walk(resident, told, answers, chance, photo)
        if told.way:
            told.own = set(REFERENCE.findall(resident.open(MY).words))
    except GaveUp as trouble:
        told.trouble = str(trouble)
    finally:
        told.again = resident.again
        resident.close()
    return told


def _chat(resident: Resident, told: Told, around: Surroundings, send: Callable[[], None]) -> None:
    """Begin to chat, send a request meanwhile, go on to chat when the council has switched who answers, and end."""
    talk = Talk(resident, told.email)
    told.lines = talk.lines
    talk.begin()
    send()
    around.await_switch("chat")
    talk.say()
    talk.end()
    told.saved = talk.saved


def _photo(number: int) -> bytes:
    """Return a small photo unlike any other's."""
    made = io.BytesIO()
    Image.new("RGB", (32, 24), (number % 256, number // 256 % 256, 90)).save(made, "JPEG")
    return made.getvalue()


def _walk(resident: Resident, told: Told, answers: Answers, chance: random.Random, photo: bytes) -> None:
    start = resident.open(f"/services/{told.service}")
    first = next((link for link in start.links if link.startswith(f"/services/{told.service}/")), "")
    page = resident.open(first)
    for _ in range(MOST_PAGES):
        _note(page, told)
        if told.paid or OVER.search(page.path) or _is_refused(page, told):
            return
        if page.path.endswith("/confirm") and not told.came_back:
            resident.press(page, answers)
            return
        if _by_hand(page):
            time.sleep(LOOKS_AGAIN)
            page = resident.open(page.path)
            continue
        asked_for = photo if page.form is not None and page.form.files and not told.sent_photo else b""
        told.sent_photo = told.sent_photo or bool(asked_for)
        page = resident.send(page, _chosen(page, answers, chance), photo=asked_for)
    raise GaveUp(f"{told.service} does not end: {page.path}: {page.words[:400]}")


def _by_hand(page: Page) -> bool:
    """Whether an address is to be typed, since it could not be looked up just now: these people would rather wait."""
    return page.form is not None and "property-town" in page.form.names


def _note(page: Page, told: Told) -> None:
    """Keep what a page tells of a reference and of money."""
    if page.status != 200:
        raise GaveUp(f"{page.path} answers {page.status}")
    if re.search(r"/sent$|/pay/|/paid/|^/track/", page.path):
        told.references |= set(REFERENCE.findall(page.words))
    if re.search(r"/card_details/|^/pay/", page.path):
        told.at_card = True
    told.paid = told.paid or ("/paid/" in page.path and bool(told.references))


def _is_refused(page: Page, told: Told) -> bool:
    """Whether the service says no: it shows what to do instead, and asks nothing more."""
    told.refused = page.form is None and page.path.startswith("/services/")
    return told.refused


def _chosen(page: Page, answers: Answers, chance: random.Random) -> Answers:
    form = page.form
    offered = form.offered if form is not None else {}
    return {
        name: chance.choice([each for each in offered.get(name, []) if each] or [""]) if given == ANY else given
        for name, given in answers.items()
    }
