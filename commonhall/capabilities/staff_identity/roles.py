"""What does a council's own sign-in let a member of staff be here? By the roles or groups that it says they have, and
nothing where it does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from commonhall.capabilities.identity.port import NotProved

LONGEST_LIST: Final = 500
OUR_ROLES: Final = ("viewer", "agent", "officer", "lead", "manager", "records", "administrator")


def _pairs(typed: str) -> list[tuple[str, str, str]]:
    """Return the pairs of a text, between which there are commas, semicolons or line breaks."""
    parts = [part.partition("=") for part in re.split(r"[,;\n]", typed) if part.strip()]
    return [(theirs.strip(), sign, ours.strip()) for theirs, sign, ours in parts]


def _checked(typed: str) -> str:
    """Return a text of pairs ``their role = our role``. Raises ValueError for any other."""
    for theirs, sign, ours in _pairs(typed):
        if not (theirs and sign and ours in OUR_ROLES):
            raise ValueError(f"Write each as: their role = one of {', '.join(OUR_ROLES)}")
    return typed


RoleLines = Annotated[str, AfterValidator(_checked), Field(max_length=5000)]


def allowed_names(typed: str) -> frozenset[str]:
    """Return the names in a text, between which there are spaces or commas."""
    return frozenset(typed.replace(",", " ").split())


def mapped(lines: str) -> dict[str, str]:
    """Return our role for each of theirs."""
    return {theirs: ours for theirs, _, ours in _pairs(lines)}


def roles_from(
    claims: Mapping[str, Any], *, allowed: str, lines: str, names: tuple[str, ...] = ("roles", "groups")
) -> tuple[str, ...] | NotProved | None:
    """Return what somebody is here, or why they are not let in.

    allowed: names of which they need one; blank: everybody whom the provider lets sign in. lines: our role for each of
    theirs; blank: roles are given here and not there, and None is returned. names: the claims to look in, of which the
    first that is there counts.
    """
    if not allowed.strip() and not lines.strip():
        return None
    held = next((claims[name] for name in names if name in claims), None)
    if held is None:
        # Microsoft leaves out a long list of groups and says where to ask for it: whoever might be anything is nothing.
        return NotProved("roles_unknown" if "_claim_names" in claims else "not_allowed")
    theirs = {str(each) for each in held[:LONGEST_LIST]} if isinstance(held, list) else {str(held)}
    wanted = allowed_names(allowed)
    if wanted and not wanted & theirs:
        return NotProved("not_allowed")
    if not lines.strip():
        return None
    ours = tuple(sorted({role for name, role in mapped(lines).items() if name in theirs}))
    return ours or NotProved("not_allowed")
