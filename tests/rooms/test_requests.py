"""Does each request run on its own host's site, in that council's scope, and leave nothing behind when it fails?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path

from commonhall.config import urls_council, urls_sector
from commonhall.councils.actors import SYSTEM
from commonhall.councils.operations import set_status
from commonhall.councils.policies import outside_transaction
from commonhall.councils.queries import CouncilSite, forget_hosts
from commonhall.councils.scope import find_scope, in_council
from commonhall.record.models import Event
from commonhall.record.operations import record_event
from tests.cast import OPENING

SUBJECT = ("case", UUID(int=7))


def note(request: HttpRequest) -> HttpResponse:
    record_event(kind="seen", subject=SUBJECT, by=SYSTEM, at=OPENING)
    # No scope is a failure too:
    return HttpResponse(str(find_scope() and find_scope().council_id), content_type="text/plain")  # type: ignore[union-attr]


def fail(request: HttpRequest) -> HttpResponse:
    note(request)
    raise RuntimeError("planted")


def fail_quietly(request: HttpRequest) -> HttpResponse:
    note(request)
    return HttpResponse(status=503)


def miss(request: HttpRequest) -> HttpResponse:
    note(request)
    raise Http404


@outside_transaction
def outside(request: HttpRequest) -> HttpResponse:
    before = find_scope()
    with in_council(request.council):  # type: ignore[attr-defined]  # set by the middleware
        note(request)
    return HttpResponse(f"{before}", content_type="text/plain")


def sector(request: HttpRequest) -> HttpResponse:
    # Set by the middleware:
    return HttpResponse(f"{request.council} {find_scope()}", content_type="text/plain")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _routes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    views = {"note": note, "fail": fail, "quiet": fail_quietly, "miss": miss, "outside": outside}
    monkeypatch.setattr(urls_council, "urlpatterns", [path(name, view) for name, view in views.items()])
    monkeypatch.setattr(urls_sector, "urlpatterns", [path("", sector)])
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def get() -> Callable[[str, str], Any]:
    client = Client(raise_request_exception=False)
    return lambda host, where: client.get(where, headers={"host": host})


def events_at(council: CouncilSite) -> int:
    with in_council(council):
        return Event.objects.count()


def test_a_view_runs_in_the_scope_of_its_host(get: Any, council: CouncilSite, other_council: CouncilSite) -> None:
    before = events_at(council), events_at(other_council)
    assert get("amberford.localhost:8000", "/note").content.decode() == str(council.id)
    assert get("brynafon.localhost", "/note").content.decode() == str(other_council.id)
    assert (events_at(council), events_at(other_council)) == (before[0] + 1, before[1] + 1)
    assert find_scope() is None


@pytest.mark.parametrize("where", ["/fail", "/quiet", "/miss"])
def test_what_a_failing_view_wrote_is_not_kept(get: Any, council: CouncilSite, where: str) -> None:
    before = events_at(council)
    assert get("amberford.localhost", where).status_code in {404, 500, 503}
    assert events_at(council) == before


def test_a_failure_says_nothing_of_its_cause(get: Any) -> None:
    answer = get("amberford.localhost", "/fail")
    assert b"planted" not in answer.content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_view_may_run_outside_the_transaction(get: Any, council: CouncilSite) -> None:
    before = events_at(council)
    assert get("amberford.localhost", "/outside").content == b"None"
    assert events_at(council) == before + 1


@pytest.mark.parametrize("host", ["nowhere.localhost", "amberford.localhost.evil.example", "", "127.0.0.2"])
def test_an_unknown_host_gets_a_bare_not_found(get: Any, host: str) -> None:
    answer = get(host, "/note")
    assert (answer.status_code, answer.content) == (404, b"Not found\n")


def test_no_header_but_the_host_decides(council: CouncilSite) -> None:
    headers = {"host": "amberford.localhost", "x-forwarded-host": "brynafon.localhost"}
    assert Client().get("/note", headers=headers).content.decode() == str(council.id)


def test_a_suspended_council_has_no_site(get: Any, council: CouncilSite) -> None:
    set_status(slug="amberford", status="suspended", by=SYSTEM, at=OPENING)
    assert get("amberford.localhost", "/note").status_code == 404


def test_the_sector_site_has_no_council(get: Any) -> None:
    assert get("localhost:8000", "/").content == b"None None"


def test_health_answers_on_any_host(get: Any) -> None:
    assert get("nowhere.localhost", "/healthz").content == b"ok\n"


def test_every_answer_carries_the_security_headers(get: Any) -> None:
    for host, where in (("amberford.localhost", "/note"), ("nowhere.localhost", "/"), ("localhost", "/missing")):
        headers = get(host, where).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_the_scope_costs_one_statement_a_request(get: Any, council: CouncilSite, count_statements: Any) -> None:
    get("amberford.localhost", "/note")
    with count_statements("default") as on_default, count_statements("control") as on_control:
        get("amberford.localhost", "/note")
    written = [one["sql"] for one in on_default.captured_queries]
    assert len([sql for sql in written if sql not in ("BEGIN", "COMMIT")]) == 2, written
    assert len(on_control) == 0


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_a_restarted_server_is_found_again_without_a_failed_request(
    get: Any, council: CouncilSite, own_database: Any
) -> None:
    import psycopg

    assert get("amberford.localhost", "/note").status_code == 200
    forget_hosts()
    with psycopg.connect(own_database.superuser_dsn, autocommit=True) as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE usename IN ('ch_app', 'ch_control')"
            " AND datname = current_database()"  # other tests have databases of their own on the same server
        )
    assert get("amberford.localhost", "/note").status_code == 200
