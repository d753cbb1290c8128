"""The lexicon: the cases of ``tests/vectors/lexicon``, and what holds for every text and every lexeme."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.lexicon import ARTICLE, SCOPES, Lexeme, compile_lexicon
from synthesis.text.patterns import PatternError, compile_pattern
from synthesis.text.spans import Span
from synthesis.text.spoken import Piece, replace

VECTORS = Path(__file__).parents[2] / "vectors" / "lexicon"


def read_cases():
    for path in sorted(VECTORS.glob("??.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
            if lines:
                pairs = [line.partition(":")[::2] for line in lines]
                case = {key: value.removeprefix(" ") for key, value in pairs}
                case["lexemes"] = [read_lexeme(value) for key, value in pairs if key == "lexeme"]
                yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def read_lexeme(line: str) -> Lexeme:
    head, grapheme, value, *conditions = (field.strip() for field in line.split("|"))
    number, kind = head.split()
    stated = [part for condition in conditions for part in condition.split(";") if part.strip()]
    return Lexeme(int(number), grapheme, kind, value, **dict(map(read_condition, stated)))


def read_condition(condition: str):
    name, _, value = (part.strip() for part in condition.partition("="))
    if name in ("before", "after", "kinds"):
        return name, tuple(word.strip() for word in value.split(","))
    if name == "scope":
        return name, SCOPES.index(value)
    flags = {"case": "case_sensitive", "start": "sentence_start", "pattern": "pattern"}
    return (flags[name], True) if name in flags else (name, int(value) if name == "reach" else value)


def shown(piece: Piece) -> str:
    if piece.ipa:
        return f"/{piece.ipa}/"
    return f"{{{piece.language} {piece.spoken}}}" if piece.language else piece.spoken


@pytest.mark.parametrize("case", tuple(read_cases()))
def test_case(case):
    text = case["text"]
    verdict = compile_lexicon(case["lexemes"]).replacements(
        text, Span(0, len(text)), case["language"], case.get("kind", "paragraph")
    )
    said = replace(text, Span(0, len(text)), verdict.replacements)
    assert "".join(map(shown, said.pieces)) == case["said"]
    assert " ".join(str(each.lexeme.id) for each in verdict.rejected) == case.get("lost", "")


def test_a_loser_is_told_who_won_and_why():
    lexicon = compile_lexicon(
        [
            Lexeme(1, "York", "alias", "a"),
            Lexeme(2, "New York", "alias", "b"),
            Lexeme(3, "York", "alias", "c", scope=ARTICLE),
            Lexeme(4, "new york", "alias", "d", kinds=("title",)),
        ]
    )
    text = "In New York."
    reasons = {each.lexeme.id: each.reason for each in lexicon.replacements(text, Span(0, 12), "en").rejected}
    assert reasons == {
        1: "The article's lexeme 3 (“York”) is more specific than this global one.",
        2: "The article's lexeme 3 (“York”) is more specific than this global one.",
        4: "It holds in title only, and this is a paragraph.",
    }


def test_a_scope_beyond_the_article_is_called_one():
    lexicon = compile_lexicon([Lexeme(1, "a", "alias", "x"), Lexeme(2, "a", "alias", "y", scope=7)])
    [lost] = lexicon.replacements("a", Span(0, 1), "en").rejected
    assert lost.reason == "The article's lexeme 2 (“a”) is more specific than this global one."


def test_what_the_page_decides_is_not_asked_of_the_lexicon():
    lexicon = compile_lexicon([Lexeme(1, "two", "alias", "deux")])
    verdict = lexicon.replacements("one two", Span(0, 7), "en", taken=[Span(4, 7)])
    assert verdict.replacements == ()
    assert verdict.rejected[0].reason == "The page's markup, or an override of the sentence, decides what is said here."


def test_offsets_count_from_the_block_and_stay_in_the_sentence():
    lexicon = compile_lexicon([Lexeme(1, "b", "alias", "x")])
    verdict = lexicon.replacements("b. A b. b", Span(3, 7), "en")
    assert [(each.start, each.end) for each in verdict.replacements] == [(5, 6)]


def test_an_empty_lexicon_says_nothing():
    assert compile_lexicon([]).replacements("Some text.", Span(0, 10), "en").replacements == ()
    assert (
        compile_lexicon([Lexeme(1, " \u00ad", "alias", "x")]).replacements("a b", Span(0, 3), "en").replacements == ()
    )


@pytest.mark.parametrize(
    ("pattern", "at", "fault"),
    [
        ("(abc", 0, "missing )"),
        ("ab[z-a]", 3, "invalid character class range"),
        ("x(?=y)", 1, "looking ahead"),
        ("x(?<!y)", 1, "looking ahead"),
        (r"(a)\1", 3, "group"),
        ("a{2000}", 1, "repetition"),
        ("a*", 0, "nothing"),
        (r"a\bb", 1, "ends of a pattern"),
        ("x" * 501, 500, "longer than 500"),
        ("((a{100}){100}){100}", 0, ""),
    ],
)
def test_a_faulty_pattern_is_refused_where_it_is_saved(pattern, at, fault):
    with pytest.raises(PatternError, match=r"cannot be used: at character \d+") as caught:
        compile_pattern(pattern)
    assert fault in str(caught.value)
    assert not fault or caught.value.at == at


def test_a_pattern_that_defeats_backtracking_engines_is_linear():
    lexicon = compile_lexicon([Lexeme(1, "(a+)+b", "alias", "x", pattern=True, match="anywhere")])
    text = "a" * 20_000
    assert lexicon.replacements(text, Span(0, len(text)), "en").replacements == ()


def test_a_pattern_finds_its_words_beside_half_a_character():
    lexicon = compile_lexicon([Lexeme(1, "crabs?", "alias", "x", pattern=True)])
    assert [each.spoken for each in lexicon.replacements("\ud800 a crab", Span(0, 8), "en").replacements] == ["x"]


ALPHABET = st.one_of(st.sampled_from("aAbB éÉßİ'’-– \u0301\u00ad😀ñ1.,[]"), st.characters())
TEXTS = st.text(ALPHABET, max_size=60)
LEXEMES = st.builds(
    Lexeme,
    id=st.integers(1, 9),
    grapheme=st.text(ALPHABET, min_size=1, max_size=4),
    kind=st.sampled_from(["alias", "phoneme", "spell", "word", "language"]),
    value=st.text(ALPHABET, max_size=5),
    case_sensitive=st.booleans(),
    match=st.sampled_from(["word", "prefix", "suffix", "anywhere"]),
    before=st.lists(st.text(ALPHABET, max_size=3), max_size=2).map(tuple),
    sentence_start=st.booleans(),
    scope=st.integers(0, 3),
)
PATTERNS = st.builds(
    Lexeme,
    id=st.integers(10, 19),
    grapheme=st.sampled_from(["[ab]+", r"\w\d", "."]),
    kind=st.just("alias"),
    value=st.just("x"),
    match=st.just("anywhere"),
    pattern=st.just(True),
    scope=st.integers(0, 3),
)


@given(TEXTS, st.lists(LEXEMES, max_size=8), st.data())
def test_replacements_are_sorted_apart_and_within_the_sentence(text, lexemes, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = compile_lexicon(lexemes).replacements(text, span, "en").replacements
    assert all(span.start <= each.start < each.end <= span.end for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    replace(text, span, found)


@given(TEXTS, st.lists(LEXEMES, max_size=8), st.randoms())
def test_the_order_of_lexemes_makes_no_difference(text, lexemes, random):
    unique = list({each.id: each for each in lexemes}.values())
    shuffled = random.sample(unique, len(unique))
    span = Span(0, len(text))
    ordered, mixed = (compile_lexicon(each).replacements(text, span, "en") for each in (unique, shuffled))
    assert ordered == mixed


@given(TEXTS, st.lists(LEXEMES | PATTERNS, max_size=8, unique_by=lambda each: each.id), st.integers(0, 8))
def test_lexemes_that_are_compiled_beside_others_hold_as_if_they_all_had_been_at_once(text, lexemes, number):
    span = Span(0, len(text))
    beside = compile_lexicon(lexemes[number:], compile_lexicon(lexemes[:number]))
    assert beside.replacements(text, span, "en") == compile_lexicon(lexemes).replacements(text, span, "en")
    assert beside.overrides(text, "en") == compile_lexicon(lexemes).overrides(text, "en")


@given(st.text(ALPHABET, min_size=1, max_size=12))
def test_a_text_that_is_a_grapheme_matches_itself(text):
    lexicon = compile_lexicon([Lexeme(1, text, "alias", "x", match="anywhere")])
    found = lexicon.replacements(text, Span(0, len(text)), "en").replacements
    assert found or not text.strip("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f").strip()
