"""How does somebody say where a problem is while maps do wrong, and is the place known with its point all the same?"""

from __future__ import annotations

from typing import Final

from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import look
from commonhall.upkeep.demo import enquiries, requests
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.mapped import OPEN, WHERE, asked, furnish, press

STORY: Final = "a place on a map"
USES: Final = ("maps",)
LAMP: Final = "LC-0001"
ASKED: Final = next(one.enquiry for one in requests.EVERYWHERE if one.enquiry.service == "report-a-problem")


def play(council: CouncilSite, effect: Effect) -> str:
    """Report a problem while maps do wrong, and return what happened in words.

    Asserts that it is sent at once, once, with the point of the lamp column that was meant.
    """
    furnish(council)
    with in_council(council):
        set_fault(capability="maps", effect=effect, by=SYSTEM, at=NOW)
    sender = asked(Browser(council.host or f"{council.slug}.localhost"), category=str(ASKED.answers["category"]))
    seen = [_sees_map(press(sender, OPEN, place=""))]
    seen.append(_sees_map(press(sender, "find", map_find=LAMP)))
    press(sender, "use", map_thing=LAMP, map_words="")
    assert sender.path != WHERE, "the place is not taken"
    with in_council(council):
        journey = Journey.objects.get()
        standing = look(journey=journey, council=council, language="en", at=NOW)
        standing = enquiries.answer_all(standing, council, ASKED.answers, language="en", at=NOW)
        submit(standing=standing, at=NOW)
        case = Case.objects.get()
        assert case.lat is not None
        assert LAMP in case.answers["place"]["text"]
        clear_faults()
    forget_failures()
    if all(seen):
        return "Reference at once; the map was shown"
    return "Reference at once; the place was found in a list" + (", and the map shown in between" if any(seen) else "")


def _sees_map(sender: Browser) -> bool:
    shown = 'type="image"' in sender.page
    assert shown != ("We cannot show a map at the moment." in sender.text)
    return shown
