"""Selectors of layouts: what can be used, and where it is said to be wrong."""

import pytest

from player.sites.selectors import fault_of


@pytest.mark.parametrize(
    "selector",
    [
        "article",
        ".story-body > p",
        "main article:not(.teaser) :is(p, h2)",
        "div:has(> p)",
        "meta[name=reading-level]",
        "[lang|=en] p",
        ".lección, .cuento",
        "li:nth-child(2n + 1)",
        "[data-x='a|b'], [title=\"a::b & c\"]",
        "p:not(:is(.a, .b):first-child)",
        "p:nth-child(2 of .body)",
        "[type=text i]",
        ".md\\:hover",
        "#\\39 lives",
        "/* :hover */ p",
        ":root > body > p",
        ":lang(es-MX) p",
        "story-body",
    ],
)
def test_what_pages_can_use_has_no_fault(selector: str) -> None:
    assert fault_of(selector) == ""


@pytest.mark.parametrize(
    ("selector", "place"),
    [
        ("p >> b", "At character 4 (“> b”)"),
        (".story..lead", "At character 7 (“..lead”)"),
        ("p:nth-child(", "At character 2 (“:nth-child(”)"),
        ("p {color: red}", "At character 3"),
        ("[data-x=", "At character 1 (“[data-x=”)"),
        (":is(p", "At character"),
        ("p,", "At character"),
        ("> p", "At character 1"),
        ("p::", "At character 2"),
        ("p,,b", "At character 3 (“,b”)"),
        ("//article/p", "At character 1"),
        ("p:never-heard-of", "At character 2 (“:never-heard-of”)"),
    ],
)
def test_a_fault_is_named_with_its_place(selector: str, place: str) -> None:
    assert fault_of(selector).startswith(place)


@pytest.mark.parametrize(
    ("selector", "place", "reason"),
    [
        ("p::before", "At character 2 (“::before”)", "pseudo-elements"),
        ("p:contains(advert)", "At character 2", "is not CSS"),
        ("p:hover", "At character 2 (“:hover”)", "reader's state"),
        ("svg|text", "At character 4 (“|text”)", "namespaces"),
        (".story & p", "At character 8", "nesting"),
        ("*|p", "At character 2", "namespaces"),
        ("[a='B' s]", "At character 7", "flag s"),
        ("[a!=b]", "At character 3", ":not"),
        (":lang('en') p", "At character 1", "without quotes"),
        (":lang(en, es)", "At character 1", "one language"),
        ("p:empty", "At character 2", "differs between browser and server"),
        ("p:dir(rtl)", "At character 2", "differs between browser and server"),
        ("a:any-link, p", "At character 2", "differs between browser and server"),
        ("input:checked", "At character 6", "reader's state"),
        ("p:has(:scope > em)", "At character 2", ":has"),
        ("div:has(p:has(b))", "At character 4", ":has"),
        ("div:has(> p + p)", "At character 4", "no combinator between"),
        (":not()", "At character 1", "empty"),
        (":is(p, :unknown)", "At character 8", "unknown"),
    ],
)
def test_what_only_one_of_browser_and_server_knows_is_refused(selector: str, place: str, reason: str) -> None:
    assert fault_of(selector).startswith(place)
    assert reason in fault_of(selector)


def test_an_endless_selector_is_refused_by_its_length() -> None:
    assert fault_of("div " * 60 + "p") == "It has 241 characters; at most 200 are allowed."
