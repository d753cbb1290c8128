"""Small groups: figures about so few plays that they might tell of somebody are added up until they do not. Pure.

A group that is left out must not be found by subtraction either: totals are known from other tables. So what is left out is told as
one sum, which has enough plays itself; where it has not, the next smallest group joins it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from player.engagement.figures import Figures, total

Name = TypeVar("Name")


@dataclass(frozen=True, slots=True)
class Folded(Generic[Name]):
    """The groups that are large enough, in order; of the ``hidden`` others the sum, or None where even that is too small."""

    shown: tuple[tuple[Name, Figures], ...]
    rest: Figures | None
    hidden: int


def is_enough(figures: Figures, fewest: int) -> bool:
    """Whether a group has enough views, and none or enough plays: the share of two plays that were completed is about two people.

    >>> [is_enough(Figures(seen=seen, plays=plays), 10) for seen, plays in ((50, 12), (50, 0), (50, 2), (9, 0))]
    [True, True, False, False]
    """
    return figures.seen >= fewest and (figures.plays == 0 or figures.plays >= fewest)


def fold(groups: Iterable[tuple[Name, Figures]], fewest: int) -> Folded[Name]:
    """The groups, those about fewer than ``fewest`` added up.

    >>> fold([("en", Figures(90, 40)), ("es", Figures(30, 12)), ("fr", Figures(9, 3))], 10).shown
    (('en', Figures(seen=90, plays=40, half=0, completed=0, heard_ms=0, share_sum=0, rate_sum=0)),)
    """
    known = tuple(groups)
    largest_first = sorted(range(len(known)), key=lambda at: (known[at][1].plays, known[at][1].seen), reverse=True)
    kept = [at for at in largest_first if is_enough(known[at][1], fewest)]
    hidden = set(range(len(known))) - set(kept)
    rest = total(known[at][1] for at in hidden)
    while hidden and not is_enough(rest, fewest):
        if not kept:
            return Folded((), None, len(known))
        hidden.add(smallest := kept.pop())
        rest += known[smallest][1]
    shown = tuple(group for at, group in enumerate(known) if at not in hidden)
    return Folded(shown, rest if hidden else None, len(hidden))
