"""Drafts, publications and the history: what is about to hold, what began to, and how that is taken back."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from player.articles.workbench.impact import impact
from player.articles.workbench.pages import desk
from player.articles.workbench.pages.rules import agreed, cost_notice
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis import budgets
from synthesis.models import Change, Narration, Publication
from synthesis.models.change import ChangeQuerySet, reversed_change
from synthesis.models.change import undo as take_back
from synthesis.rights import Area

_A_PAGE: Final = 30
_MOST_SHOWN: Final = 200


@for_staff_of_site(Area.RULES, "change", "GET", "POST")
def drafts(request: HttpRequest, site: Site) -> HttpResponse:
    """What is drafted, and what all of it together would change; publish or discard some or all."""
    own = desk.own_drafts(request, site)
    if request.method == "POST":
        numbers = [each for each in request.POST.getlist("draft") if each.isdecimal()]
        return _do(request, site, own if "all" in request.POST else own.filter(pk__in=numbers))
    found = impact(list(own)) if own.exists() else None
    context = {
        "site": site,
        "drafts": own[:_MOST_SHOWN],
        "count": own.count(),
        "impact": found,
        "estimate": budgets.in_words(found.estimate) if found else "",
    }
    return render(request, "lexicon/drafts.html", context)


def _do(request: HttpRequest, site: Site, chosen: ChangeQuerySet) -> HttpResponse:
    if not chosen.exists():
        messages.error(request, "Choose at least one draft.")
    elif request.POST.get("do") == "discard":
        messages.success(request, f"Discarded: {chosen.delete()[0]}. Nothing has changed.")
    elif request.POST.get("do") == "publish":
        return _publish(request, site, chosen)
    return redirect("lexicon:drafts", site.key)


def _publish(request: HttpRequest, site: Site, chosen: ChangeQuerySet) -> HttpResponse:
    found = impact(list(chosen))
    if not agreed(request, found):
        messages.warning(request, cost_notice(found))
        return redirect("lexicon:drafts", site.key)
    try:
        publication = chosen.publish(request.user)
    except ValidationError as error:
        messages.error(request, f"Nothing was published. {' '.join(error.messages)}")
        return redirect("lexicon:drafts", site.key)
    desk.note(request, site, publication)
    return redirect("lexicon:publication", site.key, publication.pk)


@for_staff_of_site(Area.RULES, "view", "GET")
def publication(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """What began to hold, and how far its articles are. With ``?status`` only the latter, for the page that is open."""
    found = get_object_or_404(desk.publications_of(site), pk=pk)
    states = dict(found.narrations.order_by().values_list("state").annotate(Count("pk")))
    waiting = sum(states.get(state, 0) for state in (Narration.State.QUEUED, Narration.State.SPEAKING))
    total = sum(states.values())
    context = {
        "site": site,
        "publication": found,
        "changes": _seen(site, found)[:_MOST_SHOWN],
        "total": total,
        "done": states.get(Narration.State.READY, 0),
        "percent": 100 * (total - waiting) // total if total else 0,
        "held": states.get(Narration.State.HELD, 0),
        "failed": states.get(Narration.State.FAILED, 0),
        "finished": found.spread_at is not None and not waiting,
        "shown": request.GET.get("shown", "0"),
        "undoable": _undoable(request, site, found),
    }
    return render(request, "lexicon/progress.html" if "status" in request.GET else "lexicon/publication.html", context)


def _seen(site: Site, found: Publication) -> ChangeQuerySet:
    return found.changes.filter(desk.seen_changes(site)).select_related("lexicon", "publication").order_by("pk")


def _undoable(request: HttpRequest, site: Site, found: Publication) -> bool:
    """Whether the sender may change all rules that it changed, and it was not undone."""
    scopes = [each.pk for each in desk.scopes_of(request, site).values()]
    return not found.undone_by.exists() and not found.changes.exclude(lexicon__in=scopes).exists()


@for_staff_of_site(Area.RULES, "change", "POST")
def undo(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Make all rules what they were before; that is a publication of its own."""
    found = get_object_or_404(desk.publications_of(site), pk=pk)
    if not _undoable(request, site, found):
        messages.error(request, "This was undone already, or changed rules of every site, which are the operator's.")
        return redirect("lexicon:publication", site.key, pk)
    cost = impact([reversed_change(each, request.user) for each in found.changes.select_related("lexicon")])
    if not agreed(request, cost):
        messages.warning(request, cost_notice(cost))
        return redirect(
            reverse("lexicon:publication", args=(site.key, pk), query={"shown": cost.estimate.micro_dollars})
        )
    try:
        undone = take_back(found, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("lexicon:publication", site.key, pk)
    desk.note(request, site, undone)
    return redirect("lexicon:publication", site.key, undone.pk)


@for_staff_of_site(Area.RULES, "view", "GET")
def history(request: HttpRequest, site: Site) -> HttpResponse:
    """Everything that was published, the newest first."""
    seen = Prefetch("changes", Change.objects.filter(desk.seen_changes(site)).select_related("lexicon"), "seen")
    found = desk.publications_of(site).prefetch_related(seen)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "lexicon/history.html", {"site": site, "page": page})
