"""Corrections know their edition, so that one index reads an edition's list."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    correction, story = apps.get_model("newsroom", "Correction"), apps.get_model("newsroom", "Story")
    edition = story.objects.filter(pk=models.OuterRef("story_id")).values("edition_id")
    correction.objects.update(edition_id=models.Subquery(edition[:1]))


def field(**options):
    return models.ForeignKey(
        "editions.edition",
        db_index=False,
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        verbose_name="edition",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0001_initial"),
        ("newsroom", "0005_locked_stories"),
    ]

    operations = [
        migrations.AddField("correction", "edition", field(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("correction", "edition", field()),
        migrations.RemoveIndex("correction", "correction_newest_first"),
        migrations.AddIndex(
            "correction",
            models.Index(fields=["edition", "-at", "-id"], name="correction_by_edition"),
        ),
    ]
