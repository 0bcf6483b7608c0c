"""Where are the pages of calendars?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.office.calendars.differing import booking_difference_page
from commonhall.web.office.calendars.page import calendars_page

urlpatterns = [
    path("calendars", calendars_page, name="office-calendars"),
    path("calendars/differences/<uuid:difference>", booking_difference_page, name="office-difference-booking"),
]
