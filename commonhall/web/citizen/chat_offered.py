"""Can a resident chat now? What the foot of every page says, asked once in a few seconds and not for each page."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from commonhall.chats.queries import opened
from commonhall.core.values.words import Language, both
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import find_scope
from commonhall.web.components.views.frame import Contact, CouncilLook, Link

PATH: Final = "/chat"
LINK: Final = both("Chat with us", "Sgwrsio â ni")
KEPT_SECONDS: Final = 15.0
MOST_KEPT: Final = 2000
_kept: dict[tuple[UUID, bool], tuple[float, bool]] = {}


def forget_offered() -> None:
    """Forget what is kept: between tests, and where the desk was changed in this process."""
    _kept.clear()


def is_offered(council: CouncilSite, at: datetime) -> bool:
    """Return whether a chat could begin. False on pages that may not read rows, such as those of errors."""
    scope = find_scope()
    if scope is None or scope.council_id != council.id:
        return False
    key = (council.id, scope.testing)
    until, found = _kept.get(key, (0.0, False))
    moment = time.monotonic()
    if moment < until:
        return found
    found = opened(council, at=at).is_open
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = (moment + KEPT_SECONDS, found)
    return found


def with_chat(look: CouncilLook, council: CouncilSite, at: datetime) -> CouncilLook:
    """Return what every page shows of a council, with the way into a chat where one could begin."""
    if not look.contact or not is_offered(council, at):
        return look
    return replace(look, contact={language: _with_link(one, language) for language, one in look.contact.items()})


def _with_link(contact: Contact, language: Language) -> Contact:
    return replace(contact, more=Link(text=LINK.say(language), href=PATH))
