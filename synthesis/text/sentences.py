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

# Characters given to the segmenter at once: over opening marks that nothing closes it takes quadratic time, 5 s for
# 200,000 characters.
_PORTION: Final = 8_000
# Characters. The segmenter keeps a quotation in one piece; a longer one is divided, since a lit sentence should fit a
# phone's screen.
_LONG: Final = 250

# The segmenter panics over U+0085 before an initial; to it, one white space is as good as another.
_ODD_SPACE: Final = re.compile(r"[^\S \n]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # The segmenter takes only what UTF-8 can hold.
_QUOTATION_MARKS: Final = str.maketrans(dict.fromkeys('"“”„‟«»', " "))
_SPACE: Final = re.compile(r"\s*")
_CLOSING: Final = re.compile(r"[\"'”’»)\]]*")
# Where a sentence may end although the segmenter does not propose it.
_STOP: Final = re.compile(r"(?<=[.!?…\"'”’»)\]])\s+(?=\S)")
_NEW_LINE: Final = re.compile(r"(?<=\S)[^\S\n]*\n\s*(?=\S)")

_OPENING: Final = "\"'“‘‚„«‹([{¿¡—–―"
_FIRST_WORD: Final = re.compile(r"[\"'“”‘’‚„«‹(\[{¿¡—–―•*\- ]{0,8}((?:[^\W\d_][\w'’]*)?)")
_CONTINUING: Final = re.compile(
    r"[,;:)\]}»”’›/%&=°ºª]"
    r"|[.…](?! ?\. \. ?[\"“(]?[A-Z])(?:\s|\Z)"  # A stop alone, unless it is one of the dots that open the next sentence.
    r"|\.\. |\.\.\Z"
)
_NUMBER: Final = re.compile(r"[#$€£¥(]*\d|[IVXLC]{2,}\b|[B-DF-HJ-NP-XZ]\b")
# A sentence glued to the next one (“It ended.The next day”), as against ASP.NET, e.g.this or www.Example.org.
_GLUED_END: Final = re.compile(r"(?:(?:\A|\s)[^\s.@/:]*[a-zß-öø-ÿа-яё]{2}|\w\s[$€£]?\d[\d,]*\d)[.!?…]+[\"”’»)\]]*\Z")
_GLUED_START: Final = re.compile(
    r"[\"“‘«(¿¡—]|[A-ZÀ-ÖØ-ÞА-ЯЁ][a-zß-öø-ÿа-яё'’]*(?:[\s,;:]|\Z)|(?:Mrs?|Ms|Dr|Sra?|Dra)\.\s|[^\x00-\u2e7f]"  # U+2E80 is where CJK begins.
)
_BRACKET_END: Final = re.compile(r"[.!?…][\"”’»]*[)\]]\Z")
_NUMBERED_LINE: Final = re.compile(r"[(\[]?\w{1,4}[.)\]]")


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of one block's ``text``.

    Ordered, non-empty spans in code points, without white space at their ends and with nothing but white space
    between them. ``language`` is a BCP 47 tag of which the primary subtag counts; for one without data of ours
    (`abbreviations`, `openers`, `corrections`) the segmenter and the corrections for any language remain.
    Any string is taken; the time is linear in its length.

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
    ends = (_end(_CLOSING, piece, end) for end in _proposals(unquoted, language).values())
    proposals = {_end(_SPACE, piece, end): end for end in ends}
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


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    """``position`` moved to the right over what ``pattern`` finds there."""
    match = pattern.match(text, position)
    return match.end() if match else position


def _proposals(text: str, language: str) -> dict[int, int]:
    """Where the segmenter begins a sentence, each with the end of the one before."""
    plain = _LONE_SURROGATE.sub("\ufffd", _ODD_SPACE.sub(" ", text))
    found: dict[int, int] = {}
    for start, end in _portions(plain):
        for piece in sentencex.get_sentence_boundaries(language, plain[start:end]):
            body = piece["text"].rstrip()
            stop = start + piece["start_index"] + len(body)
            if body and (start + piece["end_index"] < end or body[-1] in ".?!"):
                found[_end(_SPACE, plain, stop)] = stop
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
    places = {place.end(): place.start() for place in _STOP.finditer(text)}
    if "\n" in text:
        places.update((place.end(), place.start()) for place in _NEW_LINE.finditer(text))
    places.update(proposals)
    manner = _Manner(informal=text.islower(), closed=text.rstrip()[-1:] in '.?!…”"’»')
    starts = [0]
    for start in sorted(places.keys() | items):
        if start in items or rules.part(_Place(text, starts[-1], places[start], start, manner), start in proposals):
            starts.append(start)
    return starts


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a text is written: without any capital (``informal``), with a stop at its end (``closed``)."""

    informal: bool
    closed: bool


class _Place:
    """A place where a sentence may end: ``text[since:end]`` is the sentence so far, at ``start`` the next would begin.

    Not a frozen dataclass like our other values, since there is one per stop of a text: that costs a third more time.
    """

    __slots__ = ("abbreviates", "before", "bracketed", "end", "first_word", "manner", "start", "text")

    def __init__(self, text: str, since: int, end: int, start: int, manner: _Manner) -> None:
        self.text = text
        self.end = end
        self.start = start
        self.manner = manner
        self.before = text[max(since, end - WINDOW) : end].lstrip()
        self.bracketed = text[since] in "(["
        word = _FIRST_WORD.match(text, start)
        self.first_word = word[1] if word else ""
        self.abbreviates = word is not None and text.startswith(".", word.end())

    def goes_on(self) -> bool:
        """Whether what follows can only belong to the sentence so far."""
        if self.start == self.end and not self._is_glued():
            return self.text[self.end - 1].isascii()
        return _CONTINUING.match(self.text, self.start) is not None or self._begins_small()

    def _is_glued(self) -> bool:
        """Whether two sentences lack the space between them."""
        return _GLUED_END.search(self.before) is not None and _GLUED_START.match(self.text, self.start) is not None

    def _begins_small(self) -> bool:
        """Whether the next word is in lower case; one such as iPhone is not, and in a text without capitals no word is."""
        return self.first_word.islower() and not self.manner.informal

    def ends_brackets(self) -> bool:
        """Whether a whole sentence in brackets is over."""
        return self.bracketed and _BRACKET_END.search(self.before) is not None and self.first_word[:1].isupper()

    def is_new_line(self) -> bool:
        """Whether a line ends here that is a sentence by itself."""
        return "\n" in self.text[self.end : self.start] and not self._is_wrapped()

    def _is_wrapped(self) -> bool:
        """Whether a line merely broke: the next begins in lower case and without a number, and the text is prose."""
        numbered = _NUMBERED_LINE.match(self.text, self.start)
        return self._begins_small() and self.manner.closed and not numbered


@dataclass(frozen=True, slots=True)
class _Rules:
    """Our data for one language."""

    stances: Mapping[str, Stance]
    openers: frozenset[str]
    joins: tuple[Correction, ...]
    cuts: tuple[Correction, ...]

    def part(self, place: _Place, proposed: bool) -> bool:
        """Whether a sentence ends at ``place``, of which the segmenter said ``proposed``."""
        if place.is_new_line():
            return True
        if place.goes_on():
            return False
        opener = place.first_word in self.openers and not place.abbreviates
        ends = self._abbreviation(place, opener)
        if ends is not None:
            return ends
        if place.ends_brackets():
            return True
        for correction in self.joins if proposed else self.cuts:
            if correction.fits(place.before, place.text, place.start, opener):
                return not proposed
        return proposed

    def _abbreviation(self, place: _Place, opener: bool) -> bool | None:
        """Whether the abbreviation before ``place`` ends its sentence; None if there is none or it leaves that open."""
        match self._stance(place.before):
            case "never":
                return False
            case "unless_opener":
                return opener
            case "before_number" if _NUMBER.match(place.text, place.start):
                return False
        return None

    def _stance(self, before: str) -> Stance | None:
        """The stance of the abbreviation at the end of ``before``, be it one word or two; None if there is none."""
        if not before.endswith("."):
            return None
        words = [word.lstrip(_OPENING) for word in before[:-1].rsplit(None, 2)[-2:]]
        last = words[-1] if words else ""
        return self.stances.get(" ".join(words)) or self.stances.get(last) or self.stances.get(last.rpartition("-")[2])


@lru_cache(maxsize=64)
def _rules(language: str) -> _Rules:
    joins, cuts = (
        tuple(one for one in corrections if not one.languages or language in one.languages)
        for corrections in (JOINS, CUTS)
    )
    return _Rules(STANCES.get(language, {}), OPENERS.get(language, frozenset()), joins, cuts)
