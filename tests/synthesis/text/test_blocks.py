"""What a block's text holds: the cases that the page's script runs too."""

import json
from pathlib import Path

import pytest

from synthesis.text.blocks import clean

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "clean.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_text_is_cleaned_as_the_page_cleans_it(case: dict[str, str]) -> None:
    assert clean(case["text"]) == case["clean"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cleaning_twice_changes_nothing(case: dict[str, str]) -> None:
    assert clean(clean(case["text"])) == case["clean"]
