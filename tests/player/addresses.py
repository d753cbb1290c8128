"""Every address of the service, and who may open it: the list that ``test_rights.py`` compares with the real addresses.

A new address fails that test until it has its line here. The pages of the admin have none: they are what Django makes of a registered
model, and their rights are its area's. A page of its own that a model's admin adds has a line, named after its last word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from player.articles.feeds.models import Discovery
from player.sites.models import Site
from synthesis.rights import Area, Right
from tests.player.rows import make_sound

Arguments = Callable[[Site], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Anyone:
    """Shows no row, or only to who has what cannot be guessed: a signed link, a token, the hash of a sound."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Asked by readers' pages: who is signed in does not matter, the page's origin does."""

    method: str = "get"
    arguments: Arguments = lambda site: {}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Asked by a publisher's own programs with a token: its site's rows are all there are."""

    arguments: Arguments = lambda site: {}


@dataclass(frozen=True, slots=True)
class Signed:
    """Told by the publisher's own system, signed with a token of the site in the address; the answer has an address of its own."""

    method: str = "get"
    arguments: Arguments = lambda site: {}


@dataclass(frozen=True, slots=True)
class Own:
    """Shows everybody who is signed in the own account, or the own sites."""


@dataclass(frozen=True, slots=True)
class At:
    """Belongs to the site in its address: for whom the table gives this right there."""

    area: Area
    right: Right = "view"
    method: str = "get"
    arguments: Arguments = lambda site: {}


def _member(site: Site) -> dict[str, Any]:
    return {"pk": site.members.order_by("pk")[0].pk}


def _invitation(site: Site) -> dict[str, Any]:
    return {"pk": site.invitations.get().pk}


def _article(site: Site) -> dict[str, Any]:
    return {"pk": site.articles.get().pk}


def _discovery(site: Site) -> dict[str, Any]:
    url = f"https://{site.key}.example/announced"
    return {"pk": Discovery.objects.announce(site, url, Discovery.Source.WEBHOOK).pk}


def _fingerprint(site: Site) -> dict[str, Any]:
    return {"fingerprint": site.articles.get().content.fingerprint}


def _rule(site: Site) -> dict[str, Any]:
    return {"pk": site.lexicon.lexemes.order_by("pk")[0].pk}


def _draft(site: Site) -> dict[str, Any]:
    return {"pk": site.lexicon.changes.get(publication=None).pk}


def _published(site: Site) -> dict[str, Any]:
    return {"pk": site.lexicon.changes.exclude(publication=None).get().pk}


def _publication(site: Site) -> dict[str, Any]:
    return {"pk": site.lexicon.changes.exclude(publication=None).get().publication_id}


def _sound(site: Site) -> dict[str, Any]:
    return {"token": make_sound(site)}


