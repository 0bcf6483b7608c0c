"""Which addresses does a council's host answer? The office first, then the residents' site."""

from __future__ import annotations

from commonhall.config.sites import site

urlpatterns = [*site("office/", "commonhall.web.office.urls"), *site("", "commonhall.web.citizen.urls")]
