"""Article and Delivery: the pages of a site, and the content that readers' pages brought from them."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.db import IntegrityError, models, transaction
from django.db.models import Case, Exists, OuterRef, When
from django.utils import timezone

from player.articles import addresses
from player.articles.complaints.models import Complaint
from player.articles.feeds.models import Discovery, Feed, Host
from player.articles.trust.models import Intake, Trust, Word
from player.articles.webhooks.models import Notice, Webhook
from player.sites.models import Site
from synthesis.models import Content

__all__ = [
    "Address",
    "Article",
    "ArticleQuerySet",
    "Complaint",
    "Delivery",
    "Discovery",
    "Feed",
    "Host",
    "Intake",
    "Notice",
    "Said",
    "Story",
    "Trust",
    "Webhook",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says beside its text, as the models keep it. ``canonical`` is the page's own word for its address."""

    url: str
    canonical: str = ""
    title: str = ""
    level: str = ""
    story: str = ""
    alternates: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """What waits with a delivery until it is believed."""
        return {"title": self.title, "level": self.level, "story": self.story, "alternates": list(self.alternates)}


class ArticleQuerySet(models.QuerySet["Article"]):
    def note(
        self, site: Site, url: str, title: str, level: str, content: Content, word: Word = Word.SERVICE, **said: Any
    ) -> "Article":
        """The article at this address, saying this content from now on, by the word of somebody who is believed."""
        delivery = self.deliver(site, Said(url, title=title, level=level, **said), content, word)
        delivery.adopt()
        return delivery.article

    def deliver(self, site: Site, said: Said, content: Content, word: Word) -> "Delivery":
        """A page brought this content. What the article says does not change by that: see `Delivery.adopt`."""
        article = self._at(site, said, content, word)
        delivery, created = Delivery.objects.get_or_create(
            article=article, content=content, defaults={"facts": said.kept(), "word": word}
        )
        if not created and _WEIGHT[word] >= _WEIGHT[Word(delivery.word)]:
            delivery.believe(word, said)
        delivery.article = article
        return delivery

    def brought(self, site: Site, url: str, fingerprint: str) -> "Delivery | None":
        """The delivery of this content by a page at this address, if there was one."""
        here = Address.objects.filter(site=site, key=addresses.key_of(url), article=OuterRef("article"))
        found = Delivery.objects.filter(Exists(here), article__site=site, content__fingerprint=fingerprint)
        delivery = found.select_related("article", "content").first()
        if delivery:
            delivery.article.site = site
        return delivery

    def _at(self, site: Site, said: Said, content: Content, word: Word) -> "Article":
        """The article whose page this is, new if it has not been seen.

        A page is believed to be the article that it names as canonical, unless it is another one already: a page that a reader
        brought cannot make an article disappear in another one.
        """
        own, canonical = addresses.key_of(said.url), _canonical(site, said)
        here = Address.objects.at(site, own)
        if here and (own == canonical or not canonical or word not in (Word.SERVICE, Word.PUBLISHER)):
            return here
        there = Address.objects.at(site, canonical) if canonical else None
        if there and not _same_language(there.language, content.language):
            canonical, there = own, here
        there = there or Address.objects.at(site, addresses.undressed(own)) or self._new(site, said, canonical, content)
        Address.objects.link(there, own, said.url, word)
        return there

    def _new(self, site: Site, said: Said, canonical: str, content: Content) -> "Article":
        own = addresses.key_of(said.url)
        url = addresses.normal(said.canonical if canonical and canonical != own else said.url)
        try:
            with transaction.atomic():
                facts = {
                    "title": presentable(said.title),
                    "level": presentable(said.level),
                    "language": content.language,
                    "content": content,
                }
                article = self.create(site=site, url=url, **facts)
                Address.objects.own(article)
                return article
        except IntegrityError:
            # Another reader's page was quicker.
            return self.get(addresses__site=site, addresses__key=addresses.key_of(url))

    def saying(self, site: Site, fingerprint: str) -> "Delivery | None":
        """The newest delivery of this content to the site, with its article and its content; one that is believed before others."""
        delivery = (
            Delivery.objects.filter(article__site=site, content__fingerprint=fingerprint)
            .select_related("article", "content")
            .defer("content__stored_blocks")
            .order_by(Case(When(word=Word.NOBODY, then=1), default=0), "-delivered_at")
            .first()
        )
        if delivery:
            # The site at hand, with what is loaded of it already.
            delivery.article.site = site
        return delivery


