"""Addresses: when two of them are one page."""

import pytest

from player.articles.addresses import BadAddress, is_front, key_of, normal, undressed


def test_an_address_is_kept_as_it_can_be_opened() -> None:
    assert normal("https://www.example.org/stories/crab") == "https://www.example.org/stories/crab"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://WWW.Example.ORG:443/Crab#top", "https://www.example.org/Crab"),
        ("http://example.org:80", "http://example.org/"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("https://reader:secret@example.org/x", "https://example.org/x"),
        ("https://example.org/x?utm_source=mail&page=2&fbclid=abc", "https://example.org/x?page=2"),
        ("https://example.org/x?", "https://example.org/x"),
        ("https://example.org/x?12345", "https://example.org/x?12345"),
        ("https://example.org/ni%c3%b1o/%7ea", "https://example.org/ni%C3%B1o/~a"),
        ("https://example.org/niño", "https://example.org/ni%C3%B1o"),
        ("https://example.org/a%2fb%FF", "https://example.org/a%2Fb%FF"),
        ("https://niños.example/x", "https://xn--nios-hqa.example/x"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_what_says_nothing_about_the_page_is_left_out(url: str, kept: str) -> None:
    assert normal(url) == kept
    assert normal(kept) == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/stories/crab",
        "https://example.org/stories/crab/",
        "https://example.org/stories/crab/index.html",
        "https://example.org/stories/crab/Default.aspx",
        "https://example.org/stories/crab?amp=1",
        "https://example.org/stories/crab?print",
        "https://example.org/stories/crab?utm_medium=social#comments",
    ],
)
def test_addresses_of_one_page_have_one_key(url: str) -> None:
    assert key_of(url) == "example.org/stories/crab"


def test_the_order_of_parameters_does_not_matter_but_that_of_equal_ones_does() -> None:
    assert key_of("https://example.org/?b=2&a=1") == key_of("https://example.org/?a=1&b=2")
    assert key_of("https://example.org/?a=1&a=2") != key_of("https://example.org/?a=2&a=1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/crab", "https://example.org/Crab"),
        ("https://example.org/crab?page=1", "https://example.org/crab?page=2"),
        ("https://example.org/crab", "https://www.example.org/crab"),
        ("https://example.org/a/b", "https://example.org/a%2Fb"),
        ("https://example.org/amp", "https://example.org/"),
        ("https://example.org:8443/crab", "https://example.org/crab"),
    ],
)
def test_addresses_of_two_pages_have_two_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://example.org/crab/amp/", "example.org/crab"),
        ("https://example.org/crab/print?page=2", "example.org/crab?page=2"),
        ("https://example.org/crab.amp.html", "example.org/crab.html"),
        ("https://example.org/amp", "example.org/amp"),
        ("https://example.org/camp", "example.org/camp"),
    ],
)
def test_an_amp_or_print_page_is_known_by_its_address(url: str, plain: str) -> None:
    assert undressed(key_of(url)) == plain


def test_the_front_page_is_told_from_an_article_by_number() -> None:
    assert is_front("https://example.org/index.php?utm_source=x")
    assert not is_front("https://example.org/?p=12")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/stories",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "https://",
        "https:///x",
        "https://[bad/x",
        "https://example.org:99999/x",
        "https://example.org/" + "x" * 1000,
        "https://example.org/" + "🦀" * 100,
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        normal(url)
    assert str(refused.value)
