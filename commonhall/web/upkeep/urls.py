"""Which addresses does the operators' site answer?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.upkeep.pages import colours, council_page, front_page, state_page
from commonhall.web.upkeep.sign_in import sign_in_page, sign_out_page

urlpatterns = [
    path("", front_page, name="upkeep_front"),
    path("upkeep/", state_page, name="upkeep"),
    path("upkeep/councils/<slug:slug>", council_page, name="upkeep_council"),
    path("upkeep/sign-in", sign_in_page, name="upkeep_sign_in"),
    path("upkeep/sign-out", sign_out_page, name="upkeep_sign_out"),
    path("look.css", colours, name="upkeep_look"),
]
