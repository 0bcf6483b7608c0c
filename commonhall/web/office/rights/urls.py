"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.rights.glasses import glass_page, open_page, review_glass_page
from commonhall.web.office.rights.granting import add_page, leave_page, take_page
from commonhall.web.office.rights.hidden import hidden_page
from commonhall.web.office.rights.joining import invitation_page, invite_again_page, new_member_page
from commonhall.web.office.rights.own import own_end_page, own_page
from commonhall.web.office.rights.people import member_page, review_page, staff_page
from commonhall.web.office.rights.purpose import purpose_page
from commonhall.web.office.rights.record import audit_file, audit_page
from commonhall.web.office.rights.roles import roles_page

urlpatterns: Final[list[URLPattern]] = [
    path("rights/staff", staff_page, name="office-rights-staff"),
    path("rights/staff/new", new_member_page, name="office-rights-new"),
    path("rights/staff/<uuid:membership>/again", invite_again_page, name="office-rights-again"),
    path("sign-in/new/<str:token>", invitation_page, name="office-invitation"),
    path("rights/staff/<uuid:membership>", member_page, name="office-rights-member"),
    path("rights/staff/<uuid:membership>/add", add_page, name="office-rights-add"),
    path("rights/staff/<uuid:membership>/leave", leave_page, name="office-rights-leave"),
    path("rights/staff/<uuid:membership>/grants/<uuid:grant>", take_page, name="office-rights-take"),
    path("rights/review", review_page, name="office-rights-review"),
    path("rights/roles", roles_page, name="office-rights-roles"),
    path("rights/record", audit_page, name="office-rights-audit"),
    path("rights/record.<slug:form>", audit_file, name="office-rights-audit-file"),
    path("rights/restricted", glass_page, name="office-rights-glass"),
    path("rights/restricted/open", open_page, name="office-rights-open"),
    path("rights/restricted/<uuid:glass>", review_glass_page, name="office-rights-glass-review"),
    path("cases/<str:reference>/hidden", hidden_page, name="office-hidden"),
    path("cases/<str:reference>/why", purpose_page, name="office-purpose"),
    path("team/own", own_page, name="office-own"),
    path("team/own/<uuid:interest>", own_end_page, name="office-own-end"),
]
