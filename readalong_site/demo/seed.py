"""What the demonstration starts with: the magazine as a site, its layouts, some lexemes, two people."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.db import transaction

from player.articles.feeds.models import Feed
from player.sites.models import Layout, Member, Origin, Site, VoiceChoice
from readalong_site.magazine.articles import LAYOUT
from synthesis import engines
from synthesis.models import Lexeme, Lexicon
from synthesis.rights import Role

SITE_KEY: Final = "periwinkle"
ADMIN: Final = ("admin", "readalong")
EDITOR: Final = ("editor", "readalong")

# The layouts of the magazine, by what they match.
_NAMES: Final = {"/stories/*": "Stories", "/es/historias/*": "Historias"}
_LEXEMES: Final[tuple[dict[str, Any], ...]] = (
    {"grapheme": "Periwinkle", "value": "perry winkle", "language": "en", "note": "Our name."},
)


@transaction.atomic
def seed(origins: Sequence[str]) -> Site:
    """The magazine's site, made or left as its people have changed it, open to pages of these origins; the first has the feed."""
    site, created = Site.objects.get_or_create(key=SITE_KEY, defaults={"name": "Periwinkle", "allow_complaints": True})
    for origin in origins:
        Origin.objects.get_or_create(site=site, origin=origin)
    _people(site)
    if created:
        _layouts(site)
        _voices(site)
        _lexemes(site.lexicon)
        # Its newest stories, one of them for subscribers, are fetched by themselves; the others are narrated when somebody listens.
        Feed.objects.create(site=site, url=f"{origins[0]}/sitemap.xml", daily_limit=2)
    return site


def _people(site: Site) -> None:
    name, password = ADMIN
    admin, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True, "is_superuser": True})
    _set_password(admin, password)
    name, password = EDITOR
    editor, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    _set_password(editor, password)
    Member.objects.get_or_create(site=site, user=editor, defaults={"role": Role.OWNER})


def _set_password(user: User, password: str) -> None:
    if not check_password(password, user.password):
        user.set_password(password)
        user.save(update_fields=("password",))


def _layouts(site: Site) -> None:
    Layout.objects.create(
        site=site,
        name="Front page",
        priority=5,
        url_pattern="/",
        badges=".hero-card h2 a\n.teaser h3 a",
        badges_play=True,
    )
    for priority, layout in enumerate(LAYOUT, start=1):
        Layout.objects.create(
            site=site,
            name=_NAMES.get(layout.url_pattern, layout.url_pattern),
            priority=10 * priority,
            url_pattern=layout.url_pattern,
            allow="\n".join(layout.allow),
            deny="\n".join(layout.deny),
            title=layout.title,
            level=layout.level,
            badges=".related-list a",
            badges_play=True,
        )


def _voices(site: Site) -> None:
    for language in ("en-US", "es-419"):
        voice = engines.default_voice("espeak", language)
        VoiceChoice.objects.create(site=site, language=language, engine=voice.engine, name=voice.name)


def _lexemes(lexicon: Lexicon) -> None:
    for fields in _LEXEMES:
        Lexeme.objects.create(lexicon=lexicon, **fields)
    lexicon.changed()
