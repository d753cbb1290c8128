"""Article and Delivery: the pages of a site, and the content that readers' pages brought from them."""

from typing import ClassVar
from urllib.parse import urlsplit, urlunsplit

from django.db import models
from django.utils import timezone

from player.articles.feeds.models import Discovery, Feed, Host
from player.sites.models import Site
from synthesis.models import Content

__all__ = ["Article", "ArticleQuerySet", "Delivery", "Discovery", "Feed", "Host", "address"]


def address(url: str) -> str:
    """The address that identifies a page: without fragment, with a path."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


class ArticleQuerySet(models.QuerySet["Article"]):
    def note(self, site: Site, url: str, title: str, level: str, content: Content) -> "Article":
        """The article at this address, saying this content from now on."""
        facts = {
            "title": title,
            "level": level,
            "language": content.language,
            "content": content,
            "seen_at": timezone.now(),
        }
        article, _ = self.update_or_create(site=site, url=address(url), defaults=facts)
        Delivery.objects.get_or_create(article=article, content=content)
        return article

    def saying(self, site: Site, fingerprint: str) -> "Delivery | None":
        """The newest delivery of this content to the site, with its article and its content."""
        delivery = (
            Delivery.objects.filter(article__site=site, content__fingerprint=fingerprint)
            .select_related("article", "content")
            .defer("content__stored_blocks")
            .defer("content__stored_blocks")
            .order_by("-delivered_at")
            .first()
        )
        if delivery:
            # The site at hand, with what is loaded of it already.
            delivery.article.site = site
        return delivery


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
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ArticleQuerySet] = ArticleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-seen_at",)
        constraints = (models.UniqueConstraint(fields=("site", "url"), name="article_once_a_site"),)

    def __str__(self) -> str:
        return self.title or self.url


class Delivery(models.Model):
    """A page of this article said this content. Only what was delivered to a site is spoken for it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="deliveries")
    content = models.ForeignKey(Content, models.PROTECT, related_name="deliveries")
    delivered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = (models.UniqueConstraint(fields=("article", "content"), name="delivery_once"),)

    def __str__(self) -> str:
        return f"{self.content} from {self.article}"
