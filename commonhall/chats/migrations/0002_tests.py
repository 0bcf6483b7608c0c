"""Keeps what is tried apart from what is real."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("chats", "0001_chats"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("chats_chat"),
        KeepTestsApart("chats_line"),
    ]
