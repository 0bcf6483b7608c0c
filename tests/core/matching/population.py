"""Who lives in a made-up town, and what do they tell the council of themselves? With the truth of who is who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from commonhall.core.matching.names import SHORT_FORMS, folded_name
from commonhall.core.matching.points import Facts, Reached

FORENAMES = [group.split()[0] for group in SHORT_FORMS]
SURNAMES = (
    "Davies", "Jones", "Smith", "Rees", "Khan", "Patel", "Hughes", "Price", "Bell", "Carter", "Okafor", "Nowak",
    "Evans", "Thomas", "Murphy", "Campbell", "Ali", "Wood", "Turner", "Clarke", "Hall", "Hill", "Moore", "Kaur",
    "Begum", "Singh", "Roberts", "Lewis", "Walker", "Green", "Baker", "Adams", "Mitchell", "Shah", "Cooper", "Ward",
    "Morris", "Brooks", "Griffiths", "Fletcher", "Holt", "Pike", "Garside", "Oduya", "Kendrick", "Morgan", "Lloyd",
    "Vaughan", "Whitfield", "Ashcroft",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resident:
    """A person as they are. None of it is a record."""

    number: int
    forename: str
    surname: str
    born: str
    email: str
    email_proved: bool
    mobile: str
    mobile_proved: bool
    ni: str
    plate: str
    home: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a resident told the council once. household: where they live, a block of candidates."""

    of: int
    facts: Facts


def residents(random: Random, households: int) -> Iterator[Resident]:
    """Yield people by household: couples, families with twins, flats, shared addresses for e-mail."""
    number = 0
    for house in range(households):
        home, surname = f"9999{house:08}", random.choice(SURNAMES)
        shared = f"family{house}@example.org" if random.random() < 0.15 else ""
        size = random.choice((1, 1, 2, 2, 3, 4))
        twins = size > 2 and random.random() < 0.2
        birthday = _born(random, 2001, 2008)
        for place in range(size):
            forename = random.choice(FORENAMES)
            child = place > 1 or (twins and place > 0)
            born = birthday if twins and place > 0 else _born(random, *((2001, 2008) if child else (1940, 2000)))
            number += 1
            yield Resident(
                number=number,
                forename=forename,
                surname=surname if random.random() < 0.9 else random.choice(SURNAMES),
                born=born,
                email=shared or f"{forename}.{number}@example.org",
                email_proved=random.random() < 0.75,
                mobile=f"+4477009{number:05}",
                mobile_proved=random.random() < 0.6,
                ni=f"ni:{number}",
                plate=f"vehicle:AA{number:05}",
                home=home,
                earlier=f"8888{random.randrange(households):08}",
            )


def _born(random: Random, first: int, last: int) -> str:
    return f"{random.randint(first, last)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def records(random: Random, people: list[Resident]) -> list[Record]:
    """Return what people told the council: one to four records each, with slips, short forms, moves and gaps."""
    emails: dict[str, int] = {}
    for one in people:
        emails[one.email] = emails.get(one.email, 0) + 1
    return [
        Record(one.number, _told(random, one, emails[one.email]))
        for one in people
        for _ in range(random.choice((1, 2, 2, 3, 4)))
    ]


def _told(random: Random, one: Resident, sharing: int) -> Facts:
    moved = random.random() < 0.05
    return Facts(
        names=(folded_name(_name(random, one)),),
        birth_date=one.born if random.random() < 0.8 else "",
        strong=frozenset({one.ni}) if random.random() < 0.3 else frozenset(),
        emails={one.email: Reached(one.email_proved, sharing)} if random.random() < 0.9 else {},
        mobiles={one.mobile: Reached(one.mobile_proved, 1)} if random.random() < 0.8 else {},
        uprns_now=frozenset({one.earlier if moved else one.home}) if random.random() < 0.9 else frozenset(),
        uprns_earlier=frozenset({one.earlier}) if random.random() < 0.1 else frozenset(),
        other=frozenset({one.plate}) if random.random() < 0.2 else frozenset(),
    )


def _name(random: Random, one: Resident) -> str:
    chance = random.random()
    forms = next(group.split() for group in SHORT_FORMS if group.split()[0] == one.forename)
    if chance < 0.1 and len(forms) > 1:
        return f"{random.choice(forms[1:])} {one.surname}"
    if chance < 0.14:
        place = random.randrange(1, len(one.surname))
        return f"{one.forename} {one.surname[:place]}{one.surname[place - 1]}{one.surname[place:]}"
    return f"{one.forename} {one.surname}"
