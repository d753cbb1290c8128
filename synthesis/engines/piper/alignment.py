"""Where words begin among the phonemes of a sentence.

Piper phonemises a sentence as a whole, as it must: alone, “a” is a letter's name and every Spanish “de” is stressed. But it does not say
which phonemes are whose, and “of the” comes back as one group. So each word is phonemised by itself too, and the words in a row are
laid against the sentence with the fewest changes: what reduces, merges or links words in speech changes a phoneme here and there,
and seldom where a word begins.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

_VOWELS: Final = frozenset("aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɩɪɯɵɶʉʊʌʏᵻ")
# Where the voice stresses and lengthens depends on the sentence: it tells nothing about which word this is.
_MARKS: Final = frozenset("ˈˌːˑ")
_GAP: Final = 1
_RELATED: Final = 1
_UNRELATED: Final = 3  # More than leaving out one and putting in the other.

_BOTH, _WORD, _SENTENCE = 0, 1, 2  # Steps: forward in both, in the words alone, in the sentence alone.


def word_starts(words: Sequence[Sequence[str]], phonemes: Sequence[str]) -> tuple[int | None, ...]:
    """For each word the index in ``phonemes`` at which it begins, None for one that nothing is said for. Never going back.

    ``words`` are the phonemes of each word by itself.

    >>> word_starts([list("ɪn"), list("ðə"), list("hˈaʊs")], list("ɪnðə hˈaʊs"))
    (0, 2, 5)
    """
    said = [_bare(word) for word in words]
    row = _row(said)
    indexes = [index for index, each in enumerate(phonemes) if not _is_mark(each)]
    cursors = _cursors(row, [phonemes[index] for index in indexes])
    starts: list[int | None] = []
    at = 0
    for word in said:
        first, end = cursors[at], cursors[at + len(word)]
        letters = [index for index in indexes[first:end] if phonemes[index].isalpha()]
        starts.append(_with_marks(phonemes, letters[0]) if letters else None)
        at += len(word) + bool(word)
    return tuple(starts)


def _row(words: Sequence[Sequence[str]]) -> list[str]:
    """The words one after the other, each that says something with a space behind it."""
    return [each for word in words if word for each in (*word, " ")]


def _bare(word: Sequence[str]) -> list[str]:
    """The phonemes of a word without marks and without the spaces around them."""
    bare = [each for each in word if not _is_mark(each)]
    while bare and bare[-1] == " ":
        bare.pop()
    return bare[next((index for index, each in enumerate(bare) if each != " "), 0) :]


def _is_mark(phoneme: str) -> bool:
    return phoneme in _MARKS or unicodedata.combining(phoneme[0]) > 0


def _with_marks(phonemes: Sequence[str], index: int) -> int:
    """``index``, or that of the stress that stands before it."""
    while index > 0 and phonemes[index - 1] in "ˈˌ":
        index -= 1
    return index


def _cursors(row: Sequence[str], sentence: Sequence[str]) -> list[int]:
    """For each place in ``row``, also that behind its end, how much of ``sentence`` lies before it: Needleman and Wunsch."""
    steps = _steps(row, sentence)
    cursors = [0] * (len(row) + 1)
    at, cursor = len(row), len(sentence)
    cursors[at] = cursor
    while at:
        step = steps[at][cursor] if cursor else _WORD
        at -= step != _SENTENCE
        cursor -= step != _WORD
        cursors[at] = cursor
    return cursors


def _steps(row: Sequence[str], sentence: Sequence[str]) -> list[bytearray]:
    """For each pair of places the cheapest last step to it."""
    costs = [_GAP * column for column in range(len(sentence) + 1)]
    steps = [bytearray([_SENTENCE] * len(costs))]
    for one in row:
        diagonal, costs[0] = costs[0], costs[0] + _GAP
        line = bytearray([_WORD] * len(costs))
        for column, other in enumerate(sentence, 1):
            cost, step = diagonal + _change(one, other), _BOTH
            diagonal = costs[column]
            if costs[column] + _GAP < cost:
                cost, step = costs[column] + _GAP, _WORD
            if costs[column - 1] + _GAP < cost:
                cost, step = costs[column - 1] + _GAP, _SENTENCE
            costs[column], line[column] = cost, step
        steps.append(line)
    return steps


def _change(one: str, other: str) -> int:
    if one == other:
        return 0
    if one.isalpha() and other.isalpha() and (one[0] in _VOWELS) == (other[0] in _VOWELS):
        return _RELATED
    return _UNRELATED
