"""Keeps what is tried apart from what is real."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("contacts", "0004_people"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("contacts_person"),
        KeepTestsApart("contacts_detail"),
        KeepTestsApart("contacts_preferences"),
        KeepTestsApart("contacts_organisation"),
        KeepTestsApart("contacts_relationship"),
        KeepTestsApart("contacts_warning"),
        KeepTestsApart("contacts_suggestion"),
        KeepTestsApart("contacts_merge"),
        KeepTestsApart("contacts_interaction"),
    ]
