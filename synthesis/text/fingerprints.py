"""Fingerprints: the names of content, of utterances and of plans, stable across processes and releases."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from synthesis.text.blocks import Block
from synthesis.text.offsets import Utf16

_CONTENT_VERSION: Final = "readalong 1"


def fingerprint(language: str, blocks: Iterable[Block]) -> str:
    """The content fingerprint: 64 hex digits, the same as ``static/player/fingerprint.js`` computes.

    Rule: docs/api.md, “The fingerprint”. Vectors: ``tests/vectors/fingerprints.json``.
    """
    lines = [_CONTENT_VERSION, language.lower()]
    for block in blocks:
        lines += _lines(block)
    return digest("\n".join(lines))


def _lines(block: Block) -> Iterator[str]:
    yield f"{block.kind}\t{block.text}"
    if block.language:
        yield f"language\t{block.language}"
    units = Utf16(block.text if block.hints else "")
    for hint in block.hints:
        yield f"{hint.kind}\t{units.to16(hint.start)}\t{units.to16(hint.end)}\t{hint.value}"


def digest(text: str) -> str:
    """Lower-case hex SHA-256 of the UTF-8 bytes of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()
