"""Keep what was shown in a journey of who somebody is."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """The column of proofs."""

    dependencies: ClassVar = [("journeys", "0006_tests")]
    operations: ClassVar = [
        migrations.AddField("journey", "proof", models.JSONField(default=dict)),
        GrantColumns("journeys_journey"),
    ]
