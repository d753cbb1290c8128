"""Overrides: one sentence is said otherwise, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.blocks import Block, Hint
from synthesis.text.lexicon import ARTICLE, Lexeme, compile_lexicon
from synthesis.text.marks import EngineTime, place
from synthesis.text.overrides import rewording
from synthesis.text.plans import Plan, plan
from synthesis.text.spans import Span
from synthesis.text.spoken import replace as spoken
from synthesis.text.voices import Traits, Voice

VOICE = Voice("espeak", "en-us", "en-US", "English")
TRAITS = Traits("espeak", "1.52.0", "espeak", normalises=False, phonemes=True, max_characters=500)
SENTENCE = "He went to Reading in 1984."
TEXT = f"It rained. {SENTENCE} The end."


def override(value: str = "", sentence: str = SENTENCE, number: int = 1, **fields: object) -> Lexeme:
    return Lexeme(number, sentence, "alias", value, match="sentence", **fields)


def planned(*lexemes: Lexeme, text: str = TEXT, traits: Traits = TRAITS, hints: tuple[Hint, ...] = ()) -> Plan:
    return plan([Block("paragraph", text, hints=hints)], "en-US", VOICE, traits, compile_lexicon(lexemes))


def texts(found: Plan) -> list[str]:
    return [each.text for each in found.utterances]


def test_a_wording_of_its_own_is_said_in_place_of_the_sentence():
    found = planned(override("He went to Redding in 1984."))
    assert texts(found) == ["It rained.", "He went to Redding in nineteen eighty-four.", "The end."]


def test_only_the_words_that_differ_are_replaced():
    found = planned(override("He went to Redding in 1984."))
    sent = found.utterances[1]
    assert [TEXT[run.source.start : run.source.end] for run in sent.runs if not run.exact] == ["Reading", "1984"]
    times = [EngineTime(sent.text.index(word), None, at) for at, word in enumerate(("He", "Redding", "in nineteen"))]
    placed = place(sent, times, 100)
    assert [word.start_ms for word in placed.words if TEXT[word.start : word.end] in ("He", "Reading", "in")] == [
        0,
        1,
        2,
    ]


def test_only_that_sentence_becomes_another():
    before, after = planned(), planned(override("He went to Redding in 1984.", pause_ms=900))
    assert [a.key == b.key for a, b in zip(before.utterances, after.utterances, strict=True)] == [True, False, True]
    assert [each.pause_after_ms for each in after.utterances] == [280, 900, 500]


def test_a_pause_alone_changes_the_plan_and_no_utterance():
    before, after = planned(), planned(override(pause_ms=0))
    assert [each.key for each in before.utterances] == [each.key for each in after.utterances]
    assert before.key != after.key


def test_without_its_override_the_plan_is_as_it_was():
    assert planned(replace(override("Anything."), enabled=False)).key == planned().key


def test_a_sentence_that_changes_is_overridden_no_more():
    text = TEXT.replace("1984", "1985")
    assert planned(override("Anything."), text=text).key == planned(text=text).key


def test_the_same_sentence_is_found_wherever_it_moves():
    moved = planned(override("He went to Redding in 1984."), text=f"New first sentence. {SENTENCE} It rained.")
    assert texts(moved)[1] == "He went to Redding in nineteen eighty-four."
    assert moved.utterances[1].key == planned(override("He went to Redding in 1984.")).utterances[1].key


def test_of_two_overrides_the_more_specific_one_holds_then_the_newer():
    some = (
        override("Site one.", number=5),
        override("Site two.", number=6),
        override("Here.", number=3, scope=ARTICLE),
    )
    sentence = planned(*some).sentences[1]
    assert sentence.spoken == "Here."
    assert [each.lexeme.id for each in sentence.applied] == [3]
    assert [each.lexeme.id for each in sentence.rejected] == [6, 5]


def test_an_override_goes_before_rules_and_before_the_markup_of_the_page():
    rule = Lexeme(2, "Reading", "alias", "reeding")
    hint = Hint(TEXT.index("Reading"), TEXT.index("Reading") + 7, "say", "rayding")
    found = planned(override("He went to Redding in 1984."), rule, hints=(hint,))
    assert texts(found)[1] == "He went to Redding in nineteen eighty-four."
    assert texts(planned(override(pause_ms=1), rule))[1] == "He went to reeding in nineteen eighty-four."


def test_a_language_inside_the_sentence_is_kept_where_the_wording_leaves_it():
    text = "He said merci beaucoup to her."
    hint = Hint(8, 22, "lang", "fr")
    found = planned(override("He whispered merci beaucoup to her.", sentence=text), text=text, hints=(hint,))
    assert "whispered" in found.utterances[0].text
    assert [(each.text[:5], each.language) for each in found.utterances][1] == ("merci", "fr")


def test_what_is_put_in_and_left_out_is_said_and_not_said():
    assert (
        planned(override("So he went in 1984, they say.")).sentences[1].spoken
        == "So he went in nineteen eighty-four, they say."
    )


class TestTakes:
    def test_a_take_is_an_utterance_of_its_own_that_costs_nothing(self):
        found = planned(override(take="abc"))
        taken = found.utterances[1]
        assert (taken.voice.engine, taken.voice.name, taken.characters, taken.text) == ("take", "abc", 0, SENTENCE)
        assert [word.of(TEXT) for word in taken.words] == ["He", "went", "to", "Reading", "in", "1984"]

    def test_its_words_have_its_times(self):
        taken = planned(override(take="abc")).utterances[1]
        times = [
            EngineTime(word.start - taken.start, word.end - taken.start, 100 * at)
            for at, word in enumerate(taken.words)
        ]
        assert [word.start_ms for word in place(taken, times, 2000).words] == [0, 100, 200, 300, 400, 500]

    def test_it_sounds_the_same_beside_every_voice(self):
        other = Voice("espeak", "en-gb", "en-GB", "British")
        blocks, rules = [Block("paragraph", TEXT)], compile_lexicon([override(take="abc")])
        one, two = (plan(blocks, "en-US", voice, TRAITS, rules) for voice in (VOICE, other))
        assert [a.key == b.key for a, b in zip(one.utterances, two.utterances, strict=True)] == [False, True, False]

    def test_it_stands_alone_where_an_utterance_holds_a_whole_block(self):
        found = planned(override(take="abc"), traits=replace(TRAITS, unit="block"))
        assert texts(found) == ["It rained.", SENTENCE, "The end."]

    def test_what_no_voice_would_say_is_heard_all_the_same(self):
        assert [each.voice.engine for each in planned(override(sentence="***", take="abc"), text="***").utterances] == [
            "take"
        ]


@given(st.text("ab .,’1🦀\u0301", min_size=1, max_size=40), st.text("ab .,’1🦀", max_size=40))
def test_any_wording_of_any_sentence_can_be_said(sentence: str, wording: str):
    span = Span(0, len(sentence))
    said = spoken(sentence, span, rewording(sentence, span, override(wording, sentence)))
    if any(map(str.isalnum, wording)) and any(map(str.isalnum, sentence)):
        assert [each for each in said.text.split() if each.isalnum()] == [
            each for each in wording.split() if each.isalnum()
        ]
