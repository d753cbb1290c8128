"""URL patterns, by the vectors that the page's own matcher runs too."""

import json
from pathlib import Path

import pytest

from synthesis.text.url_patterns import matches

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
