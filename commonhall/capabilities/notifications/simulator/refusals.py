"""In which words does GOV.UK Notify say no?"""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """An answer that is not a success. errors: pairs of Notify's type and its message."""

    def __init__(self, status: int, *errors: tuple[str, str]) -> None:
        super().__init__(f"{status} {errors}")
        self.status = status
        self.errors = errors

    def body(self) -> dict[str, Any]:
        """Return the JSON that Notify answers."""
        errors = [{"error": kind, "message": message} for kind, message in self.errors]
        return {"status_code": self.status, "errors": errors}


def invalid(*messages: str) -> Refused:
    """Return the refusal of a request that breaks the schema."""
    return Refused(400, *(("ValidationError", message) for message in messages))


def bad_request(message: str) -> Refused:
    """Return the refusal of a request that is well formed but cannot be done."""
    return Refused(400, ("BadRequestError", message))


def not_found() -> Refused:
    """Return the refusal for an unknown id, another service's, or one past its retention."""
    return Refused(404, ("NoResultFound", "No result found"))


def forbidden(message: str) -> Refused:
    """Return the refusal of a token."""
    return Refused(403, ("AuthError", message))
