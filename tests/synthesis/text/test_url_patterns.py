"""URL patterns, by the vectors that the page's own matcher runs too."""

import json
from pathlib import Path

import pytest

from synthesis.text.url_patterns import canonical, matches

_FILE = Path(__file__).parents[2] / "vectors" / "url_patterns.json"
# The page's matcher is given paths, the service's whole addresses, in whose path no ? can stand.
VECTORS = [case for case in json.loads(_FILE.read_text()) if "?" not in case["path"]]


def test_a_pattern_of_a_folder_holds_for_the_pages_in_it() -> None:
    assert matches("/stories/*", "https://example.org/stories/the-crab")
    assert not matches("/stories/*", "https://example.org/news/the-crab")


@pytest.mark.parametrize(
    "case", VECTORS, ids=lambda case: f"{case['pattern'] or 'empty'} on {case['host']}{case['path']}"
)
def test_the_vectors_hold(case: dict) -> None:
    assert matches(case["pattern"], f"https://{case['host']}{case['path']}") is case["matches"]


def test_query_and_fragment_are_not_looked_at() -> None:
    assert matches("/stories/x", "https://example.org/stories/x?from=front#comments")
    assert not matches("*front*", "https://example.org/stories/x?from=front")


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/cuentos/niño/*", "https://example.org/cuentos/ni%C3%B1o/x"),
        ("Kids.Example.org/*", "https://kids.example.org/x"),
        ("niños.example/*", "https://xn--nios-hqa.example/x"),
        ("*.example.org/*", "https://reader@www.example.org:443/x"),
        ("localhost:8000/*", "http://localhost:8000/x"),
        ("[::1]:8000/*", "http://[::1]:8000/x"),
        ("/a/{b}", "https://example.org/a/%7Bb%7D"),
        ("/100%25/*", "https://example.org/100%25/x"),
    ],
)
def test_a_pattern_is_written_as_people_do_and_matched_as_browsers_write_addresses(pattern: str, url: str) -> None:
    assert matches(pattern, url)


def test_pages_are_given_patterns_that_need_no_more_work() -> None:
    assert canonical("Cuentos.Example.org/niño/*") == "cuentos.example.org/ni%C3%B1o/*"
    assert canonical(canonical("/niño/*")) == canonical("/niño/*")
