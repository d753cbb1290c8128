"""The search that applies rules to a sentence, and what holds for every language."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.text.normalisation import spoken_replacements
from synthesis.text.normalisation.rules import DIGIT, Hint, Locale, Match, Parts, Rule, Variant, apply, listed
from synthesis.text.normalisation.web import compound_words
from synthesis.text.spans import Span
from synthesis.text.spoken import replace

_ANY = Hint(re.compile(""))
_LANGUAGES = ("en-US", "en-GB", "es-MX", "es-ES", "fr-FR", "de", "pt_BR", "zh-Hans", "ar", "xx", "")


def spoken(text: str, *rules: Rule, span: Span | None = None, taken: tuple[Span, ...] = ()) -> str:
    span = span or Span(0, len(text))
    return replace(text, span, apply(Variant(Locale("xx"), rules), text, span, taken)).text


def rule(pattern: str, said: str | Parts | None, name: str = "test", hint: Hint = _ANY) -> Rule:
    def say(_match: Match, _locale: Locale) -> str | Parts | None:
        return said

    return Rule(name, hint, re.compile(pattern), say)


def test_a_rule_says_its_match() -> None:
    assert spoken("a 5 b", rule("5", "five")) == "a five b"


def test_the_first_rule_that_claims_a_stretch_keeps_it() -> None:
    assert spoken("12 3", rule("12", "dozen"), rule("[0-9]+", "number")) == "dozen number"


def test_a_rule_that_declines_leaves_the_stretch_to_the_next() -> None:
    assert spoken("12", rule("12", None), rule("[0-9]+", "number")) == "number"


def test_only_the_group_say_is_replaced() -> None:
    assert spoken("Henry IV", rule("Henry (?P<say>IV)", "the fourth")) == "Henry the fourth"


def test_parts_leave_what_lies_between_to_later_rules() -> None:
    amount = rule(r"(?P<one>[0-9])-(?P<two>[0-9])", (("one", "one"), ("two", "two")))
    assert spoken("1-2", amount, rule("-", " to ")) == "one to two"


def test_parts_whose_group_is_missing_are_left_out() -> None:
    assert spoken("1", rule(r"(?P<one>1)(?P<two>2)?", (("one", "one"), ("two", "two")))) == "one"


def test_spaces_part_what_is_said_from_letters_beside_it() -> None:
    assert spoken("a5b6", rule("[0-9]", "five")) == "a five b five"
    assert spoken("55", rule("5", "five")) == "five five"
    assert spoken("soft\u00adly", rule("\u00ad", "")) == "softly"


def test_nothing_outside_the_span_is_seen_or_touched() -> None:
    text = "5 5 5"
    assert spoken(text, rule("^5$", "alone"), span=Span(2, 3)) == "alone"
    assert [(each.start, each.end) for each in apply(Variant(Locale("xx"), (rule("5", "x"),)), text, Span(2, 5))] == [
        (2, 3),
        (4, 5),
    ]


def test_what_is_taken_is_left_alone_and_the_search_goes_on_behind_it() -> None:
    assert spoken("5 6 7", rule("[0-9]", "n"), taken=(Span(2, 3),)) == "n 6 n"
    assert spoken("aaa5", rule("a+5|5", "n"), taken=(Span(0, 2),)) == "aa n"


def test_taken_stretches_may_overlap_and_come_in_any_order() -> None:
    assert spoken("123456", rule("[0-9]", "n"), taken=(Span(3, 5), Span(0, 2), Span(1, 4))) == "12345 n"


def test_a_rule_is_not_tried_without_its_hint() -> None:
    assert spoken("abc", rule("b", "x", hint=DIGIT)) == "abc"
    assert spoken("abc", rule("b", "x", hint=Hint(re.compile("c"), needs=frozenset("z")))) == "abc"
    assert spoken("abc", rule("b", "x", hint=Hint(re.compile("c"), needs=frozenset("za")))) == "a x c"


def test_rules_are_named_in_the_replacements() -> None:
    [found] = apply(Variant(Locale("xx"), (rule("5", "five", "cardinal"),)), "5", Span(0, 1))
    assert found.rule == "spoken:cardinal"


def test_lists_are_written_as_running_text() -> None:
    assert listed(" a b\n c ") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SaveTheBees", ["Save", "The", "Bees"]),
        ("NASAScience2024", ["NASA", "Science", "2024"]),
        ("snake_case", ["snake", "case"]),
        ("MeToo", ["Me", "Too"]),
        ("lower", ["lower"]),
        ("AñoNuevo", ["Año", "Nuevo"]),
    ],
)
def test_names_without_spaces_are_parted(name: str, words: list[str]) -> None:
    assert compound_words(name) == words


@pytest.mark.parametrize(
    ("language", "written", "wanted"),
    [
        ("fr-FR", "Voir https://www.lemonde.fr/a?b=c.", "Voir lemonde point F R."),
        ("fr", "Il y a 1.500.000 livres.", "Il y a un million cinq cent mille livres."),
        ("de", "Am 3. Mai 😀 regnet es.", "Am 3. Mai regnet es."),
        ("xx", "in\u00adter 5 www.nasa.gov", "inter 5 nasa.gov"),
        ("ja", "5月3日です。", "5月3日です。"),
    ],
)
def test_other_languages_get_what_holds_for_all(language: str, written: str, wanted: str) -> None:
    span = Span(0, len(written))
    assert replace(written, span, spoken_replacements(written, span, language)).text == wanted


@given(
    text=st.text(max_size=80) | st.text(alphabet="0123456789.,:/-–$€%#@&'aA I.XVé😀\u00ad\n", max_size=80),
    edges=st.tuples(st.integers(0, 80), st.integers(0, 80)),
    taken=st.lists(st.tuples(st.integers(0, 80), st.integers(1, 10)), max_size=4),
    language=st.sampled_from(_LANGUAGES) | st.text(max_size=5),
)
@settings(max_examples=400, deadline=None)
def test_replacements_are_sorted_disjoint_within_the_span_and_off_the_taken(
    text: str, edges: tuple[int, int], taken: list[tuple[int, int]], language: str
) -> None:
    start, end = sorted(min(edge, len(text)) for edge in edges)
    claimed = tuple(Span(at, at + length) for at, length in taken)
    found = spoken_replacements(text, Span(start, end), language, claimed)
    at = start
    for each in found:
        assert at <= each.start < each.end <= end
        assert not any(Span(each.start, each.end).overlaps(span) for span in claimed)
        assert each.rule.startswith("spoken:")
        at = each.end
    assert spoken_replacements(text, Span(start, end), language, claimed) == found


@pytest.mark.parametrize("language", ["en-US", "xx"])
def test_nothing_that_cannot_be_encoded_or_commands_an_engine_is_left(language: str) -> None:
    text = "a\ud800b\x01c\x1bd\ufffee\u200bf"
    span = Span(0, len(text))
    assert replace(text, span, spoken_replacements(text, span, language)).text.replace("\ufffe", "") == "abcdef"
