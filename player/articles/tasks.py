"""Celery tasks: hosts are visited for new articles, published rules spread. Rows are the truth; a message is a doorbell."""

import logging
from typing import Final

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from player.articles import forgetting, looking
from player.articles.feeds import visits
from player.articles.feeds.models import Host
from player.articles.models import Article, Complaint
from player.articles.workbench import spreading, uses
from synthesis.models.narration import Priority

log = logging.getLogger(__name__)

_MOST_HOSTS: Final = 100  # At a time; the others come next time.
_STALE_S: Final = 30  # By then the host has been offered again.


@shared_task(name="articles.visit_hosts")
def visit_hosts() -> None:
    """Have every host visited that may be asked and has something to be asked for."""
    try:
        for host in Host.objects.due()[:_MOST_HOSTS]:
            visit_host.apply_async((host.pk,), expires=_STALE_S, priority=Priority.BACKFILL, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker took no visits: %s", error)


@shared_task(name="articles.spread")
def spread() -> None:
    """Have what was published of the lexicon spoken again, a few articles at a time."""
    spreading.spread_all()


@shared_task(name="articles.count_uses")
def count_uses() -> None:
    """Count in how many articles each rule stands."""
    uses.count_all()


@shared_task(name="articles.forget")
def forget() -> None:
    """Delete texts that nobody ever vouched for, or that nothing is left of, and complaints that are old or answered."""
    forgetting.forget()
    forgetting.forget_texts()
    Complaint.objects.forget(timezone.now())


# Shorter than the lease of a host, so that no second worker asks it at the same time.
@shared_task(name="articles.visit_host", soft_time_limit=90, time_limit=100)
def visit_host(host_id: int) -> None:
    """Ask the host for one thing, if nobody else does."""
    visits.visit(host_id)


@shared_task(name="articles.look", soft_time_limit=60, time_limit=90)
def look(article_id: int) -> None:
    """See on the article's page whether it says what readers' pages brought. Done twice it does no harm."""
    if article := Article.objects.select_related("site").filter(pk=article_id).first():
        looking.look(article)
