"""What becomes of a message, and when? GOV.UK Notify's recipients that stand for a result, and its clock."""

from __future__ import annotations

from commonhall.capabilities.notifications.simulator.accounts import KeyKind, TemplateKind
from commonhall.capabilities.notifications.simulator.refusals import bad_request

SENDING_AFTER = 1.0  # seconds after it was made
FINAL_AFTER = 3.0
_SMOKE = frozenset(
    ["447700900000", "447700900111", "447700900222"]
    + [f"simulate-delivered{end}@notifications.service.gov.uk" for end in ("", "-2", "-3")]
)
_FAILURES = {
    "447700900003": "temporary-failure",
    "temp-fail@simulator.notify": "temporary-failure",
    "447700900002": "permanent-failure",
    "perm-fail@simulator.notify": "permanent-failure",
}
_TEAM = "@team.example.org"
_SHARED = ("created", "sending", "sent", "delivered", "pending")
_FOR_LETTERS = ("accepted", "received", "cancelled", "pending-virus-check", "virus-scan-failed", "validation-failed")
_FAILURE_WORDS = ("failed", "technical-failure", "temporary-failure", "permanent-failure", "returned-letter")
STATUSES = _SHARED + _FOR_LETTERS + _FAILURE_WORDS
_FAILED = ("technical-failure", "temporary-failure", "permanent-failure")


def is_smoke_test(recipient: str) -> bool:
    """Whether Notify answers for this recipient and keeps nothing."""
    return recipient.casefold() in _SMOKE


def check_recipient_allowed(recipient: str, kind: KeyKind) -> None:
    """Raise Refused for someone outside the team, with a team key. The demo team is @team.example.org."""
    if kind == "team" and not recipient.casefold().endswith(_TEAM):
        raise bad_request("Can\u2019t send to this recipient using a team-only API key")


def outcome(recipient: str, channel: TemplateKind, kind: KeyKind) -> str:
    """Return the status in which a message will end."""
    if channel == "letter":
        return "received"
    if kind == "test" and recipient.casefold() in _FAILURES:
        return _FAILURES[recipient.casefold()]
    abroad = channel == "sms" and not recipient.startswith("44")
    return "sent" if abroad else "delivered"


def status_after(age: float, final: str, channel: TemplateKind) -> str:
    """Return the status of a message ``age`` seconds after it was made."""
    if age >= FINAL_AFTER:
        return final
    if channel == "letter":
        return "accepted"
    return "sending" if age >= SENDING_AFTER else "created"


def asked_statuses(statuses: list[str]) -> set[str]:
    """Return the statuses that a filter means: "failed" stands for every failure."""
    return {one for status in statuses for one in (_FAILED if status == "failed" else (status,))}
