"""Which addresses do other systems call? Below ``/hooks/`` on each council's host."""

from __future__ import annotations

from django.urls import path

from commonhall.web.hooks.back_office import back_office_hook

urlpatterns = [path("back-office/<slug:service>", back_office_hook, name="hooks-back-office")]
