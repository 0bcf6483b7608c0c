"""How many statements does a page cost? The scope, the journey, and what it writes; the service is kept for seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonhall.councils.queries import CouncilSite
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.walking import BASE, choose_place, fill_in

KEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
Counting = Callable[..., Any]


def statements(seen: Any) -> list[str]:
    """Return what a request asks outside tests: without transaction keeping, and without the scope taken back,
    which only a transaction around the request needs."""
    asked = [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(KEEPING)]
    if asked and "set_config('app.council', ''" in asked[-1]:
        asked.pop()
    return asked


def test_a_page_costs_two(citizen: Browser, place: CouncilSite, count_statements: Counting) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    for page in ("size", "filling", "about"):
        citizen.get(f"{BASE}/{page}")
        with count_statements() as seen:
            citizen._ask("GET", f"{BASE}/{page}")
        assert citizen.status == 200
        assert len(statements(seen)) <= 2, statements(seen)


def test_the_first_page_costs_one(citizen: Browser, count_statements: Counting) -> None:
    citizen.get(f"{BASE}/about")
    with count_statements() as seen:
        citizen._ask("GET", f"{BASE}/about")
    assert len(statements(seen)) <= 1, statements(seen)


def test_a_post_costs_three(citizen: Browser, place: CouncilSite, count_statements: Counting) -> None:
    choose_place(citizen, place)
    form = citizen.form(size="small")
    with count_statements() as seen:
        citizen._ask("POST", f"{BASE}/size", form)
    assert citizen.status == 303
    assert len(statements(seen)) <= 3, statements(seen)


def test_the_first_post_costs_three(citizen: Browser, count_statements: Counting) -> None:
    citizen.get(f"{BASE}/about")
    form = citizen.form()
    with count_statements() as seen:
        citizen._ask("POST", f"{BASE}/about", form)
    assert citizen.status == 303
    assert len(statements(seen)) <= 3, statements(seen)


def test_sending_costs_four(
    citizen: Browser, place: CouncilSite, resident: Resident, count_statements: Counting
) -> None:
    fill_in(citizen, place, resident)
    form = citizen.form(declaration="yes")
    with count_statements() as seen:
        citizen._ask("POST", f"{BASE}/check", form)
    assert citizen.status == 303
    assert len(statements(seen)) <= 4, statements(seen)


def test_the_start_page_costs_little(citizen: Browser, count_statements: Counting) -> None:
    citizen.get(BASE)
    with count_statements() as seen:
        citizen._ask("GET", BASE)
    assert len(statements(seen)) <= 2, statements(seen)
