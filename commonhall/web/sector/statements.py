"""What does the sector's site say about itself? Accessibility, languages, privacy and cookies, from the folder of the
same name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from markupsafe import Markup

from commonhall.core.values.words import Language, Words
from commonhall.councils.policies import open_to
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView, StatementView
from commonhall.web.components.views.frame import Link
from commonhall.web.sector.visit import FOOTER, Visit, for_visit, visit_of

FOLDER: Final = Path(__file__).parent / "statements"
TITLES: Final[dict[str, Words]] = {href.strip("/"): words for href, words in FOOTER}


@cache
def _text(name: str, language: Language) -> Markup:
    return prose((FOLDER / f"{name}.{language}.md").read_text())


def statement(name: str) -> Callable[..., HttpResponseBase]:
    """Return the view of the statement called ``name``."""

    @open_to("anyone")
    @for_visit
    def view(visit: Visit) -> HttpResponseBase:
        """What this site says of itself under this title."""
        return visit.page(
            StatementView(
                frame=visit.frame(visit.say(TITLES[name]), breadcrumbs=(Link(text=visit.say("catalogue"), href="/"),)),
                content=_text(name, visit.language),
            )
        )

    return view


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """The page for an address that leads nowhere."""
    visit = visit_of(request)
    links = (Link(text=visit.say("catalogue"), href="/"), Link(text=visit.say("councils"), href="/councils"))
    return visit.page(ErrorView(frame=visit.frame(visit.say("not_found")), status=404, links=links), status=404)
