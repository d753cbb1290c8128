"""Sessions that know which recording they are of, and the roll-ups made of them.

Sessions of before are deleted: they do not say which audio their times are times of.
"""

import django.db.models.deletion
import player.engagement.ranges
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0001_initial'),
        ('articles', '0001_initial'),
        ('sites', '0003_time_zone'),
        ('synthesis', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='PlaybackSession'),
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('site', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='sites.site')),
                ('minute', models.PositiveBigIntegerField(help_text='Since 1970.')),
                ('taken', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=20)),
                ('voice', models.CharField(max_length=60)),
                ('audio', models.CharField(blank=True, help_text='The audio file’s name.', max_length=100)),
                ('duration_ms', models.PositiveIntegerField(default=0)),
                ('sentences', models.JSONField(default=list, help_text='For each sentence: block, start and end in its text (UTF-16), start_ms, end_ms.')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recordings', to='synthesis.content')),
                ('narration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recordings', to='synthesis.narration')),
            ],
        ),
        migrations.CreateModel(
            name='PlaybackSession',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField(help_text='The day on which it began, where the site is.')),
                ('duration_ms', models.PositiveIntegerField(help_text='How long the narration is; 0 while that is not known.')),
                ('heard', player.engagement.ranges.RangesField(help_text='Ranges of media time that were really played, in milliseconds.')),
                ('heard_ms', models.PositiveIntegerField()),
                ('sentences', player.engagement.ranges.RangesField(help_text='The sentences of the recording that were heard: those whose middle was.')),
                ('rate', models.PositiveSmallIntegerField(help_text='The newest rate, in hundredths.')),
                ('seeks', models.PositiveIntegerField(default=0)),
                ('replays', models.JSONField(default=dict, help_text='How often a sentence was heard again, by its index.')),
                ('replayed', models.PositiveIntegerField(default=0, help_text='The sum of these.')),
                ('source', models.CharField(choices=[('launcher', 'Launcher'), ('badge', 'Badge'), ('sentence', 'Sentence'), ('page', 'Page')], max_length=10)),
                ('device', models.CharField(choices=[('phone', 'Phone'), ('tablet', 'Tablet'), ('desktop', 'Desktop')], max_length=10)),
                ('at_ms', models.PositiveIntegerField(help_text='How old it was at its newest beacon, on the page’s clock.')),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(help_text='When the newest beacon came.')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='articles.article')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='synthesis.content')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='sites.site')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='engagement.recording')),
            ],
            options={
                'verbose_name': 'playback session',
            },
        ),
        migrations.CreateModel(
            name='LauncherView',
            fields=[
                ('id', models.UUIDField(help_text='The page view’s: the same as its playback session’s.', primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('device', models.CharField(choices=[('phone', 'Phone'), ('tablet', 'Tablet'), ('desktop', 'Desktop')], max_length=10)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.recording')),
            ],
        ),
        migrations.CreateModel(
            name='CurveDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('plays', models.PositiveIntegerField()),
                ('steps', models.JSONField(default=dict, help_text='By how much the number of listeners changes at a sentence; their running sum is the curve.')),
                ('replays', models.JSONField(default=dict, help_text='How often a sentence was heard again, by its index.')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='curves', to='articles.article')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='curves', to='engagement.recording')),
            ],
        ),
        migrations.CreateModel(
            name='ArticleDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen', models.PositiveIntegerField(default=0, help_text='Page views with the launcher on screen, or a play.')),
                ('plays', models.PositiveIntegerField(default=0)),
                ('half', models.PositiveIntegerField(default=0, help_text='Plays that heard at least 50 %.')),
                ('completed', models.PositiveIntegerField(default=0, help_text='Plays that heard at least 95 %.')),
                ('heard_ms', models.PositiveBigIntegerField(default=0)),
                ('share_sum', models.PositiveBigIntegerField(default=0, help_text='Of shares heard, in thousandths.')),
                ('rate_sum', models.PositiveBigIntegerField(default=0, help_text='Of rates, in hundredths.')),
                ('day', models.DateField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='articles.article')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_days', to='sites.site')),
                ('recording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='engagement.recording')),
            ],
        ),
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(choices=[('malformed', 'not as the API describes it'), ('too-large', 'larger than 2 kB'), ('origin-refused', 'from a page of another origin'), ('unknown-narration', 'of a text that has no narration'), ('implausible', 'more heard than time had passed'), ('elsewhere', 'of a session of another site or text'), ('robot', 'from a robot'), ('preview', 'from a preview of the staff’s'), ('quota', 'beyond the site’s share'), ('overload', 'more than the service could take at that moment')], max_length=20)),
                ('count', models.PositiveBigIntegerField()),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='SiteDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen', models.PositiveIntegerField(default=0, help_text='Page views with the launcher on screen, or a play.')),
                ('plays', models.PositiveIntegerField(default=0)),
                ('half', models.PositiveIntegerField(default=0, help_text='Plays that heard at least 50 %.')),
                ('completed', models.PositiveIntegerField(default=0, help_text='Plays that heard at least 95 %.')),
                ('heard_ms', models.PositiveBigIntegerField(default=0)),
                ('share_sum', models.PositiveBigIntegerField(default=0, help_text='Of shares heard, in thousandths.')),
                ('rate_sum', models.PositiveBigIntegerField(default=0, help_text='Of rates, in hundredths.')),
                ('day', models.DateField()),
                ('language', models.CharField(max_length=35)),
                ('level', models.CharField(max_length=40)),
                ('engine', models.CharField(max_length=20)),
                ('voice', models.CharField(max_length=60)),
                ('device', models.CharField(max_length=10)),
                ('source', models.CharField(help_text='Empty for views without a play: they have none.', max_length=10)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='sites.site')),
            ],
        ),
        migrations.CreateModel(
            name='ChangedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('changing_until', models.DateTimeField()),
                ('rebuilt_at', models.DateTimeField(help_text='When the newest rebuild began.', null=True)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sites.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('site', 'day'), name='changed_day_once')],
            },
        ),
        migrations.AddIndex(
            model_name='recording',
            index=models.Index(condition=models.Q(('audio', '')), fields=['id'], name='recording_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.UniqueConstraint(fields=('narration', 'audio'), name='recording_once'),
        ),
        migrations.AddIndex(
            model_name='playbacksession',
            index=models.Index(fields=['site', 'day'], name='session_site_day'),
        ),
        migrations.AddIndex(
            model_name='playbacksession',
            index=models.Index(fields=['article', 'day'], name='session_article_day'),
        ),
        migrations.AddIndex(
            model_name='playbacksession',
            index=models.Index(condition=models.Q(('duration_ms', 0)), fields=['recording'], name='session_unfinished'),
        ),
        migrations.AddIndex(
            model_name='launcherview',
            index=models.Index(fields=['site', 'day'], name='view_site_day'),
        ),
        migrations.AddIndex(
            model_name='curveday',
            index=models.Index(fields=['article', 'day'], name='curve_article_day'),
        ),
        migrations.AddConstraint(
            model_name='curveday',
            constraint=models.UniqueConstraint(fields=('site', 'day', 'article', 'recording'), name='curve_day_once'),
        ),
        migrations.AddIndex(
            model_name='articleday',
            index=models.Index(fields=['article', 'day'], name='article_day'),
        ),
        migrations.AddConstraint(
            model_name='articleday',
            constraint=models.UniqueConstraint(fields=('site', 'day', 'article', 'recording'), name='article_day_once'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.UniqueConstraint(fields=('site', 'day', 'reason'), name='refusal_once'),
        ),
        migrations.AddConstraint(
            model_name='siteday',
            constraint=models.UniqueConstraint(fields=('site', 'day', 'language', 'level', 'engine', 'voice', 'device', 'source'), name='site_day_once'),
        ),
    ]
