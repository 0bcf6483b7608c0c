"""Where are the pages of linked systems?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.office.linked.page import linked_page

urlpatterns = [path("linked-systems", linked_page, name="office-linked")]
