"""By what can a resident sign in, and what else could they use? A part of their details."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import structlog

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.values.dates import in_words, london_date
from commonhall.people.residents import SignedInResident
from commonhall.people.vouched import Linked, linked_to
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.views.desk import Block, Buttons, DeskView, Heading, Prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.vouching import RESIDENTS, find_offered, sign_out_address

log = structlog.get_logger(__name__)
SAID: Final = ("linked", "linked_elsewhere", "proved", "not_proved", "turned_back", "not_finished", "with_down")
WELL: Final = ("linked", "proved")


def ways_in(visit: Visit, resident: SignedInResident) -> Iterator[Block]:
    """Yield what is said of signing in, with buttons for what a provider offers; nothing where there is none."""
    offered, linked = find_offered(RESIDENTS), linked_to(resident.id)
    if offered is None and not linked:
        return
    yield Heading(text=visit.say(MY["ways_in"]), id="ways-in")
    yield from (Prose(text=said_of(visit, each)) for each in linked)
    if not linked:
        yield Prose(text=visit.say(MY["ways_none"]))
    if offered is not None:
        links = [Link(text=visit.say(offered.button), href="/my/sign-in/with?for=link")] if not linked else []
        if offered.proves and not any(each.proved_at for each in linked):
            links.append(Link(text=visit.say(MY["ways_prove"]), href="/my/sign-in/with?for=proof"))
        if links:
            yield Buttons(links=tuple(links), secondary=True)


def said_of(visit: Visit, linked: Linked) -> str:
    """Return since when an account elsewhere is theirs, or when they proved by it who they are."""
    if linked.proved_at and linked.birth_date:
        return visit.say(MY["ways_proved"]).format(
            date=_in_words(visit, london_date(linked.proved_at)),
            name=linked.name,
            born=_in_words(visit, linked.birth_date.isoformat()),
        )
    return visit.say(MY["ways_linked"]).format(date=_in_words(visit, london_date(linked.linked_at)))


def _in_words(visit: Visit, day: str) -> str:
    return in_words(day, visit.language)


def still_in_page(visit: Visit, hint: str) -> DeskView | None:
    """Return the page that offers to sign out of the provider too, which is asked; None where there is nowhere to."""
    try:
        address = sign_out_address(RESIDENTS, hint, visit.council, returns="/my/sign-in", at=visit.at)
    except (BindingMissing, Unavailable, Rejected, Misconfigured) as problem:
        log.warning("sign_out_not_offered", problem=type(problem).__name__)
        return None
    if not address:
        return None
    return DeskView(
        frame=visit.frame(visit.say(MY["still_in"])),
        blocks=(
            Prose(text=visit.say(MY["still_in_text"])),
            Buttons(links=(Link(text=visit.say(MY["out_there"]), href=address),), secondary=True),
        ),
        narrow=True,
    )
