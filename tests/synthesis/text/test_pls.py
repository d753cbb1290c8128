"""Lexicons as PLS and as CSV: what comes in, what goes out, and what is refused."""

import contextlib
import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from synthesis.text.blocks import KINDS
from synthesis.text.lexeme_fields import FieldError, fields_of, lexeme_from_fields
from synthesis.text.lexemes import Lexeme
from synthesis.text.lexicon_csv import CsvError, read_csv, write_csv
from synthesis.text.pls import OURS, PLS, PlsError, read_pls, write_pls


def document(body: str, head: str = 'version="1.0" alphabet="ipa" xml:lang="en-US"', prologue: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<lexicon xmlns="{PLS}" {head}>{body}</lexicon>'.encode()


def test_aliases_and_phonemes_are_read():
    found = read_pls(
        document(
            "<meta name='x' content='y'/><lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>"
            "<lexeme role='x:verb'><grapheme> read\n</grapheme><phoneme>ɹɛd</phoneme><example>I read.</example></lexeme>"
        )
    )
    assert found == (
        Lexeme(1, "W3C", "alias", "World Wide Web Consortium", language="en-US"),
        Lexeme(2, "read", "phoneme", "ɹɛd", language="en-US"),
    )


def test_several_graphemes_are_several_lexemes_and_one_element_again():
    source = document("<lexeme><grapheme>colour</grapheme><grapheme>color</grapheme><alias>hue</alias></lexeme>")
    found = read_pls(source)
    assert [each.grapheme for each in found] == ["colour", "color"]
    assert write_pls(found, "en-US").count(b"<lexeme>") == 1


def test_the_preferred_pronunciation_counts_else_the_first():
    body = "<lexeme><grapheme>a</grapheme><phoneme>x</phoneme><phoneme prefer='true'>y</phoneme></lexeme>"
    assert read_pls(document(body))[0].value == "y"
    assert read_pls(document(body.replace(" prefer='true'", "")))[0].value == "x"


def test_an_alias_beside_phonemes_is_what_others_say():
    [found] = read_pls(document("<lexeme><grapheme>a</grapheme><phoneme>x</phoneme><alias>ay</alias></lexeme>"))
    assert (found.kind, found.value, found.fallback) == ("phoneme", "x", "ay")


def test_x_sampa_becomes_ipa():
    head = 'version="1.0" alphabet="x-sampa" xml:lang="en"'
    assert read_pls(document("<lexeme><grapheme>a</grapheme><phoneme>r\\Ed</phoneme></lexeme>", head))[0].value == "ɹɛd"
    body = "<lexeme><grapheme>a</grapheme><phoneme alphabet='x-sampa'>T</phoneme></lexeme>"
    assert read_pls(document(body))[0].value == "θ"


def test_other_readers_find_plain_pls():
    lexemes = [Lexeme(1, "FBI", "spell", case_sensitive=True), Lexeme(2, "read", "phoneme", "ɹɛd", before=("had",))]
    root = etree.fromstring(write_pls(lexemes, "en-US"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-US"
    spell, read = root.findall(f"{{{PLS}}}lexeme")
    assert [each.text for each in spell] == ["FBI", "F B I"]
    assert [each.text for each in read] == ["read", "ɹɛd"]
    assert read.get(f"{{{OURS}}}before") == "had"


LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (document("<lexeme><grapheme>&j;</grapheme><alias>x</alias></lexeme>", prologue=LAUGHS), ""),
        (document("", prologue="<!DOCTYPE l SYSTEM 'file:///etc/passwd'>"), "document type"),
        (document("", prologue="<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"), "document type"),
        (document("<lexeme>" * 5000 + "</lexeme>" * 5000), "well-formed"),
        (b"<lexicon", "well-formed"),
        (b"", "well-formed"),
        (b"x" * (9 << 20), "bytes"),
        (b"<html/>", "The root is html"),
        (document("", 'version="2.0"'), "version 2.0"),
        (document("", 'version="1.0" alphabet="x-other"'), "x-other"),
        (document("<lexeme><grapheme>a</grapheme></lexeme>"), "without an alias"),
        (document("<lexeme><alias>a</alias></lexeme>"), "Line 1: a lexeme without a grapheme"),
        (
            document(f"<lexeme xmlns:r='{OURS}' r:scope='x'><grapheme>a</grapheme><alias>b</alias></lexeme>"),
            "global, site",
        ),
        (document(f"<lexeme xmlns:r='{OURS}' r:x='x'><grapheme>a</grapheme><alias>b</alias></lexeme>"), "no field “x”"),
    ],
)
def test_what_is_refused_is_told_why(source, fault):
    began = time.monotonic()
    with pytest.raises(PlsError) as caught:
        read_pls(source)
    assert fault in str(caught.value)
    assert time.monotonic() - began < 2


def test_characters_that_xml_lacks_are_refused_with_their_lexeme():
    with pytest.raises(PlsError, match="Lexeme 7"):
        write_pls([Lexeme(7, "a\x01", "alias", "b")], "en")


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=8
)
MULTILINE = st.one_of(
    TEXT,
    st.sampled_from([" a ", "a\nb", "a\r\nb", "\ta", "a  b", "=1+1", "'=1", "'tis", "''", "@x", "+x", "a,b;c", '"']),
)
ENTRIES = st.builds(
    Lexeme,
    id=st.just(0),
    grapheme=MULTILINE.filter(bool),
    kind=st.sampled_from(["alias", "phoneme", "spell", "word", "language"]),
    value=MULTILINE,
    language=st.sampled_from(["", "en-US", "es"]),
    case_sensitive=st.booleans(),
    match=st.sampled_from(["word", "prefix", "suffix", "anywhere"]),
    before=st.lists(st.one_of(TEXT, st.sampled_from(["|", "\\", "\\e", "a|b\\"])), max_size=3).map(tuple),
    after=st.lists(TEXT, max_size=2).map(tuple),
    reach=st.integers(1, 999),
    sentence_start=st.booleans(),
    kinds=st.lists(st.sampled_from(sorted(KINDS)), max_size=2).map(tuple),
    scope=st.integers(0, 3),
    pattern=st.booleans(),
    fallback=MULTILINE,
)
LEXICONS = st.lists(ENTRIES, max_size=5).map(
    lambda entries: tuple(lexeme_from_fields(number, fields_of(each)) for number, each in enumerate(entries, 1))
)


