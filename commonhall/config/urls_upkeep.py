"""Which addresses does the operators' host answer?"""

from __future__ import annotations

from commonhall.config.sites import site

handler404 = "commonhall.web.upkeep.pages.not_found"
urlpatterns = [*site("", "commonhall.web.upkeep.urls")]
