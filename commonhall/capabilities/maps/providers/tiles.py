"""How are a supplier's tiles shown? Fetched by the platform at one configured host, XYZ or WMTS, kept for a while, and
pasted into one picture: no resident's browser ever calls the supplier."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Lock
from typing import ClassVar, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import Client, check_answer, client_for
from commonhall.capabilities.maps.port import Mark, Picture
from commonhall.capabilities.maps.raster import Tile, base_of, compose, picture_of, tiles_of
from commonhall.capabilities.maps.view import View
from commonhall.capabilities.ports import within
from commonhall.core.values.coordinates import NotOnTheGrid
from commonhall.core.values.words import Language, Words

PLACES: Final[Mapping[str, str]] = {
    "z": "z", "TileMatrix": "z", "x": "x", "TileCol": "x", "y": "y", "TileRow": "y", "key": "key",
}  # fmt: skip
"""What may stand in braces: the names of XYZ, and those of a WMTS template."""
_PLACE: Final = re.compile(r"\{(\w+)\}")
SECONDS: Final = 6.0
"""The longest that a person waits for a picture."""
CONNECT_SECONDS, READ_SECONDS = 2.0, 4.0
AT_ONCE: Final = 6
LARGEST_TILE: Final = 500_000
"""Bytes."""
MOST_KEPT: Final = 600
TRY_LATITUDE, TRY_LONGITUDE, TRY_ZOOM = 52.9, -1.5, 12


class TilesSettings(BaseModel):
    """What a supplier of tiles in Web Mercator (EPSG:3857) tells a council."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str = Field(
        title="Address of a tile",
        json_schema_extra={
            "title_cy": "Cyfeiriad teil",
            "description_cy": "{z}, {x} a {y}, neu {TileMatrix}, {TileCol} a {TileRow}. {key} lle mae’r allwedd i fynd",
        },
        description="With {z}, {x} and {y}, or {TileMatrix}, {TileCol} and {TileRow}. Put {key} where the key goes",
        max_length=2000,
    )
    key: SecretStr = Field(
        default=SecretStr(""),
        title="Key",
        description="Leave empty where the supplier wants none",
        json_schema_extra={"title_cy": "Allwedd", "description_cy": "Gadewch yn wag lle nad yw’r cyflenwr am gael un"},
    )
    attribution: str = Field(
        title="Whose map it is",
        description="As the supplier wants it said beside the map",
        json_schema_extra={
            "title_cy": "Map pwy ydyw",
            "description_cy": "Fel y mae’r cyflenwr am iddo gael ei ddweud wrth ymyl y map",
        },
        min_length=1,
        max_length=300,
    )
    closest: int = Field(
        default=19,
        ge=14,
        le=22,
        title="Closest zoom of the supplier's tiles",
        json_schema_extra={"title_cy": "Chwyddiad agosaf teils y cyflenwr"},
    )
    keep_hours: int = Field(
        default=24,
        ge=0,
        le=24,
        title="Hours for which tiles are kept",
        json_schema_extra={"title_cy": "Oriau y cedwir teils"},
    )

    @field_validator("template")
    @classmethod
    def _is_a_template(cls, template: str) -> str:
        named = _PLACE.findall(template)
        if not set(named) <= PLACES.keys() or not {"z", "x", "y"} <= {PLACES[name] for name in named}:
            raise ValueError("The address needs {z}, {x} and {y}, or {TileMatrix}, {TileCol} and {TileRow}")
        parts = urlsplit(template)
        if parts.scheme not in ("http", "https") or not parts.hostname or "{" in parts.netloc:
            raise ValueError("The address begins with https:// and names its host in full")
        return template


