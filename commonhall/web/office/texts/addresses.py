"""What is said of addresses that were typed and are not known to be a property?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

TEXTS: Final[dict[str, Words]] = {
    "together_address": both("Check the address", "Gwirio’r cyfeiriad"),
    "together_address_typed": both("As it was typed", "Fel y cafodd ei deipio"),
    "together_address_waits": both(
        "The address was typed. We will look it up and put it right by ourselves if we can.",
        "Cafodd y cyfeiriad ei deipio. Byddwn yn chwilio amdano ac yn ei gywiro ein hunain os gallwn.",
    ),
    "together_address_several": both(
        "The address was typed. It may be one of several properties.",
        "Cafodd y cyfeiriad ei deipio. Gall fod yn un o sawl eiddo.",
    ),
    "together_address_none": both(
        "The address was typed. We know of no property like it at this postcode.",
        "Cafodd y cyfeiriad ei deipio. Ni wyddom am eiddo tebyg yn y cod post hwn.",
    ),
    "together_address_down": both(
        "The address was typed. We cannot look it up now.",
        "Cafodd y cyfeiriad ei deipio. Ni allwn chwilio amdano nawr.",
    ),
    "together_address_choose": both("Say which property this is: {address}", "Dweud pa eiddo yw hwn: {address}"),
    "together_address_which": both("Which property is it?", "Pa eiddo ydyw?"),
    "together_address_which_name": both("which property it is", "pa eiddo ydyw"),
    "together_address_as_typed": both(
        "None of these: the address is right as it was typed",
        "Dim un o’r rhain: mae’r cyfeiriad yn gywir fel y cafodd ei deipio",
    ),
    "together_address_save": both("Save", "Cadw"),
    "together_address_put_right": both(
        "The property is on the case. What was typed stays beside it.",
        "Mae’r eiddo ar yr achos. Mae’r hyn a deipiwyd yn aros wrth ei ochr.",
    ),
    "together_address_kept": both("The address stays as it was typed.", "Mae’r cyfeiriad yn aros fel y’i teipiwyd."),
    "together_event_address_kept": both("Address kept as it was typed", "Cadwyd y cyfeiriad fel y’i teipiwyd"),
}
