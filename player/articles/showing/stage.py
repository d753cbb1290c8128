"""The page on which a theme is tried: the script that readers get, with a config that is not saved, and a narration of its own."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from player.articles import grants
from player.articles.showing.stories import Story, story_for
from player.sites.models import Site, Theme
from player.sites.pages.theme import ThemeForm, theme_of
from player.sites.staff import for_staff_of_site
from player.sites.views import as_config
from synthesis import engines, samples
from synthesis.budgets import BUILT_IN
from synthesis.rights import Area


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@for_staff_of_site(Area.SITES, "change", "GET")
def stage(request: HttpRequest, site: Site) -> HttpResponse:
    """The page, in the theme that the query chooses; in the one that is saved, where that is none to be saved."""
    form = ThemeForm(request.GET, instance=theme_of(site))
    theme = form.instance if form.is_valid() else theme_of(site)
    if theme.scheme == Theme.Scheme.DEVICE:
        # Whatever this device is set to, what is asked for is shown.
        theme.scheme = Theme.Scheme.NIGHT if "night" in request.GET else Theme.Scheme.DAY
    # Its layout reads this page; the site's own are about others.
    layout = {
        "id": 0,
        "url_pattern": "*",
        "allow": ["main"],
        "deny": [".byline"],
        "title": "h1",
        "language": "",
        "default_rate": 0,
    }
    config = as_config(site, theme) | {"layouts": [layout], "launcher": "", "rates": []}
    return render(
        request, "showing/stage.html", {"site": site, "story": _story(site), "config": config, "scheme": theme.scheme}
    )


@for_staff_of_site(Area.SITES, "change", "GET")
def stage_narration(request: HttpRequest, site: Site) -> HttpResponse:
    """The narration of that page, by the built-in engine, which costs nothing."""
    story = _story(site)
    voice = engines.default_voice(BUILT_IN, story.language)
    manifest = samples.narrate(story.blocks, story.language, voice, site.lexicon, site.account)
    response = JsonResponse(manifest)
    if grant := grants.grant_for(manifest["audio"]["url"].rpartition("/")[2]):
        response[grants.HEADER] = grant
    return response


def _story(site: Site) -> Story:
    choice = site.voices.first()
    return story_for(choice.language if choice else "en")
