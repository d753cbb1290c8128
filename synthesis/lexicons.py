"""Compiled lexicons: the rules that hold for an article, made ready for planning and kept while nothing changes; and rehearsals,
the rules that would hold.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Final

from synthesis.models import Change, Lexeme, Lexicon
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
from synthesis.text.lexicon import Lexeme as Rule
from synthesis.text.url_patterns import matching

Chain = tuple[tuple[int, int], ...]
_SEPARATOR: Final = "\n"
_NEWEST: Final = 1 << 60  # Numbers that new rules get in a rehearsal: a rule that is published is the newest then.


class _Book:
    """Rules of one scope, compiled: those of every page once, and those of some pages beside them."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._bound: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.pages:
                self._bound.setdefault(rule.pages, []).append(rule)

    @cached_property
    def _everywhere(self) -> CompiledLexicon:
        return compile_lexicon(rule for rule in self.rules if not rule.pages)

    def pages_of(self, url: str) -> str:
        return _SEPARATOR.join(sorted(matching(self._bound, url)))

    def on(self, pages: str) -> CompiledLexicon:
        here = [rule for each in pages.split(_SEPARATOR) for rule in self._bound.get(each, ())]
        return compile_lexicon(here, self._everywhere) if here else self._everywhere


def pages_of(lexicon: Lexicon, url: str) -> str:
    """Which of the pages that rules are bound to this address is one of, as a narration keeps them; empty as a rule."""
    return _book(_editions(lexicon)).pages_of(url)


def compiled(lexicon: Lexicon, pages: str = "") -> CompiledLexicon:
    """The rules that hold in this lexicon's scope and on these pages, of the edition that is in the database now."""
    return _compiled(_editions(lexicon), pages)


def _editions(lexicon: Lexicon) -> Chain:
    return tuple((link.pk, link.edition) for link in lexicon.chain())


@lru_cache(maxsize=32)
def _book(chain: Chain) -> _Book:
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain], enabled=True).select_related("lexicon")
    return _Book(row.as_rule(row.scope) for row in rows)


@lru_cache(maxsize=64)
def _compiled(chain: Chain, pages: str) -> CompiledLexicon:
    return _book(chain).on(pages)


class Rehearsal:
    """The rules as they would be if these changes held. Nothing is written."""

    def __init__(self, changes: Iterable[Change]) -> None:
        some = tuple(changes)
        self._replaced = {each.rule for each in some if each.rule}
        self._new = tuple(
            (each.lexicon_id, _rule_of(each, index))
            for index, each in enumerate(some)
            if each.after and each.after["enabled"]
        )
        self._books: dict[Chain, _Book] = {}

    @property
    def new(self) -> tuple[Rule, ...]:
        """The rules of the changes, as they would be, with the numbers that they have here."""
        return tuple(rule for _, rule in self._new)

    def pages_of(self, lexicon: Lexicon, url: str) -> str:
        """As `pages_of`."""
        return self._book(lexicon).pages_of(url)

    def compiled(self, lexicon: Lexicon, pages: str = "") -> CompiledLexicon:
        """As `compiled`."""
        return self._book(lexicon).on(pages)

    def _book(self, lexicon: Lexicon) -> _Book:
        chain = _editions(lexicon)
        if chain not in self._books:
            self._books[chain] = _Book(self._rules(chain))
        return self._books[chain]

    def _rules(self, chain: Chain) -> Iterator[Rule]:
        yield from (rule for rule in _book(chain).rules if rule.id not in self._replaced)
        links = {pk for pk, _ in chain}
        yield from (rule for lexicon, rule in self._new if lexicon in links)


def _rule_of(change: Change, index: int) -> Rule:
    lexeme = change.lexeme
    lexeme.pk = change.rule or _NEWEST + index
    return lexeme.as_rule(lexeme.scope)
