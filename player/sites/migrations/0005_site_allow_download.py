"""Whether readers may download narrations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0004_layout_rules")]

    operations = [
        migrations.AddField(
            model_name="site",
            name="allow_download",
            field=models.BooleanField(
                default=False,
                help_text="The player offers each narration as an MP3 file.",
                verbose_name="readers may download",
            ),
        ),
    ]
