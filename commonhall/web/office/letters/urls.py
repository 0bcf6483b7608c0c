"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.letters.asking import ask_page, cancel_page
from commonhall.web.office.letters.errands import errand_page, new_errand_page
from commonhall.web.office.letters.reading import came_back_page, paper_page, read_page
from commonhall.web.office.letters.templates import template_page, templates_page
from commonhall.web.office.letters.tray import post_page, stray_page, tray_page
from commonhall.web.office.letters.writing import write_page

urlpatterns: Final[list[URLPattern]] = [
    path("post", post_page, name="office-post"),
    path("tray", tray_page, name="office-tray"),
    path("tray/<uuid:stray>", stray_page, name="office-stray"),
    path("templates", templates_page, name="office-templates"),
    path("templates/new", template_page, name="office-template-new"),
    path("templates/<uuid:template>", template_page, name="office-template"),
    path("cases/<str:reference>/write", write_page, name="office-write"),
    path("cases/<str:reference>/letters/<uuid:message>.pdf", paper_page, name="office-paper"),
    path("cases/<str:reference>/letters/<uuid:message>/came-back", came_back_page, name="office-came-back"),
    path("cases/<str:reference>/read", read_page, name="office-read"),
    path("cases/<str:reference>/ask", ask_page, name="office-ask"),
    path("cases/<str:reference>/ask/<uuid:asked>/cancel", cancel_page, name="office-ask-cancel"),
    path("cases/<str:reference>/errands/new", new_errand_page, name="office-errand-new"),
    path("cases/<str:reference>/errands/<uuid:errand>", errand_page, name="office-errand"),
]
