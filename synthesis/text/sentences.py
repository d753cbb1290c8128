"""Sentences of a block: the segmenter's proposals, corrected by our data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import sentencex

from synthesis.text.abbreviations import STANCES, Stance
from synthesis.text.corrections import CUTS, JOINS, WINDOW, Correction
from synthesis.text.list_items import item_starts
from synthesis.text.openers import OPENERS
from synthesis.text.spans import Span

# Characters given to the segmenter at once: over opening marks that nothing closes it takes quadratic time (5 s for 200,000).
_PORTION: Final = 8_000
# Characters. The segmenter keeps a quotation in one piece; a longer one is divided, since a lit sentence should fit a screen.
_LONG: Final = 250

# The segmenter panics over U+0085 before an initial; to it, one white space is as good as another.
_ODD_SPACE: Final = re.compile(r"[^\S \n]")
_QUOTATION_MARKS: Final = str.maketrans(dict.fromkeys("\"“”„‟«»", " "))
_SPACE: Final = re.compile(r"\s*")
_REST_OF_TOKEN: Final = re.compile(r"\S*")
# Where a sentence may end although the segmenter does not propose it.
_PLACE: Final = re.compile(r"(?<=[.!?…\"'”’»)\]])[^\S\n]+(?=\S)|(?<=\S)[^\S\n]*\n\s*(?=\S)")
_OPENING: Final = "\"'“‘‚„«‹([{¿¡—–―"
_FIRST_WORD: Final = re.compile(r"[\"'“”‘’‚„«‹(\[{¿¡—–―•*\- ]{0,8}((?:[^\W\d_][\w'’]*)?)")
_CONTINUING: Final = re.compile(r"[,;:)\]}»”’›/%&=°ºª]|[.…](?! ?\. \. ?[\"“(]?[A-Z])(?:\s|\Z)|\.\. |\.\.\Z")
_NUMBER: Final = re.compile(r"[#$€£¥(]*\d|[IVXLC]{2,}\b|[B-DF-HJ-NP-XZ]\b")
_GLUED_END: Final = re.compile(r"[^\W\d_]{2}[.!?…]+[\"”’»)\]]*\Z")
_GLUED_START: Final = re.compile(r"[\"“‘«(\[¿¡—]*[^\W\d_][\w'’]*(?:[\s,;:]|\Z)|[\"“‘«(\[¿¡—]|[^\x00-\u2e7f]")


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of one block's ``text``.

    Ordered, non-empty spans in code points, without white space at their ends and with nothing but white space between them.
    ``language`` is a BCP 47 tag; only its primary subtag counts, and for an unknown one the rules for any language hold.

    >>> text = "Dr. Gray lives in the U.S. He is 40."
    >>> [sentence.of(text) for sentence in split_sentences(text, "en-US")]
    ['Dr. Gray lives in the U.S.', 'He is 40.']
    """
    primary = language.partition("-")[0].lower()
    starts = _starts(text, _proposals(text, primary), item_starts(text, primary), _rules(primary))
    return tuple(part for sentence in _between(text, starts) for part in _parts(text, sentence, primary))


def _parts(text: str, sentence: Span, language: str) -> Iterator[Span]:
    """``sentence``, or the sentences within its quotations when it is too long."""
    piece = sentence.of(text) if sentence.end - sentence.start > _LONG else ""
    unquoted = piece.translate(_QUOTATION_MARKS)
    if unquoted == piece:
        yield sentence
        return
    proposals = {_skip(piece, tail): tail for tail in (_skip_token(piece, end) for end in _proposals(unquoted, language).values())}
    for part in _between(piece, _starts(piece, proposals, frozenset(), _rules(language))):
        yield Span(sentence.start + part.start, sentence.start + part.end)


def _between(text: str, starts: list[int]) -> Iterator[Span]:
    """The text from each start to the next, trimmed; nothing where only white space is left."""
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        body = piece.strip()
        if body:
            first = start + len(piece) - len(piece.lstrip())
            yield Span(first, first + len(body))


def _skip(text: str, position: int) -> int:
    """``position`` moved to the right of the white space there."""
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _skip_token(text: str, position: int) -> int:
    token = _REST_OF_TOKEN.match(text, position)
    return token.end() if token else position


