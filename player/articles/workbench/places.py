"""Places: a sentence of an article, and a word of it, as staff choose them in the text; and the override that stands there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from player.articles.models import Article
from player.sites.models import Site
from synthesis.models import Change, Lexeme
from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16
from synthesis.text.overrides import LONGEST
from synthesis.text.sentences import split_sentences
from synthesis.text.spans import Span
from synthesis.text.speaking import in_full
from synthesis.text.url_patterns import host_and_path
from synthesis.text.words import split_words

_MOST_LOOKED_AT: Final = 500


@dataclass(frozen=True, slots=True)
class Place:
    """The sentence ``span`` of a block, and the word that was chosen in it; without one, the whole sentence."""

    article: Article
    number: int
    block: Block
    span: Span
    language: str
    words: tuple[Span, ...]
    word: Span | None

    @property
    def sentence(self) -> str:
        return self.span.of(self.block.text)

    @property
    def written(self) -> str:
        """The chosen word as it stands there."""
        return self.word.of(self.block.text) if self.word else ""

    @property
    def is_too_long(self) -> bool:
        """Whether the sentence cannot be overridden."""
        return len(self.sentence) > LONGEST

    @property
    def page(self) -> str:
        """What binds a rule to the article."""
        return page_of(self.article)

    @property
    def pieces(self) -> "Iterator[tuple[str, Span | None, int]]":
        """The sentence cut into words and what stands between them; where each begins in the block's text, in UTF-16."""
        units, at = Utf16(self.block.text), self.span.start
        for word in self.words:
            if at < word.start:
                yield self.block.text[at : word.start], None, units.to16(at)
            yield word.of(self.block.text), word, units.to16(word.start)
            at = word.end
        if at < self.span.end:
            yield self.block.text[at : self.span.end], None, units.to16(at)


def page_of(article: Article) -> str:
    """The pattern of pages that the article alone is of."""
    return host_and_path(article.url)[1]


def place(site: Site, given: Mapping[str, str]) -> Place | None:
    """What ``article``, ``block``, ``at`` and ``whole`` name: the sentence around a character of a block, and the word there."""
    numbers = [given.get(name, "") for name in ("article", "block", "at")]
    if not all(each.isdecimal() and len(each) < 10 for each in numbers):
        return None
    pk, number, at = map(int, numbers)
    article = site.articles.select_related("content").filter(pk=pk).first()
    if article is None or number >= len(article.content.stored_blocks):
        return None
    return _place(article, number, at, whole=given.get("whole") == "yes")


def _place(article: Article, number: int, at: int, *, whole: bool) -> Place | None:
    block = article.content.blocks[number]
    language = in_full(block.language, article.content.language)
    span = next((each for each in split_sentences(block.text, language) if each.start <= at < each.end), None)
    if span is None:
        return None
    words = split_words(block.text, span, language)
    word = None if whole else next((each for each in words if each.start <= at < each.end), None)
    return Place(article, number, block, span, language, words, word)


def override_of(site: Site, found: Place) -> tuple[Lexeme, Change | None]:
    """The override of the sentence on the article's page, as it holds or is drafted; else one that says nothing yet."""
    about = {"grapheme": found.sentence, "match": Lexeme.Match.SENTENCE, "pages": found.page, "case_sensitive": True}
    row = site.lexicon.lexemes.filter(**about, language="").first() or Lexeme(lexicon=site.lexicon, **about)
    drafts = Change.objects.drafts().filter(lexicon=site.lexicon, rule=row.pk)
    draft = next((each for each in drafts if row.pk or _is_about(each, about)), None)
    for name, value in ((draft and draft.after) or {}).items():
        setattr(row, name, value)
    return row, draft


def _is_about(change: Change, about: Mapping[str, object]) -> bool:
    return bool(change.after) and all((change.after or {}).get(name) == value for name, value in about.items())


def strays(site: Site, article: Article, sentences: Iterable[str]) -> list[Lexeme]:
    """Overrides that are bound to the article, and whose sentence it does not say any more."""
    said = set(sentences)
    bound = site.lexicon.lexemes.filter(match=Lexeme.Match.SENTENCE, pages=page_of(article), enabled=True)
    return [each for each in bound if each.grapheme not in said]


def strayed(site: Site) -> list[Article]:
    """The articles that have overrides for sentences which they do not say any more."""
    bound: defaultdict[str, list[str]] = defaultdict(list)
    own = site.lexicon.lexemes.filter(match=Lexeme.Match.SENTENCE, enabled=True).exclude(pages="")
    for page, sentence in own.values_list("pages", "grapheme")[:_MOST_LOOKED_AT]:
        bound[page].append(sentence)
    here = Q()
    for page in bound:
        here |= Q(url__contains=page)
    found = site.articles.filter(here).select_related("content") if bound else ()
    return [each for each in found if not _says_all(each, bound.get(page_of(each), ()))]


def _says_all(article: Article, sentences: Iterable[str]) -> bool:
    texts = [block.text for block in article.content.blocks]
    return all(any(sentence in text for text in texts) for sentence in sentences)
