"""What can go wrong with a provider? Three things only: try again, do not try again, or tell the operator."""

from __future__ import annotations


class Unavailable(Exception):
    """The provider cannot answer now; the same call may succeed later.

    until: when to try again, as a London wall-clock date-time ("2026-06-10T06:45:00"), or None where nobody
    knows. why: detail for the operator. It is never shown to a resident. in_doubt: the provider may have done
    what it was asked, and nobody knows: ask it before asking for the same again.
    """

    def __init__(self, until: str | None = None, *, why: str = "", in_doubt: bool = False) -> None:
        super().__init__(why or "The provider is not available")
        self.until = until
        self.why = why
        self.in_doubt = in_doubt


class Rejected(Exception):
    """The provider understood and said no; the same call will be refused again.

    code: a lower-case slug that a pattern or an operator can act on ("postcode_malformed").
    why: detail for the operator.
    """

    def __init__(self, code: str, *, why: str = "") -> None:
        super().__init__(f"{code}: {why}" if why else code)
        self.code = code
        self.why = why


class Misconfigured(Exception):
    """The council's settings for the provider are wrong. mend: what the operator should do, in one
    sentence.
    """

    def __init__(self, mend: str) -> None:
        super().__init__(mend)
        self.mend = mend