def _proposals(text: str, language: str) -> dict[int, int]:
    """Where the segmenter begins a sentence, each with the end of the one before."""
    plain = _ODD_SPACE.sub(" ", text)
    found: dict[int, int] = {}
    for start, end in _portions(plain):
        for piece in sentencex.get_sentence_boundaries(language, plain[start:end]):
            tail = start + piece["start_index"] + len(piece["text"].rstrip())
            if tail < end or plain[tail - 1] in ".?!":
                found[_skip(plain, tail)] = tail
    found.pop(len(text), None)
    return found


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """``text`` in ranges that the segmenter can take, parted after a sentence's end if there is one."""
    start = 0
    while len(text) - start > _PORTION:
        limit = start + _PORTION
        end = max(text.rfind(mark, start, limit) for mark in (". ", "? ", "! ")) + 2
        end = end if end > start + 2 else limit
        yield start, end
        start = end
    yield start, len(text)


def _starts(text: str, proposals: dict[int, int], items: frozenset[int], rules: "_Rules") -> list[int]:
    """Where the sentences begin, 0 first."""
    places = {place.end(): place.start() for place in _PLACE.finditer(text)} | proposals
    informal = text.islower()
    starts = [0]
    for start in sorted(places.keys() | items):
        if start in items or rules.part(_Place(text, starts[-1], places[start], start, informal), start in proposals):
            starts.append(start)
    return starts


class _Place:
    """A place where a sentence may end: ``text[since:end]`` is the sentence so far, ``start`` where the next would begin."""

    __slots__ = ("before", "end", "first_word", "informal", "start", "text")

    def __init__(self, text: str, since: int, end: int, start: int, informal: bool) -> None:
        self.text = text
        self.end = end
        self.start = start
        self.informal = informal
        self.before = text[max(since, end - WINDOW) : end].lstrip()
        word = _FIRST_WORD.match(text, start)
        self.first_word = word[1] if word else ""

    def goes_on(self) -> bool:
        """Whether what follows can only belong to the sentence so far."""
        if self.start == self.end and not (_GLUED_END.search(self.before) and _GLUED_START.match(self.text, self.start)):
            return self.text[self.end - 1].isascii()
        return _CONTINUING.match(self.text, self.start) is not None or self._begins_small()

    def _begins_small(self) -> bool:
        """Whether the next word is in lower case, which camel case (iPhone) and a text without capitals do not count as."""
        word = self.first_word
        return word[:1].islower() and (word.islower() or "'" in word) and not self.informal

    def is_new_line(self) -> bool:
        return "\n" in self.text[self.end : self.start]

    def is_wrapped(self) -> bool:
        """Whether a line ends here within a sentence: the next begins in lower case, in a text that is closed by a stop."""
        return self._begins_small() and self.text.rstrip()[-1:] in ".?!…”\"’»"


@dataclass(frozen=True, slots=True)
class _Rules:
    """Our data for one language."""

    stances: Mapping[str, Stance]
    openers: frozenset[str]
    joins: tuple[Correction, ...]
    cuts: tuple[Correction, ...]

    def part(self, place: _Place, proposed: bool) -> bool:
        """Whether a sentence ends at ``place``, about which the segmenter said ``proposed``."""
        if place.is_new_line():
            return not place.is_wrapped()
        if place.goes_on():
            return False
        opener = place.first_word in self.openers
        ends = self._abbreviation(place, opener)
        if ends is not None:
            return ends
        corrections = self.joins if proposed else self.cuts
        return proposed is not any(one.fits(place.before, place.text, place.start, opener) for one in corrections)

    def _abbreviation(self, place: _Place, opener: bool) -> bool | None:
        """Whether the abbreviation before ``place`` ends its sentence; None if there is none, or it is not for us to say."""
        match self._stance(place.before):
            case "never":
                return False
            case "unless_opener":
                return opener
            case "before_number" if _NUMBER.match(place.text, place.start):
                return False
        return None

    def _stance(self, before: str) -> Stance | None:
        """How the abbreviation at the end of ``before``, of one word or two, stands; None if there is none."""
        if not before.endswith("."):
            return None
        words = [word.lstrip(_OPENING) for word in before[:-1].split()[-2:]]
        last = words[-1] if words else ""
        return self.stances.get(" ".join(words)) or self.stances.get(last) or self.stances.get(last.rpartition("-")[2])


@lru_cache(maxsize=64)
def _rules(language: str) -> _Rules:
    return _Rules(
        STANCES.get(language, {}),
        OPENERS.get(language, frozenset()),
        *(tuple(one for one in some if not one.languages or language in one.languages) for some in (JOINS, CUTS)),
    )
