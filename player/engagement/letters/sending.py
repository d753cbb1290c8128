"""Sending: on Monday morning where the site is, each letter once.

A worker claims a letter, sends it, and writes that down. One that is killed before the mail server took the letter is followed by
another; in the moment between the two the letter may come twice, under the same Message-ID, by which mailboxes drop doubles.
"""

import hashlib
import logging
from datetime import date, datetime, time, timedelta
from smtplib import SMTPException
from typing import Final
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from player.engagement.letters.contents import Letter, letter
from player.engagement.models.subscriptions import Subscription
from player.sites.models import Site
from synthesis.rights import Area

log = logging.getLogger(__name__)

AT: Final = time(7)
_GIVE_UP_AFTER: Final = timedelta(days=3)  # A letter of last week is no news on Thursday.
_AGAIN_AFTER: Final = timedelta(hours=1)


def send_due() -> int:
    """Send the letters whose time has come; how many were sent."""
    return sum(
        _send(pk, monday) for site in _sites() if (monday := week_to_tell(site)) for pk in _waiting(site, monday)
    )


def week_to_tell(site: Site) -> date | None:
    """The Monday of the week that is to be written of now; None before and long after the hour."""
    local = timezone.localtime(timezone=site.zone)
    this_monday = local.date() - timedelta(days=local.weekday())
    begins = datetime.combine(this_monday, AT, site.zone)
    return this_monday - timedelta(days=7) if begins <= local < begins + _GIVE_UP_AFTER else None


def _sites() -> list[Site]:
    return list(Site.objects.filter(subscriptions__isnull=False).distinct())


def _waiting(site: Site, monday: date) -> list[int]:
    # Who asks for it today wants the next one, on a week that is not over yet.
    asked = Subscription.objects.filter(
        site=site, created_at__lt=datetime.combine(monday + timedelta(days=7), AT, site.zone)
    )
    return list(asked.exclude(sent_for__gte=monday).values_list("pk", flat=True))


def _send(pk: int, monday: date) -> bool:
    claimed = Subscription.objects.claim(pk, monday)
    if claimed is None:
        return False
    written = letter(claimed, monday) if _may_read(claimed) else None
    if written is None:
        claimed.passed_over(monday)
        return False
    try:
        _message(claimed, written, monday).send()
    except (SMTPException, OSError) as error:
        log.warning("The letter of %s was not sent: %s", claimed.site, error)
        claimed.failed(str(error), _AGAIN_AFTER)
        return False
    claimed.sent(monday)
    return True


def _may_read(subscription: Subscription) -> bool:
    """Whether the person looks after the site still, and has an address."""
    user = subscription.user
    seen = Site.objects.visible_to(user, Area.ENGAGEMENT).filter(pk=subscription.site_id).exists()
    return bool(seen and user.is_active and user.email)


def _message(subscription: Subscription, written: Letter, monday: date) -> EmailMultiAlternatives:
    stop = subscription.service.rstrip("/") + reverse("dashboard:stop_letters", args=(subscription.token(),))
    name = hashlib.sha256(f"{subscription.pk} {subscription.created_at} {monday}".encode()).hexdigest()[:32]
    headers = {
        # RFC 8058: mailboxes show their own button, which posts here.
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Message-ID": f"<{name}@{urlsplit(subscription.service).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(written.subject, written.text, None, [subscription.user.email], headers=headers)
    message.attach_alternative(written.html, "text/html")
    return message
