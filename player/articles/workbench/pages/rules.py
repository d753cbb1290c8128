"""One rule: its form, what it would change, how that sounds, how it came to be."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from player.articles.complaints.models import Complaint
from player.articles.files import byte_range
from player.articles.workbench import sounds
from player.articles.workbench.forms import RuleForm
from player.articles.workbench.impact import Impact, impact
from player.articles.workbench.override_form import OverrideForm
from player.articles.workbench.pages import desk
from player.articles.workbench.places import override_of, place
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis import budgets
from synthesis.errors import SynthesisError
from synthesis.lexicons import Rehearsal, pages_of
from synthesis.models import Change, Content, Lexeme
from synthesis.rights import Area
from synthesis.text.blocks import clean
from synthesis.text.overrides import LONGEST
from synthesis.text.phonemes import sounds_of, unspeakable

_DEFAULT_LANGUAGE: Final = "en"


@for_staff_of_site(Area.RULES, "add", "GET", "POST")
def new(request: HttpRequest, site: Site) -> HttpResponse:
    """Teach the voice a word."""
    form = desk.form_of(request, site, initial=given(request) | _complained(request, site))
    return _answer(request, site, form, _draft_of(site, form))


def given(request: HttpRequest) -> dict[str, str]:
    """What the address fills in: a link to the form may say what is written, and how it should sound."""
    return {name: request.GET[name] for name in ("grapheme", "value", "language", "note") if name in request.GET}


def _draft_of(site: Site, form: RuleForm) -> Change | None:
    """The draft that the form's override has already."""
    if form.place and form.place.word is None:
        return override_of(site, form.place)[1]
    return None


def _complained(request: HttpRequest, site: Site) -> dict[str, str]:
    """What readers say of a word fills in."""
    complaint = _complaint(request, site)
    if complaint is None or not complaint.word:
        return {}
    return {"grapheme": complaint.word, "language": complaint.language.split("-")[0]}


def _complaint(request: HttpRequest, site: Site) -> Complaint | None:
    """What readers said that the rule is to solve."""
    number = (request.POST or request.GET).get("complaint", "")
    return desk.complaints_of(site).filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None


