"""Do the council's services work just now? In plain words, for everybody: what does not, since when, and what to do."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.capabilities.words import Capability, capabilities
from commonhall.catalogue.bound import held_bindings
from commonhall.catalogue.standings import Stood, troubles_now
from commonhall.core.values.dates import in_words, london
from commonhall.core.values.words import both
from commonhall.councils.policies import open_to
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView

INSIDE: Final = frozenset({"staff_identity"})
"""Capabilities that only staff meet."""
TITLE: Final = both("The state of our services", "Cyflwr ein gwasanaethau")
LEAD: Final = both(
    "This page says which parts of our online services work now. It was made at {now}.",
    "Mae’r dudalen hon yn dweud pa rannau o’n gwasanaethau ar-lein sy’n gweithio nawr. Gwnaed hi am {now}.",
)
ALL_WELL: Final = both("Everything works.", "Mae popeth yn gweithio.")
NOT_WORKING: Final = both("What does not work now", "Beth nad yw’n gweithio nawr")
SINCE: Final = both("Not working since {when}.", "Ddim yn gweithio ers {when}.")
WORKING: Final = both("What works", "Beth sy’n gweithio")
LATE: Final = both(
    "**We have trouble sending messages just now.** Yours goes as soon as it can. You do not need to ask again.",
    "**Rydym yn cael trafferth anfon negeseuon ar hyn o bryd.** Bydd eich un chi’n mynd cyn gynted ag y gall. Nid oes "
    "angen i chi ofyn eto.",
)
SENT: Final = both(
    "Whatever you have sent us is safe. You can always phone us.",
    "Mae popeth a anfonoch atom yn ddiogel. Gallwch ein ffonio bob amser.",
)


@open_to("anyone")
@require_safe
@for_visit
def status_page(visit: Visit) -> HttpResponseBase:
    """Show what works and what does not."""
    bound = {each.capability for each in held_bindings() if each.in_use}
    troubles = troubles_now()
    shown = [each for each in capabilities() if each.name in bound and each.name not in INSIDE]
    down = [each for each in shown if each.name in troubles]
    now = in_words(london(visit.at), visit.language)
    parts = [visit.say(LEAD).format(now=now)]
    parts += _down(visit, down, troubles) if down else [visit.say(ALL_WELL)]
    works = [f"* {visit.say(each.title)}" for each in shown if each.name not in troubles]
    if works:
        parts += [f"## {visit.say(WORKING)}", "\n".join(works)]
    view = StatementView(frame=visit.frame(visit.say(TITLE)), content=prose("\n\n".join(parts)))
    return visit.page(view)


def messages_late(visit: Visit) -> str:
    """Return what is said below "we have sent you something" while messages wait; empty while they go."""
    return f"\n\n{visit.say(LATE)}" if "notifications" in troubles_now() else ""


def _down(visit: Visit, down: list[Capability], troubles: dict[str, Stood]) -> list[str]:
    parts = [f"## {visit.say(NOT_WORKING)}"]
    for each in down:
        since = visit.say(SINCE).format(when=in_words(london(troubles[each.name].since), visit.language))
        parts += [f"### {visit.say(each.title)}", f"{since} {visit.say(each.down)}"]
    return [*parts, visit.say(SENT)]
