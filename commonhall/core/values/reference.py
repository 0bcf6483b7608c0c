"""How is a case named to people? A short reference that cannot be guessed and shows its own typing mistakes.

``MB-7K3Q9-XW4P2``: the pattern's prefix, nine random characters (43 bits) and a check character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789BCDFGHJKMNPQRTVWXYZ"
"""29 characters: no vowels, so no words; no I, L, O, S and U, which look like 1, 1, 0, 5 and V."""

RANDOM_LENGTH = 9
ENTROPY_BYTES = 16

_PREFIX = re.compile(r"[A-Z]{2,4}")
_READ_AS_BODY = str.maketrans("OILS", "0115")
_READ_AS_PREFIX = str.maketrans("015", "OIS")
# Letters of the prefix keep the value that they, or the digits they are read as, have in the body, so that a
# swap across the first dash shows too. L cannot share 1 with I: its 7 is one that no swap can hide.
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_PREFIX_VALUES = _VALUES | {"O": 0, "I": 1, "A": 2, "E": 3, "S": 5, "U": 6, "L": 7}
_LONGEST_TYPED = 60


class ReferenceNotRecognised(ValueError):
    """What was typed is not a reference: a character is missing, wrong or swapped with its neighbour."""


def new_reference(prefix: str, entropy: bytes | Callable[[int], bytes]) -> str:
    """Return a new reference.

    prefix: two to four capital letters of the pattern, such as "MB".
    entropy: at least 16 random bytes, or what gives them (``secrets.token_bytes``).
    Raises ValueError where the prefix or the entropy will not do.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"A reference prefix is two to four capital letters, not {prefix!r}")
    drawn = entropy if isinstance(entropy, bytes) else entropy(ENTROPY_BYTES)
    if len(drawn) < ENTROPY_BYTES:
        raise ValueError(f"A reference needs {ENTROPY_BYTES} random bytes, not {len(drawn)}")
    number = int.from_bytes(drawn, "big")
    body = ""
    for _ in range(RANDOM_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    return _written(prefix, body + _check_character(prefix, body))


def parse_reference(typed: str) -> str:
    """Return the reference as we write it; spaces, dashes, case, O for 0 and I or L for 1 do not matter.

    Raises ReferenceNotRecognised for anything else: any one wrong character, any swap of neighbours.
    """
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED]).upper()
        if letter.isascii() and letter.isalnum()
    )
    prefix = letters[: -RANDOM_LENGTH - 1].translate(_READ_AS_PREFIX)
    body = letters[-RANDOM_LENGTH - 1 :].translate(_READ_AS_BODY)
    well_formed = len(typed) <= _LONGEST_TYPED and _PREFIX.fullmatch(prefix) and all(c in _VALUES for c in body)
    if not well_formed or _check_character(prefix, body[:-1]) != body[-1]:
        raise ReferenceNotRecognised("Check the reference: it looks like MB-7K3Q9-XW4P2")
    return _written(prefix, body)


def _check_character(prefix: str, body: str) -> str:
    # Weights 2, 3, 4 ... from the right, modulo a prime larger than any weight: a wrong character changes
    # the sum by a product of two numbers that 29 does not divide; a swap of neighbours by their difference.
    values = [_PREFIX_VALUES[letter] for letter in prefix] + [_VALUES[letter] for letter in body]
    total = sum(weight * value for weight, value in enumerate(reversed(values), start=2))
    return ALPHABET[-total % len(ALPHABET)]


def _written(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:5]}-{body[5:]}"
