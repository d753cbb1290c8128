"""What the workbench's pages have in common: whose rules are seen, and whose may be changed."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from player.articles.complaints.models import Complaint, ComplaintQuerySet
from player.articles.workbench.forms import EVERYWHERE, SITE, RuleForm
from player.articles.workbench.override_form import OverrideForm
from player.articles.workbench.places import Place, override_of, place
from player.sites import audit
from player.sites.models import Site
from synthesis.models import Change, Lexeme, Lexicon, Publication
from synthesis.models.change import ChangeQuerySet
from synthesis.rights import Area, is_operator, may


def scopes_of(request: HttpRequest, site: Site) -> dict[str, Lexicon]:
    """The lexicons that the sender may change, as seen from this site. Rules of every site are the operator's."""
    scopes = {SITE: site.lexicon} if may(request, "change", Area.RULES, (site.pk,)) else {}
    return scopes | ({EVERYWHERE: Lexicon.objects.common()} if is_operator(request.user) else {})


def seen_lexicons(site: Site) -> list[int]:
    """The lexicons whose rules hold on the site."""
    return [each.pk for each in site.lexicon.chain()]


def rules_of(site: Site) -> "QuerySet[Lexeme]":
    return Lexeme.objects.filter(lexicon__in=seen_lexicons(site)).select_related("lexicon")


def own_rules(request: HttpRequest, site: Site) -> "QuerySet[Lexeme]":
    """The rules that the sender may change."""
    return rules_of(site).filter(lexicon__in=[each.pk for each in scopes_of(request, site).values()])


def own_drafts(request: HttpRequest, site: Site) -> ChangeQuerySet:
    """The drafts that the sender may publish, in the order in which they were made."""
    scopes = scopes_of(request, site).values()
    return Change.objects.drafts().filter(lexicon__in=scopes).select_related("lexicon")


def complaints_of(site: Site) -> ComplaintQuerySet:
    """What readers of the site complained of, with all that is shown of it."""
    rows = Complaint.objects.filter(site=site).select_related("article", "narration__content", "change__publication")
    return rows.defer("narration__manifest", "narration__content__stored_blocks")


def publications_of(site: Site) -> "QuerySet[Publication]":
    """Those that concern the site, the newest first."""
    own = Change.objects.filter(lexicon__in=seen_lexicons(site), publication__isnull=False)
    return Publication.objects.filter(pk__in=own.values("publication")).order_by("-pk")


def seen_changes(site: Site) -> "Q":
    """The changes that the site's people may read."""
    return Q(lexicon__in=seen_lexicons(site))


def form_of(request: HttpRequest, site: Site, instance: Lexeme | None = None, **kwargs: Any) -> RuleForm:
    """The form, with what was sent: for an override where a whole sentence is named, or the rule is one."""
    found = place(site, (request.POST or request.GET).dict())
    if instance is None and found:
        return form_of_place(request, site, found, **kwargs)
    scopes, sent = scopes_of(request, site), request.POST or None
    if instance is not None and instance.is_override:
        return OverrideForm(site, scopes, sent, instance=instance, place=found, **kwargs)
    return RuleForm(site, scopes, sent, instance=instance, place=found, **kwargs)


def form_of_place(request: HttpRequest, site: Site, found: Place, initial: dict[str, str] | None = None) -> RuleForm:
    """The form for a word in a text, or for a whole sentence."""
    scopes, sent = scopes_of(request, site), request.POST or None
    if found.word is None:
        row, _ = override_of(site, found)
        return OverrideForm(site, scopes, sent, instance=row, place=found, initial=initial)
    return RuleForm(site, scopes, sent, place=found, initial=initial)


def note(request: HttpRequest, site: Site, publication: Publication) -> None:
    """Write into the audit log what was published; rules of every site into that of the installation. Say what it solves."""
    for complaint in complaints_of(site).solved().filter(change__publication=publication):
        messages.success(
            request, f"What readers said of “{complaint}” is solved. It opens again if they say so of the new sound."
        )
    changes = list(publication.changes.select_related("lexicon"))
    for common in {each.lexicon.is_common for each in changes}:
        own = [each for each in changes if each.lexicon.is_common == common]
        about = f"{len(own)} rules" if len(own) > 1 else f"rule “{own[0]}”"
        details = "; ".join(map(str, own)) if len(own) > 1 else ""
        audit.note(request.user, _action(own), None if common else site, about, details)


def _action(changes: list[Change]) -> audit.Action:
    if all(each.before is None for each in changes):
        return audit.Action.ADDED
    return audit.Action.DELETED if all(each.after is None for each in changes) else audit.Action.CHANGED
