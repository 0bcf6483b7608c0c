"""Which addresses does the sector's public site have?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.sector import catalogue_pages, files
from commonhall.web.sector.statements import TITLES, statement

urlpatterns = [
    path("", catalogue_pages.home, name="sector_home"),
    path("patterns/<slug:slug>", catalogue_pages.pattern_page, name="sector_pattern"),
    path("patterns/<slug:slug>.yaml", files.pattern_yaml, name="sector_pattern_yaml"),
    path("patterns/<slug:slug>.json", files.pattern_json, name="sector_pattern_json"),
    path("patterns/<slug:slug>/<str:version>.yaml", files.pattern_yaml, name="sector_version_yaml"),
    path("patterns/<slug:slug>/<str:version>.json", files.pattern_json, name="sector_version_json"),
    path("councils", catalogue_pages.council_list, name="sector_councils"),
    path("schema/pattern.json", files.schema, name="sector_schema"),
    path("look.css", files.colours, name="sector_look"),
    path("robots.txt", files.robots, name="sector_robots"),
    path(".well-known/security.txt", files.security, name="sector_security"),
    *(path(name, statement(name), name=f"sector_{name}") for name in TITLES),
]
