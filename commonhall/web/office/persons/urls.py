"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.persons.editing import details_page, preferences_page
from commonhall.web.office.persons.found import people_page
from commonhall.web.office.persons.matching import join_page, match_page, matches_page
from commonhall.web.office.persons.organisations import (
    add_organisation_page,
    organisation_details_page,
    organisation_view_page,
)
from commonhall.web.office.persons.parting import merge_page
from commonhall.web.office.persons.person import person_view_page
from commonhall.web.office.persons.places import property_view_page
from commonhall.web.office.persons.readers import readers_page
from commonhall.web.office.persons.relating import add_page, end_page
from commonhall.web.office.persons.rights import rights_page
from commonhall.web.office.persons.taking_part import add_party_page, end_party_page
from commonhall.web.office.persons.warned import warn_person_page, warn_property_page, warning_page, warnings_page
from commonhall.web.office.persons.weights import weights_page

urlpatterns: Final[list[URLPattern]] = [
    path("people", people_page, name="office-people"),
    path("people/<uuid:person>", person_view_page, name="office-person"),
    path("people/<uuid:person>/details", details_page, name="office-person-details"),
    path("people/<uuid:person>/preferences", preferences_page, name="office-person-preferences"),
    path("people/<uuid:person>/relationships", add_page, name="office-relationship-add"),
    path("people/<uuid:person>/relationships/<uuid:relationship>", end_page, name="office-relationship-end"),
    path("people/<uuid:person>/warning", warn_person_page, name="office-person-warn"),
    path("people/<uuid:person>/join", join_page, name="office-person-join"),
    path("people/<uuid:person>/readers", readers_page, name="office-person-readers"),
    path("matches", matches_page, name="office-matches"),
    path("matches/points", weights_page, name="office-weights"),
    path("matches/<uuid:suggestion>", match_page, name="office-match"),
    path("joins/<uuid:merge>", merge_page, name="office-join"),
    path("warnings", warnings_page, name="office-warnings"),
    path("warnings/<uuid:warning>", warning_page, name="office-warning"),
    path("organisations", add_organisation_page, name="office-organisation-add"),
    path("organisations/<uuid:organisation>", organisation_view_page, name="office-organisation"),
    path("organisations/<uuid:organisation>/details", organisation_details_page, name="office-organisation-details"),
    path("cases/<str:reference>/parties", add_party_page, name="office-party-add"),
    path("cases/<str:reference>/parties/<uuid:party>", end_party_page, name="office-party-end"),
    path("properties/<str:uprn>", property_view_page, name="office-property"),
    path("properties/<str:uprn>/warning", warn_property_page, name="office-property-warn"),
    path("people/<uuid:person>/rights", rights_page, name="office-person-rights"),
]
