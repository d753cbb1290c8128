"""The content fingerprint: the cases that the page's script runs too."""

import json
from pathlib import Path
from typing import Any

import pytest

from synthesis.text.blocks import Block
from synthesis.text.fingerprints import fingerprint

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "fingerprints.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_content_is_named_as_the_page_names_it(case: dict[str, Any]) -> None:
    blocks = [Block(block["kind"], block["text"]) for block in case["blocks"]]
    assert fingerprint(case["language"], blocks) == case["fingerprint"]
