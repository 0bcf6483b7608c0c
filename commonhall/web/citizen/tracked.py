"""Which cases may this browser follow, and at which address?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

from commonhall.cases.people.own import own_cases
from commonhall.cases.queries import Progress, progress_of
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen import cookies
from commonhall.web.citizen.residents import resident_of
from commonhall.web.citizen.visit import Visit


def key_of(case: str) -> str:
    """Return what stands for a case in the address of its progress: it opens nothing without the cookie."""
    return salted_hmac("commonhall.track", case, algorithm="sha256").hexdigest()[:24]


def progress_address(case: str) -> str:
    """Return the address at which a case is followed."""
    return f"/track/{key_of(case)}"


def followed(visit: Visit, key: str) -> Progress | None:
    """Return the case behind ``key`` if this browser has shown that it may follow it, or its resident is signed in."""
    for case in cookies.tracked_cases(visit.request, str(visit.council.id)):
        if key_of(case) == key:
            return progress_of(UUID(case), council=visit.council, at=visit.at)
    resident = resident_of(visit)
    return own_progress(visit, resident, key) if resident else None


def own_progress(visit: Visit, resident: SignedInResident, key: str) -> Progress | None:
    """Return the case behind ``key`` if it is the resident's own."""
    own = own_cases(resident.email, council=visit.council, at=visit.at).values_list("id", flat=True)
    found = next((case for case in own if key_of(str(case)) == key), None)
    return progress_of(found, council=visit.council, at=visit.at) if found else None


def let_follow(visit: Visit, response: HttpResponseBase, case: str) -> None:
    """Let this browser follow ``case``, beside those that it follows already."""
    others = [each for each in cookies.tracked_cases(visit.request, str(visit.council.id)) if each != case]
    cookies.keep_tracked(response, [case, *others], council=str(visit.council.id))
