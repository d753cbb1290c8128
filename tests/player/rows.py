"""Rows for the tests of pages that staff see."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from player.articles.feeds.listings import Item
from player.articles.feeds.models import Discovery, Feed
from player.articles.models import Article, Webhook
from player.articles.workbench import sounds
from player.engagement.models import PlaybackSession, Recording
from player.sites import audit
from player.sites.models import AuditEntry, Member, Origin, Site
from synthesis import pipeline
from synthesis.models import Change, Content, Lexeme, Narration
from synthesis.rights import Role
from synthesis.text.blocks import Block

LENGTH_MS = 100_000


def make_site(key: str, name: str = "") -> Site:
    """A site whose voice is the silent one, with a layout, an origin and a rule."""
    site = Site.objects.create(key=key, name=name or key.title())
    Origin.objects.create(site=site, origin=f"https://{key}.example")
    site.voices.create(language="en", engine="silent", name="en-US")
    site.layouts.create(name=f"Layout of {key}", allow="article")
    site.lexicon.lexemes.create(grapheme=f"Word-{key}", value="word")
    return site


def make_article(site: Site, title: str, *, level: str = "", text: str = "Once there was a crab.") -> Article:
    """An article that says its title and ``text``."""
    content = Content.objects.keep("en-US", [Block("title", title), Block("paragraph", text)])
    return Article.objects.note(site, f"https://{site.key}.example/{title[:40]}", title, level, content)


def make_feed(site: Site) -> Feed:
    """A feed of the site, which names one page."""
    feed = Feed.objects.create(site=site, url=f"https://{site.key}.example/feed.xml")
    Discovery.objects.note(feed, [Item(f"https://{site.key}.example/named")])
    return feed


def make_webhook(site: Site) -> Webhook:
    """An address of the site's own that is told what happens."""
    return Webhook.objects.create(site=site, url=f"https://{site.key}.example/hook")


def make_narration(article: Article) -> Narration:
    """The article's narration, waiting to be spoken."""
    return pipeline.request(article.content, article.site.voice_for("en-US", article.url), article.site.lexicon)[0]


def make_session(
    article: Article, heard_ms: int = LENGTH_MS, *, days_ago: float = 0, length_ms: int = LENGTH_MS
) -> PlaybackSession:
    """Somebody heard the beginning of the article."""
    started_at: datetime = timezone.now() - timedelta(days=days_ago)
    recording, _ = Recording.objects.get_or_create(
        content=article.content, engine="silent", voice="en-US", audio=f"{length_ms:x}.m4a", duration_ms=length_ms
    )
    return PlaybackSession.objects.create(
        id=uuid4(),
        site=article.site,
        day=timezone.localdate(started_at),
        article=article,
        content=article.content,
        recording=recording,
        duration_ms=length_ms,
        heard=((0, heard_ms),),
        heard_ms=heard_ms,
        sentences=(),
        rate=90,
        source="launcher",
        device="phone",
        at_ms=heard_ms,
        started_at=started_at,
        seen_at=started_at,
    )


def make_history(site: Site) -> Change:
    """A rule of the site was published, another one is drafted, and a sentence was listened to; the published change."""
    held = Change.objects.draft(site.lexicon, Lexeme(grapheme=f"History-{site.key}", value="history").state(), None)
    Change.objects.filter(pk=held.pk).publish(None)
    Change.objects.draft(site.lexicon, Lexeme(grapheme=f"Draft-{site.key}", value="draft").state(), None)
    make_sound(site)
    return Change.objects.get(pk=held.pk)


def make_sound(site: Site) -> str:
    """The token of a sentence that somebody listened to."""
    utterances = sounds.utterances_of(
        sounds.typed("A crab.", "en"), sounds.rules_of(site, (), ""), site.voice_for("en", "")
    )
    return sounds.speak(utterances, site)


def make_member(name: str, *sites: Site, role: Role = Role.OWNER) -> User:
    """Somebody who looks after the sites in this role."""
    user = User.objects.create_user(name, password=None)
    for site in sites:
        Member.objects.create(site=site, user=user, role=role)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_entry(site: Site) -> AuditEntry:
    """Something was done to the site."""
    audit.note(None, audit.Action.CHANGED, site, f"thing of {site.key}")
    return site.audit_entries.latest("pk")
