"""Growth: whether work grows with the length of what it is done on, and not with its square."""

import time
from collections.abc import Callable

_TRIES = 5
_LEAST_S = 0.004  # Shorter times say more of the clock than of the work.


def grows_linearly(work: Callable[[int], object], length: int, times: int = 8) -> bool:
    """Whether ``times`` the length costs about ``times`` the CPU, and not its square.

    One good try of five is enough: a busy machine spoils tries, and nothing ever makes quadratic work look linear.
    """
    for _ in range(_TRIES):
        few = max(min(_seconds(work, length) for _ in range(3)), _LEAST_S)
        if _seconds(work, length * times) < 3 * times * few:
            return True
    return False


def _seconds(work: Callable[[int], object], length: int) -> float:
    began = time.process_time()
    work(length)
    return time.process_time() - began
