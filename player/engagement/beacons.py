"""Beacons: the cumulative state of a playback session as a page sends it, checked and clamped.

Pure: from bytes to a value. What is impossible is refused; what is merely too much is cut to what is possible.
"""

from collections.abc import Iterable
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from player.sites.problems import Problem

MOST_BYTES: Final = 2048
FASTEST: Final = 1.5
_LONGEST_SESSION_MS: Final = 24 * 3600 * 1000
# Clocks and buffers: what may have been heard beyond the time that passed.
_SLACK_MS: Final = 2_000

Milliseconds = Annotated[int, Meta(ge=0, le=_LONGEST_SESSION_MS)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Range = tuple[Milliseconds, Milliseconds]


class Beacon(msgspec.Struct, frozen=True):
    """The body of ``POST /v1/sites/{key}/events`` (docs/api.md)."""

    session: UUID
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    at_ms: Milliseconds
    heard: Annotated[tuple[Range, ...], Meta(max_length=200)]
    rate: Annotated[float, Meta(ge=0.5, le=2.0)]
    seeks: Count = 0
    replays: Count = 0
    source: Literal["launcher"] = "launcher"
    device: Literal["phone", "tablet", "desktop"] = "desktop"


_decoder: Final = msgspec.json.Decoder(Beacon)


def parse(body: bytes) -> Beacon:
    """The beacon in ``body``; Problem when it is too large or malformed."""
    if len(body) > MOST_BYTES:
        raise Problem("too-large", f"The beacon has {len(body)} bytes; at most {MOST_BYTES} are taken.")
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem("bad-request", f"The beacon is not as docs/api.md describes it: {error}.") from error


def heard_ranges(beacon: Beacon, duration_ms: int) -> tuple[tuple[int, int], ...]:
    """The ranges heard: sorted, merged, within the narration, and no longer in sum than the session could have played."""
    possible = round(beacon.at_ms * FASTEST) + _SLACK_MS
    kept = []
    for start, end in merged(beacon.heard):
        end = min(end, duration_ms, start + possible)
        if end > start:
            kept.append((start, end))
            possible -= end - start
    return tuple(kept)


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of ``ranges``, sorted.

    >>> merged([(5, 9), (0, 3), (3, 4), (8, 12)])
    [(0, 4), (5, 12)]
    """
    union: list[tuple[int, int]] = []
    for start, end in sorted(each for each in ranges if each[0] < each[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union
