"""Which addresses does this part of the office answer? Below ``/office/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from commonhall.web.office.calls.about import call_case_page
from commonhall.web.office.calls.call import call_page
from commonhall.web.office.calls.caller import caller_page, check_caller_page
from commonhall.web.office.calls.chat_desk import chats_settings_page
from commonhall.web.office.calls.chats import chats_page, take_page
from commonhall.web.office.calls.chatting import chat_lines_page, chat_link_page, chat_page
from commonhall.web.office.calls.counted import call_figures_page
from commonhall.web.office.calls.desk import begin_call_page, calls_page
from commonhall.web.office.calls.finishing import finish_call_page, read_call_page
from commonhall.web.office.calls.passing import chat_pass_page, chat_see_to_page, chats_all_page
from commonhall.web.office.calls.rules import call_rules_page
from commonhall.web.office.calls.serving import call_journey_page, call_link_page, serve_page

urlpatterns: Final[list[URLPattern]] = [
    path("calls", calls_page, name="office-calls"),
    path("calls/begin", begin_call_page, name="office-call-begin"),
    path("calls/figures", call_figures_page, name="office-call-figures"),
    path("calls/settings", call_rules_page, name="office-calls-settings"),
    path("calls/<uuid:interaction>", call_page, name="office-call"),
    path("calls/<uuid:interaction>/caller", caller_page, name="office-caller"),
    path("calls/<uuid:interaction>/check", check_caller_page, name="office-caller-check"),
    path("calls/<uuid:interaction>/serve", serve_page, name="office-call-serve"),
    path("calls/<uuid:interaction>/journeys/<uuid:journey>", call_journey_page, name="office-call-journey"),
    path("calls/<uuid:interaction>/link", call_link_page, name="office-call-link"),
    path("calls/<uuid:interaction>/cases/<str:reference>", call_case_page, name="office-call-case"),
    path("calls/<uuid:interaction>/finish", finish_call_page, name="office-call-finish"),
    path("calls/<uuid:interaction>/read", read_call_page, name="office-call-read"),
    path("chats", chats_page, name="office-chats"),
    path("chats/settings", chats_settings_page, name="office-chats-settings"),
    path("chats/<uuid:chat>", chat_page, name="office-chat"),
    path("chats/<uuid:chat>/take", take_page, name="office-chat-take"),
    path("chats/<uuid:chat>/lines", chat_lines_page, name="office-chat-lines"),
    path("chats/<uuid:chat>/link", chat_link_page, name="office-chat-link"),
    path("chats/<uuid:chat>/pass", chat_pass_page, name="office-chat-pass"),
    path("chats/<uuid:chat>/see-to", chat_see_to_page, name="office-chat-see-to"),
    path("chats/all", chats_all_page, name="office-chats-all"),
]
