"""What do the pages with a map say, in both languages?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words, both

SAID: Final[dict[str, Words]] = {
    "open": both("Choose on a map", "Dewis ar fap"),
    "open_again": both("Change the place on the map", "Newid y lle ar y map"),
    "title": both("Choose the place on a map", "Dewis y lle ar fap"),
    "find": both("Find a place", "Dod o hyd i le"),
    "find_hint": both(
        "A street, an address, a postcode or the number on a street light",
        "Stryd, cyfeiriad, cod post neu’r rhif ar olau stryd",
    ),
    "find_button": both("Find", "Chwilio"),
    "find_missing": both("Enter a place to find", "Rhowch le i chwilio amdano"),
    "find_nothing": both(
        "We could not find that place. Check the spelling, or try a street nearby",
        "Ni allem ddod o hyd i’r lle hwnnw. Gwiriwch y sillafu, neu rhowch gynnig ar stryd gyfagos",
    ),
    "which": both("Which place do you mean?", "Pa le ydych chi’n ei olygu?"),
    "where_now": both("Where the pin is", "Ble mae’r pin"),
    "on_street": both("The pin is on {street}.", "Mae’r pin ar {street}."),
    "near_street": both("The pin is {metres} metres from {street}.", "Mae’r pin {metres} metr o {street}."),
    "in_ward": both("It is in the {ward} ward.", "Mae yn ward {ward}."),
    "at_point": both("The pin is at {point}.", "Mae’r pin yn {point}."),
    "closer_first": both(
        "Press the map where the place is, to look closer. Then you can put a pin there.",
        "Gwasgwch y map lle mae’r lle, i edrych yn agosach. Wedyn gallwch roi pin yno.",
    ),
    "press": both(
        "Press the map to move the pin, or use the buttons.", "Gwasgwch y map i symud y pin, neu defnyddiwch y botymau."
    ),
    "picture": both(
        "Map. Press a place on it to move the pin there. {here}", "Map. Gwasgwch le arno i symud y pin yno. {here}"
    ),
    "moves": both("Move the pin", "Symud y pin"),
    "moves_map": both("Move the map", "Symud y map"),
    "north": both("North", "Gogledd"),
    "south": both("South", "De"),
    "west": both("West", "Gorllewin"),
    "east": both("East", "Dwyrain"),
    "closer": both("Closer", "Yn agosach"),
    "farther": both("Further", "Yn bellach"),
    "things": both("Is it one of these?", "Ai un o’r rhain ydyw?"),
    "things_hint": both(
        "The numbers are on the map. The number of the thing itself is often on a plate.",
        "Mae’r rhifau ar y map. Mae rhif y peth ei hun yn aml ar blât.",
    ),
    "things_hint_list": both(
        "The number is often on a plate on the thing itself.", "Mae’r rhif yn aml ar blât ar y peth ei hun."
    ),
    "thing": both("{name} ({number})", "{name} ({number})"),
    "thing_far": both("{metres} metres from the pin", "{metres} metr o’r pin"),
    "thing_at": both("At the pin", "Wrth y pin"),
    "no_thing": both("No, it is where the pin is", "Na, mae lle mae’r pin"),
    "words": both("What is it near?", "Beth sydd gerllaw?"),
    "words_hint": both(
        "For example “outside the school”. It helps us find it.",
        "Er enghraifft “y tu allan i’r ysgol”. Mae’n ein helpu i ddod o hyd iddo.",
    ),
    "use": both("Use this place", "Defnyddio’r lle hwn"),
    "in_words": both("Go back without the map", "Mynd yn ôl heb y map"),
    "locate": both("Use my location", "Defnyddio fy lleoliad"),
    "locating": both("Finding where you are", "Yn dod o hyd i ble rydych chi"),
    "not_located": both(
        "We could not find where you are. Say where it is in words, or choose it on the map.",
        "Ni allem ddod o hyd i ble rydych chi. Dywedwch ble mae mewn geiriau, neu dewiswch y lle ar y map.",
    ),
    "down": both(
        "We cannot show a map at the moment. You can find a street or an address here, or go back and say where it is "
        "in words.",
        "Ni allwn ddangos map ar hyn o bryd. Gallwch ddod o hyd i stryd neu gyfeiriad yma, neu fynd yn ôl a dweud ble "
        "mae mewn geiriau.",
    ),
    "elsewhere": both(
        "This place is not in the area of {council}. We cannot deal with it.",
        "Nid yw’r lle hwn yn ardal {council}. Ni allwn ddelio ag ef.",
    ),
    "elsewhere_other": both(
        "This place is not in the area of {council}. It may be in {other}.",
        "Nid yw’r lle hwn yn ardal {council}. Efallai ei fod yn {other}.",
    ),
    "tell_other": both("Tell {other} about it", "Dywedwch wrth {other}"),
    "chosen_near": both("You chose a place on the map: {here}.", "Rydych wedi dewis lle ar y map: {here}."),
    "chosen_note": both(
        "If you change the words above, choose the place on the map again.",
        "Os byddwch yn newid y geiriau uchod, dewiswch y lle ar y map eto.",
    ),
}
