"""The audit log: who did what when to which site."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from player.sites.models.site import Site


class AuditEntry(models.Model):
    """Something that somebody did. Entries are written once, and shown; no page changes or deletes one.

    What an entry says are names of people, rows and fields: never a password, a token, a code, or what a field contains.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
        PASSWORD_CHANGED = "password_changed", "Changed the password"
        SECOND_FACTOR_ON = "second_factor_on", "Turned the second factor on"
        SECOND_FACTOR_OFF = "second_factor_off", "Turned the second factor off"
        RECOVERY_CODES = "recovery_codes", "Made new recovery codes"
        INVITED = "invited", "Invited"
        INVITED_AGAIN = "invited_again", "Sent an invitation again"
        INVITATION_REVOKED = "invitation_revoked", "Revoked an invitation"
        JOINED = "joined", "Accepted an invitation"
        ROLE_CHANGED = "role_changed", "Changed a role"
        REMOVED = "removed", "Removed a person"
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        DELETED = "deleted", "Deleted"

    at = models.DateTimeField()
    # Names outlive the rows that they stand for.
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="audit_entries")
    site_name = models.CharField("site’s name", max_length=100)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    who = models.CharField(max_length=150)
    action = models.CharField(max_length=20, choices=Action.choices)
    about = models.CharField(max_length=300)
    details = models.CharField(max_length=1000)
    times = models.PositiveIntegerField(default=1, help_text="Failures to sign in are counted by the hour.")

    class Meta:
        ordering: ClassVar = ("-at", "-pk")
        verbose_name = "log entry"
        verbose_name_plural = "log entries"
        indexes = (
            models.Index(fields=("site", "-at"), name="audit_of_site"),
            # The row of this hour's failures.
            models.Index(
                fields=("user", "at"), condition=models.Q(action="sign_in_failed"), name="audit_failures_of_user"
            ),
        )

    def __str__(self) -> str:
        return f"{self.who} {self.get_action_display().lower()} {self.about}".strip()
