"""Narrations for pages: looked up by fingerprint, delivered when unknown; and the audio."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from player.articles import deliveries, grants, ready
from player.articles.files import file_name, file_response
from player.articles.models import Article, Delivery
from player.articles.trust import judgement, limits
from player.sites.access import for_pages_of_site
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis import engines, pipeline, storage, tasks
from synthesis.budgets import BUILT_IN
from synthesis.errors import SynthesisError
from synthesis.models import Account, Content, Narration
from synthesis.storage import audio_name, part_name
from synthesis.text.voices import Voice

RETRY_AFTER_MS: Final = 400
_MP3_AFTER_MS: Final = 1_000
# What is held was spoken before: else there is nothing of it.
_VOICED: Final = (Narration.State.READY, Narration.State.HELD)
# Until the first part is there somebody may be waiting for the first sound.
RETRY_SOON_MS: Final = 120


@for_pages_of_site("GET", "HEAD", text=True)
def narration(request: HttpRequest, site: Site, fingerprint: str) -> HttpResponse:
    """The narration of content that some reader's page has delivered before, or that there is none."""
    delivery = _delivery(request, site, fingerprint)
    return _answer(delivery.article, delivery.content) if delivery else _never_delivered(fingerprint)


@for_pages_of_site("GET", "HEAD")
def download(request: HttpRequest, site: Site, fingerprint: str) -> HttpResponseBase:
    """The narration as an MP3 to keep, which a worker makes when it is first asked for."""
    if not site.allow_download:
        raise Problem("not-offered", f"The site {site.key!r} offers no downloads. Allow them at the site in the admin.")
    delivery = _delivery(request, site, fingerprint)
    if delivery is None:
        raise Problem("unknown-narration", "This text was never delivered to this site. Deliver it with POST.")
    found = _narration(delivery.article, delivery.content)
    if found.state not in _VOICED:
        return _progress(found)
    name = storage.download_name(found.audio)
    if storage.exists(name):
        return file_response(request, name, save_as=file_name(delivery.article.title, ".mp3"))
    tasks.ring_for_download(found)
    return _not_yet({"version": 1, "state": "encoding", "fingerprint": fingerprint, "retry_after_ms": _MP3_AFTER_MS})


def _delivery(request: HttpRequest, site: Site, fingerprint: str) -> Delivery | None:
    delivery = Article.objects.saying(site, fingerprint)
    if delivery:
        judgement.weigh(request, site, delivery)
    return delivery


def _never_delivered(fingerprint: str) -> HttpResponse:
    # No 404: a text that is looked up for the first time is no error, and browsers show each 404 as one in the page's console.
    response = JsonResponse({"version": 1, "state": None, "fingerprint": fingerprint})
    response["Cache-Control"] = "no-store"
    return response


@for_pages_of_site("POST", text=True)
def narrations(request: HttpRequest, site: Site) -> HttpResponse:
    """Take content from a reader's page, and answer as `narration` does."""
    limits.check_sender(request, site)
    brought = deliveries.parse(request.body)
    _check_address(request, brought.url)
    delivery = judgement.take(request, site, brought)
    return _answer(delivery.article, delivery.content)


def _check_address(request: HttpRequest, url: str) -> None:
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}".lower() != request.headers["Origin"].lower():
        raise Problem("bad-request", f"The address {url} is not one of the page's own origin.")


def _answer(article: Article, content: Content) -> HttpResponse:
    found = _narration(article, content)
    return _manifest(found) if found.state in _VOICED else _progress(found)


def _narration(article: Article, content: Content) -> Narration:
    """What a reader of the article is to hear, ready or on its way; Problem where there will be nothing."""
    try:
        found, call = _request(article, content)
    except SynthesisError as error:
        raise Problem("narration-failed", f"{error} Or choose a voice for it at the site in the admin.") from error
    if call:
        tasks.ring(found)
    if found.state == Narration.State.HELD and not found.manifest:
        raise Problem("not-voiced", "This text has no audio: the site's monthly budget for voices is spent.")
    if found.state == Narration.State.FAILED:
        raise Problem(
            "narration-failed", "This text could not be spoken. The reason stands at the narration in the admin."
        )
    return found


def _request(article: Article, content: Content) -> tuple[Narration, bool]:
    """The narration in the voice that the site chose; in the built-in one where that cannot be paid and the site wants it so."""
    site = article.site
    found, call = _request_in(site.voice_for(content.language, article.url), article, content)
    unpaid = found.state == Narration.State.HELD and not found.manifest
    if unpaid and site.account.at_limit == Account.AtLimit.FALL_BACK:
        return _request_in(engines.default_voice(BUILT_IN, content.language), article, content)
    return found, call


def _request_in(voice: Voice, article: Article, content: Content) -> tuple[Narration, bool]:
    site = article.site
    return pipeline.request(content, voice, site.lexicon, article.url, account_id=site.account_id)


def _manifest(found: Narration) -> HttpResponse:
    response = HttpResponse(bytes(found.manifest or b""), content_type="application/json")
    response["ETag"] = f'"{found.plan_key[:32]}"'
    response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    if grant := grants.grant_for(found.audio.rpartition("/")[2]):
        response[grants.HEADER] = grant
        response["Access-Control-Expose-Headers"] = grants.HEADER
    return ready.marked(response)


def _progress(found: Narration) -> HttpResponse:
    body = {
        "version": 1,
        "state": "speaking",
        "fingerprint": found.content.fingerprint,
        "language": found.content.language,
        "voice": {"engine": found.engine, "name": found.voice},
        "parts": [part | {"url": grants.with_grant(part["url"])} for part in found.parts],
        "sentences": found.sentences,
        "done": found.done,
        "total": found.total,
        "retry_after_ms": RETRY_AFTER_MS if found.parts else RETRY_SOON_MS,
    }
    return _not_yet(body)


def _not_yet(body: dict[str, Any]) -> HttpResponse:
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
