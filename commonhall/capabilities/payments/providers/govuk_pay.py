"""How are payments taken through GOV.UK Pay, and what does each of its answers mean to us?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    field_validator,
)

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.http import Client, client_for
from commonhall.capabilities.payments.pay_answers import (
    NAME,
    PageFound,
    PaymentFound,
    RefundFound,
    RefundsFound,
    Webhook,
    check_refused,
    code_of,
    parse,
    read_answer,
    why_of,
)
from commonhall.capabilities.payments.port import (
    LONGEST_DESCRIPTION,
    MOST_PENCE,
    Begun,
    Nudge,
    PaymentState,
    RefundSeen,
    RefundWanted,
    Seen,
    Statement,
    Wanted,
)
from commonhall.capabilities.payments.signature import HEADER, is_signed
from commonhall.capabilities.plain_json import read_json
from commonhall.core.values.words import Words

PAGE_SIZE: Final = 500
MOST_PAGES: Final = 40
_KEY: Final = re.compile(r"api_(test|live)_[A-Za-z0-9_-]{8,200}")
_BLOCKED: Final = re.compile(r'[<>"|\\]')
"""Characters at which the firewall before the API refuses a whole request."""


class PaySettings(BaseModel):
    """What a council takes from its GOV.UK Pay account. The key decides whether money moves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: SecretStr = Field(
        title="API key",
        description="Settings, API keys in GOV.UK Pay",
        json_schema_extra={"title_cy": "Allwedd API", "description_cy": "Settings, API keys yn GOV.UK Pay"},
    )
    base_url: HttpUrl = Field(
        default=HttpUrl("https://publicapi.payments.service.gov.uk"),
        title="Address of the API",
        json_schema_extra={"title_cy": "Cyfeiriad yr API"},
    )
    pages_url: HttpUrl = Field(
        default=HttpUrl("https://www.payments.service.gov.uk"),
        title="Address of the payment pages",
        json_schema_extra={"title_cy": "Cyfeiriad y tudalennau talu"},
    )
    signing_secret: SecretStr | None = Field(
        default=None,
        title="Signing secret of the webhook",
        description="Settings, Webhooks in GOV.UK Pay",
        json_schema_extra={
            "title_cy": "Cyfrinach lofnodi’r webhook",
            "description_cy": "Settings, Webhooks yn GOV.UK Pay",
        },
    )
    max_pence: int = Field(
        default=MOST_PENCE,
        gt=0,
        le=MOST_PENCE,
        title="Largest payment in pence",
        description="What the payment processor behind GOV.UK Pay takes at most",
        json_schema_extra={
            "title_cy": "Y taliad mwyaf mewn ceiniogau",
            "description_cy": "Y mwyaf y mae’r prosesydd taliadau y tu ôl i GOV.UK Pay yn ei gymryd",
        },
    )

    @field_validator("api_key")
    @classmethod
    def _is_whole(cls, key: SecretStr) -> SecretStr:
        if not _KEY.fullmatch(key.get_secret_value().strip()):
            raise ValueError("Copy the whole key: it begins with api_test_ or api_live_")
        return SecretStr(key.get_secret_value().strip())


