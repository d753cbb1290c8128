"""Narrations for pages: looked up by fingerprint, delivered when unknown; and the audio."""

from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from player.articles import deliveries, grants, ready
from player.articles.files import file_response
from player.articles.models import Article
from player.sites.access import for_pages_of_site
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis import pipeline, tasks
from synthesis.errors import UnknownVoice
from synthesis.models import Content, Narration
from synthesis.storage import audio_name, part_name

RETRY_AFTER_MS: Final = 400


@for_pages_of_site("GET", "HEAD")
def narration(request: HttpRequest, site: Site, fingerprint: str) -> HttpResponse:
    """The narration of content that some reader's page has delivered before."""
    article = Article.objects.saying(site, fingerprint)
    if article is None:
        raise Problem("unknown-narration", "This text was never delivered to this site. Deliver it with POST.")
    return _answer(request, article, Content.objects.get(fingerprint=fingerprint))


@for_pages_of_site("POST")
def narrations(request: HttpRequest, site: Site) -> HttpResponse:
    """Take content from a reader's page, and answer as `narration` does."""
    delivery = deliveries.parse(request.body)
    _check_address(request, delivery.url)
    content = Content.objects.keep(delivery.language, delivery.as_blocks())
    article = Article.objects.note(site, delivery.url, delivery.title, delivery.level, content)
    return _answer(request, article, content)


def _check_address(request: HttpRequest, url: str) -> None:
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}".lower() != request.headers["Origin"].lower():
        raise Problem("bad-request", f"The address {url} is not one of the page's own origin.")


def _answer(request: HttpRequest, article: Article, content: Content) -> HttpResponse:
    try:
        voice = article.site.voice_for(content.language, article.url)
    except UnknownVoice as error:
        raise Problem("narration-failed", f"{error} Or choose a voice for it at the site in the admin.") from error
    found, call = pipeline.request(content, voice, article.site.lexicon, article.url)
    if call:
        tasks.ring(found)
    if found.state == Narration.State.READY:
        return _manifest(request, found)
    if found.state == Narration.State.FAILED:
        raise Problem(
            "narration-failed", "This text could not be spoken. The reason stands at the narration in the admin."
        )
    return _progress(found)


def _manifest(request: HttpRequest, found: Narration) -> HttpResponse:
    etag = f'"{found.plan_key[:32]}"'
    response = HttpResponse(bytes(found.manifest or b""), content_type="application/json")
    response["ETag"] = etag
    response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    conditional = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(conditional, HttpResponse)
    if grant := grants.grant_for(found.audio.rpartition("/")[2]):
        conditional[grants.HEADER] = grant
        conditional["Access-Control-Expose-Headers"] = grants.HEADER
    return ready.marked(conditional)


def _progress(found: Narration) -> HttpResponse:
    body = {
        "version": 1,
        "state": "speaking",
        "fingerprint": found.content.fingerprint,
        "language": found.content.language,
        "parts": [part | {"url": grants.with_grant(part["url"])} for part in found.parts],
        "sentences": found.sentences,
        "done": found.done,
        "total": found.total,
        "retry_after_ms": RETRY_AFTER_MS,
    }
    response = JsonResponse(body, status=202)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def audio(request: HttpRequest, name: str) -> HttpResponseBase:
    """A finished audio file: immutable, in byte ranges where the player asks for them."""
    return file_response(request, audio_name(name))


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponseBase:
    """The beginning of a narration that is still being spoken, or a later stretch of it."""
    return file_response(request, part_name(name))
