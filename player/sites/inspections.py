"""Inspections: staff look at a live page of their site, and change there what is read.

A link leads to the page with a ticket in its fragment, which no server is sent. The page hands the ticket in and gets a capability, which
it keeps in memory: gone with the page. Both are signed, say who, which site and which origin, and run out; nothing is stored. What a
person may do is asked of the table of rights each time. A new password ends both.

Whoever can run a script on the publisher's page while staff inspect it can use what they may: layouts of this one site, written
down in the log.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.utils.crypto import salted_hmac

from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.rights import Area, Right

FRAGMENT: Final = "readalong-inspect="
TICKET_S: Final = 10 * 60  # From opening the page in the admin to following its link.
CAPABILITY_S: Final = 60 * 60
_TICKET: Final = "readalong.inspection.ticket"
_CAPABILITY: Final = "readalong.inspection.capability"
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Inspector:
    """A person at one site, on pages of one origin."""

    user: Any
    site: Site
    origin: str

    def ticket(self) -> str:
        return self._signed(_TICKET)

    def capability(self) -> str:
        return self._signed(_CAPABILITY)

    def may(self, right: Right) -> bool:
        return Site.objects.visible_to(self.user, Area.LAYOUTS, right).filter(pk=self.site.pk).exists()

    def _signed(self, salt: str) -> str:
        return signing.dumps([self.user.pk, self.site.pk, self.origin, _password_mark(self.user)], salt=salt)


def link(user: Any, site: Site, url: str, origin: str) -> str:
    """The address of the live page, with a ticket for this person."""
    return f"{url.partition('#')[0]}#{FRAGMENT}{Inspector(user, site, origin).ticket()}"


def admitted(ticket: str, site: Site, origin: str) -> Inspector:
    """Who hands in a ticket. Problem when it is none, or not for this site and origin."""
    return _inspector(ticket, _TICKET, TICKET_S, site, origin)


def empowered(capability: str, site: Site, origin: str) -> Inspector:
    """Who shows a capability. Problem when it is none, or not for this site and origin."""
    return _inspector(capability, _CAPABILITY, CAPABILITY_S, site, origin)


def _inspector(signed: str, salt: str, longest_s: int, site: Site, origin: str) -> Inspector:
    try:
        user_pk, site_pk, its_origin, mark = signing.loads(signed[:_LONGEST], salt=salt, max_age=longest_s)
    except signing.SignatureExpired as error:
        raise Problem("not-let-in", "The link has run out. Open the page from the admin again.") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Problem("not-let-in", "This is no link of the inspector. Open the page from the admin.") from error
    if site_pk != site.pk or its_origin != origin.lower():
        raise Problem("not-let-in", "The link is for another site. Open this page from the admin.")
    user = get_user_model()._default_manager.filter(pk=user_pk, is_active=True).first() or AnonymousUser()
    inspector = Inspector(user, site, its_origin)
    if user.is_anonymous or mark != _password_mark(user) or not inspector.may("view"):
        raise Problem("not-let-in", "You may not look after this site’s layouts any more. Ask its owner.")
    return inspector


def _password_mark(user: Any) -> str:
    """Changes with the password, and tells nothing of it."""
    return salted_hmac("readalong.inspection", user.get_session_auth_hash()).hexdigest()[:12]
