"""Offsets in other units than code points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.text.offsets import Utf8, Utf16

TEXTS = st.text() | st.text("aé日😀\u0301\u200d\ud800\udc00") | st.text("ab")


def units(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def octets(text):
    return len(text.encode("utf-8", "surrogatepass"))


def test_an_emoji_is_one_code_point_two_units_four_bytes():
    text = "😀😀 Hola mundo"
    position = text.index("mundo")
    assert (position, Utf16(text).to16(position), Utf8(text).to8(position)) == (8, 10, 14)


def test_the_second_half_of_a_pair_belongs_to_its_character():
    assert [Utf16("a😀b").from16(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_the_later_bytes_of_a_character_belong_to_it():
    assert [Utf8("aé€b").from8(byte) for byte in range(8)] == [0, 1, 1, 2, 2, 2, 3, 4]


@pytest.mark.parametrize("text", ["", "plain", "mañana 日本"])
def test_the_end_of_a_text_is_a_position_too(text):
    assert Utf16(text).from16(units(text)) == Utf8(text).from8(octets(text)) == len(text)


@pytest.mark.parametrize("position", [-1, 4])
@pytest.mark.parametrize("convert", [Utf16("añb").to16, Utf16("añb").from16, Utf8("añb").to8])
def test_a_position_outside_the_text_is_refused_by_name(convert, position):
    with pytest.raises(ValueError, match=rf"no .* {position} in this text: it ends at"):
        convert(position)


def test_a_byte_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no UTF-8 byte 5"):
        Utf8("añb").from8(5)


@given(TEXTS)
def test_code_points_agree_with_the_encoders(text):
    utf16, utf8 = Utf16(text), Utf8(text)
    for position in range(len(text) + 1):
        assert utf16.to16(position) == units(text[:position])
        assert utf8.to8(position) == octets(text[:position])


@given(TEXTS)
def test_every_unit_goes_back_to_its_code_point(text):
    utf16, utf8 = Utf16(text), Utf8(text)
    assert [utf16.from16(unit) for unit in range(units(text))] == [
        position for position, character in enumerate(text) for _ in range(units(character))
    ]
    assert [utf8.from8(byte) for byte in range(octets(text))] == [
        position for position, character in enumerate(text) for _ in range(octets(character))
    ]
