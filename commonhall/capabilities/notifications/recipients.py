"""Can a message be sent to this address? The rules of GOV.UK Notify for e-mail, mobile and postal addresses."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

_INVISIBLE = dict.fromkeys(map(ord, "\u180e\u200b\u200c\u200d\u2060\ufeff"))
_LOCAL = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~\\-]+")
_LABEL = re.compile(r"(xn|[a-z0-9]+)(-?-[a-z0-9]+)*", re.I)
_TOP = re.compile(r"([a-z]{2,63}|xn--([a-z0-9]+-)*[a-z0-9]+)", re.I)
_PHONE_MARKS = re.compile(r"[\s()\-.\u2010\u2011\u2013\u2014\u2212]+")
_POSTCODE = re.compile(r"[A-PR-UWYZ][A-HK-Y]?[0-9]([0-9]|[A-HJKMNPR-Y])?[0-9][ABD-HJLNP-UW-Z]{2}")
_BAD_START = tuple('@()=[]"\\/,<>~')
_UK_NAMES = frozenset(
    ["united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales", "cymru", "northern ireland"]
)
_COUNTRY = re.compile(
    r"australia|austria|belgium|brazil|bulgaria|canada|china|croatia|cyprus|czechia|denmark|"
    r"estonia|finland|france|germany|ghana|greece|hungary|iceland|india|ireland|italy|jamaica|"
    r"japan|kenya|latvia|lithuania|luxembourg|malta|mexico|netherlands|new zealand|nigeria|"
    r"norway|pakistan|poland|portugal|romania|singapore|slovakia|slovenia|south africa|spain|"
    r"sweden|switzerland|turkey|ukraine|united states|usa",
    re.I,
)
_UNABLE = "Not a valid email address"


class RecipientRefused(Exception):
    """The address cannot be used. ``message`` says why, without repeating the address."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).strip()


def clean_email(text: str) -> str:
    """Return the e-mail address without surrounding space. Raises RecipientRefused."""
    address = _tidy(text)
    local, at, domain = address.rpartition("@")
    if not at or len(address) > 320 or not _LOCAL.fullmatch(local) or ".." in address:
        raise RecipientRefused(_UNABLE)
    if local.startswith(".") or local.endswith("."):
        raise RecipientRefused(_UNABLE)
    try:
        labels = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        raise RecipientRefused(_UNABLE) from None
    if len(labels) < 2 or any(len(label) > 63 or not _LABEL.fullmatch(label) for label in labels):
        raise RecipientRefused(_UNABLE)
    if not _TOP.fullmatch(labels[-1]):
        raise RecipientRefused(_UNABLE)
    return address


def clean_phone(text: str) -> str:
    """Return a mobile number as digits with its country code ("447700900123"). Raises RecipientRefused."""
    digits = _PHONE_MARKS.sub("", _tidy(text)).lstrip("+")
    if not digits.isascii() or not digits.isdigit():
        raise RecipientRefused("Must not contain letters or symbols")
    national = _uk_national(digits)
    if national is not None:
        return _uk_mobile(national)
    number = digits.removeprefix("00")
    if len(number) < 8:
        raise RecipientRefused("Not enough digits")
    if len(number) > 15:
        raise RecipientRefused("Too many digits")
    try:
        parsed = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        raise RecipientRefused("Not a valid country prefix") from None
    if not phonenumbers.is_possible_number(parsed):
        raise RecipientRefused("Not a valid country prefix")
    return number


def _uk_national(digits: str) -> str | None:
    """Return what follows 0 or +44, or None for a number of another country."""
    for prefix in ("0044", "44"):
        if digits.startswith(prefix):
            return digits.removeprefix(prefix).removeprefix("0")
    if digits.startswith("0") and not digits.startswith("00"):
        return digits.removeprefix("0")
    return digits if digits.startswith("7") and len(digits) <= 10 else None


def _uk_mobile(national: str) -> str:
    if not national.startswith("7"):
        raise RecipientRefused("Not a UK mobile number")
    if len(national) != 10:
        raise RecipientRefused("Too many digits" if len(national) > 10 else "Not enough digits")
    return f"44{national}"


def clean_address(lines: list[str]) -> list[str]:
    """Return the 3 to 7 lines of a postal address, the postcode or country last. Raises RecipientRefused."""
    kept = [line for line in (re.sub(r"[\s,]+$", "", re.sub(r"\s+", " ", line)).strip(" ,") for line in lines) if line]
    while kept and kept[-1].casefold() in _UK_NAMES:
        kept.pop()
    if len(kept) < 3:
        raise RecipientRefused("Address must be at least 3 lines")
    if len(kept) > 7:
        raise RecipientRefused("Address must be no more than 7 lines")
    if any(line.startswith(_BAD_START) for line in kept):
        raise RecipientRefused(
            'Address lines must not start with any of the following characters: @ ( ) = [ ] " \\ / , < > ~'
        )
    if not all(any(letter.isalnum() for letter in line) for line in kept[:2]):
        raise RecipientRefused("The first 2 lines of the address must both include at least one alphanumeric character")
    last = kept[-1].replace(" ", "").upper()
    if _POSTCODE.fullmatch(last):
        return [*kept[:-1], f"{last[:-3]} {last[-3:]}"]
    if not _COUNTRY.fullmatch(kept[-1]):
        raise RecipientRefused("Last line of address must be a real UK postcode or another country")
    return kept
