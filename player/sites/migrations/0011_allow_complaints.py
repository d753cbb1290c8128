from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sites', '0010_demonstration'),
    ]

    operations = [
        migrations.RenameField('site', 'allow_reports', 'allow_complaints'),
        migrations.AlterField(
            model_name='site',
            name='allow_complaints',
            field=models.BooleanField(default=False, help_text='The player offers “That sounded wrong”: a word is pressed, nothing typed. Editors hear it in the lexicon’s inbox.', verbose_name='readers may complain'),
        ),
    ]
