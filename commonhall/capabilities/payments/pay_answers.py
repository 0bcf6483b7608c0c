"""What do the answers of GOV.UK Pay mean, by status, code and field? Its words are never relied upon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, TypeVar

import httpx
from pydantic import AliasPath, AwareDatetime, BaseModel, Field, StringConstraints, ValidationError

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import check_answer, json_of
from commonhall.capabilities.payments.port import PaymentState, RefundSeen, RefundState, Seen

Model = TypeVar("Model", bound=BaseModel)
NAME: Final = "GOV.UK Pay"
_STATES: Final[Mapping[str, PaymentState]] = {
    "created": "created",
    "started": "started",
    "submitted": "started",
    "capturable": "held",
    "success": "paid",
    "cancelled": "cancelled",
    "error": "failed",
}
_CODES: Final[Mapping[str, tuple[PaymentState, str]]] = {
    "P0010": ("failed", "declined"),
    "P0020": ("expired", "expired"),
    "P0030": ("cancelled", "cancelled"),
    "P0040": ("cancelled", "cancelled"),
    "P0050": ("failed", "failed"),
}
_REFUNDS: Final[Mapping[str, RefundState]] = {"submitted": "sent", "success": "made", "error": "failed"}


Pence = Annotated[int, Field(ge=0, lt=10**12)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,64}$")]
"""What GOV.UK Pay calls a payment or a refund: it becomes part of addresses."""
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]{0,255}$")]


class PaymentFound(BaseModel):
    """The part that we read of a payment. An unknown word for a state means: not finished."""

    payment_id: Name
    amount: Pence
    reference: Text = ""
    status: str = Field(validation_alias=AliasPath("state", "status"))
    code: str | None = Field(default=None, validation_alias=AliasPath("state", "code"))
    next_url: str | None = Field(default=None, validation_alias=AliasPath("_links", "next_url", "href"))
    refunded: Pence = Field(default=0, validation_alias=AliasPath("refund_summary", "amount_submitted"))
    available: Pence = Field(default=0, validation_alias=AliasPath("refund_summary", "amount_available"))
    metadata: dict[str, Any] = {}

    def seen(self) -> Seen:
        """Return it in the words of the port."""
        state = _STATES.get(self.status, "started")
        code = ""
        if self.status in ("failed", "cancelled", "error"):
            state, code = _CODES.get(self.code or "", ("failed", "failed"))
        next_url = self.next_url or "" if state in ("created", "started") else ""
        return Seen(self.payment_id, state, self.amount, self.refunded, code, next_url, self.reference)


class RefundFound(BaseModel):
    """The part that we read of a refund."""

    refund_id: Name
    amount: Pence
    status: str
    payment_id: Name | None = None

    def seen(self, payment: str) -> RefundSeen:
        """Return it in the words of the port."""
        return RefundSeen(self.refund_id, _REFUNDS.get(self.status, "sent"), self.amount, self.payment_id or payment)


class PageFound(BaseModel):
    """The part that we read of a page of a list."""

    total: int = 0
    results: list[dict[str, Any]] = []


class RefundsFound(BaseModel):
    """The part that we read of the refunds of one payment."""

    refunds: list[RefundFound] = Field(default=[], validation_alias=AliasPath("_embedded", "refunds"))


class Webhook(BaseModel):
    """The part that we read of a webhook: what it says of the payment is not believed, for it uses other words."""

    webhook_message_id: str = Field(min_length=1, max_length=100)
    event_type: str = Field(max_length=100)
    resource_id: str = Field(max_length=64)
    created_date: AwareDatetime


def check_refused(answer: httpx.Response, at: datetime) -> None:
    """Raise what a status and its code mean."""
    if answer.status_code == 403:
        raise Misconfigured(f"Look at the account in {NAME}: it may not take payments now. {why_of(answer)}.")
    if answer.status_code == 404:
        raise Rejected("not_found", why=why_of(answer))
    if answer.status_code in (400, 422):
        field = _field(answer)
        raise Rejected(field if field in ("amount", "description") else "request", why=why_of(answer))
    check_answer(answer, provider=NAME, at=at)


def code_of(answer: httpx.Response) -> str:
    """Return the code of a refusal; blank where there is none."""
    return _part(answer, "code")


def _field(answer: httpx.Response) -> str:
    return _part(answer, "field")


def _part(answer: httpx.Response, name: str) -> str:
    try:
        found = json_of(answer)
    except Unavailable:
        return ""
    return str(found.get(name, "")) if isinstance(found, dict) else ""


def why_of(answer: httpx.Response) -> str:
    """Return a refusal for the operator: status, code and field, and never a value."""
    return " ".join(part for part in (f"{NAME} answered {answer.status_code}", code_of(answer), _field(answer)) if part)


def read_answer(model: type[Model], answer: httpx.Response) -> Model:
    """Return the part of an answer that we read. Raises Unavailable where it cannot be read."""
    return parse(model, json_of(answer), in_doubt=answer.request.method != "GET")


def parse(model: type[Model], found: object, *, in_doubt: bool = False) -> Model:
    """Return the part of some JSON that we read. Raises Unavailable where it cannot be read."""
    try:
        return model.model_validate(found)
    except ValidationError as wrong:
        raise Unavailable(why=f"{NAME} gave an answer that cannot be read", in_doubt=in_doubt) from wrong
