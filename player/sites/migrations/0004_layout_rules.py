"""Language and reading level become rules, a line each; layouts learn where the story stands."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import player.sites.models.layout


def to_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for layout in apps.get_model("sites", "Layout").objects.exclude(level="", language=""):
        layout.level = layout.level and f"css {layout.level}"
        layout.language = layout.language and f"= {layout.language}"
        layout.save(update_fields=("level", "language"))


class Migration(migrations.Migration):
    dependencies = [("sites", "0003_time_zone")]

    operations = [
        migrations.AddField(
            model_name='layout',
            name='story',
            field=models.TextField(blank=True, help_text='What the versions of one story have in common: url /*/stories/{}, meta story-id, json-ld isBasedOn.name. Pages that name each other with hreflang are linked without it.', validators=[player.sites.models.layout.check_rules]),
        ),
        migrations.AlterField(
            model_name='layout',
            name='language',
            field=models.TextField(blank=True, help_text='Empty: what the page says in its lang attribute. = es-MX for one language throughout, or where it stands: meta og:locale, url /{}/stories/*, css body.spanish = es.', validators=[player.sites.models.layout.check_language_rules]),
        ),
        migrations.AlterField(
            model_name='layout',
            name='level',
            field=models.TextField(blank=True, help_text='Where the reading level stands: meta reading-level, css .badge, css article @data-level, json-ld educationalLevel.', validators=[player.sites.models.layout.check_rules], verbose_name='reading level'),
        ),
        migrations.AlterField(
            model_name='layout',
            name='url_pattern',
            field=models.CharField(default='/*', help_text='/stories/* is every page below /stories/; * stands for anything. kids.example.org/* begins with a host and holds on that host only. What follows ? or # in an address is not looked at.', max_length=200, verbose_name='URL pattern'),
        ),
        migrations.RunPython(to_rules, migrations.RunPython.noop),
    ]
