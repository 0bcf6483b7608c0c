"""What does a council collect? The usual streams, with their names and containers in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from commonhall.core.values.words import Words


@dataclass(frozen=True, slots=True)
class Stream:
    """One kind of waste. service: the slug of its collection. shared_container: what a block of flats
    shares.
    """

    stream: str
    service: str
    name: Words
    container: Words
    shared_container: Words


STREAMS: tuple[Stream, ...] = (
    Stream(
        stream="refuse",
        service="refuse",
        name=Words(en="Rubbish", cy="Sbwriel"),
        container=Words(en="Grey wheelie bin", cy="Bin olwynion llwyd"),
        shared_container=Words(en="Shared grey bin", cy="Bin llwyd a rennir"),
    ),
    Stream(
        stream="recycling",
        service="recycling",
        name=Words(en="Recycling", cy="Ailgylchu"),
        container=Words(en="Blue wheelie bin", cy="Bin olwynion glas"),
        shared_container=Words(en="Shared blue bin", cy="Bin glas a rennir"),
    ),
    Stream(
        stream="food",
        service="food",
        name=Words(en="Food waste", cy="Gwastraff bwyd"),
        container=Words(en="Brown food caddy", cy="Cadi bwyd brown"),
        shared_container=Words(en="Shared brown food bin", cy="Bin bwyd brown a rennir"),
    ),
    Stream(
        stream="garden",
        service="garden",
        name=Words(en="Garden waste", cy="Gwastraff gardd"),
        container=Words(en="Green wheelie bin", cy="Bin olwynion gwyrdd"),
        shared_container=Words(en="Shared green bin", cy="Bin gwyrdd a rennir"),
    ),
)
SACKS = Words(en="Purple sacks", cy="Sachau porffor")
"""What goes out in streets where there is no room for bins."""

BY_STREAM: dict[str, Stream] = {stream.stream: stream for stream in STREAMS}
