"""What does the law of keeping and letting go demand: how many people, how long, and what stops it?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

MOST_LONGER_MONTHS: Final = 600
"""The most that a council can add to the time of a pattern."""
LONGEST_HOLD: Final = timedelta(days=366)
"""A hold is looked at again within a year: one that nobody looks at would keep things for ever."""
MOST_IN_RUN: Final = 5000
PACK_KEPT: Final = timedelta(days=30)
"""How long the file of a pack can be downloaded."""
LONGEST_REASON: Final = 1000
EXEMPTIONS: Final = (
    "others",  # Data Protection Act 2018, schedule 2, paragraph 16: about somebody else
    "crime",  # paragraph 2: it would hinder preventing or finding out crime
    "legal",  # paragraph 19: legal professional privilege
    "regulatory",  # paragraphs 7 to 12: it would hinder a regulator
    "management",  # paragraph 22: management forecasts
    "negotiations",  # paragraph 23
    "health",  # schedule 3: serious harm to somebody's health
    "not_about",  # it is not about the person
)
"""Why something may be left out or redacted. For others' eyes (a disclosure), only ``others`` to ``regulatory``."""


def needs_second_person(then: str) -> bool:
    """Return whether a run of this kind needs an approver who is not its proposer."""
    return then == "delete"


def money_kept_until(paid: date) -> date:
    """Return until when accounts must be kept: six years after the end of the year in which the money came.

    Limitation Act 1980, section 5, and the retention that HM Revenue and Customs asks for; a council's year ends on
    31 March.
    """
    year_end = paid.year if (paid.month, paid.day) <= (3, 31) else paid.year + 1
    return date(year_end + 6, 3, 31)
