"""What a letter says: last week's figures beside the week before, and the articles at the top."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from player.engagement.figures import total
from player.engagement.letters.words import WORDS, Words
from player.engagement.models.subscriptions import Subscription
from player.engagement.periods import OWN, Period
from player.engagement.reports.articles import Choice, Row, articles
from player.engagement.reports.site import figures_by_day
from player.sites.models import Site

_TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


def letter(subscription: Subscription, monday: date) -> Letter | None:
    """The letter on the week that begins on this Monday; None where nothing was heard then or the week before."""
    site, words = subscription.site, WORDS[subscription.language]
    week, before = _week(monday), _week(monday - timedelta(days=7))
    days = figures_by_day(site, before, week)
    now, then = total(week.of(days).values()), total(before.of(days).values())
    if not (now.plays or then.plays):
        return None
    told = now.plays >= settings.EXPORT_FEWEST
    context = {
        "site": site,
        "words": words,
        "lines": words.lines(now, then) if told else (words.few.format(fewest=settings.EXPORT_FEWEST),),
        "headline": words.headline(now) if told else "",
        "tops": _tops(site, week, words) if told else (),
        "week": words.week(week.first, week.last),
        "dashboard": _at(subscription, "dashboard:overview", site.key) + f"?from={week.first}&to={week.last}",
        "stop": _at(subscription, "dashboard:stop_letters", subscription.token()),
    }
    subject = " ".join(words.subject.format(site=site.name, week=context["week"]).split())
    return Letter(
        subject, render_to_string("letters/week.txt", context), render_to_string("letters/week.html", context)
    )


def _tops(site: Site, week: Period, words: Words) -> tuple[tuple[str, list[dict[str, Any]]], ...]:
    """The articles that were played and finished most. Those that few played are not told, as in exports."""
    orders = (("played", words.most_played), ("finished", words.best_finished))
    found = ((label, articles(site, week, Choice(order=order), _TOP)[0]) for order, label in orders)
    tops = (
        (label, [_told(row, words) for row in rows if row.figures.plays >= settings.EXPORT_FEWEST])
        for label, rows in found
    )
    return tuple((label, rows) for label, rows in tops if rows)


def _told(row: Row, words: Words) -> dict[str, Any]:
    return {
        "title": str(row.article),
        "language": row.article.language,
        "url": row.article.url,
        "told": words.article(row.figures),
    }


def _week(monday: date) -> Period:
    return Period(OWN, "", monday, monday + timedelta(days=6))


def _at(subscription: Subscription, name: str, *args: str) -> str:
    return subscription.service.rstrip("/") + reverse(name, args=args)
