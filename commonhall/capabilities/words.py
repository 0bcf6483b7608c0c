"""What is each capability called, what does it do for people, and what do they meet while its provider is down?"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Final

from commonhall.core.values.words import Words, both

PLACE: Final = "commonhall.capabilities"


@dataclass(frozen=True, slots=True)
class Capability:
    """A capability in plain words. down: what happens meanwhile, in full sentences, for residents too."""

    name: str
    title: Words
    does: Words
    down: Words


_KNOWN: Final = {
    "payments": (
        both("Paying", "Talu"),
        both("Takes payments by card and gives money back.", "Yn cymryd taliadau â cherdyn ac yn rhoi arian yn ôl."),
        both(
            "You get your reference at once and can pay later by a link. We do not lose what you sent.",
            "Byddwch yn cael eich cyfeirnod ar unwaith a gallwch dalu wedyn drwy ddolen. Ni fyddwn yn colli’r hyn a "
            "anfonoch.",
        ),
    ),
    "notifications": (
        both("Messages", "Negeseuon"),
        both("Sends emails, text messages and letters.", "Yn anfon e-byst, negeseuon testun a llythyrau."),
        both(
            "Messages wait and are sent as soon as it works again. Nothing is lost and nothing is sent twice.",
            "Mae negeseuon yn aros ac yn cael eu hanfon cyn gynted ag y bydd yn gweithio eto. Ni chaiff dim ei golli "
            "na’i anfon ddwywaith.",
        ),
    ),
    "addresses": (
        both("Finding addresses", "Dod o hyd i gyfeiriadau"),
        both("Finds an address by its postcode.", "Yn dod o hyd i gyfeiriad yn ôl ei god post."),
        both(
            "You can type your address yourself. We check it later.",
            "Gallwch deipio eich cyfeiriad eich hun. Byddwn yn ei wirio wedyn.",
        ),
    ),
    "maps": (
        both("Maps", "Mapiau"),
        both("Shows a map and lets people point at a place.", "Yn dangos map ac yn gadael i bobl bwyntio at le."),
        both(
            "You can say where it is in words, or by a street or an address.",
            "Gallwch ddweud ble mae mewn geiriau, neu drwy stryd neu gyfeiriad.",
        ),
    ),
    "files": (
        both("Keeping files", "Cadw ffeiliau"),
        both("Keeps photos and documents.", "Yn cadw lluniau a dogfennau."),
        both(
            "You can send your request without files and add them later.",
            "Gallwch anfon eich cais heb ffeiliau a’u hychwanegu wedyn.",
        ),
    ),
    "scanning": (
        both("Checking files for viruses", "Gwirio ffeiliau am feirysau"),
        both("Looks for viruses in files.", "Yn chwilio am feirysau mewn ffeiliau."),
        both(
            "Files are kept aside and nobody opens them until they have been checked.",
            "Cedwir ffeiliau o’r neilltu ac ni fydd neb yn eu hagor nes iddynt gael eu gwirio.",
        ),
    ),
    "bookings": (
        both("Booking a time", "Trefnu amser"),
        both("Offers times and keeps a place.", "Yn cynnig amseroedd ac yn cadw lle."),
        both(
            "You can send your request. We agree a time with you afterwards.",
            "Gallwch anfon eich cais. Byddwn yn cytuno ar amser gyda chi wedyn.",
        ),
    ),
    "waste": (
        both("Bin collections", "Casgliadau biniau"),
        both(
            "Knows when bins are collected, and what crews saw.",
            "Yn gwybod pryd y caiff biniau eu casglu, a’r hyn a welodd y criwiau.",
        ),
        both(
            "We ask you what we cannot look up, and check it afterwards.",
            "Byddwn yn gofyn i chi am yr hyn na allwn ei weld, ac yn ei wirio wedyn.",
        ),
    ),
    "vehicles": (
        both("Vehicle details", "Manylion cerbydau"),
        both("Looks a vehicle up by its registration number.", "Yn chwilio am gerbyd yn ôl ei rif cofrestru."),
        both(
            "We ask you about the vehicle, and check it afterwards.",
            "Byddwn yn gofyn i chi am y cerbyd, ac yn ei wirio wedyn.",
        ),
    ),
    "identity": (
        both("Signing in", "Mewngofnodi"),
        both("Lets residents show who they are.", "Yn gadael i breswylwyr ddangos pwy ydyn nhw."),
        both(
            "You can carry on with a link that we send by email, where the service allows it.",
            "Gallwch barhau gyda dolen a anfonwn drwy e-bost, lle mae’r gwasanaeth yn caniatáu hynny.",
        ),
    ),
    "staff_identity": (
        both("Signing in for staff", "Mewngofnodi i staff"),
        both("Lets staff sign in with their work account.", "Yn gadael i staff fewngofnodi â’u cyfrif gwaith."),
        both(
            "Administrators can sign in with a password. Residents notice nothing.",
            "Gall gweinyddwyr fewngofnodi â chyfrinair. Ni fydd preswylwyr yn sylwi ar ddim.",
        ),
    ),
    "backoffice": (
        both("Linked systems", "Systemau cysylltiedig"),
        both(
            "Hands cases to other systems and hears what became of them.",
            "Yn trosglwyddo achosion i systemau eraill ac yn clywed beth ddigwyddodd iddynt.",
        ),
        both(
            "Your request is with us. We hand it on, in order, as soon as it works again.",
            "Mae eich cais gyda ni. Byddwn yn ei drosglwyddo, yn ei drefn, cyn gynted ag y bydd yn gweithio eto.",
        ),
    ),
    "chat": (
        both("Chat", "Sgwrs"),
        both("Lets people chat with us on the website.", "Yn gadael i bobl sgwrsio â ni ar y wefan."),
        both("You can phone us, or use a form.", "Gallwch ein ffonio, neu ddefnyddio ffurflen."),
    ),
}


@cache
def capabilities() -> tuple[Capability, ...]:
    """Return every capability that has providers, in the order in which people read them."""
    package = find_spec(PLACE)
    assert package is not None
    names = {
        module.name
        for module in pkgutil.iter_modules(package.submodule_search_locations)
        if module.ispkg and find_spec(f"{PLACE}.{module.name}.providers") is not None
    }
    return tuple(get_capability(name) for name in (*(n for n in _KNOWN if n in names), *sorted(names - set(_KNOWN))))


def get_capability(name: str) -> Capability:
    """Return the words of a capability; of one that has none here, its name."""
    if name in _KNOWN:
        return Capability(name, *_KNOWN[name])
    title = both(name.replace("_", " ").capitalize(), name.replace("_", " ").capitalize())
    return Capability(name, title, both("", ""), both("", ""))
