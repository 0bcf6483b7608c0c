"""How does an officer get to their desk while the provider through which the council's staff sign in does wrong?"""

from __future__ import annotations

from typing import Final

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.councils.actors import SYSTEM
from commonhall.councils.scope import in_council
from commonhall.people.models import StaffIdentity
from tests.cast import Officer
from tests.rooms.festival.preparing import AT
from tests.rooms.office.desk import Desk, stranger
from tests.rooms.office.test_sign_in_with import go, link
from tests.rooms.vouching import Gate

STORY: Final = "an officer who signs in"


def play(officer: Officer, gate: Gate, effect: Effect) -> str:
    """Sign in while the provider does ``effect``, with the password where it cannot be otherwise; return what happened.

    Asserts that they come to their desk either way, as the same one colleague, and through the provider once it works.
    """
    council = officer.council
    gate.bind_entra(council)
    link(gate, council, "officer", officer.membership_id)
    with in_council(council):
        set_fault(capability="staff_identity", effect=effect, by=SYSTEM, at=AT)
    desk = stranger(council)
    through = _came_in(desk, gate)
    if not through:
        assert 'name="password"' in desk.get("sign-in").content.decode()
        entered = desk.post("sign-in", email=officer.email, password=officer.password)
        assert entered["location"] == "/office/home"
    assert officer.name in desk.get("").content.decode()
    with in_council(council):
        clear_faults()
        assert StaffIdentity.objects.count() == 1
    forget_failures()
    PUBLISHED.forget()
    assert _came_in(stranger(council), gate), "the provider works again"
    return "signed in through it" if through else "signed in with the password, as the same colleague"


def _came_in(desk: Desk, gate: Gate) -> bool:
    sent = desk.get("sign-in/with")
    if not str(sent["location"]).startswith(gate.address):
        return False
    return bool(go(desk, gate)["location"] == "/office/home")
