"""Who wrote to the demonstration's councils, and what about? Made-up people, at addresses and numbers nobody has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.values.words import Language


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One enquiry. hours_ago: how long before the first start it was sent. at_first_story: about that property."""

    service: str
    hours_ago: int
    answers: Mapping[str, Any]
    language: Language = "en"
    at_first_story: bool = False


def _message(
    hours_ago: int, topic: str, name: str, message: str, *, phone: str = "", language: Language = "en"
) -> Enquiry:
    """Return an enquiry to the pattern contact-the-council, answered by e-mail, or by phone where one is given."""
    first, last = name.lower().replace("'", "").split(" ", 1)
    reach = (
        {"contact_by": ["phone"], "phone": {"typed": phone, "e164": ""}}
        if phone
        else {"contact_by": ["email"], "email": f"{first}.{last.replace(' ', '-')}@example.org"}
    )
    answers = {"topic": topic, "message": message, "name": name, **reach}
    return Enquiry("contact-the-council", hours_ago, answers, language)


ENQUIRIES: Final[tuple[Enquiry, ...]] = (
    _message(
        620,
        "streets",
        "Harriet Oduya",
        "The pavement outside the library is lifting by the tree. My mother nearly fell.",
    ),
    _message(400, "council_tax", "Piotr Wenlock", "I moved house on the 3rd. Which of the two bills do I pay?"),
    _message(
        330,
        "housing",
        "Shanice Trott",
        "There is damp in my son's room. I reported it in the spring and nobody came.",
        phone="07700 900118",
    ),
    _message(190, "planning", "Edwin Farrow", "Do I need permission for a shed of 12 square metres?"),
    _message(150, "bins", "Yusuf Kendrick", "Can I put pizza boxes in the recycling if they are greasy?"),
    _message(120, "other", "Marguerite Sloane", "Who do I ask about hiring the town hall for a wedding?"),
    _message(96, "streets", "Obi Larchfield", "The street light at the corner has been flickering all week."),
    _message(70, "council_tax", "Bronagh Stile", "I live alone now. How do I get the discount?", phone="01632 960777"),
    _message(48, "bins", "Clement Ashgrove", "My brown bin is cracked. Can I swap it?"),
    _message(30, "housing", "Leila Marchbank", "How long is the waiting list for two bedrooms?"),
    _message(22, "other", "Rory Pettifer", "I would like to speak at the next council meeting."),
    _message(6, "streets", "Annika Dell", "A lorry parks on the zebra crossing by the school every morning."),
    _message(
        130,
        "bins",
        "Eluned Caradog",
        "Rydym wedi symud i'r pentref. Pa ddiwrnod mae'r bin ailgylchu yn cael ei gasglu?",
        language="cy",
    ),
    _message(
        40,
        "streets",
        "Ifor Llewelyn-Tate",
        "Mae twll mawr yn y ffordd ger yr ysgol. Mae'n beryglus i'r plant ar eu beiciau.",
        language="cy",
    ),
    _message(
        9,
        "council_tax",
        "Mabli Roderick",
        "A oes modd talu dros ddeuddeg mis yn lle deg?",
        language="cy",
    ),
)
"""By age. Names are made up; telephone numbers are Ofcom's for drama; addresses at example.org reach nobody."""
