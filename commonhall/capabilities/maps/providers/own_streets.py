"""What if a council has no supplier of maps? Its own streets are drawn, from its own records, on its own server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.maps.drawing import NUMBERS_FROM, draw
from commonhall.capabilities.maps.port import Mark, Picture, StreetSource, street_source
from commonhall.capabilities.maps.view import View
from commonhall.capabilities.needs_nothing import NeedsNothing
from commonhall.core.values.coordinates import NotOnTheGrid
from commonhall.core.values.words import Language, Words

SOURCE = Words(en="Drawn from the council’s own records.", cy="Lluniwyd o gofnodion y cyngor ei hun.")


class Provider(NeedsNothing):
    """A map of the council's own streets, areas and house numbers: no key, no network."""

    name: ClassVar[str] = "own_streets"
    title: ClassVar[Words] = Words(en="The council's own streets", cy="Strydoedd y cyngor ei hun")

    def picture(self, view: View, marks: Sequence[Mark] = (), *, language: Language = "en") -> Picture:
        """See the port."""
        source = self._source()
        try:
            box = view.box().widened(20 * view.metres_a_pixel)
            drawn = draw(
                view,
                areas=source.areas_in(box),
                streets=source.streets_in(box),
                plots=source.plots_in(box) if view.zoom >= NUMBERS_FROM else (),
                marks=marks,
                language=language,
            )
        except NotOnTheGrid as outside:
            raise Rejected("elsewhere", why=str(outside)) from outside
        return Picture(drawn.encode(), "image/svg+xml", SOURCE)

    def check(self) -> None:
        """Raise Misconfigured where no records of streets are plugged in."""
        self._source()

    @staticmethod
    def _source() -> StreetSource:
        source = street_source()
        if source is None:
            raise Misconfigured("No records of streets are plugged in to this process. Start it as the handbook says.")
        return source
