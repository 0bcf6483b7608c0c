"""Is everything about a case there at once? The page of a case as a lead sees it, fresh and after a long history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings

from bench.measuring import Cost, Figure, cost_of, percentile_ms
from bench.pages import Browser
from bench.stage import AT, prepared_journey, site_with_services
from commonhall.cases.intake import submit
from commonhall.cases.notes import add_note
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import add_member, create_account, grant_role, sign_in

NOTES: Final = 200
EMAIL: Final = "gwen@bench.example.org"
PASSWORD: Final = "a horse in every hedge"  # noqa: S105 of a database that is thrown away


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield what the page of a case costs through the whole stack, just sent and with 200 notes."""
    from commonhall.config.wsgi import application

    site = site_with_services()
    browser = Browser(application)
    browser.cookies[settings.STAFF_COOKIE] = _signed_in(site)
    fresh, long = _case(site, 0), _case(site, NOTES)
    times = 10 if quick else 30
    yardstick = _cost(browser, fresh, times)
    for name, path in (("just sent", fresh), (f"with {NOTES} notes", long)):
        cost = _cost(browser, path, times)
        yield Figure(
            f"case page of a lead, {name}",
            cost.cpu_ms,
            "CPU ms",
            "the page of a case just sent",
            cost.cpu_ms / yardstick.cpu_ms,
            aim="p95 at most 250 ms",
            more={
                "python": round(cost.python_ms, 3),
                "postgres": round(cost.postgres_ms, 3),
                "statements": cost.statements,
                "p95_wall_ms": round(_p95(browser, path, 5 * times), 3),
            },
        )


def _cost(browser: Browser, path: str, times: int) -> Cost:
    return cost_of(lambda _: browser.get(path), times=times)


def _p95(browser: Browser, path: str, times: int) -> float:
    return percentile_ms(lambda _: browser.get(path), times=times)


def _signed_in(site: CouncilSite) -> str:
    """Return the key of the session of a lead."""
    account = create_account(email=EMAIL, password=PASSWORD, by=SYSTEM, at=AT)
    with in_council(site):
        member = add_member(account_id=account, name="Bench Lead", email=EMAIL, by=SYSTEM, at=AT)
        grant_role(membership_id=member, role="lead", pattern="*", by=SYSTEM, at=AT)
        return sign_in(email=EMAIL, password=PASSWORD, address="192.0.2.9", at=AT).key


def _case(site: CouncilSite, notes: int) -> str:
    """Return the address of a new case with that many notes."""
    with in_council(site):
        sent = submit(standing=prepared_journey(site), at=AT)
        for number in range(notes):
            add_note(case_id=sent.case_ids[0], text=f"Rang back, nobody at home ({number}).", by=SYSTEM, at=AT)
    return f"/office/cases/{sent.references[0]}"