@for_staff_of_site(Area.RULES, "view", "GET", "POST")
def rule(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """A rule that holds, or its draft."""
    found = get_object_or_404(desk.rules_of(site), pk=pk)
    if not desk.own_rules(request, site).filter(pk=pk).exists():
        return _shown(request, site, found)
    draft = Change.objects.drafts().filter(rule=pk).first()
    return _answer(request, site, _form(request, site, found, draft), draft)


@for_staff_of_site(Area.RULES, "change", "GET", "POST")
def draft(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """The draft of a rule that never held."""
    found = get_object_or_404(desk.own_drafts(request, site), pk=pk)
    if found.rule:
        return redirect("lexicon:rule", site.key, found.rule)
    return _answer(request, site, _form(request, site, found.lexeme, found), found)


def _form(request: HttpRequest, site: Site, row: Lexeme, draft: Change | None) -> RuleForm:
    scopes = {name: each for name, each in desk.scopes_of(request, site).items() if each.pk == row.lexicon_id}
    for name, value in ((draft and draft.after) or {}).items():
        setattr(row, name, value)
    kind = OverrideForm if row.is_override else RuleForm
    return kind(site, scopes, request.POST or None, instance=row)


def _answer(request: HttpRequest, site: Site, form: RuleForm, draft: Change | None = None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, site, form, draft)
    if not form.is_valid():
        return _page(request, site, form, draft, status=400)
    change, wish = form.draft(request.user, draft), request.POST.get("do", "")
    if wish == "keep":
        kept = Change.objects.draft(
            change.lexicon, change.after, request.user, change.rule, pk=draft.pk if draft else None
        )
        _answers(request, site, kept)
        messages.success(request, f"“{kept}” is kept as a draft. Nobody hears it before it is published.")
        return redirect("lexicon:list", site.key)
    found = impact((change,))
    if wish == "publish" and agreed(request, found):
        return _publish(request, site, change)
    if wish == "publish" and "shown" in request.POST:
        messages.warning(request, cost_notice(found))
    return _page(request, site, form, draft, found=found)


def agreed(request: HttpRequest, found: Impact) -> bool:
    """Whether the sender has seen what publishing costs: it is never more than was shown."""
    shown = request.POST.get("shown", "")
    return shown.isdecimal() and len(shown) < 16 and found.estimate.micro_dollars <= int(shown)


def cost_notice(found: Impact) -> str:
    return f"Nothing is published yet: this costs {found.cost}. Press once more to agree."


def _publish(request: HttpRequest, site: Site, change: Change) -> HttpResponse:
    kept = Change.objects.draft(change.lexicon, change.after, request.user, change.rule, pk=change.pk)
    _answers(request, site, kept)
    try:
        publication = Change.objects.filter(pk=kept.pk).publish(request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("lexicon:drafts", site.key)
    desk.note(request, site, publication)
    return redirect("lexicon:publication", site.key, publication.pk)


def _answers(request: HttpRequest, site: Site, change: Change) -> None:
    """Note that this rule is to solve what readers said."""
    if complaint := _complaint(request, site):
        Complaint.objects.filter(pk=complaint.pk).update(change=change, dismissed_at=None)


def _page(
    request: HttpRequest,
    site: Site,
    form: RuleForm,
    draft: Change | None,
    *,
    found: Impact | None = None,
    status: int = 200,
) -> HttpResponse:
    row = form.instance
    context = {
        "site": site,
        "form": form,
        "row": row,
        "draft": draft,
        "history": _history(site, row.pk),
        "complaint": _complaint(request, site),
        **preview_of(site, form, found),
    }
    return render(request, "lexicon/rule.html", context, status=status)


def _history(site: Site, pk: int | None) -> "Sequence[Change]":
    if not pk:
        return ()
    found = Change.objects.of_rule(pk).filter(desk.seen_changes(site))
    return list(found.select_related("publication", "lexicon"))


def _shown(request: HttpRequest, site: Site, row: Lexeme) -> HttpResponse:
    """A rule that is others' to change."""
    context = {"site": site, "row": row, "history": _history(site, row.pk)}
    return render(request, "lexicon/rule_shown.html", context)


@for_staff_of_site(Area.RULES, "add", "POST")
def preview(request: HttpRequest, site: Site) -> HttpResponse:
    """What the form, as it is being filled in, would change. Nothing is kept."""
    form = _sent(request, site)
    found = impact((form.draft(request.user),)) if form.is_valid() else None
    context = {"site": site, "form": form, "complaint": _complaint(request, site), **preview_of(site, form, found)}
    return render(request, "lexicon/preview.html", context)


def _sent(request: HttpRequest, site: Site) -> RuleForm:
    number = request.POST.get("rule", "")
    row = desk.own_rules(request, site).filter(pk=number).first() if number.isdecimal() else None
    return desk.form_of(request, site, instance=row)


def preview_of(site: Site, form: RuleForm, found: Impact | None = None) -> dict[str, Any]:
    """What the preview shows."""
    language = (form.cleaned_data.get("language") if form.is_bound and form.is_valid() else "") or _language_of(site)
    if form.place:
        language = form.place.language
    kind = form["kind"].value() if "kind" in form.fields else ""
    ipa = form["value"].value() if kind == Lexeme.Kind.PHONEME else ""
    paid = sounds.voice_of(site, language, built_in=False)
    return {
        "impact": found,
        "estimate": budgets.in_words(found.estimate) if found else "",
        "language": language,
        "sounds": sounds_of(language),
        "unspeakable": bool(ipa) and unspeakable(ipa, language),
        "voice": paid,
        "built_in": sounds.voice_of(site, language, built_in=True) if budgets.price_of(paid).micro_dollars else None,
    }


def _language_of(site: Site) -> str:
    first = site.articles.values_list("language", flat=True).first()
    return first or next((each.language for each in site.voices.all()), _DEFAULT_LANGUAGE)


@for_staff_of_site(Area.RULES, "add", "POST")
def listen(request: HttpRequest, site: Site) -> HttpResponse:
    """Have one sentence spoken, as it is or as it would be; where it is heard."""
    form = _sent(request, site)
    after = request.POST.get("which") == "after"
    if after and not form.is_valid():
        return JsonResponse({"reason": "Say first how it is written and how it should sound."}, status=400)
    changes = (form.draft(request.user),) if after else ()
    try:
        passage = _passage(request, site)
        voice = sounds.voice_of(site, passage.language, built_in=request.POST.get("built_in") == "yes")
        rules = sounds.rules_of(site, changes, _pages_of(request, site, changes))
        utterances = sounds.utterances_of(passage, rules, voice)
        cost = sounds.price(utterances)
        token = sounds.speak(utterances, site)
        words = sounds.words_of(passage, utterances)
    except ValueError as error:
        return JsonResponse({"reason": str(error)}, status=400)
    except (SynthesisError, OSError) as error:
        return JsonResponse({"reason": str(error)}, status=503)
    return JsonResponse(
        {"token": token, "voice": voice.label, "cost": budgets.dollars(cost) if cost else "", "words": words}
    )


def _pages_of(request: HttpRequest, site: Site, changes: "Sequence[Change]") -> str:
    """The page of the passage, for rules that are bound to pages; that of a typed sentence is one on which the rule holds."""
    if found := place(site, request.POST.dict()):
        url = found.article.url
        return Rehearsal(changes).pages_of(site.lexicon, url) if changes else pages_of(site.lexicon, url)
    bound = "\n".join(each.after["pages"] for each in changes if each.after)
    return bound or pages_of(site.lexicon, "")


def _passage(request: HttpRequest, site: Site) -> sounds.Passage:
    if "alone" in request.POST:
        sentence = clean(request.POST.get("sentence", "")[:LONGEST])
        return sounds.Passage.of_sentence(sentence, request.POST.get("in_language") or _language_of(site))
    if "typed" in request.POST:
        return sounds.typed(request.POST["typed"], request.POST.get("in_language") or _language_of(site))
    where = [request.POST.get(name, "") for name in ("content", "block", "start", "end")]
    if not all(each.isdecimal() for each in where):
        raise ValueError("Choose a sentence to listen to.")
    content_id, block, start, end = map(int, where)
    # Only what the site's own articles say is spoken for it.
    content = get_object_or_404(Content.objects.filter(deliveries__article__site=site).distinct(), pk=content_id)
    if block >= len(content.stored_blocks):
        raise Http404
    return sounds.found_at(content, block, start, end)


@for_staff_of_site(Area.RULES, "view", "GET")
def sound(request: HttpRequest, site: Site, token: str) -> HttpResponse:
    """The audio of a sentence that was spoken just now."""
    data = sounds.sound(token, site)
    if data is None:
        raise Http404
    asked = byte_range(request.headers.get("Range", ""), len(data))
    part = data if asked is None else data[asked.start : asked.stop]
    response = HttpResponse(part, status=200 if asked is None else 206, content_type="audio/mp4")
    response["Accept-Ranges"] = "bytes"
    if asked is not None:
        response["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{len(data)}"
    return response


@for_staff_of_site(Area.RULES, "change", "POST")
def restore(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """Draft a rule as it once was: it is looked at, heard and published like any other draft."""
    scopes = desk.scopes_of(request, site).values()
    change = get_object_or_404(Change.objects.filter(lexicon__in=scopes, publication__isnull=False), pk=pk)
    Change.objects.draft(change.lexicon, change.after, request.user, change.rule)
    if change.held is None:
        return redirect("lexicon:drafts", site.key)
    messages.success(request, "This is how it was. Listen, and publish it to bring it back.")
    return redirect("lexicon:rule", site.key, change.rule)
