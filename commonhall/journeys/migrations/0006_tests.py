"""Keeps what is tried apart from what is real."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("journeys", "0005_uploads"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("journeys_journey"),
        KeepTestsApart("journeys_resume_link"),
        KeepTestsApart("journeys_feedback"),
        KeepTestsApart("journeys_document"),
        KeepTestsApart("journeys_upload"),
        KeepTestsApart("journeys_upload_part"),
    ]
