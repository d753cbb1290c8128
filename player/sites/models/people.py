"""The people who look after a site, and those who are asked to."""

from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.db import models, transaction
from django.utils import timezone

from player.sites.models.site import Site
from synthesis.rights import Role

INVITED_FOR: Final = timedelta(days=7)
_SALT: Final = "player.sites.invitation"


class LastOwner(Exception):
    """A change that would leave the site without an owner."""


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

    def become(self, role: Role) -> None:
        """Take another role; `LastOwner` where no owner would be left."""
        with transaction.atomic():
            if role != Role.OWNER:
                self._leave_an_owner()
            Member.objects.filter(pk=self.pk).update(role=role)
        self.role = role

    def leave(self) -> None:
        """Look after the site no longer; `LastOwner` where no owner would be left."""
        with transaction.atomic():
            self._leave_an_owner()
            self.delete()

    def _leave_an_owner(self) -> None:
        # Under the site's lock, so that of two owners who leave at once one stays.
        Site.objects.select_for_update().get(pk=self.site_id)
        owners = set(Member.objects.filter(site=self.site_id, role=Role.OWNER).values_list("pk", flat=True))
        if owners == {self.pk}:
            raise LastOwner


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> "InvitationQuerySet":
        """Those that nobody has accepted, run out or not."""
        return self.filter(accepted_at=None)

    def signed(self, token: str) -> "Invitation | None":
        """The invitation of this link; None if it was forged, revoked, sent again since, accepted, or has run out."""
        try:
            pk, sent_at = signing.loads(token, salt=_SALT)
        except (signing.BadSignature, ValueError):
            return None
        found = self.pending().select_related("site").filter(pk=pk, expires_at__gt=timezone.now()).first()
        return found if found and found.sent_at.isoformat() == sent_at else None


class Invitation(models.Model):
    """Somebody is asked by e-mail to look after a site. Its link is signed, runs out, and works once."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="invitations")
    # An account made of it is named after it, and such names have 150 characters.
    email = models.EmailField("e-mail", max_length=150)
    role = models.CharField(max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("site", "email"), condition=models.Q(accepted_at=None), name="invitation_open_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()} of {self.site}"

    @property
    def does(self) -> str:
        """What the person would do."""
        return Role(self.role).does

    @property
    def run_out(self) -> bool:
        return self.expires_at <= timezone.now()

    def renew(self) -> None:
        """Give it a new link and its full time; the link before is void."""
        self.sent_at = timezone.now()
        self.expires_at = self.sent_at + INVITED_FOR
        self.save()

    def token(self) -> str:
        """What its link ends with."""
        return signing.dumps((self.pk, self.sent_at.isoformat()), salt=_SALT)

    def accept(self, user: User) -> bool:
        """Make this person a member; False if the link was used meanwhile. Who is one already takes a higher role, never a lower."""
        with transaction.atomic():
            if (
                not Invitation.objects.pending()
                .filter(pk=self.pk, sent_at=self.sent_at)
                .update(accepted_at=timezone.now())
            ):
                return False
            member, made = Member.objects.get_or_create(site=self.site, user=user, defaults={"role": self.role})
            roles = list(Role)
            if not made and roles.index(Role(self.role)) < roles.index(Role(member.role)):
                Member.objects.filter(pk=member.pk).update(role=self.role)
        return True
