"""The content fingerprint: the cases that the page's script runs too."""

import json
from pathlib import Path
from typing import Any

import pytest

from synthesis.text.blocks import Block, Hint
from synthesis.text.fingerprints import fingerprint
from synthesis.text.offsets import Utf16

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "fingerprints.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_content_is_named_as_the_page_names_it(case: dict[str, Any]) -> None:
    assert fingerprint(case["language"], map(as_block, case["blocks"])) == case["fingerprint"]


def as_block(found: dict[str, Any]) -> Block:
    units = Utf16(found["text"])
    hints = (
        Hint(units.from16(hint["start"]), units.from16(hint["end"]), hint["kind"], hint["value"])
        for hint in found.get("hints", ())
    )
    return Block(found["kind"], found["text"], found.get("language", ""), tuple(hints))
