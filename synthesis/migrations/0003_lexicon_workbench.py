"""Drafts, history and search of the lexicon."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from synthesis.text.folding import fold


def keep_wordings(apps: Any, schema_editor: Any) -> None:
    """The wordings of what was delivered before there were any."""
    wordings = apps.get_model("synthesis", "Wording").objects
    for content in apps.get_model("synthesis", "Content").objects.filter(wording=None).iterator(chunk_size=100):
        folded = "\n".join(fold(stored[1]).text for stored in content.stored_blocks)
        wordings.create(content=content, folded=folded)


class Migration(migrations.Migration):
    dependencies = [
        ("synthesis", "0002_narration_download_rung_at"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "content",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="synthesis.content",
                    ),
                ),
                ("folded", models.TextField(help_text="The blocks, folded, one a line.")),
            ],
            options={
                "verbose_name_plural": "wordings",
            },
        ),
        migrations.AddField(
            model_name="lexeme",
            name="articles",
            field=models.PositiveIntegerField(
                editable=False, help_text="In how many articles it stands, as last counted.", null=True
            ),
        ),
        migrations.AddField(
            model_name="lexeme",
            name="changed_by",
            field=models.CharField(blank=True, editable=False, max_length=150, verbose_name="changed by"),
        ),
        migrations.AddField(
            model_name="lexeme",
            name="enabled",
            field=models.BooleanField(
                default=True, help_text="Off: the rule is kept and does nothing.", verbose_name="on"
            ),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "editions",
                    models.JSONField(
                        default=list,
                        help_text="Triples: a lexicon whose rules are others now, its edition before and after.",
                    ),
                ),
                (
                    "spread_at",
                    models.DateTimeField(
                        blank=True, help_text="When all narrations it changes were queued.", null=True
                    ),
                ),
                (
                    "narrations",
                    models.ManyToManyField(
                        help_text="What was queued because of it.",
                        related_name="publications",
                        to="synthesis.narration",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_by",
                        to="synthesis.publication",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.PositiveBigIntegerField(
                        help_text="The rule's number, which outlives it. None: one that never held.", null=True
                    ),
                ),
                (
                    "before",
                    models.JSONField(
                        help_text="What the rule was when this was published; none where it is new.", null=True
                    ),
                ),
                ("after", models.JSONField(help_text="What it is from then on; none where it is deleted.", null=True)),
                ("who", models.CharField(max_length=150)),
                ("created_at", models.DateTimeField(auto_now=True)),
                (
                    "lexicon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="synthesis.lexicon"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="synthesis.publication",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(condition=models.Q(("spread_at", None)), fields=["id"], name="publication_unspread"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["rule", "publication"], name="change_of_rule"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                condition=models.Q(("publication", None)), fields=("rule",), name="change_one_draft_a_rule"
            ),
        ),
        migrations.RunPython(keep_wordings, migrations.RunPython.noop),
    ]
