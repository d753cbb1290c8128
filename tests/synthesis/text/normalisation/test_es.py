"""Spanish: the golden cases, the numbers behind them, and what holds on any text."""

import doctest
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.normalisation import (
    es_amounts,
    es_letters,
    es_nouns,
    es_numbers,
    es_ranks,
    es_regions,
    spoken_replacements,
)
from synthesis.text.normalisation.es_amounts import amount
from synthesis.text.normalisation.es_nouns import is_feminine
from synthesis.text.normalisation.es_numbers import LARGEST, cardinal, decimals, digits, fraction, ordinal
from synthesis.text.normalisation.rules import Locale, listed
from synthesis.text.spans import Span
from synthesis.text.spoken import replace
from tests.synthesis.text.normalisation.conftest import Golden

LANGUAGE = "es"
TAGS = ("es", "es-MX", "es-US", "es-419", "es-ES", "es-AR", "es-CO", "es-PE", "es-CR", "es-XX-x-odd")

# Arbitrary characters seldom meet a rule: mix them with what rules look for.
_PIECES = st.sampled_from(
    sorted(
        listed("""
    $ US$ € £ % ‰ ° º ª ½ ² ₂ / - – — − + ± × = < > & @ # ~ → . , : ; ' ’ " « » ( ) [ ] 0 1 2 7 21 100 1.500 1,500 10 000 2024
    3/5/2024 15:30 a. m. p. m. h km km/h kg m² mdp mil millones de la el del Luis XIV siglo VI MI ONU FBI EE. UU. Sr. D. Dr. pág. núm.
    etc. n.º 1.º 3er 5G H2O F-16 T-MEC www.unam.mx ana@unam.mx 😀 enero mayo años páginas niña y o
    """)
    )
)
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(_PIECES | st.just(" ") | st.text(max_size=3), max_size=25).map("".join)
)


def say(written: str, tag: str = "es-MX") -> str:
    whole = Span(0, len(written))
    return replace(written, whole, spoken_replacements(written, whole, tag)).text


def test_a_case_is_spoken_as_its_line_says(golden: Golden) -> None:
    said = say(golden.written, golden.language)
    if golden.fails:
        assert said != golden.spoken, f"No longer fails ({golden.fails}): remove its FAILS line."
    else:
        assert said == golden.spoken


@given(_TEXTS, st.sampled_from(TAGS), st.data())
def test_replacements_are_sorted_in_the_span_and_off_what_is_taken(text: str, tag: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    cut = data.draw(st.integers(span.start, span.end))
    taken = (Span(cut, data.draw(st.integers(cut, span.end))),)
    found = spoken_replacements(text, span, tag, taken)
    replace(text, span, found)  # Raises where they overlap or leave the span.
    for each in found:
        assert each.rule.startswith("spoken:")
        assert taken[0].start == taken[0].end or not taken[0].overlaps(Span(each.start, each.end))


@given(_TEXTS, st.sampled_from(TAGS))
def test_no_figure_is_left_to_the_engine(text: str, tag: str) -> None:
    assert not any(character in "0123456789" for character in say(text, tag))


@pytest.mark.parametrize(
    "written",
    [
        "1" * 5000,
        "1." * 2500,
        "1 000" * 1000,
        "I" * 5000,
        "A." * 2500,
        "a-1-" * 1200,
        "$1-" * 1500,
        "#" + "A" * 5000 + "Q",
    ],
)
def test_repetition_is_spoken_in_time(written: str) -> None:
    assert say(written)


@pytest.mark.parametrize("module", [es_amounts, es_letters, es_nouns, es_numbers, es_ranks, es_regions])
def test_examples_of_the_docstrings_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "cero"),
        (16, "dieciséis"),
        (22, "veintidós"),
        (100, "cien"),
        (101, "ciento uno"),
        (21_000, "veintiún mil"),
        (31_021, "treinta y un mil veintiuno"),
        (1_000_001, "un millón uno"),
        (21_000_000, "veintiún millones"),
        (1_000_000_000, "mil millones"),
        (10**12, "un billón"),
        (10**18, "un trillón"),
        (-5, "menos cinco"),
    ],
)
def test_a_cardinal_is_named(number: int, words: str) -> None:
    assert cardinal(number) == words


def test_a_cardinal_agrees_with_what_it_counts() -> None:
    assert cardinal(21, "masculine") == "veintiún"
    assert cardinal(231, "feminine") == "doscientas treinta y una"
    assert cardinal(500_000, "feminine") == "quinientas mil"
    assert cardinal(200_000_000, "feminine") == "doscientos millones"


def test_a_number_too_large_for_words_is_read_by_its_digits() -> None:
    assert cardinal(LARGEST).startswith("novecientos noventa y nueve mil")
    assert cardinal(LARGEST + 1).startswith("uno cero cero")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "primero"),
        (11, "undécimo"),
        (13, "decimotercero"),
        (40, "cuadragésimo"),
        (125, "centésimo vigésimo quinto"),
        (1_000, "milésimo"),
        (1_001, "mil uno"),
    ],
)
def test_an_ordinal_is_named(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_an_ordinal_agrees_and_is_shortened_before_a_masculine_noun() -> None:
    assert ordinal(21, feminine=True) == "vigésima primera"
    assert ordinal(23, short=True) == "vigésimo tercer"


def test_fractions_and_decimals_are_named() -> None:
    assert fraction(1, 2) == "un medio"
    assert fraction(5, 16) == "cinco dieciseisavos"
    assert decimals("05") == "cero cinco"
    assert decimals("000") == "cero cero cero"
    assert digits("0-1") == "cero uno"


@pytest.mark.parametrize(
    ("written", "tag", "whole", "fraction_digits"),
    [
        ("1,500,000", "es-MX", 1_500_000, ""),
        ("1.500.000", "es-MX", 1_500_000, ""),
        ("1,500,000", "es-ES", 1_500_000, ""),
        ("1,500", "es-MX", 1_500, ""),
        ("1,500", "es-ES", 1, "500"),
        ("1.500", "es-ES", 1_500, ""),
        ("1.500", "es-MX", 1, "500"),
        ("1.500", "es", 1_500, ""),
        ("1,500", "es", 1_500, ""),
        ("3.000", "es-MX", 3_000, ""),
        ("0.500", "es", 0, "500"),
        ("1.234,56", "es-MX", 1_234, "56"),
        ("1,234.56", "es-ES", 1_234, "56"),
        ("10 000", "es-ES", 10_000, ""),
        ("1'500,000", "es-MX", 1_500_000, ""),
        ("3,5", "es-MX", 3, "5"),
    ],
)
def test_separators_are_read_as_the_country_writes_them(
    written: str, tag: str, whole: int, fraction_digits: str
) -> None:
    parsed = amount(written, Locale(tag))
    assert (parsed.whole, parsed.fraction) == (whole, fraction_digits)


@pytest.mark.parametrize(
    "noun", sorted(listed("casas veces mujeres imágenes órdenes acciones revistas manos crisis leyes"))
)
def test_feminine_nouns_are_known(noun: str) -> None:
    assert is_feminine(noun)


@pytest.mark.parametrize(
    "noun", sorted(listed("años días mapas problemas artistas camiones hombres meses policías análisis"))
)
def test_masculine_nouns_are_known(noun: str) -> None:
    assert not is_feminine(noun)
