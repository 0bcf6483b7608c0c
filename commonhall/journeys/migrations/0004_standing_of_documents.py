"""Keep how a file stands, the key that opens it, and who keeps it. What is there already is looked into first."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from commonhall.councils.walls import GrantColumns

STANDINGS = ("awaited", "quarantined", "clean", "infected", "unreadable")


class Migration(migrations.Migration):
    """New columns of the table of documents."""

    dependencies: ClassVar = [("journeys", "0003_documents")]
    operations: ClassVar = [
        migrations.AddField("document", "standing", models.TextField(default="quarantined")),
        migrations.AddField("document", "sealed_key", models.BinaryField(null=True)),
        migrations.AddField("document", "binding_id", models.UUIDField(null=True)),
        migrations.AddField("document", "found", models.TextField(blank=True, default="")),
        migrations.AddField("document", "looked_at", models.DateTimeField(null=True)),
        migrations.AddField("document", "told_at", models.DateTimeField(null=True)),
        GrantColumns("journeys_document"),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(condition=models.Q(("standing__in", STANDINGS)), name="journeys_document_standing"),
        ),
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["council_id", "uploaded_at"],
                name="journeys_document_not_clean",
                condition=models.Q(("standing", "clean"), _negated=True),
            ),
        ),
    ]
