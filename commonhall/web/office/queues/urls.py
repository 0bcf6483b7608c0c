"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.queues.absences import absence_drop_page, absences_page, officer_page
from commonhall.web.office.queues.bulk import bulk_act_page, bulk_do_page, bulk_page
from commonhall.web.office.queues.bulk_result import bulk_result_page, bulk_undo_page
from commonhall.web.office.queues.files import list_file
from commonhall.web.office.queues.home import decline_page, home_page, next_page
from commonhall.web.office.queues.rules import drop_rule_page, new_rule_page, rule_page, rules_page
from commonhall.web.office.queues.tasks import tasks_page
from commonhall.web.office.queues.views import drop_view_page, new_view_page, view_page, views_page

urlpatterns: Final[list[URLPattern]] = [
    path("home", home_page, name="office-home"),
    path("next", next_page, name="office-next"),
    path("cases/<str:reference>/decline", decline_page, name="office-decline"),
    path("bulk", bulk_page, name="office-bulk"),
    path("bulk/what", bulk_act_page, name="office-bulk-act"),
    path("bulk/what/<slug:act>", bulk_do_page, name="office-bulk-do"),
    path("bulk/<uuid:bulk>", bulk_result_page, name="office-bulk-result"),
    path("bulk/<uuid:bulk>/undo", bulk_undo_page, name="office-bulk-undo"),
    path("rules", rules_page, name="office-rules"),
    path("rules/new", new_rule_page, name="office-rule-new"),
    path("rules/<uuid:rule>", rule_page, name="office-rule"),
    path("rules/<uuid:rule>/delete", drop_rule_page, name="office-rule-drop"),
    path("absences", absences_page, name="office-absences"),
    path("absences/<uuid:absence>/delete", absence_drop_page, name="office-absence-drop"),
    path("absences/officers/<uuid:officer>", officer_page, name="office-rota-officer"),
    path("tasks", tasks_page, name="office-tasks"),
    path("lists/<slug:kind>", list_file, name="office-list-file"),
    path("views", views_page, name="office-views"),
    path("views/new", new_view_page, name="office-view-new"),
    path("views/<uuid:kept>", view_page, name="office-view"),
    path("views/<uuid:kept>/delete", drop_view_page, name="office-view-drop"),
]
