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
    # Dates, months and ranges of dates
    "part_missing": Words(en="{X} must include a {parts}", cy="{X}: rhaid cynnwys {parts}"),
    "not_real": Words(en="{X} must be a real date", cy="{X}: rhowch ddyddiad go iawn"),
    "year": Words(en="Year must include 4 numbers", cy="Rhaid i'r flwyddyn gynnwys 4 rhif"),
    "too_late": Words(
        en="{X} must be the same as or before {latest}", cy="{X}: rhowch {latest} neu ddyddiad cyn hynny"
    ),
    "too_late:today": Words(en="{X} must be today or in the past", cy="{X}: rhaid iddo fod heddiw neu yn y gorffennol"),
    "too_late:past": Words(en="{X} must be in the past", cy="{X}: rhowch ddyddiad yn y gorffennol"),
    "too_early": Words(
        en="{X} must be the same as or after {earliest}", cy="{X}: rhowch {earliest} neu ddyddiad ar ôl hynny"
    ),
    "too_early:today": Words(en="{X} must be today or in the future", cy="{X}: rhaid iddo fod heddiw neu yn y dyfodol"),
    "too_early:future": Words(en="{X} must be in the future", cy="{X}: rhowch ddyddiad yn y dyfodol"),
    "too_early:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch ddyddiad heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    "too_late:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch ddyddiad heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    "month_year.not_real": Words(en="{X} must include a real month", cy="{X}: rhowch fis go iawn"),
    "month_year.too_early": Words(
        en="{X} must be {earliest} or later", cy="{X}: rhowch {earliest} neu fis ar ôl hynny"
    ),
    "month_year.too_late": Words(en="{X} must be {latest} or earlier", cy="{X}: rhowch {latest} neu fis cyn hynny"),
    "month_year.too_early:today": Words(
        en="{X} must be this month or in the future", cy="{X}: rhowch y mis hwn neu fis yn y dyfodol"
    ),
    "month_year.too_late:today": Words(
        en="{X} must be this month or in the past", cy="{X}: rhowch y mis hwn neu fis yn y gorffennol"
    ),
    "month_year.too_early:future": Words(en="{X} must be after this month", cy="{X}: rhowch fis ar ôl y mis hwn"),
    "month_year.too_late:past": Words(en="{X} must be before this month", cy="{X}: rhowch fis cyn y mis hwn"),
    "month_year.too_early:between": Words(
        en="{X} must be between {earliest} and {latest}", cy="{X}: rhowch fis heb fod cyn {earliest} nac ar ôl {latest}"
    ),
    "month_year.too_late:between": Words(
        en="{X} must be between {earliest} and {latest}", cy="{X}: rhowch fis heb fod cyn {earliest} nac ar ôl {latest}"
    ),
    "date_range.end_missing": Words(en="Enter {x}", cy="{X}: rhowch ddyddiad"),
    "date_range.wrong_order": Words(
        en="{X} must be the same as or after {start}", cy="{X}: rhowch {start} neu ddyddiad ar ôl hynny"
    ),
    "date_range.too_many_days": Words(
        en="The dates must be {max} days or fewer", cy="Defnyddiwch gyfnod o {max} o ddiwrnodau neu lai"
    ),
    "date_range.too_many_days:one": Words(
        en="The two dates must be the same day", cy="Rhaid i'r ddau ddyddiad fod yr un diwrnod"
    ),
    # Codes and addresses of other kinds
    "postcode.format": Words(
        en="Enter a full UK postcode, like AB1 2CD", cy="Rhowch god post llawn y Deyrnas Unedig, fel AB1 2CD"
    ),
    "website.format": Words(
        en="Enter a website address in the correct format, like www.example.org",
        cy="Rhowch gyfeiriad gwefan yn y fformat cywir, fel www.example.org",
    ),
    "vehicle.format": Words(
        en="Enter a vehicle registration number in the correct format, like AB12 CDE",
        cy="Rhowch rif cofrestru cerbyd yn y fformat cywir, fel AB12 CDE",
    ),
    "national_insurance.format": Words(
        en="Enter a National Insurance number that is 2 letters, 6 numbers, then A, B, C or D, like QQ 12 34 56 C",
        cy="Rhowch rif Yswiriant Gwladol sy'n 2 lythyren, 6 rhif, yna A, B, C neu D, fel QQ 12 34 56 C",
    ),
    # Money
    "money.format": Words(en="{X} must be an amount of money, like 123.45", cy="{X}: rhowch swm o arian, fel 123.45"),
    "money.pence_needed": Words(
        en="{X} must include pence, like 123.45", cy="{X}: rhaid cynnwys ceiniogau, fel 123.45"
    ),
    "money.pence_refused": Words(
        en="{X} must not include pence, like 123", cy="{X}: peidiwch â chynnwys ceiniogau, fel 123"
    ),
    "money.too_low": Words(en="{X} must be {min} or more", cy="{X}: rhowch {min} neu fwy"),
    "money.too_high": Words(en="{X} must be {max} or less", cy="{X}: rhowch {max} neu lai"),
    "money.too_low:between": Words(
        en="{X} must be between {min} and {max}", cy="{X}: rhowch swm heb fod yn llai na {min} nac yn fwy na {max}"
    ),
    "money.too_high:between": Words(
        en="{X} must be between {min} and {max}", cy="{X}: rhowch swm heb fod yn llai na {min} nac yn fwy na {max}"
    ),
    # Times
    "time.format": Words(en="{X} must be a time, like 9:30am", cy="{X}: rhowch amser, fel 9.30yb"),
    "time.too_early": Words(en="{X} must be {earliest} or later", cy="{X}: rhowch {earliest} neu amser ar ôl hynny"),
    "time.too_late": Words(en="{X} must be {latest} or earlier", cy="{X}: rhowch {latest} neu amser cyn hynny"),
    "time.too_early:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch amser heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    "time.too_late:between": Words(
        en="{X} must be between {earliest} and {latest}",
        cy="{X}: rhowch amser heb fod cyn {earliest} nac ar ôl {latest}",
    ),
    "slot.missing": Words(en="Select {x}", cy="{X}: dewiswch amser"),
    "slot.gone": Words(
        en="That time is no longer available. Select another time",
        cy="Nid yw'r amser hwnnw ar gael mwyach. Dewiswch amser arall",
    ),
    # Baskets
    "items.missing": Words(en="Enter how many you want for {x}", cy="{X}: rhowch faint o bob un rydych ei eisiau"),
    "items.format": Words(
        en="How many of “{option}” must be a whole number, like 2", cy="“{option}”: rhowch rif cyfan, fel 2"
    ),
    "items.too_many_of": Words(
        en="How many of “{option}” must be {max} or fewer", cy="“{option}”: rhowch {max} neu lai"
    ),
    "items.too_few": Words(en="Choose {min} items or more", cy="Dewiswch {min} neu fwy o eitemau"),
    "items.too_many": Words(en="Choose {max} items or fewer", cy="Dewiswch {max} neu lai o eitemau"),
    "items.too_many:one": Words(en="Choose 1 item only", cy="Dewiswch 1 eitem yn unig"),
    # Places
    "location.missing": Words(
        en="Enter {x}, or describe where it is", cy="{X}: rhowch leoliad, neu disgrifiwch ble mae"
    ),
    "location.outside": Words(en="Enter a place in the United Kingdom", cy="Rhowch leoliad yn y Deyrnas Unedig"),
    "location.point_needed": Words(
        en="Enter a postcode, a grid reference or a point on the map",
        cy="Rhowch god post, cyfeirnod grid neu bwynt ar y map",
    ),
    # Bank accounts
    "bank_details.name_missing": Words(en="Enter the name on the account", cy="Rhowch yr enw sydd ar y cyfrif"),
    "bank_details.name_too_long": Words(
        en="Name on the account must be {max} characters or less",
        cy="Defnyddiwch {max} o nodau neu lai ar gyfer yr enw sydd ar y cyfrif",
    ),
    "bank_details.sort_code_missing": Words(en="Enter a sort code", cy="Rhowch god didoli"),
    "bank_details.sort_code_format": Words(
        en="Enter a valid sort code like 309430", cy="Rhowch god didoli dilys fel 309430"
    ),
    "bank_details.account_missing": Words(en="Enter an account number", cy="Rhowch rif cyfrif"),
    "bank_details.account_format": Words(
        en="Enter a valid account number like 00733445", cy="Rhowch rif cyfrif dilys fel 00733445"
    ),
    "bank_details.account_length": Words(
        en="Account number must be between 6 and 8 digits", cy="Rhaid i rif y cyfrif fod rhwng 6 ac 8 digid"
    ),
    "bank_details.roll_length": Words(
        en="Building society roll number must be between 1 and 18 characters",
        cy="Rhaid i rif rôl y gymdeithas adeiladu fod rhwng 1 a 18 o nodau",
    ),
    "bank_details.roll_format": Words(
        en="Building society roll number must only include letters a to z, numbers, hyphens, spaces, "
        "forward slashes and full stops",
        cy="Defnyddiwch lythrennau a i z, rhifau, cysylltnodau, bylchau, blaenslaesau ac atalnodau llawn yn unig "
        "yn rhif rôl y gymdeithas adeiladu",
    ),
    # Files
    "file.missing": Words(en="Select {x}", cy="{X}: dewiswch ffeil"),
    "file.kind": Words(en="The selected file must be a {kinds}", cy="Rhaid i'r ffeil a ddewiswyd fod yn {kinds}"),
    "file.size": Words(
        en="The selected file must be smaller than {max}MB", cy="Rhaid i'r ffeil a ddewiswyd fod yn llai na {max}MB"
    ),
    "file.empty": Words(en="The selected file is empty", cy="Mae'r ffeil a ddewiswyd yn wag"),
    "file.encrypted": Words(
        en="The selected file is password protected", cy="Mae'r ffeil a ddewiswyd wedi'i diogelu â chyfrinair"
    ),
    "file.virus": Words(en="The selected file contains a virus", cy="Mae'r ffeil a ddewiswyd yn cynnwys feirws"),
    "file.too_many": Words(
        en="You can only select up to {max} files", cy="Gallwch ddewis hyd at {max} o ffeiliau yn unig"
    ),
    "file.too_many:one": Words(en="You can only select 1 file", cy="Gallwch ddewis 1 ffeil yn unig"),
    "file.too_few": Words(en="Select {min} files or more", cy="Dewiswch {min} neu fwy o ffeiliau"),
    "file.too_few:one": Words(en="Select 1 file or more", cy="Dewiswch 1 ffeil neu fwy"),
    "file.failed": Words(
        en="The selected file could not be uploaded. Try again",
        cy="Nid oedd modd uwchlwytho'r ffeil a ddewiswyd. Rhowch gynnig arall arni",
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
    for key in (f"{question_type}.{rule}:{variant}", f"{question_type}.{rule}", f"{rule}:{variant}"):
        if key in MESSAGES:
            return MESSAGES[key]
    return MESSAGES[rule]


def fill(template: str, values: Mapping[str, object]) -> str:
    """Return ``template`` with its gaps filled; counts get separators, unknown gaps stay as they are."""

    def value(gap: re.Match[str]) -> str:
        given = values.get(gap[1], gap[0])
        return f"{given:,}" if isinstance(given, int) else str(given)

    return _GAP.sub(value, template)