class Provider:
    """Tiles in Web Mercator from one host."""

    name: ClassVar[str] = "tiles"
    title: ClassVar[Words] = Words(en="Map tiles", cy="Teils map")
    Settings: ClassVar[type[BaseModel]] = TilesSettings

    def __init__(self, settings: TilesSettings) -> None:
        self._settings = settings
        parts = urlsplit(settings.template)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._path = settings.template.removeprefix(self._origin) or "/"

    def picture(self, view: View, marks: Sequence[Mark] = (), *, language: Language = "en") -> Picture:
        """See the port. A tile that the supplier does not have is grey; closer than its tiles, they are made larger."""
        try:
            view.box()
        except NotOnTheGrid as outside:
            raise Rejected("elsewhere", why=str(outside)) from outside
        base = base_of(view, self._settings.closest)
        tiles = within(SECONDS, lambda: self._tiles(base))
        try:
            content = compose(view, base, tiles, marks)
        except ValueError as wrong:
            raise Unavailable(why=f"The supplier answered with {wrong}") from wrong
        attribution = self._settings.attribution
        return Picture(content, "image/png", Words(en=attribution, cy=attribution))

    def check(self) -> None:
        """Fetch one tile, past whatever is kept."""
        with self._client() as client:
            content = self._fetched(client, TRY_ZOOM, tiles_of(View(TRY_LATITUDE, TRY_LONGITUDE, TRY_ZOOM, 1, 1))[0])
        if content is None:
            raise Misconfigured("The supplier has no tile in the middle of England. Correct the address.")
        try:
            picture_of(content)
        except ValueError as wrong:
            raise Misconfigured(f"The supplier answered with {wrong}. Correct the address.") from wrong

    def _tiles(self, view: View) -> dict[Tile, bytes]:
        wanted = tiles_of(view)
        tiles: dict[Tile, bytes | None] = {}
        missing: list[Tile] = []
        for tile in wanted:
            kept = _kept.get((self._settings.template, view.zoom, tile), seconds=self._settings.keep_hours * 3600)
            if kept is None:
                missing.append(tile)
            else:
                tiles[tile] = kept or None
        if missing:
            with self._client() as client, ThreadPoolExecutor(AT_ONCE) as pool:
                for tile, content in zip(
                    missing, pool.map(lambda tile: self._fetched(client, view.zoom, tile), missing), strict=True
                ):
                    tiles[tile] = content
                    _kept.put((self._settings.template, view.zoom, tile), content or b"")
        return {tile: content for tile, content in tiles.items() if content}

    def _client(self) -> Client:
        return client_for(
            self._origin,
            connect_seconds=CONNECT_SECONDS,
            read_seconds=READ_SECONDS,
            headers={"accept": "image/png,image/jpeg,image/webp"},
            largest_answer=LARGEST_TILE,
        )

    def _fetched(self, client: Client, zoom: int, tile: Tile) -> bytes | None:
        """Return one tile; None where the supplier has none there."""
        column, row = tile
        filled = {"z": zoom, "x": column % (1 << zoom), "y": row, "key": self._settings.key.get_secret_value()}
        answer = client.get(_PLACE.sub(lambda found: str(filled[PLACES[found[1]]]), self._path))
        if answer.status_code in (204, 404):
            return None
        check_answer(answer, provider="The supplier of tiles", at=datetime.now(UTC))
        return answer.content


class _Kept:
    """The tiles of this process that were fetched last: a person who moves the map needs most of them again.

    A tile that the supplier does not have is kept as no bytes.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, int, Tile], tuple[float, bytes]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, int, Tile], *, seconds: int) -> bytes | None:
        """Return a tile that was fetched within ``seconds``, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None or time.monotonic() - found[0] >= seconds:
                return None
            self._held.move_to_end(key)
            return found[1]

    def put(self, key: tuple[str, int, Tile], content: bytes) -> None:
        """Keep a tile, and let the one go that was not asked for longest."""
        with self._lock:
            self._held[key] = (time.monotonic(), content)
            while len(self._held) > MOST_KEPT:
                self._held.popitem(last=False)


_kept: Final = _Kept()
