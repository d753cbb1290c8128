"""Plans: what will be said of an article, and what changes when it does."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.blocks import KINDS, Block, Hint, clean
from synthesis.text.lexicon import Lexeme, compile_lexicon
from synthesis.text.marks import EngineTime, place
from synthesis.text.plans import plan
from synthesis.text.voices import Traits, Voice
from tests.growth import grows_linearly

VOICE = Voice("espeak", "en-us", "en-US", "English")
SPANISH = Voice("espeak", "es-419", "es-419", "Español")
TRAITS = Traits("espeak", "1.52.0", "espeak", normalises=True, phonemes=True, max_characters=500)


def planned(*blocks, language="en-US", voice=VOICE, traits=TRAITS, lexemes=(), voices=None):
    blocks = [Block("paragraph", block) if isinstance(block, str) else block for block in blocks]
    return plan(blocks, language, voice, traits, compile_lexicon(lexemes), voices)


def texts(found):
    return [utterance.text for utterance in found.utterances]


def test_a_sentence_is_an_utterance():
    found = planned(Block("title", "News of the day"), "The cat sat. It slept.")
    assert texts(found) == ["News of the day", "The cat sat.", "It slept."]
    assert [(each.block, each.start, each.end, each.utterance) for each in found.sentences] == [
        (0, 0, 15, 0),
        (1, 0, 12, 1),
        (1, 13, 22, 2),
    ]
    assert found.utterances[2].words == found.sentences[2].words
    assert found.characters == 15 + 12 + 9


def test_words_belong_to_the_page_whatever_is_said():
    found = planned("NASA’s plan.", lexemes=[Lexeme(1, "NASA", "alias", "The space agency")])
    assert texts(found) == ["The space agency’s plan."]
    assert [word.of("NASA’s plan.") for word in found.sentences[0].words] == ["NASA’s", "plan"]


def test_pauses_follow_the_kind_of_block_and_the_end_of_the_sentence():
    found = planned(Block("title", "News"), Block("heading", "More"), "Is it? It is. So…", Block("list_item", "One"))
    assert [each.pause_after_ms for each in found.utterances] == [700, 600, 330, 280, 500, 350]


def test_a_sentence_with_nothing_to_say_stays_in_the_plan():
    found = planned("Good. ***", "—", "Fine.")
    assert texts(found) == ["Good.", "Fine."]
    assert [each.utterance for each in found.sentences][-2:] == [-1, 1]
    assert found.utterances[0].pause_after_ms == 500


def test_an_engine_that_normalises_gets_the_text_as_it_is_written():
    assert texts(planned("It cost $5.")) == ["It cost $5."]
    raw = replace(TRAITS, normalises=False)
    assert "$" not in texts(planned("It cost $5.", traits=raw))[0]


def test_the_lexicon_goes_before_the_spoken_form():
    raw = replace(TRAITS, normalises=False)
    found = planned("Windows 95 is old.", traits=raw, lexemes=[Lexeme(1, "Windows 95", "alias", "Windows ninety-five")])
    assert texts(found) == ["Windows ninety-five is old."]


# Keys.


def test_keys_are_the_same_in_every_process_and_release():
    source = (
        "from synthesis.text.plans import plan; from synthesis.text.blocks import Block;"
        "from synthesis.text.voices import Traits, Voice; from synthesis.text.lexicon import compile_lexicon;"
        "found = plan([Block('title', 'Ñandú')], 'es', Voice('e', 'v', 'es', 'l'), Traits('e', '1', 'plain', True, False, 99),"
        "compile_lexicon([])); print(found.utterances[0].key, found.key)"
    )
    keys = {subprocess.run([sys.executable, "-c", source], capture_output=True, text=True).stdout for _ in range(2)}
    assert keys == {
        "31b40252eb8af44367ad092a034ffe795fc26fffa97904ed1f9698dc91c73d6a "
        "1643f0be03ea8350069536aba4a4234031a4b121df39d3d6c9032b3d1f26098f\n"
    }


@pytest.mark.parametrize(
    "change",
    [
        {"traits": replace(TRAITS, version="1.53")},
        {"traits": replace(TRAITS, dialect="plain")},
        {"traits": replace(TRAITS, settings="rate=150")},
        {"traits": replace(TRAITS, engine="other")},
        {"voice": replace(VOICE, name="en-gb")},
        {"lexemes": [Lexeme(1, "cat", "alias", "dog")]},
        {"lexemes": [Lexeme(1, "cat", "phoneme", "kæt")]},
    ],
)
def test_what_changes_the_sound_changes_the_key(change):
    before, after = planned("The cat."), planned("The cat.", **change)
    assert before.utterances[0].key != after.utterances[0].key
    assert before.key != after.key


@pytest.mark.parametrize(
    "change",
    [
        {"traits": replace(TRAITS, max_characters=100)},
        {"voice": replace(VOICE, label="American English")},
        {"lexemes": [Lexeme(1, "dog", "alias", "cat")]},
        {"lexemes": [Lexeme(1, "cat", "alias", "cat")]},
        {"language": "en"},
    ],
)
def test_what_does_not_change_the_sound_does_not_change_the_key(change):
    before, after = planned("The cat."), planned("The cat.", **change)
    assert before.utterances[0].key == after.utterances[0].key
    assert before.key == after.key


def test_the_same_sentence_has_the_same_key_wherever_it_stands():
    found = planned(Block("title", "It is so."), "First. It is so.")
    assert found.utterances[0].key == found.utterances[2].key


def test_a_pause_enters_the_plan_and_not_the_utterance():
    title, paragraph = planned(Block("title", "Yes.")), planned("Yes.")
    assert title.utterances[0].key == paragraph.utterances[0].key
    assert title.key != paragraph.key


def test_a_lexeme_touches_only_the_sentences_it_matches():
    text = "The cat sat. The dog sat. The cow sat."
    before, after = planned(text), planned(text, lexemes=[Lexeme(1, "dog", "alias", "hound")])
    assert [a.key == b.key for a, b in zip(before.utterances, after.utterances, strict=True)] == [True, False, True]


# Limits.


def short(limit, **changes):
    return replace(TRAITS, max_characters=limit, **changes)


def test_a_long_sentence_is_cut_after_a_clause():
    text = "When the rain came, nobody who was there had brought anything."
    found = planned(text, traits=short(45))
    assert texts(found) == ["When the rain came,", "nobody who was there had brought anything."]
    assert [each.pause_after_ms for each in found.utterances] == [150, 500]
    assert found.sentences[0].utterances == (0, 1)


def test_a_long_clause_is_cut_after_a_word_without_a_pause():
    found = planned("Nobody who was there had brought anything.", traits=short(20))
    assert texts(found) == ["Nobody who was there", "had brought", "anything."]
    assert [each.pause_after_ms for each in found.utterances] == [0, 0, 500]


def test_an_entity_is_not_cut():
    found = planned("We met Ana in New York today.", traits=short(12), lexemes=[Lexeme(1, "New York", "alias", "N Y")])
    assert "N Y" in " | ".join(texts(found))


def test_an_opening_quotation_mark_stays_with_its_word():
    found = planned("They said to us “never again” today.", traits=short(15))
    assert texts(found) == ["They said to us", "“never again”", "today."]


def test_a_word_longer_than_the_engine_takes_is_silent_and_told():
    found = planned(f"See {'x' * 60} here.", traits=short(20))
    assert texts(found) == ["See", "here."]
    assert "is left silent" in found.warnings[0]
    assert found.sentences[0].warnings == found.warnings


def test_markup_counts_for_the_limit_in_all():
    ssml = Traits("polly", "1", "ssml", normalises=True, phonemes=True, max_characters=100, max_text=60)
    found = planned("A & B & C & D & E & F & G & H & I & J & K.", traits=ssml)
    assert len(found.utterances) > 1
    assert all(len(text) <= 60 for text in texts(found))


def test_a_whole_block_where_the_voice_profits_from_it():
    block = replace(TRAITS, unit="block")
    found = planned("One cat. Two dogs. Three cows.", "More.", traits=block)
    assert texts(found) == ["One cat. Two dogs. Three cows.", "More."]
    assert [each.utterances for each in found.sentences] == [(0,), (0,), (0,), (1,)]


def test_a_block_that_is_too_long_is_cut_after_a_sentence():
    found = planned("One cat, two. Two dogs, more. Three cows.", traits=short(30, unit="block"))
    assert texts(found) == ["One cat, two. Two dogs, more.", "Three cows."]
    assert found.utterances[0].pause_after_ms == 280


# What the page's markup says.


def hinted(text, stretch, kind, value=""):
    start = text.index(stretch)
    return Block("paragraph", text, hints=(Hint(start, start + len(stretch), kind, value),))


def test_the_page_says_how_to_say_it():
    found = planned(hinted("Meet at 5 sharp.", "5", "say", "noon"), lexemes=[Lexeme(1, "5", "alias", "six")])
    assert texts(found) == ["Meet at noon sharp."]
    assert (
        found.sentences[0].rejected[0].reason
        == "The page's markup, or an override of the sentence, decides what is said here."
    )


def test_the_page_leaves_out_what_is_not_to_be_read():
    found = planned(hinted("Growth [4] slowed.", " [4]", "skip"))
    assert texts(found) == ["Growth slowed."]
    assert len(found.utterances[0].words) == 3


def test_a_sentence_that_is_left_out_has_no_utterance():
    found = planned(hinted("It grew. See note. It fell.", "See note.", "skip"))
    assert texts(found) == ["It grew.", "It fell."]


def test_an_abbreviation_is_said_in_full_unless_the_lexicon_knows_it():
    block = hinted("About 5 km away.", "km", "abbr", "kilometres")
    assert texts(planned(block)) == ["About 5 kilometres away."]
    assert texts(planned(block, lexemes=[Lexeme(1, "km", "alias", "clicks")])) == ["About 5 clicks away."]


SSML = Traits("polly", "1", "ssml", normalises=False, phonemes=True, max_characters=3000, max_text=6000)
EXPRESSIVE = Voice("polly", "Joanna:standard", "en-US", "Joanna", emphasis=True)
FLAT = Voice("polly", "Joanna:neural", "en-US", "Joanna")


def test_what_the_page_stresses_is_stressed_by_a_voice_that_can():
    block = hinted("She ate 5 km & more.", "5 km & more", "emphasis")
    [utterance] = planned(block, voice=EXPRESSIVE, traits=SSML).utterances
    stressed = '<emphasis level="moderate">five kilometers and more</emphasis>'
    assert utterance.text == f"<speak>She ate {stressed}.</speak>"
    assert utterance.characters == len("She ate five kilometers and more.")


def test_other_voices_and_engines_know_nothing_of_stress():
    plain, stressed = Block("paragraph", "A very old tree."), hinted("A very old tree.", "very", "emphasis")
    for voice, traits in ((FLAT, SSML), (VOICE, TRAITS)):
        assert planned(stressed, voice=voice, traits=traits) == planned(plain, voice=voice, traits=traits)
    assert planned(stressed, voice=EXPRESSIVE, traits=SSML).key != planned(plain, voice=EXPRESSIVE, traits=SSML).key


def test_stress_that_begins_within_a_word_is_left_out():
    block = hinted("Unbelievable!", "believable", "emphasis")
    [utterance] = planned(block, voice=EXPRESSIVE, traits=SSML).utterances
    assert utterance.text == "<speak>Unbelievable!</speak>"


def test_stress_around_a_foreign_phrase_is_well_formed():
    text = "He said muy buenos días to us."
    hints = (Hint(8, 23, "emphasis"), Hint(12, 23, "lang", "es"))
    [utterance] = planned(Block("paragraph", text, hints=hints), voice=EXPRESSIVE, traits=SSML).utterances
    assert "".join(ElementTree.fromstring(utterance.text).itertext()) == text


def test_an_acronym_with_a_title_is_said_as_it_is_written():
    block = hinted("The NASA plan.", "NASA", "abbr", "National Aeronautics and Space Administration")
    assert texts(planned(block)) == ["The NASA plan."]


def test_a_phrase_in_another_language_has_its_own_voice():
    found = planned(hinted("He said buenos días to us.", "buenos días", "lang", "es"), voices={"es-419": SPANISH})
    assert [(each.text, each.voice.name, each.language) for each in found.utterances] == [
        ("He said", "en-us", "en-US"),
        ("buenos días", "es-419", "es"),
        ("to us.", "en-us", "en-US"),
    ]


def test_a_phrase_without_a_voice_is_told():
    found = planned(hinted("He said bon jour to us.", "bon jour", "lang", "fr"), voices={"es-419": SPANISH})
    assert {each.voice for each in found.utterances} == {VOICE}
    assert found.warnings == ("No voice is offered for “fr”: English (en-US) speaks it.",)


def test_a_phrase_in_ssml_keeps_its_voice_and_changes_its_accent():
    ssml = Traits("polly", "1", "ssml", normalises=True, phonemes=True, max_characters=3000)
    found = planned(hinted("He said buenos días to us.", "buenos días", "lang", "es-MX"), traits=ssml)
    assert texts(found) == ['<speak>He said <lang xml:lang="es-MX">buenos días</lang> to us.</speak>']


def test_a_sentence_in_ssml_without_a_voice_of_its_language_changes_the_accent():
    ssml = Traits("polly", "1", "ssml", normalises=True, phonemes=True, max_characters=3000)
    found = planned(Block("quote", "Bon jour.", "fr"), traits=ssml)
    assert texts(found) == ['<speak><lang xml:lang="fr">Bon jour.</lang></speak>']
    assert "No voice is offered for “fr”" in found.warnings[0]


def test_a_language_without_its_region_has_that_of_the_article():
    raw = replace(TRAITS, normalises=False)
    found = planned(Block("quote", "Vendió 1,500 boletos.", "es"), language="es-MX", voice=SPANISH, traits=raw)
    assert found.utterances[0].language == "es-MX"
    assert "mil quinientos" in found.utterances[0].text


def test_a_block_in_another_language_has_its_own_voice():
    found = planned("One.", Block("quote", "Hola a todos.", "es-MX"), voices={"es-419": SPANISH})
    assert [each.voice.name for each in found.utterances] == ["en-us", "es-419"]


def test_a_language_never_changes_within_a_word():
    text = "The newsletter came."
    block = Block("paragraph", text, hints=(Hint(4, 8, "lang", "es"),))
    found = planned(block, voices={"es": SPANISH})
    assert all(not (a.text[-1].isalpha() and a.end == b.start) for a, b in pairwise(found.utterances))


def test_phonemes_that_cannot_be_spoken_are_told_in_the_sentence():
    traits = replace(TRAITS, dialect="plain", phonemes=False)
    found = planned("We read it. Fine.", traits=traits, lexemes=[Lexeme(1, "read", "phoneme", "ɹɛd", fallback="red")])
    assert texts(found) == ["We red it.", "Fine."]
    assert "takes no phonemes" in found.sentences[0].warnings[0]
    assert found.sentences[1].warnings == ()


CHARACTERS = st.one_of(st.sampled_from("abc ABC .,;:!?…—-“”«»()[]&<1234$€😀éñß'’\u0301"), st.characters())
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(sorted(KINDS)),
    text=st.text(CHARACTERS, max_size=80).map(clean),
    language=st.sampled_from(["", "es", "ja", "xx-nonsense"]),
    hints=st.lists(
        st.builds(
            Hint,
            st.integers(0, 60),
            st.integers(0, 80),
            st.sampled_from(["lang", "say", "skip", "abbr", "emphasis"]),
            st.sampled_from(["", "es", "fr-FR", "something else", "<&[["]),
        ),
        max_size=4,
    ).map(tuple),
)
LEXEMES = st.builds(
    Lexeme,
    id=st.integers(1, 9),
    grapheme=st.text(CHARACTERS, min_size=1, max_size=3),
    kind=st.sampled_from(["alias", "phoneme", "spell", "word", "language"]),
    value=st.sampled_from(["", "es", "ɹɛd", "two words", "[[<&>"]),
    match=st.sampled_from(["word", "anywhere"]),
)
TRAITS_OF_ALL_KINDS = st.builds(
    Traits,
    engine=st.just("e"),
    version=st.just("1"),
    dialect=st.sampled_from(["plain", "espeak", "ssml"]),
    normalises=st.booleans(),
    phonemes=st.booleans(),
    max_characters=st.sampled_from([1, 5, 20, 500]),
    max_text=st.sampled_from([0, 30, 6000]),
    unit=st.sampled_from(["sentence", "block"]),
)


@given(st.lists(BLOCKS, max_size=4), st.lists(LEXEMES, max_size=4), TRAITS_OF_ALL_KINDS, st.booleans())
def test_any_article_has_a_sound_plan(blocks, lexemes, traits, emphasis):
    lexicon = compile_lexicon(lexemes)
    voice = replace(VOICE, emphasis=emphasis)
    found = plan(blocks, "en-US", voice, traits, lexicon, {"es": SPANISH})
    for utterance in found.utterances:
        if traits.dialect == "ssml":
            ElementTree.fromstring(utterance.text)
        text = blocks[utterance.block].text
        assert 0 <= utterance.start < utterance.end <= len(text)
        assert 0 < utterance.characters <= traits.max_characters
        assert not traits.max_text or len(utterance.text) <= traits.max_text
        assert all(utterance.start <= word.start < utterance.end for word in utterance.words)
        for run in utterance.runs:
            assert 0 <= run.start < run.end <= len(utterance.text)
            assert 0 <= run.source.start < run.source.end <= len(text)
    for before, after in pairwise(found.utterances):
        assert (before.block, before.end) <= (after.block, after.start) or before.block < after.block
    spoken_words = [(each.block, word) for each in found.utterances for word in each.words]
    assert spoken_words == sorted(set(spoken_words))
    assert {each for sentence in found.sentences for each in sentence.utterances} == set(range(len(found.utterances)))
    assert plan(blocks, "en-US", voice, traits, lexicon, {"es": SPANISH}) == found


@pytest.mark.parametrize("shape", ["NASA rose. ", "and so, ", "—[&“", "1,", "x", "e\u0301", "😀", "¿Qué? "])
def test_time_grows_with_the_length_of_the_text(shape):
    lexicon = compile_lexicon(
        [
            Lexeme(1, "NASA", "alias", "x", before=("rose",), reach=3),
            Lexeme(2, "e", "alias", "y", match="anywhere"),
            Lexeme(3, "and", "alias", "&", sentence_start=True),
            Lexeme(4, "(a|an|and)+", "spell", after=("so",), pattern=True),
        ]
    )

    def speak(repeats):
        block = Block("paragraph", clean(shape * repeats))
        found = plan([block], "en-US", VOICE, replace(TRAITS, normalises=False), lexicon)
        for utterance in found.utterances:
            place(utterance, [EngineTime(at, None, at) for at in range(0, len(utterance.text), 6)], 9999)

    assert grows_linearly(speak, 400)
