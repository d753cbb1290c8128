"""Blocks as pages send them: what hints may say, and what is refused."""

from typing import Any

import msgspec
import pytest
from django.test import Client

from player.articles.delivered_blocks import DeliveredBlock
from synthesis import engines
from synthesis.models import Content
from synthesis.text.blocks import Block, Hint
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import plan
from tests.pages import Page

TEXT = "🦀 Meet at 12:00, about 5 km off."


def taken(**changes: Any) -> Block:
    return msgspec.convert({"kind": "paragraph", "text": TEXT} | changes, DeliveredBlock).as_block()


def hint(kind: str, start: int, end: int, value: str = "") -> dict[str, Any]:
    return {"kind": kind, "start": start, "end": end, "value": value}


def test_hints_come_in_utf16_and_are_kept_in_code_points() -> None:
    block = taken(language="es-MX", hints=[hint("say", 11, 16, "noon"), hint("abbr", 26, 28, "kilometres")])
    assert block == Block("paragraph", TEXT, "es-MX", (Hint(10, 15, "say", "noon"), Hint(25, 27, "abbr", "kilometres")))
    assert (TEXT[10:15], TEXT[25:27]) == ("12:00", "km")


def test_hints_lie_within_one_another_or_apart() -> None:
    nested = [hint("emphasis", 3, 16), hint("lang", 8, 20, "es"), hint("say", 11, 16, "noon"), hint("skip", 18, 23)]
    assert len(taken(hints=nested).hints) == 4


@pytest.mark.parametrize(
    ("hints", "reason"),
    [
        ([hint("say", 11, 11, "x")], "does not lie in its text"),
        ([hint("say", 16, 11, "x")], "does not lie in its text"),
        ([hint("say", 11, 99, "x")], "does not lie in its text"),
        ([hint("emphasis", 1, 4)], "cuts a character"),
        ([hint("emphasis", 0, 1)], "cuts a character"),
        ([hint("say", 3, 7)], "a value that such a hint never has"),
        ([hint("say", 3, 7, "two  spaces")], "a value that such a hint never has"),
        ([hint("say", 3, 7, "a\nb")], "a value that such a hint never has"),
        ([hint("abbr", 3, 7, "a\tb")], "a value that such a hint never has"),
        ([hint("skip", 3, 7, "x")], "a value that such a hint never has"),
        ([hint("emphasis", 3, 7, "x")], "a value that such a hint never has"),
        ([hint("lang", 3, 7, "Spanish!")], "a value that such a hint never has"),
        ([hint("lang", 3, 7, "es\n")], "a value that such a hint never has"),
        ([hint("say", 8, 10, "x"), hint("say", 3, 7, "x")], "not in the order"),
        ([hint("say", 3, 7, "x"), hint("say", 3, 7, "y")], "not in the order"),
        ([hint("say", 3, 10, "x"), hint("abbr", 8, 16, "y")], "overlaps"),
        ([hint("lang", 3, 10, "es"), hint("lang", 8, 16, "fr")], "two languages"),
    ],
)
def test_hints_that_no_page_sends_are_refused(hints: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        taken(hints=hints)


@pytest.mark.parametrize(
    "changes",
    [
        {"hints": [hint("shout", 3, 7)]},
        {"hints": [hint("say", -1, 7, "x")]},
        {"hints": [hint("say", 3, 10**30, "x")]},
        {"hints": [hint("say", 3, 7, "x" * 201)]},
        {"hints": [hint("skip", 3, 7)] * 201},
        {"hints": "x"},
        {"hints": [{"kind": "skip", "start": True, "end": 7}]},
        {"language": "en\n"},
        {"language": "en\nsay\t0\t1\tx"},
        {"language": "x" * 50},
    ],
)
def test_what_has_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        taken(**changes)


WIRE = {
    "kind": "paragraph",
    "text": TEXT,
    "hints": [hint("say", 11, 16, "noon"), hint("abbr", 26, 28, "kilometres")],
}


@pytest.mark.django_db
def test_what_the_page_says_of_its_text_is_kept_and_said(client: Client, page: Page) -> None:
    blocks = (page.blocks[0], taken(hints=WIRE["hints"]), Block("quote", "Hola a todos.", "es-MX"))
    said = Page(page.key, blocks)
    wire = [
        {"kind": "title", "text": page.blocks[0].text},
        WIRE,
        {"kind": "quote", "text": "Hola a todos.", "language": "es-MX"},
    ]
    assert said.deliver(client, said.delivery(blocks=wire)).status_code == 202
    content = Content.objects.get(fingerprint=said.fingerprint)
    assert content.blocks == blocks
    voice = engines.default_voice("silent", "en-US")
    planned = plan(content.blocks, "en-US", voice, engines.get("silent").traits, CompiledLexicon())
    assert [sentence.spoken for sentence in planned.sentences][1] == "Meet at noon, about five kilometres off."


@pytest.mark.django_db
def test_a_hint_that_the_fingerprint_does_not_name_is_refused(client: Client, page: Page) -> None:
    bare = Page(page.key, (page.blocks[0], Block("paragraph", TEXT)))
    wire = [{"kind": "title", "text": page.blocks[0].text}, WIRE]
    response = bare.deliver(client, bare.delivery(blocks=wire))
    assert response.status_code == 400
    assert "fingerprint" in response.json()["detail"]
    assert not Content.objects.filter(fingerprint=bare.fingerprint).exists()
