"""Sentences to judge a voice by: a few of the site's own that differ in what they ask of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from player.articles.showing.stories import story_for
from player.sites.models import Site
from synthesis.models import Content
from synthesis.text.blocks import Block
from synthesis.text.languages import best_match
from synthesis.text.sentences import split_sentences

_MOST: Final = 5
_NEWEST: Final = 12  # Articles that are looked through, and blocks of each: long ones would take a second to divide.
_BLOCKS: Final = 15
_LENGTHS: Final = range(30, 181)  # In characters: shorter ones say little of a voice, longer ones tire.
# What a voice may stumble over, in the order in which it is looked for.
_TRAITS: Final = (
    re.compile(r"[\"“«„‘]"),
    re.compile(r"\d"),
    re.compile(r"[?!]"),
    re.compile(r"(?<=[a-zß-öø-ÿ,] )[A-ZÀ-ÖØ-Þ]\w+ [A-ZÀ-ÖØ-Þ]\w+"),
)


def own_sentences(site: Site, language: str) -> tuple[str, ...]:
    """Sentences of the site's newest articles in this language; none where it has none."""
    articles = site.articles.filter(language__istartswith=language.partition("-")[0])
    newest = articles.order_by("-pk").values_list("content", flat=True)[:_NEWEST]
    contents = Content.objects.filter(pk__in=list(newest)).order_by("-pk")
    return various(_sentences(each for each in contents if best_match(each.language, (language,))))


def our_sentences(language: str) -> tuple[str, ...]:
    """Sentences of our own, until the site has some."""
    story = story_for(language)
    return various(_of_blocks(story.blocks, story.language))


def various(sentences: Iterable[str]) -> tuple[str, ...]:
    """A few of these that are unlike: one with each trait where there is one, then the first ones.

    >>> various(["The crab slept under a grey stone all day.", "It counted 1,204 shells before it was evening."])
    ('It counted 1,204 shells before it was evening.', 'The crab slept under a grey stone all day.')
    """
    fit = list(dict.fromkeys(each for each in sentences if len(each) in _LENGTHS))
    chosen: list[str] = []
    for trait in _TRAITS:
        chosen += [each for each in fit if trait.search(each) and each not in chosen][:1]
    return tuple([*chosen, *(each for each in fit if each not in chosen)][:_MOST])


def _sentences(contents: Iterable[Content]) -> Iterator[str]:
    for content in contents:
        yield from _of_blocks(content.blocks[:_BLOCKS], content.language)


def _of_blocks(blocks: Iterable[Block], language: str) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph" and not block.language:
            yield from (span.of(block.text) for span in split_sentences(block.text, language))
