"""What do we say when an answer will not do? Every message of every question type, in both languages.

The key is ``type.rule``, or ``rule`` where types share it; after a colon comes a variant of the same rule.
``{X}`` starts a sentence with the question in the user's words, ``{x}`` stands inside one. In Welsh the name
always comes first, before a colon, so that it never needs a mutation; numbers stand before "o" and a plural.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from commonhall.core.values.words import Words

NOT_PROVIDED = Words(en="Not provided", cy="Heb ei ddarparu")

MESSAGES: Mapping[str, Words] = {
    # Shared
    "missing": Words(en="Enter {x}", cy="{X}: rhowch ateb"),
    "wrong_type": Words(en="Enter {x} in the correct format", cy="{X}: rhowch ateb yn y fformat cywir"),
    "too_long": Words(en="{X} must be {max} characters or less", cy="{X}: defnyddiwch {max} o nodau neu lai"),
    "not_offered": Words(en="Select {x} from the list", cy="{X}: dewiswch ateb o'r rhestr"),
    # Text
    "text.too_short": Words(en="{X} must be {min} characters or more", cy="{X}: defnyddiwch {min} o nodau neu fwy"),
    "text.too_long:between": Words(
        en="{X} must be between {min} and {max} characters",
        cy="{X}: defnyddiwch o leiaf {min} a dim mwy na {max} o nodau",
    ),
    "text.too_short:between": Words(
        en="{X} must be between {min} and {max} characters",
        cy="{X}: defnyddiwch o leiaf {min} a dim mwy na {max} o nodau",
    ),
    "text.format": Words(en="Enter {x} in the correct format", cy="{X}: rhowch ateb yn y fformat cywir"),
    "text.format:allowed": Words(
        en="{X} must only include {allowed}", cy="{X}: defnyddiwch y canlynol yn unig: {allowed}"
    ),
    "text.format:example": Words(
        en="Enter {x} in the correct format, like {example}",
        cy="{X}: rhowch ateb yn y fformat cywir, fel {example}",
    ),
    "long_text.too_many_words": Words(
        en="{X} must be {max} words or less", cy="{X}: defnyddiwch {max} o eiriau neu lai"
    ),
    # E-mail and telephone
    "email.format": Words(
        en="Enter an email address in the correct format, like name@example.com",
        cy="Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com",
    ),
    "phone.format": Words(
        en="Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192",
        cy="Rhowch rif ffôn, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192",
    ),
    # Choosing
    "yes_no.missing": Words(en="Select {yes} if {x}", cy="{X}: dewiswch “{yes}” neu “{no}”"),
    "choice.missing": Words(en="Select {x}", cy="{X}: dewiswch un ateb"),
    "choice.missing:two": Words(en="Select “{first}” or “{second}”", cy="Dewiswch “{first}” neu “{second}”"),
    "choice.missing:many": Words(en="Select {x} from the list", cy="{X}: dewiswch ateb o'r rhestr"),
    "choices.missing": Words(en="Select {x}", cy="{X}: dewiswch o leiaf un ateb"),
    "choices.missing:exclusive": Words(
        en="Select {x}, or select “{none}”", cy="{X}: dewiswch o leiaf un ateb, neu dewiswch “{none}”"
    ),
    "choices.exclusive": Words(
        en="Select {x}, or select “{none}”", cy="{X}: dewiswch o leiaf un ateb, neu dewiswch “{none}”"
    ),
    "choices.too_few": Words(en="Select at least {min} options", cy="Dewiswch o leiaf {min} o'r opsiynau"),
    "choices.too_many": Words(en="Only {max} options can be selected", cy="Dewiswch ddim mwy na {max} o'r opsiynau"),
    "choices.too_many:one": Words(en="Only 1 option can be selected", cy="Dewiswch un opsiwn yn unig"),
    "declaration.missing": Words(en="Select to confirm {x}", cy="{X}: dewiswch y blwch i gadarnhau"),
    # Numbers
    "number.format": Words(en="{X} must be a number, like {example}", cy="{X}: rhowch rif, fel {example}"),
    "number.not_whole": Words(
        en="{X} must be a whole number, like {example}", cy="{X}: rhowch rif cyfan, fel {example}"
    ),
    "number.too_precise": Words(
        en="{X} must have {decimals} decimal places or fewer",
        cy="{X}: defnyddiwch {decimals} o leoedd degol neu lai",
    ),
    "number.too_precise:one": Words(
        en="{X} must have 1 decimal place or fewer", cy="{X}: defnyddiwch 1 lle degol neu lai"
    ),
    "number.too_low": Words(en="{X} must be {min} or more", cy="{X}: rhowch {min} neu fwy"),
    "number.too_high": Words(en="{X} must be {max} or fewer", cy="{X}: rhowch {max} neu lai"),
    "number.too_high:decimal": Words(en="{X} must be {max} or less", cy="{X}: rhowch {max} neu lai"),
    "number.too_low:between": Words(en="{X} must be between {min} and {max}", cy="{X}: rhowch rif o {min} i {max}"),
    "number.too_high:between": Words(en="{X} must be between {min} and {max}", cy="{X}: rhowch rif o {min} i {max}"),
    # Dates
    "date.part_missing": Words(en="{X} must include a {parts}", cy="{X}: rhaid cynnwys {parts}"),
    "date.not_real": Words(en="{X} must be a real date", cy="{X}: rhowch ddyddiad go iawn"),
    "date.year": Words(en="Year must include 4 numbers", cy="Rhaid i'r flwyddyn gynnwys 4 rhif"),
    "date.too_late": Words(
        en="{X} must be the same as or before {latest}", cy="{X}: rhowch {latest} neu ddyddiad cyn hynny"
    ),
    "date.too_late:today": Words(
        en="{X} must be today or in the past", cy="{X}: rhaid iddo fod heddiw neu yn y gorffennol"
    ),
    "date.too_late:past": Words(en="{X} must be in the past", cy="{X}: rhowch ddyddiad yn y gorffennol"),
    "date.too_early": Words(
        en="{X} must be the same as or after {earliest}", cy="{X}: rhowch {earliest} neu ddyddiad ar ôl hynny"
    ),
    "date.too_early:today": Words(
        en="{X} must be today or in the future", cy="{X}: rhaid iddo fod heddiw neu yn y dyfodol"
    ),
    "date.too_early:future": Words(en="{X} must be in the future", cy="{X}: rhowch ddyddiad yn y dyfodol"),
    "date.too_early:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch ddyddiad heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    "date.too_late:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch ddyddiad heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    # Addresses
    "property.missing": Words(en="Select {x}", cy="{X}: dewiswch gyfeiriad"),
    "line1_missing": Words(
        en="Enter address line 1, typically the building and street",
        cy="Rhowch linell 1 y cyfeiriad, sef yr adeilad a'r stryd fel arfer",
    ),
    "town_missing": Words(en="Enter town or city", cy="Rhowch enw'r dref neu'r ddinas"),
    "postcode_missing": Words(en="Enter postcode", cy="Rhowch y cod post"),
    "postcode_format": Words(
        en="Enter a full UK postcode, like AB1 2CD", cy="Rhowch god post llawn y Deyrnas Unedig, fel AB1 2CD"
    ),
    "country_missing": Words(en="Enter country", cy="Rhowch enw'r wlad"),
    "line_too_long": Words(
        en="Each line of the address must be {max} characters or less",
        cy="Defnyddiwch {max} o nodau neu lai ym mhob llinell o'r cyfeiriad",
    ),
}

DATE_PARTS: Mapping[tuple[str, ...], Words] = {
    ("day",): Words(en="day", cy="diwrnod"),
    ("month",): Words(en="month", cy="mis"),
    ("year",): Words(en="year", cy="blwyddyn"),
    ("day", "month"): Words(en="day and month", cy="diwrnod a mis"),
    ("day", "year"): Words(en="day and year", cy="diwrnod a blwyddyn"),
    ("month", "year"): Words(en="month and year", cy="mis a blwyddyn"),
}

_GAP = re.compile(r"\{([A-Za-z_]+)\}")


def message(question_type: str, rule: str, variant: str = "") -> Words:
    """Return the words for a rule of a type: the closest of variant, own and shared. Raises KeyError."""
    for key in (f"{question_type}.{rule}:{variant}", f"{question_type}.{rule}"):
        if key in MESSAGES:
            return MESSAGES[key]
    return MESSAGES[rule]


def fill(template: str, values: Mapping[str, object]) -> str:
    """Return ``template`` with its gaps filled; counts get separators, unknown gaps stay as they are."""

    def value(gap: re.Match[str]) -> str:
        given = values.get(gap[1], gap[0])
        return f"{given:,}" if isinstance(given, int) else str(given)

    return _GAP.sub(value, template)
