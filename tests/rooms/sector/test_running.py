"""What councils run is public once they say it, each for itself; nobody can say it for another."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import connections

from commonhall.catalogue.models import Running
from commonhall.catalogue.operations import AdoptionRefused, close_adoption
from commonhall.catalogue.queries import find_service, public_services
from commonhall.catalogue.running import publish_all_running
from commonhall.councils.ids import new_id
from commonhall.councils.provision import Dsns
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.sector.conftest import AT, DESIGNER, run_contact
from tests.rooms.work.skips import adopt_skips


@pytest.mark.commits
def test_adopting_says_it_publicly_and_closing_takes_it_back(library: None, council: CouncilSite) -> None:
    run_contact(council)
    assert [(each.council_id, each.slug, each.pattern, each.library) for each in public_services()] == [
        (council.id, "contact", "contact-the-council", True)
    ]
    with in_council(council, by=DESIGNER):
        close_adoption(slug="contact", by=DESIGNER, at=AT)
        assert find_service("contact", council=council, day=AT.date()) is None
    assert public_services() == []


@pytest.mark.commits
def test_an_imported_form_is_listed_as_the_councils_own(committed: None, council: CouncilSite) -> None:
    with in_council(council, by=DESIGNER):
        adopt_skips(council)
    assert [(each.library, each.title.en != "") for each in public_services()] == [(False, True)]


@pytest.mark.commits
def test_the_nightly_job_mends_what_is_missing_and_left_over(
    library: None, council: CouncilSite, other_council: CouncilSite
) -> None:
    run_contact(council)
    run_contact(other_council)
    with in_council(council, by=DESIGNER):
        Running.objects.filter(council_id=council.id).delete()
        Running.objects.create(
            slug="gone", pattern="gone", version="1.0.0", origin="library", title_en="Gone", published_at=AT
        )
    publish_all_running(council, at=AT + timedelta(days=1))
    assert {(each.council_id, each.slug) for each in public_services()} == {
        (council.id, "contact"),
        (other_council.id, "contact"),
    }


def test_nothing_is_closed_that_does_not_run(council: CouncilSite) -> None:
    with in_council(council, by=DESIGNER), pytest.raises(AdoptionRefused, match="runs nothing at 'contact'"):
        close_adoption(slug="contact", by=DESIGNER, at=AT)


@pytest.mark.commits
def test_a_council_cannot_speak_for_another(library: None, council: CouncilSite, other_council: CouncilSite) -> None:
    run_contact(other_council)
    with in_council(council, by=DESIGNER):
        assert Running.objects.filter(council_id=other_council.id).update(title_en="Taken") == 0
        assert Running.objects.filter(council_id=other_council.id).delete()[0] == 0
    with (
        pytest.raises(Exception, match="row-level security"),
        in_council(council, by=DESIGNER),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO catalogue_running (id, council_id, slug, pattern, version, origin, title_en, title_cy) "
            "VALUES (%s, %s, 'x', 'x', '1.0.0', 'library', 'x', '')",
            [new_id(), other_council.id],
        )


@pytest.mark.commits
def test_what_is_not_published_is_seen_by_its_own_council_only(
    library: None, council: CouncilSite, other_council: CouncilSite
) -> None:
    run_contact(council)
    with in_council(council, by=DESIGNER):
        Running.objects.filter(slug="contact").update(published_at=None)
        assert Running.objects.count() == 1
    with in_council(other_council, by=DESIGNER):
        assert Running.objects.count() == 0
    assert public_services() == []


@pytest.mark.commits
def test_the_sector_reads_figures_and_nothing_private(library: None, council: CouncilSite, dsns: Dsns) -> None:
    run_contact(council)
    with psycopg.connect(dsns.sector) as sector:
        assert sector.execute("SELECT count(*) FROM catalogue_running").fetchone() == (1,)
        for table in ("catalogue_adoption", "catalogue_revision", "cases_case", "councils_council"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), sector.transaction():
                sector.execute(f"SELECT 1 FROM {table}")
