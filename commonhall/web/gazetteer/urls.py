"""Which addresses do programs call that search the council's gazetteer? Those of OS Places, below ``/gazetteer/``."""

from __future__ import annotations

from django.urls import path

from commonhall.web.gazetteer.places import places

urlpatterns = [path("search/places/v1/<slug:call>", places, name="gazetteer-places")]