class Provider:
    """GOV.UK Pay through its REST API. Each answer is judged by its status and code, never by its words."""

    name: ClassVar[str] = "govuk_pay"
    title: ClassVar[Words] = Words(en=NAME, cy=NAME)
    Settings: ClassVar[type[BaseModel]] = PaySettings

    def __init__(self, settings: PaySettings) -> None:
        self._settings = settings

    @staticmethod
    def mode_of(settings: PaySettings) -> Literal["live", "test"]:
        """Return for what the key is: it says so itself."""
        return "test" if settings.api_key.get_secret_value().startswith("api_test_") else "live"

    def origins(self) -> tuple[str, ...]:
        """Return where the payment pages are."""
        url = urlsplit(str(self._settings.pages_url))
        return (f"{url.scheme}://{url.netloc}",)

    def later(self) -> Words | None:
        """Return None: it is paid at once."""
        return None

    def start(self, wanted: Wanted, at: datetime) -> Begun:
        """Make a payment. One that was lost on its way expires by itself: nobody was shown its page."""
        _check_wanted(wanted, self._settings.max_pence)
        with self._client() as client:
            answer = client.post("/v1/payments", json=_asked(wanted), headers={"Idempotency-Key": wanted.id})
            if answer.status_code == 409:  # asked for before, in other words: find what was made then
                return self._find_started(client, wanted, at)
            check_refused(answer, at)
            found = read_answer(PaymentFound, answer)
            return Begun(found.payment_id, found.next_url or "")

    def _find_started(self, client: Client, wanted: Wanted, at: datetime) -> Begun:
        answer = client.get("/v1/payments", params={"reference": _harmless(wanted.reference)})
        check_refused(answer, at)
        for result in read_answer(PageFound, answer).results:
            listed = parse(PaymentFound, result)
            if listed.metadata.get("payment") == wanted.id:
                seen = self._find(client, listed.payment_id, at)
                return Begun(seen.payment_id, seen.next_url or "")
        raise Unavailable(why=f"{NAME} knows the request but does not list the payment yet")

    def find(self, provider_id: str, at: datetime) -> Seen:
        """Return how a payment stands, with a fresh way to its page while it is open."""
        with self._client() as client:
            return self._find(client, provider_id, at).seen()

    def _find(self, client: Client, provider_id: str, at: datetime) -> PaymentFound:
        answer = client.get(f"/v1/payments/{_safe(provider_id)}")
        check_refused(answer, at)
        return read_answer(PaymentFound, answer)

    def cancel(self, provider_id: str, at: datetime) -> None:
        """Cancel a payment that is not finished."""
        self._settle(provider_id, "cancel", "cancelled", at)

    def capture(self, provider_id: str, at: datetime) -> None:
        """Take the money that is held."""
        self._settle(provider_id, "capture", "paid", at)

    def _settle(self, provider_id: str, action: str, wanted: PaymentState, at: datetime) -> None:
        with self._client() as client:
            answer = client.post(f"/v1/payments/{_safe(provider_id)}/{action}", json={})
            if answer.status_code in (400, 409):  # too late, or done before: the payment itself says which
                state = self._find(client, provider_id, at).seen().state
                if state == wanted:
                    return
                if state in ("created", "started", "held"):
                    raise Unavailable(why=f"{NAME} is busy with the payment")
                raise Rejected("finished", why=f"The payment is {state}")
            check_refused(answer, at)

    def refund(self, wanted: RefundWanted, at: datetime) -> RefundSeen:
        """Give money back, unless an earlier attempt that got no answer did so.

        GOV.UK Pay takes what we believe to be left as a condition, so nothing is given back twice. Its refunds carry
        no name of ours: the caller sees to it that one refund of a payment is made after the other.
        """
        with self._client() as client:
            found = self._find(client, wanted.provider_id, at)
            if found.seen().state != "paid":
                raise Rejected("not_refundable", why=f"The payment is {found.status}")
            if wanted.amount_pence > 0 and found.refunded == wanted.refunded_pence + wanted.amount_pence:
                return self._made_before(client, wanted, at)
            if found.refunded != wanted.refunded_pence or not 0 < wanted.amount_pence <= found.available:
                raise Rejected("too_much", why=f"{found.available} pence of the payment are left")
            asked = {"amount": wanted.amount_pence, "refund_amount_available": found.available}
            answer = client.post(f"/v1/payments/{_safe(wanted.provider_id)}/refunds", json=asked)
            if answer.status_code == 412:
                raise Unavailable(why="Somebody else gave money of this payment back just now")
            if answer.status_code == 400 and code_of(answer) == "P0603":
                raise Rejected("not_refundable", why=why_of(answer))
            check_refused(answer, at)
            return read_answer(RefundFound, answer).seen(wanted.provider_id)

    def _made_before(self, client: Client, wanted: RefundWanted, at: datetime) -> RefundSeen:
        answer = client.get(f"/v1/payments/{_safe(wanted.provider_id)}/refunds")
        check_refused(answer, at)
        listed = read_answer(RefundsFound, answer).refunds
        mine = [each for each in listed if each.amount == wanted.amount_pence and each.status != "error"]
        if not mine:
            raise Unavailable(why=f"{NAME} made a refund but does not list it yet")
        return mine[-1].seen(wanted.provider_id)

    def find_refund(self, payment: str, refund: str, at: datetime) -> RefundSeen:
        """Return how a refund stands."""
        with self._client() as client:
            answer = client.get(f"/v1/payments/{_safe(payment)}/refunds/{_safe(refund)}")
            check_refused(answer, at)
            return read_answer(RefundFound, answer).seen(payment)

    def statement(self, since: datetime, until: datetime, at: datetime) -> Statement | None:
        """Return what the account's lists say. They may lag behind a payment itself."""
        window = {"from_date": _moment(since), "to_date": _moment(until)}
        with self._client() as client:
            payments = [parse(PaymentFound, each).seen() for each in _listed(client, "/v1/payments", window, at)]
            refunds = [parse(RefundFound, each).seen("") for each in _listed(client, "/v1/refunds", window, at)]
        return Statement(tuple(payments), tuple(refunds))

    def read_nudge(self, body: bytes, headers: Mapping[str, str]) -> Nudge:
        """Return what a webhook says happened, once its signature shows that it comes from the account."""
        secret = self._settings.signing_secret
        if secret is None or not is_signed(body, headers.get(HEADER.lower(), ""), secret.get_secret_value()):
            raise Rejected("signature", why="The signature is not that of the account")
        try:
            found = Webhook.model_validate(read_json(body))
        except ValueError as wrong:
            raise Rejected("signature", why="The message cannot be read") from wrong
        return Nudge(found.webhook_message_id, found.event_type, found.resource_id, found.created_date)

    def check(self) -> None:
        """See that the key opens the account."""
        with self._client() as client:
            check_refused(client.get("/v1/payments", params={"display_size": 1}), datetime.now(UTC))

    def _client(self) -> Client:
        key = self._settings.api_key.get_secret_value()
        return client_for(str(self._settings.base_url), headers={"Authorization": f"Bearer {key}"})


