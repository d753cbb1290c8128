"""Token: what a publisher's own programs show for themselves. It is shown once, when it is made, and kept as a hash."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from player.sites.models.site import Site

_PREFIX: Final = "readalong_"  # So that scanners of published code recognise it, and people too.
_NOTED_EVERY: Final = timedelta(minutes=1)


class TokenQuerySet(models.QuerySet["Token"]):
    def issue(self, site: Site, name: str, scope: "Token.Scope") -> tuple["Token", str]:
        """A new token, and the secret that its owner is shown this once."""
        token = Token(site=site, name=name, scope=scope)
        secret = token.renew()
        token.save()
        return token, secret

    def bearing(self, secret: str) -> "Token | None":
        """The token of the staff API with this secret."""
        rows = self.exclude(scope=Token.Scope.PUBLISH).select_related("site__lexicon", "site__account")
        return rows.filter(digest=_digest(secret)).first()


class Token(models.Model):
    """A secret of one site with a name and a scope. To replace one, make another, hand it over, and delete the old."""

    class Scope(models.TextChoices):
        READ = "read", "Read: list articles, ask for their state"
        WRITE = "write", "Read and write: also narrate and delete"
        PUBLISH = "publish", "Publish: sign webhooks, nothing else"

    site = models.ForeignKey(Site, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, help_text="For you: the program that uses it.")
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("made", auto_now_add=True)
    used_at = models.DateTimeField("last used", null=True, editable=False)

    objects: ClassVar[TokenQuerySet] = TokenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("site", "name")
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="token_once_a_site"),)

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE

    @property
    def signing_key(self) -> str:
        """What webhooks are signed with: it follows from this row and the service's secret key, so that neither alone tells it."""
        return f"{_PREFIX}{salted_hmac('readalong.webhook', self.digest, algorithm='sha256').hexdigest()}"

    def renew(self) -> str:
        """Give the token a new secret, which is returned and not kept."""
        secret = f"{_PREFIX}{secrets.token_urlsafe(32)}"
        self.digest = _digest(secret)
        return self.signing_key if self.scope == self.Scope.PUBLISH else secret

    def note_use(self) -> None:
        """Remember that it was used, to the minute."""
        now = timezone.now()
        long_ago = Q(used_at=None) | Q(used_at__lt=now - _NOTED_EVERY)
        Token.objects.filter(long_ago, pk=self.pk).update(used_at=now)


def _digest(secret: str) -> str:
    # A secret of 256 random bits needs no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
