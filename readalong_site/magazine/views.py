"""The magazine's pages."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readalong_site.magazine import settings
from readalong_site.magazine.articles import ARTICLES, Article, find_article, related_to, versions_of
from readalong_site.magazine.labels import LABELS, LANGUAGE_NAMES

_SUBSCRIBER: Final = "subscriber"


class LoginForm(forms.Form):
    """The magazine's own login, for its one subscriber."""

    username = forms.CharField(max_length=100)
    password = forms.CharField(max_length=100, strip=False)

    def clean(self) -> dict[str, Any]:
        given = (self.cleaned_data.get("username", ""), self.cleaned_data.get("password", ""))
        if not all(map(constant_time_compare, given, (settings.SUBSCRIBER_NAME, settings.SUBSCRIBER_PASSWORD))):
            raise ValidationError(
                "We do not know that name with that password. Check both, or use the demo pass below."
            )
        return self.cleaned_data


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page shows, in the way of a template context processor."""
    return {
        "READALONG_URL": settings.READALONG_URL,
        "READALONG_SITE_KEY": settings.READALONG_SITE_KEY,
        "canonical_url": request.build_absolute_uri(request.path),
        "language": "en-US",
        "labels": LABELS["en-US"],
        "subscribed": _subscribed(request),
    }


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    shown = [article for article in ARTICLES if article.main]
    english = [article for article in shown if article.language == "en-US"]
    context = {
        "hero": english[0],
        "teasers": [{"article": article, "versions": versions_of(article)} for article in english[1:]],
        "spanish": [article for article in shown if article.language == "es-MX"],
        "language_names": LANGUAGE_NAMES,
    }
    return render(request, "magazine/front.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "magazine/about.html")


# A story behind the login must not come out of a cache for the next reader of the same browser.
@cache_control(private=True, no_cache=True)
@require_safe
def story(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    article = find_article(slug, language)
    if article is None:
        raise Http404(f"No story '{slug}' in {language}.")
    with translation.override(language):
        return render(request, f"magazine/articles/{slug}.html", _story_context(request, article))


def _story_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    versions = [
        {"article": version, "language_name": LANGUAGE_NAMES[version.language]} for version in versions_of(article)
    ]
    return {
        "article": article,
        "versions": versions,
        "alternates": _alternates(request, article),
        "related": related_to(article),
        "locked": article.subscribers_only and not _subscribed(request),
        "language": article.language,
        "labels": LABELS[article.language],
    }


def _alternates(request: HttpRequest, article: Article) -> list[dict[str, str]]:
    """One address for each language: this page for its own, the front page's version for the others."""
    addresses = {version.language: version.path for version in versions_of(article) if version.main}
    if addresses:
        addresses[article.language] = article.path
    return [{"language": language, "url": request.build_absolute_uri(path)} for language, path in addresses.items()]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    wanted = _local_path(request.POST.get("next") or request.GET.get("next") or "/")
    form = LoginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        request.session[_SUBSCRIBER] = True
        return redirect(wanted)
    context = {
        "form": form,
        "next": wanted,
        "demo_name": settings.SUBSCRIBER_NAME,
        "demo_password": settings.SUBSCRIBER_PASSWORD,
    }
    return render(request, "magazine/login.html", context)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return redirect("front")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every story, so that search engines find them; and Readalong, which narrates new ones before anybody asks."""
    return _for_machines(request, "magazine/sitemap.xml", "application/xml")


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest stories as RSS 2.0."""
    return _for_machines(request, "magazine/feed.xml", "application/rss+xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _for_machines(request, "magazine/robots.txt", "text/plain")


def _for_machines(request: HttpRequest, template: str, content_type: str) -> HttpResponse:
    newest_first = sorted(ARTICLES, key=lambda article: article.published, reverse=True)
    stories = [{"article": article, "url": request.build_absolute_uri(article.path)} for article in newest_first]
    context = {"stories": stories, "front_url": request.build_absolute_uri("/")}
    return render(request, template, context, content_type=f"{content_type}; charset=utf-8")


@require_POST
def newsletter(request: HttpRequest) -> HttpResponse:
    return render(request, "magazine/newsletter.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "magazine/404.html", status=404)


def _subscribed(request: HttpRequest) -> bool:
    return bool(request.session.get(_SUBSCRIBER))


def _local_path(address: str) -> str:
    """``address`` where it is a path of this site, else the front page: a login must not send anybody elsewhere."""
    local = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if local else "/"
