"""Which addresses answer on any host? The health check; the sites have urls of their own, chosen by host."""

from __future__ import annotations

from django.urls import path

from commonhall.config.health import healthz

handler500 = "commonhall.config.health.server_error"
urlpatterns = [path("healthz", healthz, name="healthz")]
