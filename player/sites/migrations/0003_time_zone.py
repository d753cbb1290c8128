"""By which days a site's sessions are counted, and for how many they are kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

import player.sites.models.site


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_role")]

    operations = [
        migrations.AddField(
            model_name="site",
            name="time_zone",
            field=models.CharField(
                default="UTC",
                help_text="By which its days are counted, such as America/Chicago. A new one counts from the next session on.",
                max_length=40,
                validators=[player.sites.models.site.validate_time_zone],
            ),
        ),
        migrations.AddField(
            model_name="site",
            name="keep_sessions_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                help_text="Single playback sessions are deleted then; the daily sums stay.",
                validators=[MinValueValidator(4), MaxValueValidator(1100)],
                verbose_name="days that sessions are kept",
            ),
        ),
    ]
