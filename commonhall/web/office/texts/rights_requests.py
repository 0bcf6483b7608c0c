"""What does the page say on which staff asks for somebody's rights over their data?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "records_rights": both("Ask for what we hold", "Gofyn am yr hyn sydd gennym"),
    "records_rights_about": both(
        "This opens a request for the person. We must answer within one month. What we know of them is filled in. If "
        "something is missing, you are asked for it next.",
        "Mae hyn yn agor cais ar ran y person. Rhaid i ni ateb o fewn mis. Mae’r hyn a wyddom amdanynt wedi’i lenwi. "
        "Os oes rhywbeth ar goll, gofynnir i chi amdano nesaf.",
    ),
    "records_rights_open": both("Open the request", "Agor y cais"),
    "records_rights_done": both("{reference} was opened.", "Agorwyd {reference}."),
    "records_rights_again": both(
        "They asked for this already: {reference} is open.", "Maent eisoes wedi gofyn am hyn: mae {reference} ar agor."
    ),
}