@given(LEXICONS)
def test_a_round_trip_through_pls_loses_nothing(lexemes):
    assert read_pls(write_pls(lexemes, "en-US")) == lexemes


@given(LEXICONS)
def test_a_round_trip_through_csv_loses_nothing(lexemes):
    assert read_csv(write_csv(lexemes)) == lexemes


@given(LEXICONS)
def test_no_cell_is_a_formula(lexemes):
    for row in csv.reader(io.StringIO(write_csv(lexemes).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(source):
    for read, error in ((read_pls, PlsError), (read_csv, CsvError)):
        with contextlib.suppress(error):
            assert isinstance(read(source), tuple)


def test_a_table_of_a_spreadsheet_is_read():
    table = "Grapheme;Kind;Value;Case_sensitive\r\nNASA;word;;yes\r\n\r\n'tis;alias;it is;\r\n".encode("utf-8-sig")
    assert read_csv(table) == (
        Lexeme(1, "NASA", "word", case_sensitive=True),
        Lexeme(2, "'tis", "alias", "it is"),
    )


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (b"kind,value\na,b\n", "grapheme"),
        (b"grapheme,colour\na,b\n", "first row"),
        (b"grapheme,kind\nx,alia\n", "Row 2: “alia” is no value for kind. Possible: alias, phoneme"),
        (b"grapheme,reach\nx,0\n", "1 to 999"),
        (b"grapheme,kind\n,alias\n", "Row 2: grapheme is empty"),
        (b"grapheme\nx,y\n", "Row 2: It has 2 cells for 1 columns"),
        (b"grapheme\n\xff\n", "UTF-8"),
        (b'grapheme\n"x\n', "After 0 lexemes"),
        (b"x" * (9 << 20), "bytes"),
    ],
)
def test_a_table_that_is_refused_is_told_why(table, fault):
    with pytest.raises(CsvError) as caught:
        read_csv(table)
    assert fault in str(caught.value)


def test_a_field_that_does_not_exist_is_named():
    with pytest.raises(FieldError, match="no field “x”"):
        lexeme_from_fields(1, {"grapheme": "a", "x": ""})
