"""Whether a lexeme holds at a place in a folded sentence: its edges, its case, its language, its context."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from synthesis.text.blocks import Kind
from synthesis.text.folding import Folded, fold
from synthesis.text.lexemes import Lexeme
from synthesis.text.patterns import Pattern, compile_pattern

_WORD: Final = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_WIDEST: Final = 50  # Characters that are searched for each word of the context, so that long sentences stay cheap.
# “don't” holds no “don”: the n't of English belongs to its word, while the 's of “NASA's” follows one.
_CONTRACTED_NOT: Final = re.compile(r"'t(?![^\W_])")


class Site(NamedTuple):
    """A place in a folded sentence."""

    folded: str
    start: int
    end: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A lexeme with what its comparison needs: its grapheme with case kept, its context words folded, its pattern
    compiled.
    """

    lexeme: Lexeme
    exact: str
    before: frozenset[str]
    after: frozenset[str]
    pattern: Pattern | None


def prepare(lexeme: Lexeme) -> Prepared:
    """Raises `patterns.PatternError` for a faulty pattern."""
    pattern = compile_pattern(lexeme.grapheme, case_sensitive=lexeme.case_sensitive) if lexeme.pattern else None
    exact = fold(lexeme.grapheme, keep_case=True).text.strip() if lexeme.case_sensitive and not pattern else ""
    return Prepared(lexeme, exact, _words(lexeme.before), _words(lexeme.after), pattern)


def _words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word).text.strip() for word in words)


def matching(prepared: Prepared, folded: Folded) -> Iterator[Site]:
    """Where a lexeme's pattern matches."""
    if prepared.pattern is not None:
        yield from (Site(folded.text, *found) for found in prepared.pattern.matches(folded.text))


def holds(prepared: Prepared, site: Site, written: str, language: str) -> bool:
    """Whether the grapheme stands at ``site`` at all: in its language, its case, its place in the word."""
    lexeme = prepared.lexeme
    return (
        (not lexeme.language or speaks(lexeme.language, language))
        and (not prepared.exact or fold(written, keep_case=True).text == prepared.exact)
        and (not _wants_opening(prepared) or _opens(site))
        and (not _wants_closing(prepared) or _closes(site))
    )


def _wants_opening(prepared: Prepared) -> bool:
    asked = prepared.pattern is not None and prepared.pattern.begins_word
    return asked or prepared.lexeme.match in ("word", "prefix")


def _wants_closing(prepared: Prepared) -> bool:
    asked = prepared.pattern is not None and prepared.pattern.ends_word
    return asked or prepared.lexeme.match in ("word", "suffix")


def speaks(rule: str, language: str) -> bool:
    """Whether a rule for the language ``rule`` holds in ``language``: ``es`` holds in es-MX, ``es-MX`` not in es.

    >>> speaks("es", "es-MX"), speaks("es-MX", "es")
    (True, False)
    """
    rule, language = rule.lower(), language.lower()
    return language == rule or language.startswith(f"{rule}-")


def _opens(site: Site) -> bool:
    """Whether a word may begin where the site begins: asked only where the site's own first character belongs to a
    word.
    """
    text, at = site.folded, site.start
    if at == 0 or not _in_word(text[at]):
        return True
    if text[at].isdigit() and at > 1 and text[at - 1] in ".,:/" and text[at - 2].isdigit():
        return False
    return not _in_word(text[at - 1])


def _closes(site: Site) -> bool:
    text, at = site.folded, site.end
    if at == len(text) or not _in_word(text[at - 1]):
        return True
    if text[at - 1].isdigit() and text[at] in ".,:/" and text[at + 1 : at + 2].isdigit():
        return False
    return not _in_word(text[at]) and not _CONTRACTED_NOT.match(text, at)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def unmet(prepared: Prepared, site: Site, kind: Kind, *, starts: bool) -> str:
    """Which of the lexeme's own conditions does not hold at ``site``, as a sentence; empty where all hold."""
    lexeme = prepared.lexeme
    if lexeme.kinds and kind not in lexeme.kinds:
        return f"It holds in {', '.join(lexeme.kinds)} only, and this is a {kind}."
    if lexeme.sentence_start and not (starts and not _WORD.search(site.folded, 0, site.start)):
        return "It holds at the start of a sentence only."
    if prepared.before and not prepared.before.intersection(_words_before(site, lexeme.reach)):
        return f"None of {', '.join(lexeme.before)} stands before it."
    if prepared.after and not prepared.after.intersection(_words_after(site, lexeme.reach)):
        return f"None of {', '.join(lexeme.after)} stands after it."
    return ""


def _words_before(site: Site, reach: int) -> list[str]:
    return _WORD.findall(site.folded, max(0, site.start - reach * _WIDEST), site.start)[-reach:]


def _words_after(site: Site, reach: int) -> list[str]:
    return _WORD.findall(site.folded, site.end, site.end + reach * _WIDEST)[:reach]
