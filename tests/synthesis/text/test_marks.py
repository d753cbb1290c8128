"""Marks back: an engine's times as times of the page's words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.dialects import render
from synthesis.text.marks import EngineTime, place
from synthesis.text.spans import Span
from synthesis.text.spoken import Replacement, replace
from synthesis.text.utterances import Utterance
from synthesis.text.voices import Traits, Voice
from synthesis.text.words import split_words

VOICE = Voice("espeak", "en-us", "en-US", "English")


def utterance(text, replacements=(), dialect="espeak"):
    traits = Traits("espeak", "1", dialect, normalises=True, phonemes=True, max_characters=9999)
    whole = Span(0, len(text))
    rendered = render(replace(text, whole, replacements).pieces, traits, "en-US")
    words = split_words(text, whole, "en-US")
    return Utterance("", 0, 0, len(text), rendered.text, "en-US", VOICE, rendered.runs, words, 0, rendered.characters)


def times(sent, *events):
    """Events as (word of the sent text, at_ms), each at the next place where the word stands."""
    at, found = 0, []
    for word, at_ms in events:
        at = sent.text.index(word, at)
        found.append(EngineTime(at, None, at_ms))
        at += 1
    return found


def starts(placement):
    return [word.start_ms for word in placement.words]


def test_every_word_begins_when_the_engine_begins_it():
    sent = utterance("The cat sat.")
    placement = place(sent, times(sent, ("The", 0), ("cat", 120), ("sat", 400)), 700)
    assert [(word.start, word.end, word.start_ms) for word in placement.words] == [(0, 3, 0), (4, 7, 120), (8, 11, 400)]
    assert (placement.interpolated, placement.silent, placement.unplaced) == (0, 0, 0)


def test_words_spoken_as_a_group_share_its_time_by_their_letters():
    sent = utterance("Out of the house")
    placement = place(sent, times(sent, ("Out", 0), ("of", 100), ("house", 350)), 600)
    assert starts(placement) == [0, 100, 200, 350]
    assert placement.interpolated == 1


def test_a_group_at_the_beginning_shares_the_time_of_its_first_event():
    sent = utterance("Of the house")
    placement = place(sent, times(sent, ("the", 8), ("house", 258)), 600)
    assert starts(placement) == [8, 108, 258]


def test_words_before_a_late_first_event_share_what_lies_before_it():
    sent = utterance("One two three")
    assert starts(place(sent, times(sent, ("three", 600)), 900)) == [0, 300, 600]


def test_a_word_said_as_many_begins_with_their_first():
    sent = utterance(
        "About $1,250 more", [Replacement(6, 12, "one thousand two hundred fifty dollars", "spoken:money")]
    )
    events = times(sent, ("About", 0), ("one", 300), ("thousand", 500), ("two", 900), ("dollars", 1500), ("more", 2000))
    placement = place(sent, events, 2400)
    assert starts(placement) == [0, 300, 2000]
    assert (placement.interpolated, placement.unplaced) == (0, 0)


def test_words_said_as_one_share_its_time_by_their_letters():
    sent = utterance("The New York Times said", [Replacement(4, 18, "paper", "lexeme:1")])
    placement = place(sent, times(sent, ("The", 0), ("paper", 120), ("said", 720)), 900)
    assert starts(placement) == [0, 120, 270, 470, 720]
    assert placement.interpolated == 2


def test_a_word_that_is_not_said_lasts_no_time():
    sent = utterance("Growth (see 4) slowed", [Replacement(7, 14, "", "hint:skip")])
    placement = place(sent, times(sent, ("Growth", 0), ("slowed", 500)), 900)
    assert starts(placement) == [0, 500, 500, 500]
    assert placement.silent == 2


def test_phonemes_lead_back_to_their_word():
    sent = utterance("We read it", [Replacement(3, 7, "read", "lexeme:1", ipa="ɹɛd")])
    assert sent.text == "We [[rEd]] it"
    assert starts(place(sent, times(sent, ("We", 0), ("rEd", 90), ("it", 400)), 500)) == [0, 90, 400]


def test_marks_with_ends_may_cover_tags_and_entities():
    sent = utterance("A & B read", [Replacement(6, 10, "read", "lexeme:1", ipa="ɹɛd")], dialect="ssml")
    events = [
        EngineTime(sent.text.index("A "), sent.text.index("A ") + 1, 0),
        EngineTime(sent.text.index("&amp;"), sent.text.index("&amp;") + 5, 100),
        EngineTime(sent.text.index("B"), sent.text.index("B") + 1, 200),
        EngineTime(sent.text.index("<phoneme"), sent.text.index("</speak>"), 300),
    ]
    placement = place(sent, events, 600)
    assert {sent_word(word): word.start_ms for word in placement.words}[(6, 10)] == 300
    assert placement.unplaced == 0


def sent_word(word):
    return word.start, word.end


def test_an_event_at_the_quotation_mark_belongs_to_the_word_after_it():
    sent = utterance("Say “stop” now")
    events = [EngineTime(0, None, 0), EngineTime(4, None, 100), EngineTime(11, None, 300)]
    assert starts(place(sent, events, 500)) == [0, 100, 300]


def test_a_time_that_goes_back_is_counted_and_spoils_no_other():
    sent = utterance("one two three four")
    placement = place(sent, times(sent, ("one", 0), ("two", 900), ("three", 200), ("four", 300)), 400)
    assert starts(placement) == [0, 100, 200, 300]
    assert (placement.interpolated, placement.unplaced) == (1, 1)


def test_a_time_in_no_word_is_counted():
    sent = utterance("one — two")
    events = [EngineTime(0, 3, 0), EngineTime(4, 5, 100), EngineTime(6, 9, 200), EngineTime(70, 72, 300)]
    placement = place(sent, events, 400)
    assert starts(placement) == [0, 200]
    assert placement.unplaced == 2


def test_times_outside_the_audio_are_brought_into_it():
    sent = utterance("one two")
    assert starts(place(sent, times(sent, ("one", -5), ("two", 900)), 400)) == [0, 400]


def test_without_any_time_the_words_share_the_whole():
    sent = utterance("one two three")
    assert starts(place(sent, [], 1100)) == [0, 300, 600]


def test_an_accent_and_an_emoji_move_nothing():
    sent = utterance("Cafe\u0301 😀 está aquí")
    placement = place(sent, [EngineTime(0, None, 0), EngineTime(8, None, 300), EngineTime(13, None, 600)], 900)
    assert [(word.start, word.start_ms) for word in placement.words][-2:] == [(8, 300), (13, 600)]


@pytest.mark.parametrize("dialect", ["plain", "espeak", "ssml"])
@given(data=st.data())
def test_every_word_has_a_time_in_range_and_none_goes_back(dialect, data):
    text = data.draw(st.text(st.one_of(st.sampled_from("ab é.’-—[&<1$😀 "), st.characters(codec="utf-8")), max_size=60))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spoken = st.sampled_from(["", "x", "two words", "<&>"])
    replacements = [
        Replacement(start, end, data.draw(spoken), "r", ipa=data.draw(st.sampled_from(["", "ɹɛd"])))
        for start, end in list(pairwise(cuts))[::2]
    ]
    sent = utterance(text, replacements, dialect)
    offset = st.integers(-3, len(sent.text) + 3)
    event = st.builds(EngineTime, offset, st.one_of(st.none(), offset), st.integers(-50, 1200))
    events = data.draw(st.lists(event, max_size=20))
    placement = place(sent, events, 1000)
    assert [(word.start, word.end) for word in placement.words] == [(word.start, word.end) for word in sent.words]
    at = starts(placement)
    assert at == sorted(at)
    assert all(0 <= each <= 1000 for each in at)
    assert 0 <= placement.unplaced <= len(events)
    assert 0 <= placement.interpolated + placement.silent <= len(at)
