"""Beacons: the cumulative state of a playback session as a page sends it, checked.

Pure: from bytes to a value. What is impossible is refused, not made possible: a number that nobody measured is worth nothing.
Keys that this version does not know are ignored, so that a newer page may talk to an older service.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from player.engagement.ranges import Ranges, length, merged
from player.sites.bodies import decoded
from player.sites.problems import Problem

MOST_BYTES: Final = 2048
FASTEST: Final = 2.0
_LONGEST_SESSION_MS: Final = 24 * 3600 * 1000
# Clocks are coarse and buffers deep: what may have been heard beyond the time that passed.
_TOLERANCE: Final = 1.05
_SLACK_MS: Final = 2_000

Milliseconds = Annotated[int, Meta(ge=0, le=_LONGEST_SESSION_MS)]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Range = tuple[Milliseconds, Milliseconds]
Replay = tuple[Annotated[int, Meta(ge=0, le=100_000)], Annotated[int, Meta(ge=1, le=1_000)]]
Occasion = Literal["seen", "start", "milestone", "playing", "pause", "ended", "leave"]


class Beacon(msgspec.Struct, frozen=True):
    """The body of ``POST /v1/sites/{key}/events`` (docs/api.md)."""

    session: UUID
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    at_ms: Milliseconds = 0
    occasion: Occasion = "playing"
    audio: Annotated[str, Meta(pattern=r"^([0-9a-f]{1,80}\.m4a)?$")] = ""
    heard: Annotated[tuple[Range, ...], Meta(max_length=200)] = ()
    rate: Annotated[float, Meta(ge=0.5, le=FASTEST)] = 1.0
    seeks: Count = 0
    replays: Annotated[tuple[Replay, ...], Meta(max_length=200)] = ()
    source: Literal["launcher", "badge", "sentence", "page"] = "launcher"
    device: Literal["phone", "tablet", "desktop"] = "desktop"
    robot: bool = False

    @property
    def is_view(self) -> bool:
        """Whether it says only that the launcher was seen."""
        return self.occasion == "seen"


_decoder: Final = msgspec.json.Decoder(Beacon)


def parse(body: bytes) -> Beacon:
    """The beacon in ``body``; Problem when it is too large, malformed or implausible."""
    beacon = decoded(_decoder, body, "beacon", MOST_BYTES)
    if length(merged(beacon.heard)) > beacon.at_ms * FASTEST * _TOLERANCE + _SLACK_MS:
        raise Problem("implausible", f"Nobody hears that much in {beacon.at_ms} ms; nothing was counted.")
    return beacon


def heard_ranges(beacon: Beacon, duration_ms: int) -> Ranges:
    """The ranges heard, within the narration where its length is known (not 0): players end a little late."""
    longest = duration_ms or _LONGEST_SESSION_MS
    return merged((start, min(end, longest)) for start, end in beacon.heard)


def sentences_heard(heard: Ranges, middles: Sequence[int]) -> Ranges:
    """The sentences that were heard, as ranges of indexes: those whose middle lies in what was.

    A point is either heard or not, so the sentences of a union are the union of the sentences, whatever came in which order.

    >>> sentences_heard(((0, 900), (2_000, 2_600)), [500, 1_500, 2_500])
    ((0, 1), (2, 3))
    """
    return merged((bisect_left(middles, start), bisect_left(middles, end)) for start, end in heard)
