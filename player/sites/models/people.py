"""The people who look after a site."""

from django.conf import settings
from django.db import models

from player.sites.models.site import Site
from synthesis.rights import Role


class Member(models.Model):
    """A person who looks after a site, in a role: what that may do stands in ``synthesis/rights.py``."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("site", "user"), name="member_once_a_site"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.site}"
