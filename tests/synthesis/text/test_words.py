"""Words of a sentence: the golden files, and what holds for any Unicode."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.spans import Span
from synthesis.text.words import split_words

VECTORS = Path(__file__).parents[2] / "vectors" / "words"
CLUSTERS = ["e\u0301", "👨‍👩‍👧", "🇲🇽", "👍🏽", "❤️", "1️⃣", "क्षि", "ก็", "می\u200c", "שׁ", "한", "日", "😀\u0903", "𝟐", "ñ"]
EDGES = [
    " ",
    "—",
    "…",
    "...",
    "--",
    "“",
    "”",
    ".",
    ",",
    "(",
    ")",
    "a",
    "B",
    "5",
    "$",
    "%",
    "#",
    "@",
    "://",
    "-",
    "'",
    "\u0301",
]
TEXTS = st.text() | st.lists(st.sampled_from(CLUSTERS + EDGES)).map("".join)
LANGUAGES = st.sampled_from(["en-US", "es-MX", "ja", "zh-Hant", "th", "hi", "", "not a tag"])


def words(text, language="en-US"):
    return [word.of(text) for word in split_words(text, Span(0, len(text)), language)]


def cases(name):
    """The lines of a golden file, as (language, text, words)."""
    for line in (VECTORS / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split(" : ", 1) if name == "other" else (name, line)
            text, _, expected = f"{text} ".partition(" => ")
            yield language, text, [word for word in expected.strip().split(" | ") if word]


def test_words_are_spans_of_the_text():
    assert split_words("Go, cat!", Span(0, 8), "en") == (Span(0, 2), Span(4, 7))


def test_only_the_words_of_the_sentence_are_found():
    text = "One two. Three four. Five."
    assert [word.of(text) for word in split_words(text, Span(9, 20), "en")] == ["Three", "four"]


@pytest.mark.parametrize(("language", "text", "expected"), [*cases("en"), *cases("es"), *cases("other")])
def test_the_golden_files_hold(language, text, expected):
    assert words(text, language) == expected


def test_there_are_a_hundred_golden_cases():
    assert sum(1 for name in ("en", "es", "other") for _ in cases(name)) >= 100


def test_a_decomposed_accent_stays_with_its_letter():
    text = unicodedata.normalize("NFD", "¿Cómo? ¡Así, mamá!")
    assert words(text) == [unicodedata.normalize("NFD", word) for word in ("Cómo", "Así", "mamá")]


def test_dictionary_words_keep_their_place_after_characters_beyond_the_bmp():
    text = "😀𠮷 我喜欢学习"
    assert words(text, "zh") == ["😀", "𠮷", "我", "喜欢", "学习"]


def test_a_half_surrogate_breaks_nothing():
    assert words("\ud800 我喜欢\udc00学习", "zh")[:2] == ["我", "喜欢"]


@given(TEXTS, LANGUAGES, st.data())
def test_words_are_ordered_apart_and_inside_the_span(text, language, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    rest = start
    for word in split_words(text, Span(start, end), language):
        assert rest <= word.start < word.end <= end
        assert not any(character.isspace() for character in word.of(text))
        rest = word.end


@given(TEXTS, LANGUAGES)
def test_no_word_is_bare_punctuation(text, language):
    for word in words(text, language):
        assert any(unicodedata.category(character)[0] in "LNS" or character in "%‰#&@§°′″" for character in word)


@given(TEXTS, LANGUAGES)
def test_no_letter_and_no_digit_is_left_out(text, language):
    covered = {
        position for word in split_words(text, Span(0, len(text)), language) for position in range(word.start, word.end)
    }
    assert all(position in covered for position, character in enumerate(text) if character.isalnum())


@given(TEXTS, LANGUAGES)
def test_no_mark_is_cut_from_its_character(text, language):
    for word in split_words(text, Span(0, len(text)), language):
        assert unicodedata.category(text[word.start]) not in ("Mn", "Me")
        assert unicodedata.category((text + " ")[word.end]) not in ("Mn", "Me", "Mc")
