"""Sentences of a block: the library's proposals, corrected."""

import sentencex

from synthesis.text.spans import Span


def split_sentences(text: str, language: str) -> tuple[Span, ...]:
    """The sentences of one block's ``text``: ordered, trimmed spans in code points with only white space between them.

    ``language`` is a BCP 47 tag.
    """
    pieces = sentencex.get_sentence_boundaries(language.partition("-")[0].lower(), text)
    spans = (_trim(text, piece["start_index"], piece["end_index"]) for piece in pieces)
    return tuple(span for span in spans if span.start < span.end)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(end - len(piece.lstrip()), start + len(piece.rstrip()))
