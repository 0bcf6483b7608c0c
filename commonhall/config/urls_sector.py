"""Which addresses does the sector site answer?"""

from __future__ import annotations

from commonhall.config.sites import site

handler404 = "commonhall.web.sector.statements.not_found"
urlpatterns = [*site("", "commonhall.web.sector.urls")]
