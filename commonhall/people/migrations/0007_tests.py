"""Keeps what is tried apart from what is real."""

from typing import ClassVar

from django.db import migrations

from commonhall.councils.walls import KeepTestsApart


class Migration(migrations.Migration):
    """A second wall for each table that fills up as services are used."""

    dependencies: ClassVar = [("people", "0006_identities"), ("councils", "0004_testing")]

    operations: ClassVar = [
        KeepTestsApart("people_resident", alike=["people_resident_email"]),
        KeepTestsApart("people_resident_session"),
        KeepTestsApart("people_sign_in_link"),
        KeepTestsApart("people_access_code"),
        KeepTestsApart("people_resident_identity", alike=["people_resident_identity_subject"]),
    ]
