"""Reports: a plan as plain data and as text for people, with offsets into the whole of what was typed.

Every line of the input that holds something is a block of its own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from synthesis.text.blocks import Block, clean
from synthesis.text.lexeme_fields import fields_of
from synthesis.text.lexemes import Lexeme
from synthesis.text.plans import Plan, PlannedSentence
from synthesis.text.spans import Span
from synthesis.text.utterances import Utterance

_LINE: Final = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the input as a block. Character ``n`` of the block's text is the input's character ``origins[n]``."""

    block: Block
    origins: Sequence[int]

    def origin(self, start: int, end: int) -> Span:
        """Where the input has ``[start, end)`` of the block's text; ``start < end``."""
        return Span(self.origins[start], self.origins[end - 1] + 1)


def lines(source: str) -> tuple[Line, ...]:
    """The lines of ``source`` that hold something to read, in order."""
    return tuple(_lines(source))


def _lines(source: str) -> Iterator[Line]:
    for found in _LINE.finditer(source):
        raw, text = found.group(), clean(found.group())
        if text == raw:
            yield Line(Block("paragraph", text), range(found.start(), found.end()))
        elif text:
            yield Line(Block("paragraph", text), tuple(_origins(raw, text, found.start())))


def _origins(raw: str, text: str, offset: int) -> Iterator[int]:
    """`clean` only leaves out characters or puts one for one, so its text is found in the raw one from left to right."""
    at = 0
    for character in text:
        while raw[at] != character and clean(f"x{raw[at]}x") != f"x{character}x":
            at += 1
        yield offset + at
        at += 1


def report(found: Plan, of: Sequence[Line], source: str) -> dict[str, Any]:
    """``found``, the plan of the blocks of ``of``, as data for JSON; offsets are code points of ``source``."""
    return {
        "sentences": [_sentence(each, found, of, source) for each in found.sentences],
        "utterances": [_utterance(each, of) for each in found.utterances],
        "characters": found.characters,
        "key": found.key,
        "warnings": list(found.warnings),
    }


def _sentence(sentence: PlannedSentence, found: Plan, of: Sequence[Line], source: str) -> dict[str, Any]:
    line = of[sentence.block]
    held = [found.utterances[index] for index in sentence.utterances]
    return {
        **_range(line.origin(sentence.start, sentence.end), source),
        "spoken": sentence.spoken,
        "words": [_range(line.origin(word.start, word.end), source) for word in sentence.words],
        "lexemes": list(_lexemes(sentence, line)),
        "warnings": list(sentence.warnings),
        "key": held[0].key if held else None,
        "utterances": list(sentence.utterances),
        "characters": sum(each.characters for each in held),
    }


def _range(span: Span, source: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(source)}


def _lexemes(sentence: PlannedSentence, line: Line) -> Iterator[dict[str, Any]]:
    for applied in sentence.applied:
        yield {**_rule(applied.lexeme, line.origin(applied.start, applied.end)), "applied": True}
    for rejected in sentence.rejected:
        rule = _rule(rejected.lexeme, line.origin(rejected.start, rejected.end))
        yield {**rule, "applied": False, "reason": rejected.reason}


def _rule(lexeme: Lexeme, span: Span) -> dict[str, Any]:
    fields = fields_of(lexeme)
    shown = {name: fields[name] for name in ("grapheme", "kind", "value", "scope")}
    return {"id": lexeme.id, **shown, "start": span.start, "end": span.end}


def _utterance(utterance: Utterance, of: Sequence[Line]) -> dict[str, Any]:
    span = of[utterance.block].origin(utterance.start, utterance.end)
    return {
        "key": utterance.key,
        "start": span.start,
        "end": span.end,
        "text": utterance.text,
        "language": utterance.language,
        "voice": utterance.voice.name,
        "pause_after_ms": utterance.pause_after_ms,
        "characters": utterance.characters,
    }


def readable(data: dict[str, Any]) -> str:
    """What `report` has found, as text."""
    parts = [line for sentence in data["sentences"] for line in _readable(sentence)]
    parts.append(f"{len(data['sentences'])} sentences, {len(data['utterances'])} utterances, ")
    parts[-1] += f"{data['characters']} characters billed, plan {data['key'][:12]}"
    return "\n".join(parts) + "\n"


def _readable(sentence: dict[str, Any]) -> Iterable[str]:
    key = sentence["key"][:12] if sentence["key"] else "silent"
    yield f"{sentence['start']}–{sentence['end']}  {key}  {sentence['characters']} characters"
    yield f"  written  {sentence['text']}"
    if sentence["spoken"] != sentence["text"]:
        yield f"  said     {sentence['spoken']}"
    for lexeme in sentence["lexemes"]:
        verdict = "applied" if lexeme["applied"] else f"rejected: {lexeme['reason']}"
        said = f"{lexeme['kind']} {lexeme['value']}".rstrip()
        yield f"  lexeme   {lexeme['id']} {lexeme['grapheme']} → {said} ({lexeme['scope']}), {verdict}"
    for warning in sentence["warnings"]:
        yield f"  warning  {warning}"
    yield ""
