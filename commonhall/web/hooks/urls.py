"""Which addresses do other systems call? Below ``/hooks/`` on each council's host."""

from __future__ import annotations

from django.urls import path

from commonhall.web.hooks.back_office import back_office_hook
from commonhall.web.hooks.chat import chat_hook
from commonhall.web.hooks.messages import message_hook
from commonhall.web.hooks.photos import photo_hook
from commonhall.web.hooks.sign_in import signed_out_hook
from commonhall.web.hooks.waste import waste_hook

urlpatterns = [
    path("chat", chat_hook, name="hooks-chat"),
    path("back-office/<slug:service>", back_office_hook, name="hooks-back-office"),
    path("messages", message_hook, name="hooks-messages"),
    path("photos/<str:token>", photo_hook, name="hooks-photo"),
    path("waste", waste_hook, name="hooks-waste"),
    path("sign-in/<slug:who>", signed_out_hook, name="hooks-sign-in"),
]
