"""Limits: how many requests a second and at once, kept by all workers together, in whatever process or machine they run.

Where Redis is the broker, the counts lie there. The broker made of files is for one machine, and so are counts in a file of the data
folder, which a lock guards.

The rate is a token bucket written as one number (generic cell rate algorithm, ITU-T I.371): the moment ``free`` at which the bucket
would be full again. Each request moves it on by one interval, and may start as soon as ``free`` is no more than ``burst`` intervals
away. A turn is given out at once, also one that lies in the future: whoever asks first goes first, and nobody asks twice.

A place is held while a request is under way. It falls back by itself when its holder died.
"""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import uuid4

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from synthesis.errors import EngineUnavailable

# Whoever waits holds a claim on a narration, which runs out after 60 seconds by default and must outlast the request too.
LONGEST_WAIT_S: Final = 15.0
# No request lasts as long: a place that was held this long has lost its holder.
_LOST_AFTER_S: Final = 60.0
_ASK_AGAIN_AFTER_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Limit:
    """``per_second`` requests on average, ``burst`` after a pause, ``at_once`` under way. ``name`` is whose limit it is."""

    name: str
    per_second: float
    burst: int
    at_once: int

    @property
    def interval_s(self) -> float:
        return 1 / self.per_second

    @property
    def tolerance_s(self) -> float:
        """How far ahead the bucket may be and a request still start now."""
        return (self.burst - 1) * self.interval_s


class Counts(Protocol):
    """The state of limits, shared by all who keep them."""

    def turn(self, limit: Limit, longest_s: float) -> float | None:
        """In how many seconds the caller may start; None, and nothing counted, when that is longer than ``longest_s``."""

    def enter(self, limit: Limit, holder: str) -> bool:
        """Take a place, if one is free."""

    def leave(self, limit: Limit, holder: str) -> None:
        """Give the place back."""


@contextmanager
def within(limit: Limit, longest_s: float = LONGEST_WAIT_S) -> Iterator[None]:
    """Wait for a turn and hold a place; EngineUnavailable when that would take longer than ``longest_s``."""
    counts = counts_for(settings.BROKER_URL, settings.DATA)
    holder = uuid4().hex
    try:
        _wait(counts, limit, holder, longest_s)
    except (RedisError, OSError) as error:
        raise EngineUnavailable(
            f"The limit {limit.name} could not be looked up: {error}. Is READALONG_BROKER_URL reachable, READALONG_DATA writable?"
        ) from error
    try:
        yield
    finally:
        # An answer that was paid for is not lost for this: the place falls back by itself.
        with suppress(RedisError, OSError):
            counts.leave(limit, holder)


@cache
def counts_for(broker_url: str, data: Path) -> Counts:
    """Where the counts lie, given the settings."""
    if broker_url.startswith(("redis:", "rediss:")):
        return RedisCounts(broker_url)
    return FileCounts(data / "limits")


def _wait(counts: Counts, limit: Limit, holder: str, longest_s: float) -> None:
    deadline = time.monotonic() + longest_s
    turn_s = counts.turn(limit, longest_s)
    if turn_s is None:
        raise _too_long(limit, f"more than {limit.per_second} requests a second", longest_s)
    time.sleep(turn_s)
    while not counts.enter(limit, holder):
        if time.monotonic() > deadline:
            raise _too_long(limit, f"more than {limit.at_once} requests at once", longest_s)
        time.sleep(_ASK_AGAIN_AFTER_S)


def _too_long(limit: Limit, wanted: str, longest_s: float) -> EngineUnavailable:
    return EngineUnavailable(
        f"All workers together want {wanted} of {limit.name}, and the wait is over {longest_s:.0f} seconds. "
        "It is asked again later; fewer workers, or a higher quota at the provider, shorten the wait."
    )


class FileCounts:
    """Counts in one file a limit, for the processes of one machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def turn(self, limit: Limit, longest_s: float) -> float | None:
        with self._state(limit) as state:
            now = time.time()
            free = max(state.get("free", now), now)
            # Further ahead than anybody was let: the machine's clock was set back.
            if free - now > limit.tolerance_s + longest_s + limit.interval_s:
                free = now
            turn_s: float = max(0.0, free - limit.tolerance_s - now)
            if turn_s > longest_s:
                return None
            state["free"] = free + limit.interval_s
            return turn_s

    def enter(self, limit: Limit, holder: str) -> bool:
        with self._state(limit) as state:
            now = time.time()
            places = {name: since for name, since in state.get("places", {}).items() if now < since + _LOST_AFTER_S}
            free = len(places) < limit.at_once
            state["places"] = {**places, holder: now} if free else places
            return free

    def leave(self, limit: Limit, holder: str) -> None:
        with self._state(limit) as state:
            state.get("places", {}).pop(holder, None)

    @contextmanager
    def _state(self, limit: Limit) -> Iterator[dict[str, Any]]:
        """The limit's state, nobody else's until it is written back."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{limit.name}.json").open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            state = _parsed(file.read())
            yield state
            file.truncate(0)
            file.write(json.dumps(state))


def _parsed(text: str) -> dict[str, Any]:
    """The state; a new one where there is none, or where a process died writing it."""
    try:
        state = json.loads(text)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


# Times are microseconds of Redis's own clock, which all machines share. Scripts run one at a time.
_TURN: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval, tolerance, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
if free - now > tolerance + longest + interval then free = now end
local turn = math.max(0, free - tolerance - now)
if turn > longest then return -1 end
free = free + interval
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', math.ceil((free - now) / 1000))
return math.ceil(turn)
"""
_ENTER: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - ARGV[2] * 1000000))
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""


class RedisCounts:
    """Counts in Redis, for workers on any number of machines."""

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5)
        self._turn = self._redis.register_script(_TURN)
        self._enter = self._redis.register_script(_ENTER)

    def turn(self, limit: Limit, longest_s: float) -> float | None:
        times = [round(seconds * 1_000_000) for seconds in (limit.interval_s, limit.tolerance_s, longest_s)]
        microseconds = int(self._turn([f"{_key(limit)}:free"], times))
        return None if microseconds < 0 else microseconds / 1_000_000

    def enter(self, limit: Limit, holder: str) -> bool:
        return bool(self._enter([f"{_key(limit)}:places"], [limit.at_once, round(_LOST_AFTER_S), holder]))

    def leave(self, limit: Limit, holder: str) -> None:
        self._redis.zrem(f"{_key(limit)}:places", holder)


def _key(limit: Limit) -> str:
    return f"readalong:limit:{limit.name}"
