"""Where do the council's own payment providers keep what they know? In a walled table, like everything of a council."""

from __future__ import annotations

from dataclasses import asdict

from commonhall.capabilities.payments.port import PaymentState, Wanted
from commonhall.capabilities.payments.till import TillEntry
from commonhall.cases.models import TillPayment


class OwnTill:
    """The till of the council in scope (see capabilities.payments.till)."""

    def find(self, provider_id: str) -> TillEntry | None:
        """Return the entry, locked until the transaction ends."""
        row = TillPayment.objects.select_for_update().filter(provider_id=provider_id).first()
        return None if row is None else _entry(row)

    def find_wanted(self, provider: str, wanted_id: str) -> TillEntry | None:
        """Return the entry that ``provider`` made for ``wanted_id``, if it did."""
        row = TillPayment.objects.select_for_update().filter(provider=provider, wanted_id=wanted_id).first()
        return None if row is None else _entry(row)

    def keep(self, entry: TillEntry) -> None:
        """Store ``entry``, in the room of what was kept with its provider id."""
        TillPayment.objects.update_or_create(
            provider_id=entry.provider_id,
            defaults={
                "provider": entry.provider,
                "wanted_id": entry.wanted.id,
                "wanted": asdict(entry.wanted),
                "state": entry.state,
                "code": entry.code,
                "refunds": dict(entry.refunds),
                "expires_at": entry.expires_at,
            },
        )


def _entry(row: TillPayment) -> TillEntry:
    state: PaymentState = row.state  # type: ignore[assignment]  # the database allows no other
    return TillEntry(
        provider_id=row.provider_id,
        provider=row.provider,
        wanted=Wanted(**row.wanted),
        state=state,
        expires_at=row.expires_at,
        code=row.code,
        refunds=row.refunds,
    )
