"""Messages keep with which provider they went, so that what became of them is asked there."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """The column."""

    dependencies: ClassVar = [("cases", "0010_money")]
    operations: ClassVar = [
        migrations.AddField(model_name="message", name="binding_id", field=models.UUIDField(null=True)),
        GrantColumns("cases_message"),
    ]
