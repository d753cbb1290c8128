"""What people are at a site. Whoever was a member could change all of it: an owner."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="role",
            field=models.CharField(
                choices=[("owner", "Owner"), ("editor", "Editor"), ("analyst", "Analyst")], default="owner", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["owner", "editor", "analyst"])), name="member_role_known"
            ),
        ),
    ]
