"""Folded text leads back to the text it was made of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NASA", "nasa"),
        ("L’ÉLYSÉE", "l'élysée"),
        ("E\u0301lan", "élan"),
        ("a\u00a0\u2009 b", "a b"),
        ("Coca‑Cola", "coca-cola"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Straße", "strasse"),
        ("İzmir", "i\u0307zmir"),
        ("ﬁn", "fin"),
    ],
)
def test_what_readers_take_for_the_same_is_the_same(text, folded):
    assert fold(text).text == folded


def test_case_is_kept_where_asked_for():
    assert fold("L’É", keep_case=True).text == "L'É"


@pytest.mark.parametrize(
    ("text", "start", "end", "source"),
    [
        ("E\u0301lan", 0, 1, (0, 2)),
        ("a  b", 2, 3, (3, 4)),
        ("Straße", 4, 6, (4, 5)),
        ("Straße", 4, 5, None),
        ("Straße", 5, 6, None),
        ("x\u00ady", 0, 2, (0, 3)),
    ],
)
def test_a_match_leads_to_whole_characters_of_the_text(text, start, end, source):
    assert fold(text).source(start, end) == source


@given(st.text(st.one_of(st.sampled_from("aÉ \u0301\u00adßİ’ﬁ한"), st.characters()), max_size=30))
def test_every_character_leads_to_its_own_place(text):
    folded = fold(text)
    found = [folded.source(at, at + 1) for at in range(len(folded.text))]
    ranges = [each for each in found if each]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    for at, each in enumerate(found):
        if each and len(folded.text[at]) == each[1] - each[0] == 1:
            written = unicodedata.normalize("NFC", text[each[0] : each[1]]).casefold()
            assert folded.text[at] in (unicodedata.normalize("NFC", written), "'", "-", " ")