def _canonical(site: Site, said: Said) -> str:
    """The key of the address that the page names as its own; empty where that is none of the site's articles.

    Many sites name their front page on every page by mistake.
    """
    try:
        key = addresses.key_of(said.canonical) if said.canonical else ""
        named = addresses.stated_origin(said.canonical) if key else ""
    except addresses.BadAddress:
        return ""
    if not key or key == addresses.key_of(said.url):
        return key
    is_ours = named == addresses.stated_origin(said.url) or site.origins.filter(origin=named).exists()
    return key if is_ours and not addresses.is_front(said.canonical) else ""


def _same_language(one: str, other: str) -> bool:
    return one.lower().split("-")[0] == other.lower().split("-")[0]


class Story(models.Model):
    """What the versions of one article, in several languages and reading levels, have in common."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="stories")
    key = models.CharField(max_length=1100)

    class Meta:
        verbose_name_plural = "stories"
        constraints = (models.UniqueConstraint(fields=("site", "key"), name="story_once_a_site"),)

    def __str__(self) -> str:
        return self.key


class Article(models.Model):
    """One page of a site, in one language and at one reading level."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="articles")
    url = models.URLField("address", max_length=1000)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35)
    level = models.CharField("reading level", max_length=40, blank=True)
    content = models.ForeignKey(
        Content, models.PROTECT, related_name="articles", help_text="What it said when last delivered."
    )
    story = models.ForeignKey(Story, models.SET_NULL, null=True, blank=True, related_name="versions")
    alternates = models.JSONField(
        default=list, editable=False, help_text="Keys of the addresses that it names as its other versions."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ArticleQuerySet] = ArticleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-seen_at",)
        constraints = (models.UniqueConstraint(fields=("site", "url"), name="article_once_a_site"),)

    def __str__(self) -> str:
        return self.title or self.url

    def move(self, url: str) -> None:
        """The page lies at ``url`` now: the old address leads to the article there, which is this one where there was none."""
        old, there = addresses.key_of(self.url), Address.objects.at(self.site, addresses.key_of(url))
        target = there or self
        if not there:
            self.url = url
            self.save(update_fields=("url",))
            Address.objects.own(self)
        found = Address.objects.filter(site=self.site, key=old)
        found.update(article=target, source=Address.Source.SERVICE)


class AddressQuerySet(models.QuerySet["Address"]):
    def at(self, site: Site, key: str) -> "Article | None":
        """The article that this address leads to. One that only a reader's page has named leads nowhere: it is shown, not followed."""
        found = self.filter(site=site, key=key).exclude(source=Address.Source.READER).select_related("article").first()
        return found.article if found else None

    def own(self, article: Article) -> None:
        """Make the article's address its own, whatever it was before."""
        key = addresses.key_of(article.url)
        values = {"url": article.url, "article": article, "source": Address.Source.OWN}
        self.update_or_create(site=article.site, key=key, defaults=values)

    def link(self, article: Article, key: str, url: str, word: Word) -> None:
        """Note that the article was seen under this address too, unless it is its own."""
        source = Address.Source.READER if word in (Word.READER, Word.READERS, Word.NOBODY) else Address.Source.SERVICE
        values = {"url": addresses.normal(url), "article": article, "source": source}
        found, created = self.get_or_create(site=article.site, key=key, defaults=values)
        if not created and source == Address.Source.SERVICE and found.article_id != article.pk:
            # The page has moved: its old address leads to the new one from now on.
            self.filter(pk=found.pk).update(**values)


