"""An article's text, in which staff choose a sentence or a word, hear it, and say how it should sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from player.articles.models import Article
from player.articles.workbench.pages import desk
from player.articles.workbench.pages.rules import given, preview_of
from player.articles.workbench.places import Place, place, strays
from player.sites.models import Site
from player.sites.staff import for_staff_of_site
from synthesis.lexicons import compiled, pages_of
from synthesis.models import Lexeme
from synthesis.rights import Area
from synthesis.text.blocks import Block
from synthesis.text.lexemes import Lexeme as Rule
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.sentences import split_sentences
from synthesis.text.spans import Span
from synthesis.text.speaking import in_full


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence, and the rule that says it."""

    text: str
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be chosen, in stretches, and the override that holds in it."""

    start: int
    end: int
    stretches: tuple[Stretch, ...]
    override: Rule | None

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.stretches)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the article, in sentences."""

    number: int
    kind: str
    language: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """An override whose sentence is not in the text any more, and the one that may have come of it."""

    row: Lexeme
    passage: Passage | None
    sentence: Sentence | None


@for_staff_of_site(Area.RULES, "add", "GET")
def text(request: HttpRequest, site: Site, pk: int) -> HttpResponse:
    """The text, and beside it what was chosen; with ``?panel`` only the latter, for the page that is open."""
    article = get_object_or_404(site.articles.select_related("content"), pk=pk)
    found = place(site, request.GET.dict() | {"article": str(pk)})
    context = {"site": site, "article": article, "place": found, **_chosen(request, site, found)}
    if "panel" in request.GET:
        return render(request, "lexicon/panel.html", context)
    passages = passages_of(site, article)
    context |= {"passages": passages, "strays": list(_strays(site, article, passages))}
    return render(request, "lexicon/text.html", context)


def _chosen(request: HttpRequest, site: Site, found: Place | None) -> dict[str, Any]:
    if found is None:
        return {}
    given_there = {"grapheme": found.written} | given(request) if found.word else given(request)
    form = desk.form_of_place(request, site, found, given_there)
    return {"form": form, "row": form.instance, **preview_of(site, form)}


def passages_of(site: Site, article: Article) -> tuple[Passage, ...]:
    """What the article says now, in sentences, with the rules that hold in them."""
    rules = compiled(site.lexicon, pages_of(site.lexicon, article.url))
    language = article.content.language
    return tuple(
        Passage(number, block.kind, block.language, tuple(_sentences(block, in_full(block.language, language), rules)))
        for number, block in enumerate(article.content.blocks)
    )


def _sentences(block: Block, language: str, rules: CompiledLexicon) -> Iterator[Sentence]:
    for span in split_sentences(block.text, language):
        override = next(iter(rules.overrides(span.of(block.text), language)), None)
        yield Sentence(span.start, span.end, tuple(_stretches(block, span, language, rules)), override)


def _stretches(block: Block, span: Span, language: str, rules: CompiledLexicon) -> Iterator[Stretch]:
    at = span.start
    for each in sorted(rules.replacements(block.text, span, language, block.kind).applied, key=lambda each: each.start):
        if at < each.start:
            yield Stretch(block.text[at : each.start])
        yield Stretch(block.text[each.start : each.end], each.lexeme)
        at = each.end
    if at < span.end:
        yield Stretch(block.text[at : span.end])


def _strays(site: Site, article: Article, passages: tuple[Passage, ...]) -> Iterator[Stray]:
    said = {each.text: (passage, each) for passage in passages for each in passage.sentences}
    for row in strays(site, article, said):
        near = get_close_matches(row.grapheme, said, n=1, cutoff=0.6)
        yield Stray(row, *said[near[0]]) if near else Stray(row, None, None)
