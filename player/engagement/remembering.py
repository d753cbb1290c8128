"""What each process remembers for a while, so that a beacon costs the database one statement."""

import time
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.conf import settings

Answer = TypeVar("Answer")


def remembered(most: int, seconds: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Remember up to ``most`` answers for ``seconds`` at most; not what was raised, and nothing while settings.REMEMBERING is off."""

    def decorate(look_up: Callable[..., Answer]) -> Callable[..., Answer]:
        @lru_cache(maxsize=most)
        def remembering(slot: int, *arguments: Hashable) -> Any:
            return look_up(*arguments)

        @wraps(look_up)
        def ask(*arguments: Hashable) -> Answer:
            if not settings.REMEMBERING:
                return look_up(*arguments)
            answer: Answer = remembering(int(time.monotonic() // seconds), *arguments)
            return answer

        ask.cache_clear = remembering.cache_clear  # type: ignore[attr-defined]
        return ask

    return decorate
