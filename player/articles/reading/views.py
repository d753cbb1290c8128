"""See what is read: a page by its address or HTML, by a layout as it is or as it is being edited."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from player.articles import addresses
from player.articles.extraction import rules_of
from player.articles.extraction.reports import Report, report
from player.articles.feeds.models import origins_of
from player.articles.fetching import FetchError, fetch
from player.articles.models import Address, Article
from player.articles.reading.forms import Asked, LayoutTexts
from player.sites import inspections
from player.sites.models import Layout, Site
from player.sites.revisions import FIELDS, Overtaken, Revision, faults_of
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area, may

_MOST_TRIED: Final = 200  # Articles, when one is looked for that a layout reads.
_LONGEST_KEY: Final = 18


@dataclass(frozen=True, slots=True)
class Known:
    """The article at the address, and whether readers' pages last brought the same text."""

    article: Article
    is_same: bool


@for_staff_of_site(Area.LAYOUTS, "view", "GET", "POST")
def reading(request: HttpRequest, site: Site) -> HttpResponse:
    given = _completed(request.POST or request.GET, site)
    asked = Asked(given if "address" in given else None, site, initial=given.dict())
    context: dict[str, Any] = {"site": site, "asked": asked, "may_change": _may_change(request, site)}
    if asked.is_valid():
        context |= _read(request, site, asked)
    elif layout := site.layouts.filter(pk=_number(given.get("layout", ""))).first():
        context |= {"layout": layout, "texts": _texts(request, layout)}
    return render(request, "reading/reading.html", context)


def _completed(given: QueryDict, site: Site) -> QueryDict:
    """From a layout's form in the admin no address comes along: the page is then its newest article."""
    completed = given.copy()
    if "address" in given:
        return completed
    completed.setdefault("layout", given.get("edited", ""))
    if layout := site.layouts.filter(pk=_number(completed["layout"])).first():
        newest = (each.url for each in site.articles.order_by("-seen_at")[:_MOST_TRIED] if layout.matches(each.url))
        if address := next(newest, ""):
            completed["address"] = address
    return completed


def _number(key: object) -> int:
    text = str(key)
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_KEY else 0


def _may_change(request: HttpRequest, site: Site) -> bool:
    return may(request, "change", Area.LAYOUTS, (site.pk,))


def _read(request: HttpRequest, site: Site, asked: Asked) -> dict[str, Any]:
    layout = asked.layout_asked()
    texts = _texts(request, layout)
    context: dict[str, Any] = {"layout": layout, "texts": texts, "live": _live(request, site, asked)}
    if texts and texts.is_bound:
        if not texts.is_valid():
            return context
        if "save" in request.POST:
            _save(request, site, texts)
    url, html = asked.cleaned_data["address"], asked.cleaned_data["html"]
    try:
        page = None if html else fetch(url, origins_of(site))
    except FetchError as error:
        return context | {"not_fetched": str(error)}
    found = report(
        page.html if page else html,
        page.url if page else url,
        rules_of(layout) if layout else None,
        emphasis=site.can_stress,
    )
    return context | {"report": found, "known": _known(site, url, found)}


def _texts(request: HttpRequest, layout: Layout | None) -> LayoutTexts | None:
    """The layout's texts, as they are or, when they were sent along for this very layout, as they are being edited."""
    if layout is None:
        return None
    is_edited = request.method == "POST" and request.POST.get("edited") == str(layout.pk)
    return LayoutTexts(request.POST if is_edited else None, instance=layout)


def _save(request: HttpRequest, site: Site, texts: LayoutTexts) -> None:
    layout = texts.instance
    if not _may_change(request, site):
        messages.error(request, "You may try this layout, but not change it. Ask the site’s owner.")
        return
    try:
        Revision(site, layout.pk, {name: getattr(layout, name) for name in FIELDS}).save(request.user)
        messages.success(request, f"The layout “{layout}” is saved. Readers’ pages have it within a minute.")
    except (ValidationError, Overtaken, Layout.DoesNotExist) as error:
        messages.error(request, faults_of(error) if isinstance(error, ValidationError) else "The layout is gone.")


def _live(request: HttpRequest, site: Site, asked: Asked) -> str:
    """The address of the live page with the inspector on it, where it is one of the site's."""
    url = asked.cleaned_data["address"]
    origin = addresses.stated_origin(url)
    return inspections.link(request.user, site, url, origin) if origin in origins_of(site) else ""


def _known(site: Site, url: str, found: Report) -> Known | None:
    article = Address.objects.at(site, addresses.key_of(url))
    return Known(article, article.content.fingerprint == found.reading.fingerprint) if article else None
