"""Hint, Rule, Locale and Variant: the parts that a language is made of, and the search that applies them to a
sentence."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from synthesis.text.spans import Span
from synthesis.text.spoken import Replacement

Match = re.Match[str]

Parts = tuple[tuple[str, str], ...]
"""What is said for named groups of a match: ``(("number", "five"), ("unit", "kilometers"))``."""


@dataclass(frozen=True, slots=True, eq=False)
class Hint:
    """A cheap question about a sentence: a rule is tried only where its hint is found. Most sentences have no hint.

    ``needs`` are characters of which the sentence must have one: cheaper still. A pattern is fastest where it begins with a
    literal or a set of characters; what must stand before goes into a lookbehind after it.
    """

    pattern: re.Pattern[str]
    needs: frozenset[str] = frozenset()


DIGIT = Hint(re.compile(r"[0-9]"), needs=frozenset("0123456789"))
CAPITALS = Hint(re.compile(r"[A-ZÁÉÍÓÚÜÑ][A-ZÁÉÍÓÚÜÑ]"))
WEB = Hint(re.compile(r"[#@]|://|\.(?<=\w\.)[A-Za-z]"))
SIGN = Hint(re.compile(r"[^\w\s.,;:!?'\"‘’“”()—–-]"))
"""Anything but letters, digits, white space and everyday punctuation."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit or a currency is named: for one, and for any other number."""

    one: str
    many: str
    minor_one: str = ""
    minor_many: str = ""
    gender: str = ""


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(words.split())


def _unnamed(_emoji: str) -> str:
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """What differs by language or region and is data, not rules.

    ``words`` are the words of signs in addresses that the shared rules need (“at”, “dot”, “dash”, “underscore”), of “hashtag”
    and of “flag”; what is missing is left out. A language may keep words of its own there.
    Four functions serve the shared rules: ``figures`` says a run of digits (“2024” in a hashtag), ``capitals`` says a
    run of capitals (“NASA”, “FBI”), ``letters`` spells one out (“MX” at the end of an address), ``emoji`` names one
    emoji, or answers "" where it has no name and is skipped.
    """

    tag: str
    figures: Callable[[str], str] = str
    capitals: Callable[[str], str] = str
    letters: Callable[[str], str] = " ".join
    emoji: Callable[[str], str] = _unnamed
    day_first: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, Unit] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of speaking: where ``pattern`` is found, ``say`` answers what is said there.

    ``say`` receives the match, whose ``string`` is the sentence alone, and the locale. It answers

    - a string: said in place of the group ``say``, or of the whole match where the pattern has no such group;
    - parts: said in place of the named groups; what lies between them is left to later rules or to the engine;
    - None: the rule declines, and later rules may claim the stretch.

    Write patterns whose time is linear: no nested unbounded repetition, and an upper bound on each repetition that is
    followed by something that may fail.
    """

    name: str
    hint: Hint
    pattern: re.Pattern[str]
    say: Callable[[Match, Locale], str | Parts | None]


_Gates = tuple[tuple[frozenset[str], tuple[tuple[Hint, tuple[int, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A language as spoken in a region: its data and its rules, first come first served."""

    locale: Locale
    rules: tuple[Rule, ...]
    _gates: _Gates = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_gates", _gates(self.rules))

    def hinted(self, sentence: str) -> list[Rule]:
        """The rules whose hints are found in the sentence, in their order."""
        characters = set(sentence)
        found = [
            index
            for needs, hints in self._gates
            if not needs or not needs.isdisjoint(characters)
            for hint, indices in hints
            if hint.pattern.search(sentence)
            for index in indices
        ]
        return [self.rules[index] for index in sorted(found)]


def _gates(rules: tuple[Rule, ...]) -> _Gates:
    """The places of the rules by what they need and by their hints, so that each question is asked once a sentence."""
    gates: dict[frozenset[str], dict[Hint, list[int]]] = {}
    for index, rule in enumerate(rules):
        gates.setdefault(rule.hint.needs, {}).setdefault(rule.hint, []).append(index)
    return tuple(
        (needs, tuple((hint, tuple(indices)) for hint, indices in hints.items())) for needs, hints in gates.items()
    )


@dataclass(slots=True)
class _Claims:
    """Disjoint stretches of a sentence that somebody speaks for, in order."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, stretches: Iterable[tuple[int, int]]) -> "_Claims":
        claims = cls()
        for start, end in sorted(stretches):
            if claims.ends and start <= claims.ends[-1]:
                claims.ends[-1] = max(claims.ends[-1], end)
            else:
                claims.starts.append(start)
                claims.ends.append(end)
        return claims

    def blocked_until(self, start: int, end: int) -> int:
        """The end of a claim that overlaps ``[start, end)``, or 0."""
        index = bisect_left(self.starts, end) - 1
        return self.ends[index] if index >= 0 and self.ends[index] > start else 0

    def add(self, start: int, end: int) -> None:
        index = bisect_left(self.starts, start)
        self.starts.insert(index, start)
        self.ends.insert(index, end)


def apply(variant: Variant, text: str, span: Span, taken: tuple[Span, ...] = ()) -> tuple[Replacement, ...]:
    """What the variant's rules say in ``span`` of ``text``, sorted and disjoint; nothing touches ``taken``."""
    sentence = span.of(text)
    claims = _Claims.of((each.start - span.start, each.end - span.start) for each in taken if each.start < each.end)
    found: list[Replacement] = []
    for rule in variant.hinted(sentence):
        found += _found(rule, sentence, variant.locale, claims)
    found.sort(key=lambda replacement: replacement.start)
    return tuple(_moved(each, span.start) for each in _spaced(found, sentence))


def _found(rule: Rule, sentence: str, locale: Locale, claims: _Claims) -> list[Replacement]:
    found: list[Replacement] = []
    at = 0
    while match := rule.pattern.search(sentence, at):
        parts = _parts(match, rule.say(match, locale))
        blocked = max((claims.blocked_until(start, end) for start, end, _ in parts), default=0)
        at = blocked or max(match.end(), match.start() + 1)
        for start, end, spoken in () if blocked else parts:
            claims.add(start, end)
            found.append(Replacement(start, end, spoken, f"spoken:{rule.name}"))
    return found


def _parts(match: Match, said: str | Parts | None) -> list[tuple[int, int, str]]:
    if said is None:
        return []
    if isinstance(said, str):
        said = (("say" if "say" in match.re.groupindex else "", said),)
    groups = ((*match.span(name or 0), spoken) for name, spoken in said)
    return [(start, end, spoken) for start, end, spoken in groups if 0 <= start < end]


def _spaced(found: list[Replacement], sentence: str) -> list[Replacement]:
    """Keep what is said apart from the letters and digits beside it: “5km” is “five kilometers”."""
    spaced: list[Replacement] = []
    for index, each in enumerate(found):
        before = sentence[each.start - 1] if each.start else ""
        if spaced and spaced[-1].end == each.start:
            before = spaced[-1].spoken[-1:]
        after = sentence[each.end : each.end + 1]
        if index + 1 < len(found) and found[index + 1].start == each.end:
            after = ""
        spoken = each.spoken
        if before.isalnum() and spoken[:1].isalnum():
            spoken = " " + spoken
        if after.isalnum() and spoken[-1:].isalnum():
            spoken += " "
        spaced.append(replace(each, spoken=spoken) if spoken != each.spoken else each)
    return spaced


def _moved(each: Replacement, offset: int) -> Replacement:
    return replace(each, start=each.start + offset, end=each.end + offset) if offset else each