def _check_wanted(wanted: Wanted, most: int) -> None:
    if not 0 < wanted.amount_pence <= most:
        raise Rejected("amount", why=f"An amount is from 1 to {most} pence")
    if not 0 < len(_harmless(wanted.description)) <= LONGEST_DESCRIPTION:
        raise Rejected("description", why=f"A description has 1 to {LONGEST_DESCRIPTION} characters")


def _asked(wanted: Wanted) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "amount": wanted.amount_pence,
        "reference": _harmless(wanted.reference),
        "description": _harmless(wanted.description),
        "return_url": wanted.return_url,
        "language": wanted.language,
        "delayed_capture": wanted.hold,
        "moto": wanted.telephone,
        "metadata": {
            "payment": wanted.id,
            "case": wanted.reference[:100],
            **({"ledger": wanted.ledger[:100]} if wanted.ledger else {}),
        },
    }
    return asked | ({"email": wanted.email} if wanted.email else {})


def _harmless(words: str) -> str:
    return _BLOCKED.sub(" ", words).strip()


def _safe(provider_id: str) -> str:
    """Return an id that goes into an address. Raises Rejected for what cannot be one."""
    if not re.fullmatch(r"[A-Za-z0-9]{1,64}", provider_id):
        raise Rejected("not_found", why="That is no name of a payment")
    return provider_id


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _listed(client: Client, path: str, window: Mapping[str, str], at: datetime) -> Iterator[Any]:
    for number in range(1, MOST_PAGES + 1):
        answer = client.get(path, params={**window, "page": number, "display_size": PAGE_SIZE})
        if answer.status_code == 404 and number > 1:  # the list became shorter while we read it
            return
        check_refused(answer, at)
        found = read_answer(PageFound, answer)
        yield from found.results
        if number * PAGE_SIZE >= found.total:
            return
    raise Unavailable(why=f"{NAME} lists more than can be read at once")
