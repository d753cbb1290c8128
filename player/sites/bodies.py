"""Bodies: what a page sends as JSON, from bytes to a value. Pure; hostile until it has passed its type."""

from typing import TypeVar

import msgspec

from player.sites.problems import Problem

Sent = TypeVar("Sent")


def decoded(decoder: "msgspec.json.Decoder[Sent]", body: bytes, name: str, most_bytes: int) -> Sent:
    """What ``body`` says, called ``name`` where it is refused: Problem when it is too large or malformed."""
    if len(body) > most_bytes:
        raise Problem("too-large", f"The {name} has {len(body)} bytes; at most {most_bytes} are taken.")
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("bad-request", f"The {name} is not as docs/api.md describes it: {error}.") from error
