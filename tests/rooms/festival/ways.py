"""With which settings and answers is each pattern sent? Those of its own first example, unless told here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from commonhall.core.language.loading import Profile
from commonhall.core.verify.examples import read_examples
from tests.rooms.festival.meeting import folder_of


@dataclass(frozen=True)
class Way:
    """How one pattern is sent. profile: under whose settings; blank for those of the example.

    home: the number of the story property that it is about. own: settings over the profile's; answers: over the
    example's. acts: what officers do before it can be paid, each with what it asks; pays: what the resident then does.
    """

    slug: str
    profile: str = ""
    home: int = 0
    own: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    acts: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    pays: str = ""

    def settings(self) -> dict[str, Any]:
        """Return the settings with which a council runs it."""
        return {**self._profile().settings, **self.own}

    def answered(self) -> dict[str, Any]:
        """Return the answers, by question."""
        example, _ = read_examples(folder_of(self.slug))[0]
        return {**example.answers, **self.answers}

    def _profile(self) -> Profile:
        profiles = folder_of(self.slug).profiles
        example, _ = read_examples(folder_of(self.slug))[0]
        return profiles.get(self.profile or example.profile) or next(iter(profiles.values()))


_WAYS: Final = {
    way.slug: way
    for way in (
        Way("bulky-waste", "b_riverside_london", answers={"preferred_days": "Any Tuesday"}),
        Way("council-tax-reduction", "a_western_borough"),
        Way(
            "freedom-of-information",
            acts=(("start", {"topic": "housing", "regime": "foi"}), ("ask_fee", {"fee": 2500, "fee_for": "Copies."})),
            pays="pay_fee",
        ),
        Way("garden-waste", "b_riverside_london"),
        Way("mental-health-assessment", "a_english_unitary"),
        Way("missed-bin", "b_riverside_london", answers={"stream": "refuse", "due_date": "2026-06-05"}),
        Way(
            "parking-permit",
            "a_four_bands",
            own={"places": []},
            answers={"fuel": "hybrid", "co2": 99, "first_registered": "2021-12-01"},  # as the register has AB12CDE
        ),
        Way("report-a-problem", answers={"category": "litter"}),
    )
}
_WITH_FILES: Final = {
    "missed-bin": replace(
        _WAYS["missed-bin"],
        home=3,
        own={"dispute_enabled": True},
        answers={"dispute_reason": "It was out, and clean.", "dispute_declaration": True},
    ),
    "parking-permit": replace(_WAYS["parking-permit"], own={"places": [], "proof_of_home": True}),
}
_WITH_PROOF: Final = {
    "council-tax-reduction": replace(_WAYS["council-tax-reduction"], own={"proof_of_identity": "identity"})
}
_MET_ELSEWHERE: Final = {"files": _WITH_FILES, "scanning": _WITH_FILES, "identity": _WITH_PROOF}
"""Where a pattern meets a capability only under other settings, or with another story."""


def way_of(slug: str, capability: str) -> Way:
    """Return how ``slug`` is sent so that it meets ``capability``."""
    return _MET_ELSEWHERE.get(capability, {}).get(slug) or _WAYS.get(slug) or Way(slug)
