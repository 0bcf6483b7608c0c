"""What did the person mean to type? Removes what cannot be seen and evens out spaces before any check."""

from __future__ import annotations

import re
import unicodedata

# Control and format characters that people paste without knowing: zero-width spaces, byte order and
# direction marks, soft hyphens, tags, lone surrogates. Joiners are left to _STRAY_JOINER.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Persian, Hindi and emoji need joiners between their letters; anywhere else they are stray.
_STRAY_JOINER = re.compile("(?<![^\x00-\xff\u2000-\u206f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\xff\u2000-\u206f])")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def one_line(typed: str) -> str:
    """Return ``typed`` as one trimmed line with single spaces and composed letters."""
    if typed.isascii() and typed.isprintable():
        return " ".join(typed.split())
    return " ".join(_seen(_LINE_END.sub("\n", typed)).split())


def many_lines(typed: str) -> str:
    """Return ``typed`` with line ends as ``\\n``, trailing spaces and outer blank lines removed.

    Spaces inside a line stay as typed: they may be meant. CRLF counts as one character from here on,
    as the browser counts it.
    """
    seen = _seen(_LINE_END.sub("\n", typed))
    return "\n".join(line.rstrip() for line in seen.split("\n")).strip("\n").strip()


def code(typed: str) -> str:
    """Return the letters and digits of a code in capitals; spaces, dots, hyphens and brackets are dropped."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(letter for letter in plain.upper() if letter.isascii() and letter.isalnum())


def plain_digits(typed: str) -> str:
    """Return ``typed`` as one line with full-width and other compatibility forms made plain."""
    line = one_line(typed)
    return line if line.isascii() else unicodedata.normalize("NFKC", line).replace("\u2212", "-")


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", _STRAY_JOINER.sub("", _UNSEEN.sub("", text)))