class Address(models.Model):
    """One of the addresses under which an article was seen."""

    class Source(models.TextChoices):
        OWN = "own", "its own"
        SERVICE = "service", "found by Readalong: the page moved, or names the article’s address"
        READER = "reader", "named by a reader’s page"

    site = models.ForeignKey(Site, models.CASCADE, related_name="addresses")
    key = models.CharField(max_length=1000, help_text="What all addresses of one page have in common.")
    url = models.URLField("address", max_length=1000)
    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.OWN)
    noted_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AddressQuerySet] = AddressQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "addresses"
        constraints = (models.UniqueConstraint(fields=("site", "key"), name="address_once_a_site"),)

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """A page of this article said this content. Only what was delivered to a site, and is believed, is spoken for it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="deliveries")
    content = models.ForeignKey(Content, models.PROTECT, related_name="deliveries")
    delivered_at = models.DateTimeField(auto_now_add=True)
    word = models.CharField(
        "by whose word",
        max_length=10,
        choices=Word.choices,
        default=Word.NOBODY,
        blank=True,
        help_text="Empty: it waits.",
    )
    facts = models.JSONField(default=dict, help_text="Title, level, story and other versions, as the page said them.")
    adopted_at = models.DateTimeField(null=True, blank=True, help_text="When it became what the article says.")
    looked_at = models.DateTimeField(
        null=True, blank=True, help_text="When Readalong last looked at the page because of it."
    )

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (models.UniqueConstraint(fields=("article", "content"), name="delivery_once"),)

    def __str__(self) -> str:
        return f"{self.content} from {self.article}"

    def believe(self, word: Word, said: Said | None = None) -> None:
        """Take somebody's word for it, and for what the page says beside its text."""
        self.word, self.facts = word, said.kept() if said else self.facts
        type(self).objects.filter(pk=self.pk).update(word=word, facts=self.facts)

    @property
    def is_current(self) -> bool:
        return self.article.content_id == self.content_id and self.adopted_at is not None

    def adopt(self, **better: str) -> None:
        """Make it what the article says from now on, with what the page said beside its text; ``better`` where that is known."""
        facts, article, now = self.facts | better, self.article, timezone.now()
        self.adopted_at = self.adopted_at if self.is_current else now
        type(self).objects.filter(pk=self.pk).update(adopted_at=self.adopted_at, facts=facts)
        article.content, article.language, article.seen_at = self.content, self.content.language, now
        article.title, article.level = presentable(facts.get("title", "")), presentable(facts.get("level", ""))
        article.alternates = _keys(facts.get("alternates", ()))
        article.story = _story_of(article, facts.get("story", ""))
        article.save()


# Controls that turn the direction of what stands around them, and more marks over a letter than any language writes.
_UNRULY: Final = re.compile(
    "[\u202a-\u202e\u2066-\u2069]|(?<=[\u0300-\u036f\u20d0-\u20ff]{4})[\u0300-\u036f\u20d0-\u20ff]+"
)


def presentable(text: str) -> str:
    """``text`` as it can stand in a list without disturbing its neighbours."""
    return _UNRULY.sub("", text)


_WEIGHT: Final = {word: weight for weight, word in enumerate(Word)}


def _keys(urls: Iterable[str]) -> list[str]:
    keys = []
    for url in urls:
        with suppress(addresses.BadAddress):
            keys.append(addresses.key_of(url))
    return keys


def _story_of(article: Article, name: str) -> Story | None:
    """The story by its name; else that of the versions which name this page as theirs, as this one does them."""
    site = article.site
    if name:
        return Story.objects.get_or_create(site=site, key=f"story {name}")[0]
    own = addresses.key_of(article.url)
    named = Address.objects.filter(site=site, key__in=article.alternates, source=Address.Source.OWN)
    versions = [each.article for each in named.select_related("article__story") if own in each.article.alternates]
    others = [version for version in versions if version.pk != article.pk]
    if not others:
        return article.story
    story = next((version.story for version in (article, *others) if version.story), None)
    story = story or Story.objects.get_or_create(site=site, key=f"page {min(own, *article.alternates)}")[0]
    Article.objects.filter(pk__in=[version.pk for version in others], story=None).update(story=story)
    return story
