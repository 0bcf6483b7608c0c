"""What does the office say of where a case is?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words

TEXTS: Final = {
    "place_title": Words(en="Where it is", cy="Ble mae"),
    "place_street": Words(en="Street", cy="Stryd"),
    "place_street_at": Words(en="{street}, {metres} metres away", cy="{street}, {metres} metr i ffwrdd"),
    "place_ward": Words(en="Ward", cy="Ward"),
    "place_thing": Words(en="At this place", cy="Yn y lle hwn"),
    "place_point": Words(en="Point", cy="Pwynt"),
    "place_map_of": Words(en="Map of the place: {where}", cy="Map o’r lle: {where}"),
    "place_map_down": Words(en="There is no map at the moment", cy="Nid oes map ar hyn o bryd"),
}
