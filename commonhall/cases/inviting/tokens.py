"""Which secret stands in a link or in the address of an answer, and how is it known when somebody brings it?"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from django.utils.crypto import salted_hmac

ALPHABET: Final = "BCDFGHJKMNPQRTVWXYZ2346789"
"""What can be told apart on paper, without vowels: no word comes out of it."""
CODE_LENGTH: Final = 8
TOKEN_LENGTH: Final = 40


def new_nonce() -> str:
    """Draw what a link is made from."""
    return secrets.token_hex(16)


def token_from(kind: str, nonce: str) -> str:
    """Return the secret of a link of ``kind``; whoever has only the database cannot make it."""
    return salted_hmac(f"commonhall.cases.{kind}", nonce, algorithm="sha256").hexdigest()[:TOKEN_LENGTH]


def code_from(kind: str, nonce: str) -> str:
    """Return what somebody types who has the link on paper: eight characters, in two groups."""
    number = int(salted_hmac(f"commonhall.cases.{kind}.code", nonce, algorithm="sha256").hexdigest(), 16)
    drawn = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        drawn.append(ALPHABET[place])
    return f"{''.join(drawn[:4])}-{''.join(drawn[4:])}"


def tidy_code(typed: str) -> str:
    """Return a code as it was printed, however it was typed."""
    kept = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    return f"{kept[:4]}-{kept[4:]}"


def hashed(secret: str) -> bytes:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def new_reply_token() -> str:
    """Draw what stands in the address to which an answer to one message goes. Mail programs may change its case."""
    return secrets.token_hex(12)
