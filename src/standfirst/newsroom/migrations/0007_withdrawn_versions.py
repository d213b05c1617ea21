"""What was taken down is not to be read again as what changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0006_correction_edition'),
    ]

    operations = [
        migrations.AddField(
            model_name='storyversion',
            name='withdrawn',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
