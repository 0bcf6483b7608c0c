"""What has whoever fills in a journey shown of who they are? Kept with it, and with the case once it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.core.journey.route import SignedIn
from commonhall.core.language.model import SignIn
from commonhall.core.questions.question import Answer
from commonhall.journeys.models import Journey
from commonhall.journeys.tokens import hash_of


def signed_in_of(journey: Journey) -> SignedIn:
    """Return what was shown in ``journey``, as the route asks for it."""
    proof = journey.proof
    if proof.get("level") == "identity":
        return SignedIn("identity")
    unable, carried_on = bool(proof.get("unable")), bool(proof.get("carried_on"))
    return SignedIn("email" if proved_email(journey) else "none", unable, carried_on)


def proved_email(journey: Journey) -> str:
    """Return the e-mail address that whoever holds ``journey`` has shown to read; blank for none.

    They were signed in with it, or this very browser got the journey by the link that was sent to it.
    """
    proof = journey.proof
    if proof.get("email"):
        return str(proof["email"])
    asked = str(proof.get("asked_email", ""))
    by_link = bool(asked) and journey.sent_to_hash is not None
    return asked if by_link and bytes(journey.sent_to_hash or b"") == hash_of(asked.strip().lower()) else ""


def shown_of(journey: Journey) -> dict[str, str]:
    """Return what is proved, by ``name``, ``birth_date`` (ISO) and ``email``; only what is."""
    proof = journey.proof
    found = {"email": proved_email(journey)}
    if proof.get("level") == "identity":
        found |= {name: str(proof.get(name, "")) for name in ("name", "birth_date")}
    return {name: value for name, value in found.items() if value}


def proved_answers(journey: Journey, wanted: Mapping[str, SignIn]) -> dict[str, Answer]:
    """Return the answers that what is proved would give, by question. wanted: by page, what was asked for and shown."""
    shown = shown_of(journey)
    return {question: shown[each] for one in wanted.values() for each, question in one.fills.items() if each in shown}


def proof_for_case(journey: Journey, wanted: Mapping[str, SignIn]) -> dict[str, Any]:
    """Return what a case keeps of the proof; nothing where the way that was taken asked for none."""
    if not wanted:
        return {}
    proof, signed_in = journey.proof, signed_in_of(journey)
    return {
        "level": signed_in.level,
        "asked": "identity" if any(one.level == "identity" for one in wanted.values()) else "email",
        "provider": str(proof.get("provider", "")) if signed_in.level == "identity" else "",
        "at": str(proof.get("at", "")),
        "unable": "" if signed_in.level == "identity" else str(proof.get("unable", "")),
        "shown": shown_of(journey),
        "fills": proved_answers(journey, wanted),
    }
