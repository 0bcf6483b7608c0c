"""What is said when staff sign in through the council's own provider?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import both

TEXTS: Final = {
    "or_by_password": both("Or use your password", "Neu ddefnyddio eich cyfrinair"),
    "with_down": both(
        "Signing in with your council account does not work at the moment. Use your password instead.",
        "Nid yw mewngofnodi â’ch cyfrif cyngor yn gweithio ar hyn o bryd. Defnyddiwch eich cyfrinair yn lle hynny.",
    ),
    "with_not_finished": both(
        "We could not finish signing you in. Try again, or use your password.",
        "Ni allem orffen eich mewngofnodi. Rhowch gynnig arall arni, neu defnyddiwch eich cyfrinair.",
    ),
    "with_link": both(
        "There is one more step before you can use {account} here. Sign in with your password. You only do this once. "
        "If you have no password, ask whoever looks after staff to invite you.",
        "Mae un cam arall cyn y gallwch ddefnyddio {account} yma. Mewngofnodwch â’ch cyfrinair. "
        "Dim ond unwaith y gwnewch hyn. "
        "Os nad oes gennych gyfrinair, gofynnwch i bwy bynnag sy’n gofalu am staff eich gwahodd.",
    ),
    "with_refused": both("You cannot sign in here", "Ni allwch fewngofnodi yma"),
    "with_no_place": both(
        "Your council account works, but you have no place here. Ask whoever looks after staff.",
        "Mae eich cyfrif cyngor yn gweithio, ond nid oes lle i chi yma. Gofynnwch i bwy bynnag sy’n gofalu am staff.",
    ),
    "with_not_allowed": both(
        "Your council account works, but it is not allowed in here. Ask your IT team to add you.",
        "Mae eich cyfrif cyngor yn gweithio, ond nid oes caniatâd iddo yma. Gofynnwch i’ch tîm TG eich ychwanegu.",
    ),
    "with_roles_unknown": both(
        "Your council account has so many groups that it does not say which. Ask your IT team to give you an app role.",
        "Mae gan eich cyfrif cyngor gymaint o grwpiau fel nad yw’n dweud pa rai. "
        "Gofynnwch i’ch tîm TG roi rôl ap i chi.",
    ),
}
