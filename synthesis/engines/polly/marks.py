"""Polly's speech marks: a JSON object a line, offsets in UTF-8 bytes of the text sent, its tags included.

Source: https://docs.aws.amazon.com/polly/latest/dg/output.html
"""

from typing import Final

import msgspec

from synthesis.errors import EngineUnavailable
from synthesis.text.marks import EngineTime
from synthesis.text.offsets import Utf8


class _Mark(msgspec.Struct):
    time: int
    type: str
    start: int
    end: int
    value: str


_DECODER: Final = msgspec.json.Decoder(_Mark)


def engine_times(body: bytes, text: str) -> tuple[EngineTime, ...]:
    """The word marks of ``body`` for ``text`` as it was sent; EngineUnavailable when they are not whole."""
    positions = Utf8(text)
    try:
        return tuple(
            EngineTime(positions.from8(mark.start), positions.from8(mark.end), mark.time)
            for mark in _DECODER.decode_lines(body)
            # A tag such as <break/> can be reported as a word.
            if mark.type == "word" and not mark.value.startswith("<")
        )
    except (msgspec.MsgspecError, ValueError) as error:
        raise EngineUnavailable(
            f"Amazon Polly's speech marks cannot be read: {error}. It is asked again later."
        ) from error
