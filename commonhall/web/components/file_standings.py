"""What is said of a file that cannot be opened, or not yet? One line, for who sent it and for who works with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commonhall.core.values.words import Words, both

FOR_SENDER: Final[Mapping[str, Words]] = {
    "awaited": both(
        "We could not take this file just now. You can carry on: we will send you a link to add it.",
        "Ni allem gymryd y ffeil hon am y tro. Gallwch barhau: byddwn yn anfon dolen atoch i’w hychwanegu.",
    ),
    "quarantined": both(
        "We have not yet checked this file for viruses. You can carry on.",
        "Nid ydym wedi gwirio’r ffeil hon am feirysau eto. Gallwch barhau.",
    ),
    "infected": both(
        "This file has a virus. We will not open it. Remove it and add a clean copy.",
        "Mae feirws yn y ffeil hon. Ni fyddwn yn ei hagor. Tynnwch hi ac ychwanegwch gopi glân.",
    ),
    "unreadable": both(
        "We could not check this file for viruses. We will not open it. Remove it and add another copy.",
        "Nid oedd modd gwirio’r ffeil hon am feirysau. Ni fyddwn yn ei hagor. Tynnwch hi ac ychwanegwch gopi arall.",
    ),
}
"""By the standing of a document; a clean one needs no words."""

FOR_STAFF: Final[Mapping[str, Words]] = {
    "awaited": both(
        "Not here: our store of files was down when it was sent. We ask the person to send it again.",
        "Nid yw yma: nid oedd ein storfa ffeiliau ar gael pan gafodd ei hanfon. Gofynnwn i’r person ei hanfon eto.",
    ),
    "quarantined": both(
        "Not yet checked for viruses. It can be opened once it is found to be clean.",
        "Heb ei gwirio am feirysau eto. Bydd modd ei hagor pan welwn ei bod yn lân.",
    ),
    "infected": both(
        "Has a virus. It cannot be opened, and is deleted after a day. We ask the person for another.",
        "Mae feirws ynddi. Ni ellir ei hagor, a chaiff ei dileu ar ôl diwrnod. Gofynnwn i’r person am un arall.",
    ),
    "unreadable": both(
        "Could not be checked for viruses, so it cannot be opened. We ask the person for another.",
        "Nid oedd modd ei gwirio am feirysau, felly ni ellir ei hagor. Gofynnwn i’r person am un arall.",
    ),
}
