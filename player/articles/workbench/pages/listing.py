"""The list of rules: searched, filtered, changed many at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from player.articles.workbench.forms import EVERYWHERE, SITE
from player.articles.workbench.pages import desk
from player.articles.workbench.places import strayed
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.models import Change, Lexeme, Lexicon
from synthesis.rights import Area, is_operator, may

_A_PAGE: Final = 50
_MOST_CHOSEN: Final = 5000

_SHOWN: Final[dict[str, tuple[str, Q]]] = {
    "": ("All rules", Q()),
    "unused": ("Match no article", Q(articles=0, enabled=True)),
    "off": ("Turned off", Q(enabled=False)),
}


@for_staff_of_site(Area.RULES, "view", "GET")
def rules(request: HttpRequest, site: Site) -> HttpResponse:
    """All rules that hold on the site, and what is drafted."""
    found = _filtered(request, desk.rules_of(site))
    page = Paginator(found.order_by("grapheme", "pk"), _A_PAGE).get_page(request.GET.get("page"))
    drafts = {each.rule: each for each in desk.own_drafts(request, site)}
    own = {each.pk for each in desk.scopes_of(request, site).values()}
    context = {
        "site": site,
        "form": desk.form_of(request, site) if own else None,
        "page": page,
        "rows": [(row, drafts.get(row.pk), row.lexicon_id in own) for row in page],
        "drafts": len(drafts) if None not in drafts else desk.own_drafts(request, site).count(),
        "languages": sorted({*desk.rules_of(site).exclude(language="").values_list("language", flat=True)}),
        "kinds": Lexeme.Kind.choices,
        "shown": [(name, label) for name, (label, _) in _SHOWN.items()],
        "chosen": request.GET,
        "query": _query(request),
        "operator": is_operator(request.user),
        "edits": may(request, "change", Area.RULES, (site.pk,)),
        "any": desk.rules_of(site).exists(),
        "strayed": strayed(site) if own else (),
    }
    return render(request, "lexicon/list.html", context)


def _query(request: HttpRequest) -> str:
    """The filters, for the addresses of other pages of the list."""
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()


def _filtered(request: HttpRequest, rows: "QuerySet[Lexeme]") -> "QuerySet[Lexeme]":
    words, scope = request.GET.get("q", "").strip(), request.GET.get("scope", "")
    if words:
        rows = rows.filter(
            Q(grapheme__icontains=words)
            | Q(value__icontains=words)
            | Q(note__icontains=words)
            | Q(changed_by__icontains=words)
        )
    if scope in (SITE, EVERYWHERE):
        common = Lexicon.objects.common()
        rows = rows.filter(lexicon=common) if scope == EVERYWHERE else rows.exclude(lexicon=common)
    for name in ("language", "kind"):
        if value := request.GET.get(name, ""):
            rows = rows.filter(**{name: value})
    return rows.filter(_SHOWN.get(request.GET.get("show", ""), _SHOWN[""])[1])


@for_staff_of_site(Area.RULES, "change", "POST")
def bulk(request: HttpRequest, site: Site) -> HttpResponse:
    """Draft the same for many rules: they are published together, once their impact was seen."""
    wish = _WISHES.get(request.POST.get("wish", ""))
    numbers = [each for each in request.POST.getlist("rule")[:_MOST_CHOSEN] if each.isdecimal()]
    rows = list(desk.own_rules(request, site).filter(pk__in=numbers))
    if wish is None or not rows:
        messages.error(request, "Choose rules on the left, and what is to be done with them.")
        return redirect("lexicon:list", site.key)
    made = wish(request, site, rows)
    messages.success(request, f"Drafted: {made}. Nothing has changed yet.")
    return redirect("lexicon:drafts", site.key)


def _turned(on: bool) -> Callable[[HttpRequest, Site, Sequence[Lexeme]], int]:
    def turn(request: HttpRequest, site: Site, rows: Sequence[Lexeme]) -> int:
        changed = [row for row in rows if row.enabled != on]
        return _draft(changed, lambda row: row.state() | {"enabled": on}, request.user)

    return turn


def _deleted(request: HttpRequest, site: Site, rows: Sequence[Lexeme]) -> int:
    return _draft(rows, lambda row: None, request.user)


def _moved(scope: str) -> Callable[[HttpRequest, Site, Sequence[Lexeme]], int]:
    def move(request: HttpRequest, site: Site, rows: Sequence[Lexeme]) -> int:
        target = desk.scopes_of(request, site).get(scope)
        if target is None:
            return 0
        moved = [row for row in rows if row.lexicon_id != target.pk]
        known = [each.after for each in Change.objects.drafts().filter(lexicon=target, rule=None)]
        coming = [row.state() for row in moved if row.state() not in known]
        Change.objects.draft_many(target, [(None, state) for state in coming], request.user)
        return _draft(moved, lambda row: None, request.user)

    return move


def _draft(rows: Sequence[Lexeme], state: Callable[[Lexeme], dict[str, Any] | None], user: Any) -> int:
    for lexicon in {row.lexicon for row in rows}:
        Change.objects.draft_many(lexicon, [(row.pk, state(row)) for row in rows if row.lexicon == lexicon], user)
    return len(rows)


_WISHES: Final = {
    "on": _turned(True),
    "off": _turned(False),
    "delete": _deleted,
    "site": _moved(SITE),
    "everywhere": _moved(EVERYWHERE),
}
