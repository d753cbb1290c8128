"""Asking for the weekly letter, and ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from player.engagement.models.subscriptions import Language, Subscription
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.rights import Area


@for_staff_of_site(Area.ENGAGEMENT, "view", "POST")
def letters(request: HttpRequest, site: Site) -> HttpResponse:
    """Have the letter sent to the sender of this request, in this language; or not any more."""
    language = request.POST.get("language", "")
    if "stop" in request.POST:
        Subscription.objects.filter(site=site, user=request.user.pk).delete()
        messages.success(request, "No more letters.")
    elif language not in Language.values:
        messages.error(request, f"Letters are written in {' and '.join(Language.labels)}. Choose one.")
    elif not getattr(request.user, "email", ""):
        messages.error(request, "Your account has no e-mail address. Ask the operator to add it.")
    else:
        # Links lead where this request was made, which ALLOWED_HOSTS has let through.
        wanted = {"language": language, "service": request.build_absolute_uri("/")}
        user: Any = request.user
        Subscription.objects.update_or_create(site=site, user=user, defaults=wanted)
        messages.success(
            request, "The letter comes on Monday mornings, for the first time after the week that is over then."
        )
    return redirect("dashboard:exports", key=site.key)


# Mailboxes post here for their readers (RFC 8058), without a cookie; the address itself is the leave to do it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription by its letter's link: a look asks first, since programs look at links in letters."""
    found = Subscription.objects.signed(token)
    if found and request.method == "POST":
        found.delete()
    context = {"subscription": found, "ended": request.method == "POST"}
    return render(request, "letters/stop.html", context, status=200 if found or context["ended"] else 404)
