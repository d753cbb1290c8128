"""Bringing rules in from a file, and taking them out."""

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from player.articles.workbench import files
from player.articles.workbench.files import Line, Verdict
from player.articles.workbench.forms import SITE
from player.articles.workbench.pages import desk
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.models import Change, Lexicon
from synthesis.rights import Area
from synthesis.text.lexicon_csv import LARGEST_BYTES

_MOST_SHOWN: Final = 300


@for_staff_of_site(Area.RULES, "view", "GET")
def export(request: HttpRequest, site: Site) -> HttpResponse:
    """The site's own rules as a file: ``?as=pls``, else a table."""
    suffix = "pls" if request.GET.get("as") == "pls" else "csv"
    response = HttpResponse(files.exported(site.lexicon, suffix), content_type=files.TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{site.key}-lexicon.{suffix}"'
    return response


@for_staff_of_site(Area.RULES, "add", "GET", "POST")
def bring(request: HttpRequest, site: Site) -> HttpResponse:
    """Look at a file: what would change, line by line. The same file once more, and it is drafted."""
    lexicon = desk.scopes_of(request, site).get(request.POST.get("scope", SITE))
    if request.method != "POST" or lexicon is None:
        return _page(request, site)
    try:
        lines = files.lines(_sent(request), lexicon)
    except ValueError as error:
        return _page(request, site, error=str(error), status=400)
    if request.POST.get("do") == "draft":
        count = _draft(request, lexicon, lines)
        messages.success(request, f"Drafted: {count}. Nothing has changed yet.")
        return redirect("lexicon:drafts", site.key)
    return _page(request, site, lines=lines)


def _sent(request: HttpRequest) -> bytes:
    """The file that is sent, or the one that was looked at, which the page sends back. Raises ValueError."""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > LARGEST_BYTES:
            raise ValueError(f"The file has {file.size} bytes, {LARGEST_BYTES} are allowed. Split it.")
        return bytes(file.read())
    raise ValueError("Choose a file first: a table (CSV) or a PLS document.")


def _draft(request: HttpRequest, lexicon: Lexicon, lines: tuple[Line, ...]) -> int:
    wanted = [each for each in lines if each.after and each.verdict in (Verdict.NEW, Verdict.CHANGED)]
    return Change.objects.draft_many(
        lexicon, [(each.rule, each.after.state()) for each in wanted if each.after], request.user
    )


def _page(
    request: HttpRequest, site: Site, *, lines: tuple[Line, ...] = (), error: str = "", status: int = 200
) -> HttpResponse:
    counts = Counter(each.verdict for each in lines)
    told = [each for each in lines if each.verdict != Verdict.SAME]
    context: dict[str, Any] = {
        "site": site,
        "scopes": desk.scopes_of(request, site),
        "error": error,
        "read": bool(lines),
        "counts": [(verdict.value, counts[verdict]) for verdict in Verdict],
        "useful": counts[Verdict.NEW] + counts[Verdict.CHANGED],
        # Faults first: they are what somebody has to do something about.
        "lines": sorted(told, key=lambda each: (each.verdict != Verdict.WRONG, each.number))[:_MOST_SHOWN],
        "more": max(0, len(told) - _MOST_SHOWN),
    }
    return render(request, "lexicon/import.html", context, status=status)
