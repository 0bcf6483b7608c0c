"""How does a council without online payments take money? It sends an invoice or rings up; nothing is taken now."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.payments.port import Begun, RefundSeen, RefundWanted, Seen, Wanted
from commonhall.capabilities.payments.till import AtTheTill, entry_in, put_in, seen_of, the_till
from commonhall.core.values.words import Words


class PayLaterSettings(BaseModel):
    """How the council asks for the money."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    told: Words = Field(
        default=Words(
            en="We will send you an invoice. It tells you how to pay.",
            cy="Byddwn yn anfon anfoneb atoch. Mae’n dweud wrthych sut i dalu.",
        ),
        title="What the person is told",
        json_schema_extra={"title_cy": "Beth a ddywedir wrth y person"},
    )


class Provider(AtTheTill):
    """Keeps what is owed. An officer records the money when it comes."""

    name: ClassVar[str] = "pay_later"
    title: ClassVar[Words] = Words(
        en="Pay later, by invoice or telephone", cy="Talu wedyn, drwy anfoneb neu dros y ffôn"
    )
    Settings: ClassVar[type[BaseModel]] = PayLaterSettings

    def __init__(self, settings: PayLaterSettings) -> None:
        self._settings = settings

    def later(self) -> Words | None:
        """Return what the council tells people."""
        return self._settings.told

    def start(self, wanted: Wanted, at: datetime) -> Begun:
        """Keep that the money is owed."""
        entry = put_in(the_till(), self.name, wanted, lasts=None, at=at)
        return Begun(entry.provider_id)

    def find(self, provider_id: str, at: datetime) -> Seen:
        """Return what the till says: it stays open until it is cancelled."""
        return seen_of(entry_in(the_till(), provider_id, at), "")

    def refund(self, wanted: RefundWanted, at: datetime) -> RefundSeen:
        """Refuse: no money was taken here, so none can be given back here."""
        entry_in(the_till(), wanted.provider_id, at)
        raise Rejected("not_refundable", why="The money was not taken online")
