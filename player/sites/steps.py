"""Steps: the way of a new site, from its first origin to its own look, and how far it has come."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from player.sites.models import Site, Theme
from player.sites.pages.tag import State, state_of_site
from synthesis.rights import Area, Right, may

_TEXT_FOUND = (State.WORKS, State.SILENT)
_TAG_FOUND = (State.NO_TEXT, *_TEXT_FOUND)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``url`` is where; empty for whoever may not."""

    name: str
    does: str
    done: bool
    url: str


@dataclass(frozen=True, slots=True)
class Way:
    """All steps in their order; ``next`` is the first that is not done."""

    steps: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.done), None)

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


def way_of(site: Site, request: HttpRequest) -> Way:
    """How far the site has come, for whoever asks."""
    state = state_of_site(site)

    def url(name: str, right: Right, area: Area) -> str:
        return reverse(name, args=(site.key,)) if may(request, right, area, (site.pk,)) else ""

    tag = url("staff:tag", "view", Area.ORIGINS)
    return Way(
        (
            Step(
                "Say where your pages are", "Only pages of these origins may use the site.", site.origins.exists(), tag
            ),
            Step(
                "Put the tag into your pages", "One line; this page tells once it was seen.", state in _TAG_FOUND, tag
            ),
            Step(
                "See that the text is found",
                "Open an article; if nothing is found, a layout says where its text stands.",
                state in _TEXT_FOUND,
                url("articles:reading", "view", Area.LAYOUTS),
            ),
            Step(
                "Choose voices",
                "Hear them side by side on your own sentences.",
                site.voices.filter(layout=None).exists(),
                url("showing:voices", "change", Area.VOICES),
            ),
            Step(
                "Make it look like yours",
                "Colours, corners and the shape of the button, tried on the real player.",
                Theme.objects.filter(site=site).exists(),
                url("staff:theme", "change", Area.SITES),
            ),
        )
    )
