"""Which addresses do the figures for managers answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.figures.page import figures_file, figures_page

urlpatterns: Final[list[URLPattern]] = [
    path("figures", figures_page, name="office-figures"),
    path("figures/<slug:sheet>.csv", figures_file, name="office-figures-file"),
]
