"""The profiles of a published pattern are kept beside it, so that a council can begin with one."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("catalogue", "0003_running")]
    operations: ClassVar = [
        migrations.AddField("publishedversion", "profiles", models.JSONField(default=dict)),
    ]
