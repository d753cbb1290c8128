from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def open_accounts(apps: Any, schema_editor: Any) -> None:
    Account, Narration = apps.get_model("synthesis", "Account"), apps.get_model("synthesis", "Narration")
    for site in apps.get_model("sites", "Site").objects.filter(account=None):
        site.account = Account.objects.get_or_create(name=f"site:{site.key}")[0]
        site.save(update_fields=["account"])
        Narration.objects.filter(lexicon=site.lexicon_id, account=None).update(account=site.account)


class Migration(migrations.Migration):

    # PostgreSQL cannot alter a table that has changes of rows waiting in the same transaction.
    atomic = False

    dependencies = [
        ('sites', '0001_initial'),
        ('synthesis', '0004_accounts_and_priorities'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='account',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='site', to='synthesis.account'),
        ),
        migrations.RunPython(open_accounts, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='site',
            name='account',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='site', to='synthesis.account'),
        ),
    ]
