"""English as it is spoken: the golden file, and what must hold for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.text.normalisation import spoken_replacements
from synthesis.text.normalisation.en import variant
from synthesis.text.normalisation.en_acronyms import is_sayable, said_capitals
from synthesis.text.normalisation.en_numbers import cardinal, in_groups, ordinal, year
from synthesis.text.spans import Span
from synthesis.text.spoken import replace
from tests.growth import grows_linearly

LANGUAGE = "en"

_TRICKY = "0123456789.,:;/-–—−+×÷=%$£€¥°²³½¼#@&'’\"“”()[]<>*_|~^ \u00a0\u00adabcdfmpstxABCDFIKMPSTUVX😀❤️🇺🇸\u200d\n"
_PIECES = (
    "$5", "million", "1,234.50", "May 3", "2024", "5/3/2024", "p.m.", "3:05", "No.", "St.", "Dr.", "IV", "VIII", "I", "FBI", "NASA",
    "5km", "6'2\"", "1/2", "½", "'90s", "1998–2004", "#tag", "@me", "a@b.com", "www.x.org/y?z", "24/7", "A320", "H₂O", "x²", "^2",
    "(555) 123-4567", "+44 20 7946 0958", "0.5", "-5", "–", "§", "&", "AT&T", "US$", "¢", "10-a-day", "😀", " ", ", ", ". ", "\u00ad",
)  # fmt: skip


def said(text: str, language: str = "en-US") -> str:
    span = Span(0, len(text))
    return " ".join(replace(text, span, spoken_replacements(text, span, language)).text.split())


def test_golden_cases_are_spoken_as_written_down(golden) -> None:
    spoken = said(golden.written, golden.language)
    if golden.fails:
        assert spoken != golden.spoken, f"This case works now; take the line 'FAILS: {golden.fails}' away."
    else:
        assert spoken == golden.spoken


def test_words_without_numbers_or_signs_are_left_alone() -> None:
    text = "The children walked to the river, and nobody said a word."
    assert spoken_replacements(text, Span(0, len(text)), "en-US") == ()


def test_every_word_of_an_amount_keeps_its_own_place() -> None:
    text = "It cost $5 million."
    spoken = replace(text, Span(0, len(text)), spoken_replacements(text, Span(0, len(text)), "en-US"))
    at = spoken.text.index("million")
    assert spoken.source_of(at, at + len("million dollars")).of(text) == "million"
    at = spoken.text.index("five")
    assert spoken.source_of(at, at + len("five")).of(text) == "$5"


def test_the_month_of_a_date_is_not_replaced() -> None:
    text = "On May 3, 2024, it rained."
    found = spoken_replacements(text, Span(0, len(text)), "en-US")
    assert [(text[each.start : each.end], each.spoken) for each in found if each.spoken != "May"] == [
        ("3", "third"),
        ("2024", "twenty twenty-four"),
    ]


def test_the_sentence_keeps_its_full_stop_after_an_abbreviation() -> None:
    assert said("We met at 3 p.m.") == "We met at three P.M."
    assert said("He works for Acme Inc.") == "He works for Acme Incorporated."


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        ("en", "May third"),
        ("en-US", "May third"),
        ("en-GB", "the fifth of March"),
        ("en_AU", "the fifth of March"),
        ("en-x", "May third"),
    ],
)
def test_regions_read_dates_in_their_order(tag: str, spoken: str) -> None:
    assert said("5/3/2024", tag).startswith(spoken)


def test_number_words_of_both_regions() -> None:
    assert cardinal(1_000_001) == "one million one"
    assert cardinal(1_101, joined=True) == "one thousand one hundred and one"
    assert cardinal(10**18).startswith("one zero zero")
    assert (ordinal(101), ordinal(12)) == ("one hundred first", "twelfth")
    assert (year(2005), year(1805), year(2100), year(800)) == (
        "two thousand five",
        "eighteen oh five",
        "twenty-one hundred",
        "eight hundred",
    )
    assert (in_groups("007"), in_groups("2000"), in_groups("12345")) == (
        "zero zero seven",
        "two thousand",
        "twelve thousand three hundred forty-five",
    )


@pytest.mark.parametrize("word", ["NATO", "STRENGTHS", "WORLD", "OPEC", "THROUGH"])
def test_words_in_capitals_are_not_spelt(word: str) -> None:
    assert "." not in said_capitals(word)


@pytest.mark.parametrize("word", ["FBI", "HTML", "USA", "UCLA", "LGBTQ", "WHO", "AI"])
def test_acronyms_are_spelt(word: str) -> None:
    assert said_capitals(word) == ".".join(word)


def test_common_clusters_are_sayable_and_others_are_not() -> None:
    assert all(map(is_sayable, ("STRAND", "WORLD", "TEXTS", "MONTHS")))
    assert not any(map(is_sayable, ("NFL", "ESPN", "PTSD", "HTTP")))


@given(
    st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)
    | st.text(alphabet=_TRICKY, max_size=60)
    | st.text(max_size=60)
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_spoken_without_an_error(text: str) -> None:
    for language in ("en-US", "en-GB"):
        span = Span(0, len(text))
        spoken = replace(text, span, spoken_replacements(text, span, language))
        assert "".join(piece.source.of(text) for piece in spoken.pieces) == text


_REPEATED = (
    "a", "A", "1", ".", "-", "1,", "1.", "1-", "1/", "a.", "A.", "A.B", "$", "$1", "#a", "@a", "http://", "a@a.", "I", "IV ", "X",
    "A&", "1 ", "(1", "5'", "½", "+1 ", "0 ", "[1]", "_", "*", " x ", "1x", "€1-", "May 1", "1 May ", "3:05", "1.1.1", "H₂", "US ", "'0",
    "<", "/a", "😀", "\u00ad", " ", "a-1", "St. ", "Dr. A", "v1.", "1²", "20-", "a a", "5 million-", "A1b2",
)  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_time_grows_with_the_length_of_hostile_text(piece: str) -> None:
    def say(length: int) -> None:
        spoken_replacements((piece * length)[:length], Span(0, length), "en-US")

    assert grows_linearly(say, 4_000)


def test_the_same_variant_answers_every_time() -> None:
    assert variant("en-US") is variant("en-US")
