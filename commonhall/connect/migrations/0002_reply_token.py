"""Gives each handover the token of the address to which people answer."""

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """One column and its index."""

    dependencies = [("connect", "0001_initial")]

    operations = [
        migrations.AddField("handover", "reply_token", models.TextField(blank=True, default="")),
        migrations.AddIndex(
            "handover",
            models.Index(
                fields=["council_id", "reply_token"],
                name="connect_handover_reply",
                condition=~models.Q(reply_token=""),
            ),
        ),
        GrantColumns("connect_handover"),
    ]
