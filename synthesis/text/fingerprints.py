"""Fingerprints: the names of content, of utterances and of plans, stable across processes and releases."""

import hashlib
from collections.abc import Iterable
from typing import Final

from synthesis.text.blocks import Block

_CONTENT_VERSION: Final = "readalong 1"


def fingerprint(language: str, blocks: Iterable[Block]) -> str:
    """The content fingerprint: 64 hex digits, the same as ``static/player/fingerprint.js`` computes.

    Rule: docs/api.md, “The fingerprint”. Vectors: ``tests/vectors/fingerprints.json``.
    """
    lines = [_CONTENT_VERSION, language.lower(), *(f"{block.kind}\t{block.text}" for block in blocks)]
    return digest("\n".join(lines))


def digest(text: str) -> str:
    """Lower-case hex SHA-256 of the UTF-8 bytes of ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()
