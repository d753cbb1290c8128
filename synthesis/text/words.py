"""Words of a sentence: the units that light up, each spoken and none of them bare punctuation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from synthesis.text.spans import Span

# Punctuation and symbols that are spoken: they stay at the edge of a word and may stand alone as one.
_SPOKEN: Final = frozenset("%‰#&@§+=±×÷−√∞≈≠≤≥°′″℃℉№™©®")
_MARKS: Final = frozenset(("Mn", "Mc", "Me", "Cf"))  # Unicode's general categories of what joins the character before.
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
# Characters within which a bracket may have been opened, so that a run of brackets is not counted over and over.
_BRACKETS_WITHIN: Final = 64

_EMOJI_BASE: Final = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}"  # A flag is two regional indicators.
    "|[#*0-9]\ufe0f?\u20e3"  # A keycap.
    "|[\U0001f000-\U0001f1e5\U0001f200-\U0001faff\u2600-\u2604\u2607-\u2668\u2670-\u2797\u27a1\u27b0\u27bf"
    "\u231a\u231b\u23e9-\u23fa\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299]"
    "|[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u24c2\u25aa-\u25fe\u2605\u2606\u2934\u2935\u2b05-\u2b07](?=\ufe0f))"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u0300-\u036f\u20d0-\u20ff\U000e0020-\U000e007f]*"
)
_EMOJI: Final = re.compile(f"{_EMOJI_BASE}(?:\u200d{_EMOJI_BASE})*")
# Where a run of characters is cut, with what is dropped there: ellipses and typed dashes, but an emoji is a word itself.
_CUT: Final = re.compile(rf"({_EMOJI.pattern})|\.{{2,}}|-{{2,}}")
_ADDRESS: Final = re.compile(r"\W*(?:\w+://|www\.|mailto:)|[^@]+@[^@]+\.\w", re.ASCII)

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han and its extensions (Unicode's Blocks.txt).
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")

# A plain word between outer punctuation (group 1), or whatever else stands between white space, dashes and ellipses.
_RUN: Final = re.compile(
    r"[\"“”«‘'(\[¿¡]*+([$€£¥#@]?[^\W_]++(?>(?:[-'’.,:/@&+_][^\W_]++)*)[%+#°]*+)[.,;:!?\"”“’'»)\]]*+(?![^\s—–―…])"
    r"|[^\s—–―…]++"
)


def split_words(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The words inside ``span`` of ``text``, as ordered spans in code points of ``text`` that do not overlap.

    A word is what stands between white space, em and en dashes and ellipses, without the punctuation around it;
    contractions, hyphens, separators in numbers, addresses and signs that are spoken (``$5``, ``50%``, ``C++``, ``AT&T``)
    stay whole. An emoji is a word. Scripts without spaces are divided by ICU's dictionaries (UAX #29); ``language`` is a
    BCP 47 tag, which they take as a hint. No grapheme cluster is cut; a span without anything to say has no words.

    >>> text = "«Well… it’s $1,234.50—or 50%», she said."
    >>> [word.of(text) for word in split_words(text, Span(0, len(text)), "en")]
    ['Well', 'it’s', '$1,234.50', 'or', '50%', 'she', 'said']
    """
    breaks = _dictionary_breaks(text, span, language)
    words: list[Span] = []
    for run in _RUN.finditer(text, span.start, span.end):
        start, end = run.span(1)
        if start >= 0 and not breaks:
            words.append(Span(start, end))
        else:
            words.extend(_words_of_run(text, run.start(), run.end(), breaks))
    return tuple(words)


def _words_of_run(text: str, start: int, end: int, breaks: list[int]) -> Iterator[Span]:
    """The words between ``start`` and ``end``, where no white space is: cut at emoji, ellipses and typed dashes."""
    if not _ADDRESS.match(text, start, end):
        for cut in _CUT.finditer(text, start, end):
            yield from _trimmed(text, start, cut.start(), breaks)
            start = cut.end()
            if cut[1]:
                while start < end and category(text[start]) in _MARKS:
                    start += 1
                yield Span(cut.start(), start)
    yield from _trimmed(text, start, end, breaks)


def _trimmed(text: str, start: int, end: int, breaks: list[int]) -> Iterator[Span]:
    """The words between ``start`` and ``end``, cut at dictionary breaks, without outer punctuation."""
    for at in [*breaks[bisect_right(breaks, start) : bisect_left(breaks, end)], end]:
        first = _first(text, start, at)
        last = _last(text, first, at)
        if _is_spoken(text[first:last]):
            yield Span(first, last)
        start = at


def _first(text: str, start: int, end: int) -> int:
    """Where the word begins; a minus sign and a decimal point stay with their digit."""
    while start < end and not _is_edge(text[start]):
        if text[start] in "-." and text[start + 1 : min(start + 2, end)].isdigit():
            break
        start += 1
    return start


def _last(text: str, start: int, end: int) -> int:
    """Where the word ends. Marks stay with their letter, and a bracket with one that opened in the word: word(s)."""
    while end > start:
        base = end - 1
        while base > start and category(text[base]) in _MARKS:
            base -= 1
        if _is_edge(text[base]) or _closes(text, start, base):
            break
        end = base
    return end


def _closes(text: str, start: int, position: int) -> bool:
    opening = _CLOSING.get(text[position])
    if opening is None or position - start > _BRACKETS_WITHIN:
        return False
    return text.count(opening, start, position) > text.count(text[position], start, position)


def _is_edge(character: str) -> bool:
    """Whether a word may begin and end with ``character``."""
    return character.isalnum() or character in _SPOKEN or category(character) == "Sc"


def _is_spoken(word: str) -> bool:
    """Whether there is something to say: a letter, a digit, a currency, or one sign by itself."""
    return len(word) == 1 or any(character.isalnum() or category(character) == "Sc" for character in word)


def _dictionary_breaks(text: str, span: Span, language: str) -> list[int]:
    """Where ICU divides what is written without spaces, in ascending order; empty where every word has its spaces."""
    if text.isascii() or not _UNSPACED.search(text, span.start, span.end):
        return []
    # Loaded when first needed: its data take 30 MB that most texts never touch.
    from icu4py.breakers import WordBreaker

    breaks = [span.start]
    for piece in WordBreaker(_LONE_SURROGATE.sub("\ufffd", span.of(text)), language.partition("-")[0]):
        breaks.append(breaks[-1] + len(piece))
    return [at for at in breaks[1:-1] if _UNSPACED.match(text, at - 1) or _UNSPACED.match(text, at)]
