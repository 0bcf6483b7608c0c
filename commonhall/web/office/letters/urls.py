"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.letters.reading import read_page
from commonhall.web.office.letters.writing import write_page

urlpatterns: Final[list[URLPattern]] = [
    path("cases/<str:reference>/write", write_page, name="office-write"),
    path("cases/<str:reference>/read", read_page, name="office-read"),
]
