"""Which addresses does the office answer? Below ``/office/`` on each council's host."""

from __future__ import annotations

from django.urls import path

from commonhall.web.office.acting import act_page
from commonhall.web.office.beginning import begin_page
from commonhall.web.office.calendars import urls as calendars
from commonhall.web.office.calls import urls as calls
from commonhall.web.office.case import assignment_page, case_page, note_page
from commonhall.web.office.deliveries import deliveries_page
from commonhall.web.office.documents import document_page
from commonhall.web.office.figures import urls as figures
from commonhall.web.office.letters import urls as letters
from commonhall.web.office.linked import urls as linked
from commonhall.web.office.money import payment_page, refund_done_page, refund_page
from commonhall.web.office.persons import urls as persons
from commonhall.web.office.queue import queue_page
from commonhall.web.office.queues import urls as queues
from commonhall.web.office.records import urls as records
from commonhall.web.office.rights import urls as rights
from commonhall.web.office.sign_in import sign_in_page, sign_out_page
from commonhall.web.office.sign_in_with import return_page, with_page
from commonhall.web.office.takings import urls as takings
from commonhall.web.office.tasks import task_page
from commonhall.web.office.team import team_page
from commonhall.web.office.tests import tests_page
from commonhall.web.office.together import urls as together
from commonhall.web.office.typing_cards import payment_back_page
from commonhall.web.office.whereabouts import map_page

urlpatterns = [
    path("", queue_page, name="office-queue"),
    path("sign-in", sign_in_page, name="office-sign-in"),
    path("sign-in/with", with_page, name="office-sign-in-with"),
    path("sign-in/return", return_page, name="office-sign-in-return"),
    path("sign-out", sign_out_page, name="office-sign-out"),
    path("cases/<str:reference>", case_page, name="office-case"),
    path("cases/<str:reference>/notes", note_page, name="office-note"),
    path("cases/<str:reference>/assignment", assignment_page, name="office-assignment"),
    path("cases/<str:reference>/actions/<slug:transition>", act_page, name="office-act"),
    path("cases/<str:reference>/tasks/<slug:task>", task_page, name="office-task"),
    path("cases/<str:reference>/payments/<str:purpose>", payment_page, name="office-payment"),
    path("cases/<str:reference>/paid/<uuid:payment>", payment_back_page, name="office-payment-back"),
    path("cases/<str:reference>/refund", refund_page, name="office-refund"),
    path("cases/<str:reference>/refunds/<uuid:refund>", refund_done_page, name="office-refund-done"),
    path("cases/<str:reference>/documents/<uuid:document>", document_page, name="office-document"),
    path("cases/<str:reference>/map", map_page, name="office-map"),
    path("begin", begin_page, name="office-begin"),
    path("deliveries", deliveries_page, name="office-deliveries"),
    path("team", team_page, name="office-team"),
    path("tests", tests_page, name="office-tests"),
    *calendars.urlpatterns,
    *calls.urlpatterns,
    *figures.urlpatterns,
    *takings.urlpatterns,
    *letters.urlpatterns,
    *linked.urlpatterns,
    *persons.urlpatterns,
    *queues.urlpatterns,
    *records.urlpatterns,
    *rights.urlpatterns,
    *together.urlpatterns,
]
