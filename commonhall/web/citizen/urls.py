"""Which addresses does the residents' site answer?"""

from __future__ import annotations

from django.urls import path

from commonhall.web.citizen import (
    bin_day,
    bin_files,
    check,
    disclosures,
    ends,
    following,
    groups,
    holdings,
    item_pages,
    pay,
    question_pages,
    saving,
    start,
    statements,
    tasks,
    track,
)

urlpatterns = [
    path("", start.home_page, name="home"),
    path("services/<slug:slug>", start.start_page, name="start"),
    path("services/<slug:slug>/check", check.check_page, name="check"),
    path("services/<slug:slug>/sent", ends.sent_page, name="sent"),
    path("services/<slug:slug>/outcome", ends.outcome_page, name="outcome"),
    path("services/<slug:slug>/follow", following.follow_page, name="follow"),
    path("services/<slug:slug>/feedback", ends.feedback_page, name="feedback"),
    path("services/<slug:slug>/save", saving.save_page, name="save"),
    path("services/<slug:slug>/restart", saving.restart_page, name="restart"),
    path("services/<slug:slug>/resume/<str:token>", saving.open_saved, name="open_saved"),
    path("services/<slug:slug>/tasks", tasks.tasks_page, name="tasks"),
    path("services/<slug:slug>/<str:page>/<str:item>/remove", groups.remove_page, name="remove_item"),
    path("services/<slug:slug>/<str:page>/<str:item>/<str:item_page>", item_pages.item_page, name="item_page"),
    path("services/<slug:slug>/<str:page>", question_pages.question_page, name="question_page"),
    path("resume/<str:token>", saving.resume_page, name="resume"),
    path("track", track.track_page, name="track"),
    path("track/<str:key>", track.progress_page, name="progress"),
    path("track/<str:key>/pay/<str:purpose>", pay.pay_page, name="pay"),
    path("track/<str:key>/paid/<uuid:payment>", pay.paid_page, name="paid"),
    path("pay/<str:token>", pay.practice_page, name="practice_payment"),
    path("track/<str:key>/calendar/<slug:booking>.ics", holdings.appointment_page, name="appointment"),
    path("track/<str:key>/<str:transition>", track.move_page, name="resident_move"),
    path("disclosures", disclosures.log_page, name="disclosures"),
    path("disclosures/<uuid:entry_id>", disclosures.entry_page, name="disclosure"),
    path("bin-day", bin_day.postcode_page, name="bin_day"),
    path("bin-day/choose", bin_day.choose_page, name="bin_day_choose"),
    path("property/<str:uprn>", bin_day.property_page, name="property"),
    path("property/<str:uprn>/calendar.ics", bin_files.calendar_file_page, name="calendar"),
    path("property/<str:uprn>/collections.json", bin_files.collections_page, name="collections"),
    path("look.css", statements.look_page, name="look"),
    *(path(name, statements.statement_page, {"name": name}, name=name) for name in statements.NAMES),
]
