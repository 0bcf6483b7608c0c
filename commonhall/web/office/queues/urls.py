"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.queues.files import list_file
from commonhall.web.office.queues.views import drop_view_page, new_view_page, view_page, views_page

urlpatterns: Final[list[URLPattern]] = [
    path("lists/<slug:kind>", list_file, name="office-list-file"),
    path("views", views_page, name="office-views"),
    path("views/new", new_view_page, name="office-view-new"),
    path("views/<uuid:view>", view_page, name="office-view"),
    path("views/<uuid:view>/delete", drop_view_page, name="office-view-drop"),
]
