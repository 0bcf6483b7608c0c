"""A page has one address: with a slash behind it a person is sent there, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import Client

from commonhall.councils.queries import CouncilSite


@pytest.mark.parametrize(
    ("asked", "status", "to"),
    [
        ("/track/", 301, "/track"),
        ("/track/?a=b", 301, "/track?a=b"),
        ("/bin-day//", 301, "/bin-day"),
        ("/no-such-page/", 404, None),
    ],
)
def test_a_slash_behind_leads_to_the_page(council: CouncilSite, asked: str, status: int, to: str | None) -> None:
    response = Client(headers={"host": council.host}).get(asked)
    assert response.status_code == status
    assert response.headers.get("location") == to


def test_a_post_is_not_sent_elsewhere(council: CouncilSite) -> None:
    assert Client(headers={"host": council.host}).post("/track/").status_code == 404


def test_another_host_cannot_be_named_in_the_address(council: CouncilSite) -> None:
    response = Client(headers={"host": council.host}).get("/", PATH_INFO="//evil.example/track/")
    assert response.status_code == 404
