"""What a page says of itself, by the vectors that the page's own script runs too (tests/browser/test_facts.py)."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from player.articles.extraction.facts import facts_of
from player.articles.extraction.pages import parse
from player.sites.rules import parse as rule

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "facts.json").read_text())


def found(case: dict[str, Any]) -> dict[str, Any]:
    rules = {name: [rule(line) for line in lines] for name, lines in case["rules"].items()}
    facts = asdict(facts_of(parse(case["html"]).soup, case["url"], **rules))
    return facts | {"alternates": list(facts["alternates"])}


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["does"])
def test_the_vectors_hold(case: dict[str, Any]) -> None:
    facts = found(case)
    assert {name: facts[name] for name in case["facts"]} == case["facts"]


def test_json_ld_that_nests_without_end_is_passed_over() -> None:
    html = f"<script type='application/ld+json'>{'[' * 100_000}</script><meta name='level' content='2'>"
    facts = facts_of(parse(html).soup, "https://example.org/", level=[rule("json-ld a"), rule("meta level")])
    assert facts.level == "2"


def test_a_thing_within_things_is_looked_for_to_a_depth() -> None:
    deep = "{}"
    for _ in range(300):
        deep = f'{{"@graph": [{deep}]}}'
    html = f"<script type='application/ld+json'>{deep}</script>"
    assert facts_of(parse(html).soup, "https://example.org/", level=[rule("json-ld a")]).level == ""
