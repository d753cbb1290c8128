"""Rules of language, level and story: what a line means, and what is wrong with it."""

import pytest

from player.sites.rules import Rule, RuleFault, parse


def test_a_line_names_a_source_and_what_to_look_for_there() -> None:
    assert parse("meta reading-level") == Rule("meta", "reading-level")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("  css   .badge  > b ", Rule("css", ".badge  > b")),
        ("css article @data-Level", Rule("css", "article", "data-level")),
        ("css [data-x='a = b']", Rule("css", "[data-x='a = b']")),
        ("css [a = b] = es", Rule("css", "[a = b]", "", "es")),
        ("css body.es @lang = es-MX", Rule("css", "body.es", "lang", "es-MX")),
        ("url /{}/stories/*", Rule("url", "/{}/stories/*")),
        ("url /es/* = es", Rule("url", "/es/*", "", "es")),
        ("query lang", Rule("query", "lang")),
        ("json-ld isPartOf.name", Rule("json-ld", "isPartOf.name")),
        ("= es-MX", Rule("fixed", value="es-MX")),
        ("=early readers", Rule("fixed", value="early readers")),
    ],
)
def test_what_a_line_means(line: str, rule: Rule) -> None:
    assert parse(line) == rule


@pytest.mark.parametrize(
    ("line", "at", "reason"),
    [
        ("", 1, "empty"),
        ("  ", 1, "empty"),
        ("=", 2, "comes the value"),
        ("meta level =", 13, "comes the value"),
        ("metta level", 1, "begins with one of"),
        ("  .badge", 3, "begins with one of"),
        ("meta", 5, "the name of a meta tag"),
        ("meta reading level", 13, "in one word"),
        ("query <lang>", 7, "no name"),
        ("css p:hover", 5, "At character 2"),
        ("css .badge @", 13, "name of an attribute"),
        ("css .badge @data level", 5, "cannot be used"),
        ("url /stories/*", 5, "Say with {}"),
        ("url /{}/{}/x", 9, "one {}"),
        ("url /a/*{}/x", 8, "either {} or *"),
        ("url /{}/x?page", 10, "Only host and path"),
        ("url /a b/{}", 7, "no spaces"),
    ],
)
def test_a_fault_is_named_with_its_place(line: str, at: int, reason: str) -> None:
    with pytest.raises(RuleFault) as fault:
        parse(line)
    assert str(fault.value).startswith(f"At character {at} ")
    assert reason in str(fault.value)


def test_pages_are_given_addresses_as_browsers_write_them() -> None:
    assert parse("url /niños/{}").as_config() == {
        "source": "url",
        "subject": "/ni%C3%B1os/{}",
        "attribute": "",
        "value": "",
    }
    assert parse("url {}.Example.org/Niño").as_config()["subject"] == "{}.example.org/Ni%C3%B1o"
