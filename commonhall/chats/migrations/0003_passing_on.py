"""Keep for whom a chat waits that was passed on."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns


class Migration(migrations.Migration):
    """New columns of the table of chats."""

    dependencies: ClassVar = [("chats", "0002_tests")]
    operations: ClassVar = [
        migrations.AddField("chat", "agent_seen_at", models.DateTimeField(null=True)),
        migrations.AddField("chat", "passed_at", models.DateTimeField(null=True)),
        migrations.AddField("chat", "passed_from_id", models.UUIDField(null=True)),
        migrations.AddField("chat", "passed_from", models.TextField(blank=True, default="")),
        migrations.AddField("chat", "for_agent_id", models.UUIDField(null=True)),
        migrations.AddField("chat", "for_agent_name", models.TextField(blank=True, default="")),
        migrations.AddField("chat", "for_team", models.TextField(blank=True, default="")),
        migrations.AddField("chat", "note", models.TextField(blank=True, default="")),
        GrantColumns("chats_chat"),
    ]
