"""Where are the pages of linked systems?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.office.linked.page import linked_page
from commonhall.web.office.linked.sending import sending_page

urlpatterns = [
    path("linked-systems", linked_page, name="office-linked"),
    path("linked-systems/<uuid:sending>", sending_page, name="office-sending"),
]
