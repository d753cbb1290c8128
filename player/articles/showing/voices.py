"""The voices of a site, side by side: heard on its own sentences, then chosen."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from player.articles.showing import auditions
from player.articles.showing.sentences import our_sentences, own_sentences
from player.articles.workbench import sounds
from player.sites import audit
from player.sites.models import Site, VoiceChoice
from player.sites.staff import for_staff_of_site
from synthesis import budgets
from synthesis.errors import SynthesisError
from synthesis.rights import Area
from synthesis.text.languages import is_tag
from synthesis.text.voices import Voice

_NO_VOICE: Final = "There is no such voice for this language any more. Load the page anew."


@for_staff_of_site(Area.VOICES, "change", "GET")
def voices(request: HttpRequest, site: Site) -> HttpResponse:
    """Who reads a language now, who could, and a sentence to hear them by."""
    languages = auditions.languages_of(site)
    language = request.GET.get("language", "")
    language = language if is_tag(language) else languages[0]
    own = own_sentences(site, language)
    sentences = own or our_sentences(language)
    typed = request.GET.get("typed", "").strip()[: sounds.MOST_CHARACTERS]
    sentence = typed or _at(sentences, request.GET.get("at", ""))
    context: dict[str, Any] = {
        "site": site,
        "languages": dict.fromkeys((*languages, language)),
        "language": language,
        "sentences": sentences,
        "are_own": bool(own),
        "typed": typed,
        "most": sounds.MOST_CHARACTERS,
        "sentence": sentence,
        "next": (sentences.index(sentence) + 1) % len(sentences) if sentence in sentences else 0,
        "audition": auditions.audition(site, language, sentence),
        "month": budgets.this_month(site.account),
    }
    return render(request, "showing/voices.html", context)


@for_staff_of_site(Area.VOICES, "change", "POST")
def listen(request: HttpRequest, site: Site) -> HttpResponse:
    """Have one voice speak the sentence, on the site's account; where it is heard."""
    language, sentence = request.POST.get("language", ""), request.POST.get("sentence", "").strip()
    voice = _voice(request, site)
    if voice is None or not sentence:
        return JsonResponse({"problem": _NO_VOICE if voice is None else "Write a sentence first."}, status=400)
    passage = sounds.typed(sentence, language)
    try:
        token = sounds.speak(sounds.utterances_of(passage, sounds.rules_of(site, (), ""), voice), site)
    except SynthesisError as error:
        return JsonResponse({"problem": str(error)}, status=503)
    return JsonResponse({"url": reverse("lexicon:sound", args=(site.key, token))})


@for_staff_of_site(Area.VOICES, "change", "POST")
def choose(request: HttpRequest, site: Site) -> HttpResponse:
    """Let a voice read the language from now on."""
    voice = _voice(request, site)
    language = request.POST.get("language", "")
    if voice is None:
        messages.error(request, _NO_VOICE)
        return redirect("showing:voices", key=site.key)
    row = VoiceChoice.objects.filter(site=site, layout=None, language__iexact=language).first()
    action = audit.Action.CHANGED if row else audit.Action.ADDED
    row = row or VoiceChoice(site=site, language=language)
    row.engine, row.name = voice.engine, voice.name
    try:
        row.full_clean()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        row.save()
        audit.note(request.user, action, site, f"voice “{row}”", f"{voice.label}, {voice.engine}")
        messages.success(
            request, f"{voice.label} reads {language} from now on. Articles are spoken anew as readers open them."
        )
    return redirect(reverse("showing:voices", args=(site.key,), query={"language": language}))


def _voice(request: HttpRequest, site: Site) -> Voice | None:
    language = request.POST.get("language", "")
    if not is_tag(language):
        return None
    return auditions.find(site, language, request.POST.get("engine", ""), request.POST.get("name", ""))


def _at(sentences: tuple[str, ...], number: str) -> str:
    return sentences[int(number) % len(sentences)] if number.isdecimal() and len(number) < 4 else sentences[0]
