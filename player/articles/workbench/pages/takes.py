"""Takes: a recording is uploaded for one sentence, and its words are put right."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from player.articles.workbench import sounds
from player.articles.workbench.pages import desk
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis import takes
from synthesis.decoding import LARGEST_BYTES, NoRecording
from synthesis.errors import SynthesisError
from synthesis.models import Lexicon, Take
from synthesis.rights import Area
from synthesis.text.overrides import LONGEST


@for_staff_of_site(Area.RULES, "add", "POST")
def upload(request: HttpRequest, site: Site) -> HttpResponse:
    """Find the words of a sentence in a recording of it. Nobody hears it before an override with it is published."""
    file, sentence = request.FILES.get("recording"), request.POST.get("sentence", "")
    if not isinstance(file, UploadedFile) or not 0 < len(sentence) <= LONGEST:
        return _refused("Choose a recording of one sentence.")
    if (file.size or 0) > LARGEST_BYTES:
        return _refused(f"The file has {file.size:,} bytes, {LARGEST_BYTES:,} are allowed. Upload one sentence alone.")
    passage = sounds.Passage.of_sentence(sentence, request.POST.get("in_language", "")[:35])
    try:
        spoken = sounds.to_compare(passage, site)
        lexicon = _lexicon(request, site)
        take = takes.record(file.read(), lexicon, spoken, sentence, file_name=file.name or "", user=request.user)
    except NoRecording as error:
        return _refused(str(error))
    except (SynthesisError, OSError) as error:
        return JsonResponse({"reason": str(error)}, status=503)
    return _shown(request, take)


@for_staff_of_site(Area.RULES, "add", "POST")
def move(request: HttpRequest, site: Site) -> HttpResponse:
    """Have the words of a take begin where somebody heard them begin."""
    own = Take.objects.filter(lexicon__in=desk.scopes_of(request, site).values())
    take = own.filter(key=request.POST.get("take", "")).first()
    if take is None:
        return _refused("The recording is not stored any more. Upload it again.")
    starts = request.POST.get("starts", "").split()
    try:
        if not all(each.isdecimal() and len(each) < 8 for each in starts):
            raise ValueError("The times are whole milliseconds.")
        return _shown(request, takes.moved(take, [int(each) for each in starts], request.user))
    except ValueError as error:
        return _refused(str(error))


def _lexicon(request: HttpRequest, site: Site) -> Lexicon:
    scopes = desk.scopes_of(request, site)
    if not scopes:
        raise Http404
    return scopes.get(request.POST.get("scope", "")) or next(iter(scopes.values()))


def _shown(request: HttpRequest, take: Take) -> HttpResponse:
    context: dict[str, Any] = {"take": take}
    return render(request, "lexicon/take.html", context)


def _refused(reason: str) -> HttpResponse:
    return JsonResponse({"reason": reason}, status=400)
