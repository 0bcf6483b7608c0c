"""Which Django app is this room?"""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The append-only event record, the outbox and the jobs."""

    name = "commonhall.record"
    label = "record"
