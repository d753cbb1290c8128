"""Sentences of a block: the golden files, the offsets of any Unicode, and time that grows with the length."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.abbreviations import ENGLISH, SPANISH, STANCES
from synthesis.text.openers import OPENERS
from synthesis.text.sentences import split_sentences
from tests.growth import grows_linearly

VECTORS = Path(__file__).parents[2] / "vectors" / "sentences"
TAGS = {"en": "en-US", "es": "es-MX"}
PIECES = [
    *(
        "Dr.",
        "U.S.",
        "EE. UU.",
        "a.m.",
        "p. ej.",
        "etc.",
        "No. 5",
        "1.",
        "2.",
        "a)",
        "b)",
        "The",
        "the",
        "El",
        "Yahoo!",
        "J.",
    ),
    *(
        "www.x.y/z",
        "a@b.co",
        "…",
        "...",
        ". . .",
        "\n",
        "“",
        "”",
        "«",
        "—",
        "iPhone",
        "日本語です。",
        "😀",
        "[1]",
        "(",
        ")",
        '"',
    ),
    *("S.A.", "núm.", "A\x85.", "\ud800", "\u200d", "\u0301", "\u3000", "Said", "no.", "•", "?!"),
]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES + [" "] * 20)).map("".join)
LANGUAGES = st.sampled_from(
    ["en-US", "es-MX", "es-ES", "fr", "de", "ja", "zh", "th", "ar", "hi", "", "xx", "not a tag"]
)


def sentences(text, language="en-US"):
    return [sentence.of(text) for sentence in split_sentences(text, language)]


def cases(language, mark):
    """The lines of a golden file that are marked as ``mark`` says, as (language, line)."""
    lines = (VECTORS / f"{language}.txt").read_text("utf-8").splitlines()
    known = [line for line in lines if line.startswith("~ ")]
    right = [line for line in lines if line and not line.startswith(("#", "~"))]
    return [(language, line.removeprefix("~ ")) for line in (known if mark == "~" else right)]


def is_split_as(line, language):
    return sentences(line.replace(" ⏎ ", " "), TAGS[language]) == line.split(" ⏎ ")


def test_two_sentences_are_two_spans():
    first, second = split_sentences("One cat. Two dogs.", "en")
    assert (first.start, first.end, second.start, second.end) == (0, 8, 9, 18)


@pytest.mark.parametrize(("language", "line"), cases("en", "") + cases("es", ""))
def test_the_golden_files_hold(language, line):
    assert " ⏎ ".join(sentences(line.replace(" ⏎ ", " "), TAGS[language])) == line


@pytest.mark.parametrize(("language", "line"), cases("en", "~") + cases("es", "~"))
def test_a_known_failure_still_fails(language, line):
    assert not is_split_as(line, language), "It passes now: remove its ~ and the comment above it."


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_known_failure_has_its_reason(language):
    lines = (VECTORS / f"{language}.txt").read_text("utf-8").splitlines()
    assert all(above.startswith("# ") for above, line in pairwise(lines) if line.startswith("~"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_golden_file_has_three_hundred_cases_and_none_twice(language):
    lines = [line for _, line in cases(language, "") + cases(language, "~")]
    assert len(lines) >= 300
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_word_that_opens_sentences_is_no_abbreviation(language):
    both = OPENERS[language] & STANCES[language].keys()
    assert both <= {"No"}, "Only No is both: the word, and the number before a digit."


@pytest.mark.parametrize("groups", [ENGLISH, SPANISH])
def test_an_abbreviation_has_one_reason(groups):
    written = [word for group in groups for word in group.words.split()]
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("tag", ["en", "EN-us", "en-Latn-GB"])
def test_only_the_primary_subtag_counts(tag):
    assert sentences("He left the U.S. It was late.", tag) == ["He left the U.S.", "It was late."]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "« Bonjour. » Il sourit. M. Duval part.", ["« Bonjour. »", "Il sourit.", "M. Duval part."]),
        ("de", "Am 12. Juni war es heiß. Dr. Weiß kam.", ["Am 12. Juni war es heiß.", "Dr. Weiß kam."]),
        ("pt", "O Sr. Melo saiu. Choveu.", ["O Sr. Melo saiu.", "Choveu."]),
        ("it", "Il sig. Neri partì. Pioveva.", ["Il sig. Neri partì.", "Pioveva."]),
        ("ja", "雨です。傘はありますか？はい！", ["雨です。", "傘はありますか？", "はい！"]),
        ("zh", "下雨了。你有伞吗？有！", ["下雨了。", "你有伞吗？", "有！"]),
        ("ru", "Шёл дождь. Никто не пришёл.", ["Шёл дождь.", "Никто не пришёл."]),
        ("hi", "बारिश हुई। कोई नहीं आया।", ["बारिश हुई।", "कोई नहीं आया।"]),
    ],
)
def test_other_languages_are_sound(language, text, expected):
    assert sentences(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended.The next day began.", ["It ended.", "The next day began."]),
        ("It ended.Mr. Ames sold 1,000.That is a lot.", ["It ended.", "Mr. Ames sold 1,000.", "That is a lot."]),
        ("1.Wash it 2.Dry it", ["1.Wash it 2.Dry it"]),
        ("It runs on ASP.NET and Node.js.", ["It runs on ASP.NET and Node.js."]),
        ("See www.Example.Com.It now", ["See www.Example.Com.It now"]),
    ],
)
def test_a_missing_space_parts_words_but_not_names(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Markets rally\nStocks rose.", ["Markets rally", "Stocks rose."]),
        ("It was a cold\nday in May.", ["It was a cold\nday in May."]),
        ("milk\neggs\nsix lemons", ["milk", "eggs", "six lemons"]),
        ("i) salt\nii) water.", ["i) salt", "ii) water."]),
    ],
)
def test_a_line_is_a_sentence_unless_prose_merely_broke(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\u2028"])
def test_white_space_has_no_sentences(text):
    assert split_sentences(text, "en") == ()


def test_a_long_text_is_parted_like_its_paragraphs():
    paragraph = "Dr. Gray left the U.S. in 1999. “It was time,” she said. Nobody knew why. "
    assert sentences(paragraph * 400) == sentences(paragraph) * 400


def test_a_long_text_without_stops_stays_whole():
    assert len(split_sentences("word " * 5000, "en")) == 1


@given(TEXTS, LANGUAGES)
def test_sentences_and_the_white_space_between_them_are_the_text(text, language):
    rest = 0
    for sentence in split_sentences(text, language):
        assert text[rest : sentence.start].strip() == ""
        assert sentence.of(text) == sentence.of(text).strip() != ""
        rest = sentence.end
    assert text[rest:].strip() == ""


@given(TEXTS, LANGUAGES)
def test_the_same_text_is_always_split_alike(text, language):
    assert split_sentences(text, language) == split_sentences(text, language)


@pytest.mark.parametrize(
    "unit", ["«a. ", "“", "Dr. ", "a. b. ", "1. ", "(a.) A", "x\n", "X\nx", "\n", "... ", "“A. B.” ", "A. B? "]
)
def test_time_grows_with_the_length_of_the_text(unit):
    assert grows_linearly(lambda length: split_sentences(unit * (length // len(unit)), "es"), 8_000)
