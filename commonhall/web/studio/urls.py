"""Which addresses does the studio answer? Below ``/studio/`` on each council's host."""

from __future__ import annotations

from django.urls import path

from commonhall.web.studio.binding import binding_page, check_page, give_up_page, switch_page
from commonhall.web.studio.filling import settings_page
from commonhall.web.studio.health import health_page
from commonhall.web.studio.mapping.fields import field_page
from commonhall.web.studio.mapping.overview import mapping_page, mappings_page
from commonhall.web.studio.mapping.statuses import about_page, heard_page, tells_page
from commonhall.web.studio.providers import capability_page, choose_page, providers_page
from commonhall.web.studio.tried import begin_page, delete_page, tests_page, time_page, trial_page
from commonhall.web.studio.tried_case import tried_page
from commonhall.web.studio.trying import try_page

urlpatterns = [
    path("", providers_page, name="studio"),
    path("health", health_page, name="studio-health"),
    path("providers/<slug:capability>", capability_page, name="studio-capability"),
    path("providers/<slug:capability>/choose", choose_page, name="studio-choose"),
    path("providers/<slug:capability>/choose/<slug:provider>", settings_page, name="studio-settings"),
    path("linked-systems", mappings_page, name="studio-mappings"),
    path("linked-systems/<slug:service>", mapping_page, name="studio-mapping"),
    path("linked-systems/<slug:service>/about", about_page, name="studio-mapping-about"),
    path("linked-systems/<slug:service>/says", tells_page, name="studio-mapping-tells"),
    path("linked-systems/<slug:service>/hears/<int:number>", heard_page, name="studio-mapping-heard"),
    path("linked-systems/<slug:service>/<slug:kind>/<int:number>", field_page, name="studio-mapping-field"),
    path("tests", tests_page, name="studio-tests"),
    path("tests/begin", begin_page, name="studio-begin-test"),
    path("tests/delete", delete_page, name="studio-delete-tests"),
    path("tests/time", time_page, name="studio-pass-time"),
    path("tests/trials/<uuid:trial>", trial_page, name="studio-trial"),
    path("tests/<uuid:case>", tried_page, name="studio-tried"),
    path("bindings/<uuid:binding>", binding_page, name="studio-binding"),
    path("bindings/<uuid:binding>/check", check_page, name="studio-check"),
    path("bindings/<uuid:binding>/switch", switch_page, name="studio-switch"),
    path("bindings/<uuid:binding>/give-up", give_up_page, name="studio-give-up"),
    path("bindings/<uuid:binding>/try", try_page, name="studio-try"),
]
