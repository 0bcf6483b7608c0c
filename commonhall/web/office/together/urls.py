"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.together.addressing import address_page
from commonhall.web.office.together.approving import approvals_page, proposal_page
from commonhall.web.office.together.arranging import arrange_page, watch_page
from commonhall.web.office.together.correcting import answers_page, correct_page
from commonhall.web.office.together.merging import merge_page, unmerge_page
from commonhall.web.office.together.mine import mine_page
from commonhall.web.office.together.noting import note_change_page
from commonhall.web.office.together.recasting import service_page, split_page, version_page
from commonhall.web.office.together.relating import link_page, unlink_page
from commonhall.web.office.together.repeating import again_page

urlpatterns: Final[list[URLPattern]] = [
    path("cases/<str:reference>/arrange", arrange_page, name="office-arrange"),
    path("cases/<str:reference>/watch", watch_page, name="office-watch"),
    path("cases/<str:reference>/notes/<uuid:note>", note_change_page, name="office-note-change"),
    path("cases/<str:reference>/again", again_page, name="office-again"),
    path("cases/<str:reference>/links", link_page, name="office-link"),
    path("cases/<str:reference>/links/<uuid:link>", unlink_page, name="office-unlink"),
    path("cases/<str:reference>/merge", merge_page, name="office-merge"),
    path("cases/<str:reference>/unmerge", unmerge_page, name="office-unmerge"),
    path("cases/<str:reference>/proposals/<uuid:proposal>", proposal_page, name="office-proposal"),
    path("cases/<str:reference>/answers", answers_page, name="office-answers"),
    path("cases/<str:reference>/answers/<slug:question>", correct_page, name="office-correct"),
    path("cases/<str:reference>/address/<slug:question>", address_page, name="office-address"),
    path("cases/<str:reference>/version", version_page, name="office-version"),
    path("cases/<str:reference>/service", service_page, name="office-service"),
    path("cases/<str:reference>/split", split_page, name="office-split"),
    path("approvals", approvals_page, name="office-approvals"),
    path("mine", mine_page, name="office-mine"),
]
