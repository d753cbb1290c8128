"""Pauses: the silence after an utterance, by what it ends."""

from typing import Final

from synthesis.text.blocks import Kind

# Milliseconds after the last utterance of a block. Newsreaders leave the longest silence after what announces
# something.
_AFTER_BLOCK: Final[dict[Kind, int]] = {
    "title": 700,  # The title stands alone: the listener turns from choosing to listening.
    "heading": 600,  # A new subject, but the same story.
    "paragraph": 500,  # A breath and a new thought.
    "quote": 500,  # As a paragraph: the voice returns to the narrator.
    "caption": 500,  # As a paragraph: it stands apart from what follows.
    "code": 500,  # As a paragraph.
    "list_item": 350,  # Items belong together: between a sentence and a paragraph.
    "cell": 250,  # Cells of a row are read as one enumeration.
}
_AFTER_SENTENCE: Final = 280  # What eSpeak NG itself leaves at a full stop, at 175 words a minute (measured: 294).
_AFTER_QUESTION: Final = 330  # A question hangs for a moment before its answer.
_AFTER_ELLIPSIS: Final = 400  # Three dots are a written pause.
_AFTER_COLON: Final = 220  # A colon announces what follows: shorter than a full stop.
_AFTER_CLAUSE: Final = 150  # Where a sentence is cut at a comma the engine would have paused as long.
_CLOSING: Final = " \"'”’»›)]}"


def after_block(kind: Kind, text: str) -> int:
    """Milliseconds after the last utterance of a block of ``kind`` that ends with ``text``.

    >>> after_block("paragraph", "He said:"), after_block("title", "News")
    (220, 700)
    """
    if kind == "paragraph" and text.rstrip(_CLOSING).endswith(":"):
        return _AFTER_COLON
    return _AFTER_BLOCK[kind]


def after_sentence(text: str) -> int:
    """Milliseconds between ``text`` and the next sentence of its block."""
    end = text.rstrip(_CLOSING)
    if end.endswith(("…", "...")):
        return _AFTER_ELLIPSIS
    if end.endswith(("?", "？", "؟")):
        return _AFTER_QUESTION
    return _AFTER_COLON if end.endswith(":") else _AFTER_SENTENCE


def after_part(text: str) -> int:
    """Milliseconds between ``text`` and the rest of its own sentence: none inside a clause."""
    return _AFTER_CLAUSE if text.rstrip(_CLOSING).endswith((",", ";", ":", "—", "–", "、", "，", "；", "：")) else 0
