"""Under which councils is a pattern tried? Its own defaults, and each profile in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import PatternFolder, Profile
from commonhall.core.language.settings import OwnValue, check_settings

LONG_AGO: Final = date(2000, 1, 1)
"""A council of a profile has had its settings for ever."""

NO_PROFILE: Final = Profile(title="A council that changes nothing")


def council_of(profile: Profile) -> dict[str, Any]:
    """Return what expressions see of the invented council of ``profile``."""
    named = {"slug": "example", "name": {"en": "Example Council", "cy": "Cyngor Enghraifft"}}
    return {"nation": profile.nation, **named, **profile.council}


def tried_under(folder: PatternFolder, *, day: date) -> Iterator[tuple[str, Effective]]:
    """Yield the pattern under its defaults, named ``""``, and under each profile.

    Raises SettingRefused for a profile with a setting that the pattern does not allow.
    """
    for name, profile in {"": NO_PROFILE, **folder.profiles}.items():
        check_settings(folder.pattern, profile.settings)
        own = [OwnValue(setting, value, LONG_AGO) for setting, value in profile.settings.items()]
        yield name, effective_pattern(folder.pattern, council=council_of(profile), own=own, day=day)