ADDRESSES: Final[Mapping[str, Anyone | Pages | Bearer | Signed | Own | At]] = {
    "home": Own(),
    # What readers' pages ask.
    "api:loader": Anyone(),
    "api:pinned": Anyone(),
    "api:audio": Anyone(),
    "api:part": Anyone(),
    "api:config": Pages(),
    "api:badges": Pages(),
    "api:narration": Pages(arguments=_fingerprint),
    "api:narrations": Pages("post"),
    "api:download": Pages(arguments=_fingerprint),
    "api:events": Pages("post"),
    "api:complaints": Pages("post"),
    # Asked by the inspector on a live page: the body says who asks, and tests of its own try others.
    "api:inspections": Pages("post"),
    "api:layouts": Pages("post"),
    # What a publisher's own programs ask.
    "api:schema": Anyone(),
    "api:articles": Bearer(),
    "api:article": Bearer(_article),
    "api:discovery": Bearer(_discovery),
    "api:tables": Bearer(),
    "api:table": Bearer(lambda site: {"table": "articles"}),
    "api:table_as_csv": Bearer(lambda site: {"table": "articles"}),
    "api:sentences": Bearer(_article),
    "api:published": Signed("post"),
    "api:publication": Signed(arguments=_discovery),
    # The door.
    "staff:sign_in": Anyone(),
    "staff:sign_out": Anyone(),
    "staff:forgotten": Anyone(),
    "staff:forgotten_sent": Anyone(),
    "staff:new_password": Anyone(),
    "staff:invitation": Anyone(),
    # The own account.
    "staff:code": Own(),
    "staff:account": Own(),
    "staff:password": Own(),
    "staff:second_factor": Own(),
    "staff:second_factor_off": Own(),
    "staff:recovery_codes": Own(),
    # A site's people and its tag.
    "staff:people": At(Area.PEOPLE),
    "staff:invite": At(Area.PEOPLE, "add", "post"),
    "staff:invite_again": At(Area.PEOPLE, "add", "post", _invitation),
    "staff:revoke": At(Area.PEOPLE, "delete", "post", _invitation),
    "staff:change_role": At(Area.PEOPLE, "change", "post", _member),
    "staff:remove": At(Area.PEOPLE, "delete", "post", _member),
    "staff:require_second_factor": At(Area.PEOPLE, "change", "post"),
    "staff:tag": At(Area.ORIGINS),
    "staff:add_origin": At(Area.ORIGINS, "add", "post"),
    # Its voices and its theme.
    "showing:voices": At(Area.VOICES, "change"),
    "showing:listen": At(Area.VOICES, "change", "post"),
    "showing:choose": At(Area.VOICES, "change", "post"),
    "staff:theme": At(Area.SITES, "change"),
    "showing:stage": At(Area.SITES, "change"),
    "showing:stage_narration": At(Area.SITES, "change"),
    "articles:reading": At(Area.LAYOUTS),
    # The lexicon's workbench.
    "lexicon:list": At(Area.RULES),
    "lexicon:bulk": At(Area.RULES, "change", "post"),
    "lexicon:new": At(Area.RULES, "add"),
    "lexicon:rule": At(Area.RULES, arguments=_rule),
    "lexicon:text": At(Area.RULES, "add", arguments=_article),
    "lexicon:take": At(Area.RULES, "add", "post"),
    "lexicon:take_times": At(Area.RULES, "add", "post"),
    "lexicon:preview": At(Area.RULES, "add", "post"),
    "lexicon:listen": At(Area.RULES, "add", "post"),
    "lexicon:sound": At(Area.RULES, arguments=_sound),
    "lexicon:drafts": At(Area.RULES, "change"),
    "lexicon:draft": At(Area.RULES, "change", arguments=_draft),
    "lexicon:history": At(Area.RULES),
    "lexicon:publication": At(Area.RULES, arguments=_publication),
    "lexicon:undo": At(Area.RULES, "change", "post", _publication),
    "lexicon:restore": At(Area.RULES, "change", "post", _published),
    "lexicon:inbox": At(Area.RULES),
    "lexicon:answer": At(Area.RULES, "change", "post"),
    "lexicon:import": At(Area.RULES, "add"),
    "lexicon:export": At(Area.RULES),
    # Dashboards.
    "dashboard:sites": Own(),
    "dashboard:overview": At(Area.ENGAGEMENT),
    "dashboard:exports": At(Area.ENGAGEMENT),
    "dashboard:table": At(Area.ENGAGEMENT, arguments=lambda site: {"table": "days", "form": "csv"}),
    "dashboard:sentences": At(Area.ENGAGEMENT, arguments=lambda site: _article(site) | {"form": "csv"}),
    "dashboard:letters": At(Area.ENGAGEMENT, "view", "post"),
    "dashboard:stop_letters": Anyone(),
    "dashboard:now": At(Area.ENGAGEMENT),
    "dashboard:articles": At(Area.ENGAGEMENT),
    "dashboard:article": At(Area.ENGAGEMENT, arguments=_article),
    "dashboard:levels": At(Area.ENGAGEMENT),
    "dashboard:health": At(Area.ENGAGEMENT),
    # The admin besides its models' pages; what these show comes from the models' own lists.
    "admin:index": Own(),
    "admin:app_list": Own(),
    "admin:login": Anyone(),
    "admin:logout": Anyone(),
    "admin:password_change": Own(),
    "admin:password_change_done": Own(),
    "admin:autocomplete": Own(),
    "admin:jsi18n": Anyone(),
}

# The pages of every model in the admin, by their last word.
ADMIN_PAGES: Final[Mapping[str, Right]] = {
    "changelist": "view",
    "add": "add",
    "change": "view",
    "history": "view",
    "delete": "delete",
    "password_change": "change",
}

# Without a name: the admin leads old addresses on, and whatever it does not know to the sign-in or to a 404.
NAMELESS: Final = frozenset({"admin/", "admin", "admin/(?P<url>.*)$", "v1/<path:rest>"})
