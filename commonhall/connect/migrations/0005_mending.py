"""Keeps how what was refused was mended, and who gave it up."""

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """Three columns."""

    dependencies: ClassVar = [("connect", "0004_crews")]

    operations: ClassVar = [
        migrations.AddField("sending", "mended", models.JSONField(default=dict)),
        migrations.AddField("sending", "given_up_by", models.TextField(blank=True, default="")),
        migrations.AddField("sending", "given_up_why", models.TextField(blank=True, default="")),
        GrantColumns("connect_sending"),
    ]
