"""Which addresses does a council's host answer? The office first, then the residents' site."""

from __future__ import annotations

from commonhall.config.sites import site

urlpatterns = [
    *site("hooks/", "commonhall.web.hooks.urls"),
    *site("gazetteer/", "commonhall.web.gazetteer.urls"),
    *site("office/", "commonhall.web.office.urls"),
    *site("studio/", "commonhall.web.studio.urls"),
    *site("", "commonhall.web.citizen.urls"),
]

handler400 = "commonhall.web.citizen.errors.bad_request"
handler403 = "commonhall.web.citizen.errors.permission_denied"
handler404 = "commonhall.web.citizen.errors.page_not_found"
handler500 = "commonhall.web.citizen.errors.server_error"
