"""Which addresses does the sector site answer?"""

from __future__ import annotations

from commonhall.config.sites import site

urlpatterns = [*site("", "commonhall.web.sector.urls")]
