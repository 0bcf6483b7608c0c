"""Keeps which parts of the pages of a file are to be blacked out."""

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("retention", "0001_initial")]

    operations = [
        migrations.AddField(model_name="part", name="boxes", field=models.JSONField(default=list)),
        GrantColumns("retention_part"),
    ]
