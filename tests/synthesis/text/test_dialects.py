"""Dialects: what is sent, and how it leads back."""

import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.dialects import render
from synthesis.text.spans import Span
from synthesis.text.spoken import Piece, Replacement, replace
from synthesis.text.voices import Traits


def traits(dialect, phonemes=True):
    return Traits("an-engine", "1", dialect, normalises=False, phonemes=phonemes, max_characters=500)


def rendered(text, replacements=(), dialect="plain", language="en-US", phonemes=True):
    pieces = replace(text, Span(0, len(text)), replacements).pieces
    return render(pieces, traits(dialect, phonemes), language)


RED = Replacement(3, 7, "read", "lexeme:1", ipa="ɹɛd")


def test_plain_text_is_sent_as_it_is():
    found = rendered("Say “this” & that.")
    assert found.text == "Say “this” & that."
    assert found.characters == len(found.text)
    assert [(run.start, run.end, run.source, run.exact) for run in found.runs] == [(0, 18, Span(0, 18), True)]


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("espeak", "We [[rEd]] it."),
        ("ssml", '<speak>We <phoneme alphabet="ipa" ph="ɹɛd">read</phoneme> it.</speak>'),
    ],
)
def test_phonemes_in_each_dialect(dialect, expected):
    found = rendered("We read it.", [RED], dialect)
    assert found.text == expected
    assert found.characters == len("We read it.")
    assert found.warnings == ()


def test_phonemes_that_the_engine_cannot_speak_are_a_warning_and_said_as_written():
    found = rendered("We read it.", [RED], "plain", phonemes=False)
    assert found.text == "We read it."
    assert found.warnings == (
        "The phonemes “ɹɛd” are not spoken, “read” is said: the engine an-engine takes no phonemes.",
    )


def test_phonemes_without_notation_are_a_warning():
    found = rendered("We read it.", [RED], "espeak", language="fr-FR")
    assert found.text == "We read it."
    assert "no equivalent in the notation of an-engine for fr-FR" in found.warnings[0]


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [("ɹɛd", "[[rEdz]] car"), ("ˈmæks", "[[m'aksI2z]] car"), ("ˈpæt", "[[p'ats]] car")],
)
def test_a_possessive_goes_into_the_brackets(ipa, expected):
    found = rendered("Name’s car", [Replacement(0, 4, "Name", "lexeme:1", ipa=ipa)], "espeak")
    assert found.text == expected
    assert found.runs[1].source == Span(4, 6)


def test_brackets_of_the_article_are_no_phonemes():
    assert rendered("a [[b@n]] b", dialect="espeak").text == "a ((b@n)) b"


def test_markup_of_the_article_is_no_markup():
    found = rendered("if a<b & c>d", [Replacement(3, 6, "<break/>", "lexeme:1")], "ssml")
    assert found.text == "<speak>if &lt;break/&gt; &amp; c&gt;d</speak>"


def test_a_phrase_in_another_language():
    found = rendered("A siesta now", [Replacement(2, 8, "siesta", "lexeme:1", language="es-ES")], "ssml")
    assert found.text == '<speak>A <lang xml:lang="es-ES">siesta</lang> now</speak>'
    assert rendered("A siesta", [Replacement(2, 8, "siesta", "lexeme:1", language="en-GB")], "ssml").text == (
        "<speak>A siesta</speak>"
    )


def test_an_accent_opens_and_closes_once():
    found = [
        Piece(Span(0, 2), "a ", "r", language="es"),
        Piece(Span(2, 3), "b", "r", language="es"),
        Piece(Span(3, 4), "c"),
    ]
    assert render(found, traits("ssml"), "en-US").text == '<speak><lang xml:lang="es">a b</lang>c</speak>'
    assert render(found[2:], traits("ssml"), "en-US", "fr").text == '<speak><lang xml:lang="fr">c</lang></speak>'


def test_controls_never_reach_an_engine():
    found = rendered("ab", [Replacement(0, 1, "x\x01\ny\x9f", "lexeme:1")], "espeak")
    assert found.text == "x yb"


def test_a_silent_stretch_leaves_one_space():
    found = rendered("Growth [4] slowed", [Replacement(7, 10, "", "hint:skip")])
    assert found.text == "Growth slowed"
    assert found.runs[-1].source == Span(11, 17)


PIECES = st.lists(
    st.tuples(
        st.text(st.characters(), max_size=8),
        st.sampled_from(["", "lexeme:1"]),
        st.sampled_from(["", "ɹɛd", "<ʘ>"]),
        st.sampled_from(["", "es", '"><x']),
    ),
    max_size=8,
)


@pytest.mark.parametrize("dialect", ["plain", "espeak", "ssml"])
@given(drawn=PIECES)
def test_runs_are_in_order_and_exact_runs_are_the_text_itself(dialect, drawn):
    pieces, source = [], ""
    for spoken, rule, ipa, language in drawn:
        span = Span(len(source), len(source) + max(1, len(spoken)))
        source += spoken or " "
        pieces.append(Piece(span, spoken, rule, ipa if rule else "", language) if rule else Piece(span, spoken or " "))
    found = render(pieces, traits(dialect), "en-US")
    at = source_at = 0
    for run in found.runs:
        assert at <= run.start < run.end <= len(found.text)
        assert source_at <= run.source.start < run.source.end <= len(source)
        at, source_at = run.end, run.source.end
        if run.exact:
            assert found.text[run.start : run.end] == run.source.of(source)
    assert not {character for character in found.text if character < " " or "\x7f" <= character <= "\x9f"}
    if dialect == "ssml":
        ElementTree.fromstring(found.text)
    if dialect == "espeak":
        assert found.text.count("[[") == found.text.count("]]")
