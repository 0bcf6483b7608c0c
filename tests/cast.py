"""Who takes part in every test? Three made-up councils, each with an officer, and one resident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import add_council
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import add_member, create_account, grant_role
from commonhall.people.queries import colleagues

OPENING = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
OFFICER_PASSWORD = "four made up words"


@dataclass(frozen=True, slots=True)
class Resident:
    """The one resident: facts to type into a journey."""

    name: str = "Ffion Garside"
    email: str = "ffion.garside@example.org"
    phone: str = "07700 900123"


@dataclass(frozen=True, slots=True)
class Cast:
    """The councils by slug."""

    amberford: CouncilSite
    brynafon: CouncilSite
    calderwick: CouncilSite


def make_councils() -> Cast:
    """Add the three councils."""
    return Cast(
        amberford=add_council(
            slug="amberford",
            name=Words(en="Amberford District Council", cy="Cyngor Dosbarth Amberford"),
            kind="district",
            nation="england",
            languages=("en", "cy"),
            look={"brand_colour": "#5b2a6e"},
            contact={"phone": "01632 960010", "email": "hello@amberford.example.org"},
            by=SYSTEM,
            at=OPENING,
        ),
        brynafon=add_council(
            slug="brynafon",
            name=Words(en="Brynafon County Council", cy="Cyngor Sir Brynafon"),
            kind="welsh",
            nation="wales",
            default_language="cy",
            languages=("cy", "en"),
            look={"brand_colour": "#9b1c31"},
            contact={"phone": "01632 960020", "email": "helo@brynafon.example.org"},
            by=SYSTEM,
            at=OPENING,
        ),
        calderwick=add_council(
            slug="calderwick",
            name=Words(en="Calderwick Council"),
            kind="unitary",
            nation="england",
            look={"brand_colour": "#17596b"},
            contact={"phone": "01632 960030", "email": "hello@calderwick.example.org"},
            by=SYSTEM,
            at=OPENING,
        ),
    )


@dataclass(frozen=True, slots=True)
class Officer:
    """A council's officer as the tests know them."""

    membership_id: UUID
    council: CouncilSite
    name: str
    email: str
    password: str = OFFICER_PASSWORD


NAMES = {"amberford": "Rowan Pike", "brynafon": "Carys Morgan", "calderwick": "Idris Holt"}


def make_officers(cast: Cast) -> None:
    """Give each council its officer."""
    for council in (cast.amberford, cast.brynafon, cast.calderwick):
        email = _email(council)
        account = create_account(email=email, password=OFFICER_PASSWORD, by=SYSTEM, at=OPENING)
        with in_council(council):
            member = add_member(
                account_id=account,
                name=NAMES[council.slug],
                email=email,
                language=council.default_language,
                by=SYSTEM,
                at=OPENING,
            )
            grant_role(membership_id=member, role="officer", by=SYSTEM, at=OPENING)


def find_officer(council: CouncilSite) -> Officer:
    """Return the council's officer."""
    with in_council(council):
        member = next(one for one in colleagues() if one.email == _email(council))
    return Officer(member.membership_id, council, member.name, member.email)


def _email(council: CouncilSite) -> str:
    return f"officer@{council.slug}.example.org"
