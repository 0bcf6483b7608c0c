"""Which addresses do the pages of the council's takings answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.takings.differing import difference_page
from commonhall.web.office.takings.ledger_file import ledger_file
from commonhall.web.office.takings.page import takings_page

urlpatterns: Final[list[URLPattern]] = [
    path("money", takings_page, name="office-takings"),
    path("money/ledger-<str:day>.csv", ledger_file, name="office-takings-file"),
    path("money/differences/<uuid:difference>", difference_page, name="office-difference"),
]
