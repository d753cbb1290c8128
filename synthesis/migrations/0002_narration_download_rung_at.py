"""When a worker was last called to make a narration's MP3."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("synthesis", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="narration",
            name="download_rung_at",
            field=models.DateTimeField(
                blank=True, help_text="When a worker was last called to make its MP3.", null=True
            ),
        ),
    ]
