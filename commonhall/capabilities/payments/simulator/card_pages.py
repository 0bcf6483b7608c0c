"""How does a payer pay? The card page, the bank's question, confirming and turning back; no page needs JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from commonhall.capabilities.payments.simulator.cards import problems_of, read_typed
from commonhall.capabilities.payments.simulator.page_texts import PAGE
from commonhall.capabilities.payments.simulator.refusals import Refused
from commonhall.capabilities.payments.simulator.store import PaymentFacts
from commonhall.capabilities.payments.simulator.till import PayTill
from commonhall.capabilities.simulators.faults import Faults
from commonhall.capabilities.simulators.serving import PAGES, Answer, Request
from commonhall.core.values.money import in_words
from commonhall.core.values.words import Language

HTML: Final = "text/html; charset=utf-8"
STYLE: Final = files(__package__).joinpath("pages/style.css").read_bytes()
LISTED: Final = 100
_STEP: Final = re.compile(r"/card_details/([\w-]+)(?:/(confirm|bank|cancel|return))?")
_ENDS: Final = {"P0010": "declined", "P0020": "expired", "P0030": "cancelled", "P0040": "cancelled", "P0050": "error"}
_TEMPLATES: Final = Environment(
    loader=PackageLoader(__package__, "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


class CardPages:
    """The pages over a till. tell: sends the webhooks that are due."""

    def __init__(self, till: PayTill, faults: Faults, tell: Callable[[], int]) -> None:
        self._till = till
        self._faults = faults
        self._tell = tell

    def answer(self, request: Request, now: datetime) -> Answer:
        """Answer a request of a browser. Raises Refused for what cannot be read."""
        if request.path == "/style.css":
            return Answer(200, STYLE, "text/css; charset=utf-8")
        if request.path == "/":
            return self._list(now)
        form = parse_qs(request.body.decode(errors="replace"), keep_blank_values=True)
        if request.path == "/secure" or request.path.startswith("/secure/"):
            word = request.path.removeprefix("/secure").strip("/") or (form.get("chargeTokenId") or [""])[0]
            return self._enter(word, now)
        found = _STEP.fullmatch(request.path)
        payment_id = self._till.store.payment_of_way(found[1], once=False) if found else None
        if found is None or payment_id is None:
            return _closed("en", "used", 404)
        payment = self._till.find(payment_id, now)
        return self._step(payment, found[1], found[2] or "card", form if request.method == "POST" else None, now)

    def _enter(self, word: str, now: datetime) -> Answer:
        payment_id = self._till.store.payment_of_way(word, once=True)
        if payment_id is None:
            return _closed("en", "used", 404)
        payment = self._till.find(payment_id, now)
        if not payment.finished:
            self._till.open(payment, now)
        with self._till.store.writing():
            session = self._till.store.new_way(payment.id)
        return _go(f"/card_details/{session}")

    def _step(
        self, payment: PaymentFacts, session: str, step: str, form: Mapping[str, list[str]] | None, now: datetime
    ) -> Answer:
        here = f"/card_details/{session}"
        if step == "return":
            return _go(str(payment.asked["return_url"]), status=302)
        if payment.status not in ("created", "started"):
            return self._over(payment, here)
        if form is not None and self._faults.takes("return_without_finishing"):
            return _go(f"{here}/return")
        if step == "cancel" and form is not None:
            self._till.turn_back(payment, now)
            return _go(here)
        if step == "card":
            return self._card(payment, here, form, now)
        if payment.card is None:
            return _go(here)
        if form is None:
            return self._shown(payment, f"{step}.html", here)
        return self._pressed(payment, here, step, form, now)

    def _pressed(
        self, payment: PaymentFacts, here: str, step: str, form: Mapping[str, list[str]], now: datetime
    ) -> Answer:
        if step == "bank":
            if (form.get("bank") or [""])[0] != "yes":
                self._till.refuse(payment, now)
                return _go(here)
            return _go(f"{here}/confirm")
        self._till.confirm(payment, now)
        if self._faults.takes("webhook_before_return"):
            self._tell()
        return _go(f"{here}/return")

    def _card(self, payment: PaymentFacts, here: str, form: Mapping[str, list[str]] | None, now: datetime) -> Answer:
        telephone = bool(payment.asked.get("moto"))
        email = str(payment.asked.get("email") or "")
        if form is None:
            return self._shown(payment, "card.html", here, typed=None, wrong={}, email=email, telephone=telephone)
        typed = read_typed(form)
        wrong = problems_of(typed, now, telephone=telephone)
        if wrong:
            return self._shown(
                payment, "card.html", here, typed=typed, wrong=wrong, email=typed.email, telephone=telephone
            )
        steps = {"confirm": f"{here}/confirm", "3ds": f"{here}/bank", "over": here}
        return _go(steps[self._till.take_card(payment, typed, now)])

    def _over(self, payment: PaymentFacts, here: str) -> Answer:
        return _closed(_language(payment), _ENDS.get(payment.code, "done"), 200, back=f"{here}/return", payment=payment)

    def _shown(self, payment: PaymentFacts, template: str, here: str, **more: Any) -> Answer:
        return _page(template, _language(payment), payment=payment, here=here, **more)

    def _list(self, now: datetime) -> Answer:
        shown = self._till.store.newest(LISTED)
        return _page("list.html", "en", payments=shown)


def _language(payment: PaymentFacts) -> Language:
    return "cy" if payment.asked.get("language") == "cy" else "en"


def _closed(
    language: Language, which: str, status: int, *, back: str = "", payment: PaymentFacts | None = None
) -> Answer:
    return _page("over.html", language, status=status, which=which, back=back, payment=payment)


def _page(
    template: str, language: Language, *, status: int = 200, payment: PaymentFacts | None = None, **more: Any
) -> Answer:
    def say(key: str) -> str:
        return PAGE[key].say(language)

    body = _TEMPLATES.get_template(template).render(
        say=say, language=language, payment=payment, pounds=in_words, when=_moment, **more
    )
    return Answer(status, body.encode(), HTML, {"Content-Security-Policy": _policy(payment)})


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds).astimezone():%-d %B %Y, %H:%M}"


def _policy(payment: PaymentFacts | None) -> str:
    """A form leads to a page that leads back to the service: browsers ask leave for the whole way."""
    url = urlsplit(str(payment.asked.get("return_url") or "")) if payment else None
    back = f" {url.scheme}://{url.netloc}" if url and url.netloc and ";" not in url.netloc else ""
    return f"{PAGES}; form-action 'self'{back}"


def _go(address: str, *, status: int = 303) -> Answer:
    if "\n" in address or "\r" in address:
        raise Refused(400, "", "That is no address")
    return Answer(status, b"", HTML, {"Location": address})
