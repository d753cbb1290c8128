"""The inbox: what readers say sounded wrong, heard as they heard it, and what became of it."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from player.articles.complaints.models import Complaint, ComplaintQuerySet
from player.articles.workbench.pages import desk
from player.sites import audit
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area

_A_PAGE: Final = 30
_SHOWN: Final[dict[str, tuple[str, Callable[[ComplaintQuerySet], ComplaintQuerySet]]]] = {
    "": ("Open", ComplaintQuerySet.open),
    "solved": ("Solved", ComplaintQuerySet.solved),
    "dismissed": ("Dismissed", ComplaintQuerySet.dismissed),
}


@for_staff_of_site(Area.RULES, "view", "GET")
def inbox(request: HttpRequest, site: Site) -> HttpResponse:
    """What readers complained of: what most of them say comes first."""
    chosen = request.GET.get("show", "") if request.GET.get("show", "") in _SHOWN else ""
    found = _SHOWN[chosen][1](desk.complaints_of(site))
    context = {
        "site": site,
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "shown": [(name, label, pick(desk.complaints_of(site)).count()) for name, (label, pick) in _SHOWN.items()],
    }
    return render(request, "lexicon/inbox.html", context)


@for_staff_of_site(Area.RULES, "change", "POST")
def answer(request: HttpRequest, site: Site) -> HttpResponse:
    """Dismiss complaints, or have them looked at again."""
    numbers = [each for each in request.POST.getlist("complaint") if each.isdecimal() and len(each) < 19]
    chosen = list(site.complaints.filter(pk__in=numbers))
    act = _ANSWERS.get(request.POST.get("do", ""))
    if act is None:
        messages.error(request, "Choose whether to dismiss the sentences or to open them again.")
    elif not chosen:
        messages.error(request, "Choose at least one sentence.")
    else:
        for each in chosen:
            act(request, each)
    return redirect("lexicon:inbox", site.key)


def _dismiss(request: HttpRequest, complaint: Complaint) -> None:
    complaint.dismiss(request.user)
    audit.note(request.user, audit.Action.CHANGED, complaint.site, f"complaint “{complaint}”", "Dismissed.")


def _reopen(request: HttpRequest, complaint: Complaint) -> None:
    complaint.reopen()
    audit.note(request.user, audit.Action.CHANGED, complaint.site, f"complaint “{complaint}”", "Opened again.")


_ANSWERS: Final = {"dismiss": _dismiss, "reopen": _reopen}
