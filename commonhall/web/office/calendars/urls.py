"""Where are the pages of calendars?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.office.calendars.page import calendars_page

urlpatterns = [path("calendars", calendars_page, name="office-calendars")]
