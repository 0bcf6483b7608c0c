"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.records.blacking import boxes_page
from commonhall.web.office.records.disposal import due_page, rule_page
from commonhall.web.office.records.holding import hold_page, holds_page, new_hold_page
from commonhall.web.office.records.longer import longer_page
from commonhall.web.office.records.packs import new_pack_page, pack_file_page, pack_page, packs_page
from commonhall.web.office.records.parts import part_page
from commonhall.web.office.records.runs import certificate_page, run_page, runs_page
from commonhall.web.office.records.stilling import restrict_page, use_page, uses_page

urlpatterns: Final[list[URLPattern]] = [
    path("records", due_page, name="office-records"),
    path("records/due/<slug:pattern>/<slug:rule>/<slug:then>", rule_page, name="office-records-rule"),
    path("records/longer/<slug:pattern>", longer_page, name="office-records-longer"),
    path("records/disposals", runs_page, name="office-records-runs"),
    path("records/disposals/<uuid:run>", run_page, name="office-records-run"),
    path("records/disposals/<uuid:run>/certificate", certificate_page, name="office-records-certificate"),
    path("records/holds", holds_page, name="office-records-holds"),
    path("records/holds/<uuid:hold>", hold_page, name="office-records-hold"),
    path("records/packs", packs_page, name="office-records-packs"),
    path("records/packs/<uuid:pack>", pack_page, name="office-records-pack"),
    path("records/packs/<uuid:pack>/file", pack_file_page, name="office-records-pack-file"),
    path("records/packs/<uuid:pack>/parts/<int:place>", part_page, name="office-records-part"),
    path("records/packs/<uuid:pack>/parts/<int:place>/boxes", boxes_page, name="office-records-boxes"),
    path("cases/<str:reference>/pack", new_pack_page, name="office-records-new-pack"),
    path("cases/<str:reference>/restrict", restrict_page, name="office-restrict"),
    path("cases/<str:reference>/use", use_page, name="office-use"),
    path("records/uses", uses_page, name="office-records-uses"),
    path("cases/<str:reference>/hold", new_hold_page, name="office-records-new-hold"),
]
