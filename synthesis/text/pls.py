"""A lexicon as PLS 1.0, the W3C's Pronunciation Lexicon Specification (Recommendation, 14 October 2008).

What PLS has no word for stands in attributes of the namespace ``urn:readalong:lexicon:1`` on ``lexeme``, which other
readers pass over. They are the fields of `Lexeme` by their names, left out where they have their default:
``kind value language case_sensitive match before after reach sentence_start kinds scope pattern pages note enabled``.
Words of ``before``
and ``after`` and ``kinds`` have ``|`` between them. ``spell``, ``word`` and ``language`` lexemes also have an ``alias``
that comes as near as PLS can.

A lexeme that is read holds for the language of its document unless ``language`` says otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, Final, cast

from lxml import etree

from synthesis.text.lexeme_fields import Entry, fields_of, lexeme_from_fields
from synthesis.text.lexemes import Lexeme
from synthesis.text.phonemes import ipa_from_x_sampa

LARGEST_BYTES: Final = 8 << 20
PLS: Final = "http://www.w3.org/2005/01/pronunciation-lexicon"
OURS: Final = "urn:readalong:lexicon:1"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_LANGUAGE: Final = f"{{{_XML}}}lang"
_SPACE: Final = f"{{{_XML}}}space"
_ALPHABETS: Final = frozenset({"ipa", "x-sampa"})
_IN_ELEMENTS: Final = frozenset({"grapheme", "fallback"})
_DEFAULTS: Final = fields_of(Lexeme(0, "", "alias"))


class PlsError(ValueError):
    """A document that cannot be read or written; the message names the line, the fault and what is possible."""


def write_pls(lexemes: Iterable[Lexeme], language: str) -> bytes:
    """``lexemes`` as a document in ``language``, oldest first; those that differ in their grapheme alone share an element.

    Raises PlsError for characters that XML does not have.
    """
    names: Any = {None: PLS, "readalong": OURS}  # The stubs of lxml do not know the default namespace's None.
    root = etree.Element(_name("lexicon"), nsmap=names)
    root.set("version", "1.0")
    root.set("alphabet", "ipa")
    root.set(_LANGUAGE, language)
    in_order = sorted(lexemes, key=lambda each: each.id)
    for shared, group in groupby(in_order, key=lambda each: replace(each, id=0, grapheme="")):
        _write_lexeme(root, shared, list(group), language)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


def _write_lexeme(root: "etree._Element", shared: Lexeme, group: list[Lexeme], language: str) -> None:
    element = etree.SubElement(root, _name("lexeme"))
    try:
        _write_ours(element, shared, language)
        for lexeme in group:
            _write_text(element, "grapheme", lexeme.grapheme)
        if shared.kind == "phoneme":
            _write_text(element, "phoneme", shared.value)
        if shared.kind != "phoneme" or shared.fallback:
            _write_text(element, "alias", _alias(shared, group[0].grapheme))
    except ValueError as error:
        raise PlsError(f"Lexeme {group[0].id} (“{group[0].grapheme!r}”) cannot be written as XML: {error}") from error


def _alias(lexeme: Lexeme, grapheme: str) -> str:
    match lexeme.kind:
        case "phoneme":
            return lexeme.fallback
        case "alias":
            return lexeme.value
        case "spell":
            return lexeme.value or " ".join(grapheme)
        case _:
            return grapheme


def _write_ours(element: "etree._Element", lexeme: Lexeme, language: str) -> None:
    """The fields for which PLS has no element, and those whose element stands in for them."""
    for name, text in fields_of(lexeme).items():
        default = language if name == "language" else _DEFAULTS[name]
        own_element = name in _IN_ELEMENTS if lexeme.kind == "phoneme" else name == "grapheme"
        plain = (name == "kind" and lexeme.kind == "phoneme") or (
            name == "value" and lexeme.kind in ("alias", "phoneme")
        )
        if text != default and not own_element and not plain:
            element.set(f"{{{OURS}}}{name}", text)


def _write_text(parent: "etree._Element", name: str, text: str) -> None:
    element = etree.SubElement(parent, _name(name))
    element.text = text
    if text != _collapsed(text):
        element.set(_SPACE, "preserve")


def _name(name: str) -> str:
    return f"{{{PLS}}}{name}"


def _collapsed(text: str) -> str:
    """XML's white space collapsed and trimmed; other spaces are characters like any other."""
    return " ".join(part for part in text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ") if part)


def read_pls(source: bytes) -> tuple[Lexeme, ...]:
    """The lexemes of a document, one for each grapheme, with ids in the order of the document. Raises PlsError.

    Of several pronunciations the preferred one counts, else the first (PLS 1.0, 4.9.3).
    """
    found: list[Lexeme] = []
    for entry in pls_entries(source):
        if entry.lexeme is None:
            raise PlsError(f"Line {entry.line}: {entry.error}")
        found.append(entry.lexeme)
    return tuple(found)


def pls_entries(source: bytes) -> tuple[Entry, ...]:
    """What each lexeme of a document says, in order, faults and all. Raises PlsError where the document is none."""
    root = _parsed(source)
    try:
        alphabet = _alphabet(root, "ipa")
    except PlsError as error:
        raise PlsError(f"Line {root.sourceline}: {error}") from error
    language = root.get(_LANGUAGE, "")
    found: list[Entry] = []
    for element in root.iterchildren(_name("lexeme")):
        line = cast(int, element.sourceline)
        try:
            read = tuple(_read_lexeme(element, alphabet, language))
        except ValueError as error:
            found.append(Entry(line, None, str(error)))
            continue
        found += [Entry(line, replace(each, id=len(found) + number)) for number, each in enumerate(read, 1)]
    return tuple(found)


def _parsed(source: bytes) -> "etree._Element":
    """The root of a document that can do no harm: no document type, so no entities; no network; no giant trees."""
    if len(source) > LARGEST_BYTES:
        raise PlsError(f"The document has {len(source)} bytes, {LARGEST_BYTES} are allowed. Split it.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise PlsError(f"The document is not well-formed XML: {error.msg}.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PlsError("The document has a document type declaration (<!DOCTYPE …>). Remove it: PLS needs none.")
    if root.tag != _name("lexicon") or root.get("version") != "1.0":
        raise PlsError(f"The root is {root.tag}, version {root.get('version')}. Needed: lexicon of {PLS}, version 1.0.")
    return root


def _alphabet(element: "etree._Element", inherited: str) -> str:
    alphabet = element.get("alphabet", inherited).lower()
    if alphabet not in _ALPHABETS:
        raise PlsError(f"alphabet “{alphabet}” is unknown. Possible: ipa, x-sampa.")
    return alphabet


def _read_lexeme(element: "etree._Element", alphabet: str, language: str) -> Iterator[Lexeme]:
    graphemes = [_read_text(each) for each in element.iterchildren(_name("grapheme"))]
    if not all(graphemes) or not graphemes:
        raise PlsError("a lexeme without a grapheme. Write what it is for.")
    fields = {"language": language, **_spoken(element, alphabet), **_read_ours(element)}
    for grapheme in graphemes:
        yield lexeme_from_fields(0, {**fields, "grapheme": grapheme})


def _read_ours(element: "etree._Element") -> dict[str, str]:
    prefix = f"{{{OURS}}}"
    fields = {
        str(name).removeprefix(prefix): str(text)
        for name, text in element.attrib.items()
        if str(name).startswith(prefix)
    }
    if fields.get("kind") in ("spell", "word", "language"):
        fields.setdefault("value", "")
    return fields


def _spoken(element: "etree._Element", alphabet: str) -> dict[str, str]:
    """What the lexeme's pronunciation says of it. An alias beside preferred phonemes is what others say instead."""
    said = list(element.iterchildren(_name("phoneme"), _name("alias")))
    if not said:
        raise PlsError("a lexeme without an alias or a phoneme. Write how it is said.")
    chosen = next((each for each in said if each.get("prefer") == "true"), said[0])
    if chosen.tag == _name("alias"):
        return {"kind": "alias", "value": _read_text(chosen)}
    phonemes = _read_text(chosen)
    if _alphabet(chosen, alphabet) == "x-sampa":
        phonemes = ipa_from_x_sampa(phonemes)
    fallback = next((_read_text(each) for each in said if each.tag == _name("alias")), "")
    return {"kind": "phoneme", "value": phonemes, "fallback": fallback}


def _read_text(element: "etree._Element") -> str:
    text = "".join(map(str, element.itertext()))
    return text if element.get(_SPACE) == "preserve" else _collapsed(text)
