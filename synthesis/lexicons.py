"""Compiled lexicons: the rules that hold for an article, made ready for planning and kept while nothing changes; and rehearsals,
the rules that would hold.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from synthesis.models import Change, Lexeme, Lexicon
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
from synthesis.text.lexicon import Lexeme as Rule
from synthesis.text.url_patterns import matches

Chain = tuple[tuple[int, int], ...]
_SEPARATOR: Final = "\n"
_NEWEST: Final = 1 << 60  # Numbers that new rules get in a rehearsal: a rule that is published is the newest then.


def pages_of(lexicon: Lexicon, url: str) -> str:
    """Which of the pages that rules are bound to this address is one of, as a narration keeps them; empty as a rule."""
    return _SEPARATOR.join(pages for pages in _bound_pages(_editions(lexicon)) if matches(pages, url))


def compiled(lexicon: Lexicon, pages: str = "") -> CompiledLexicon:
    """The rules that hold in this lexicon's scope and on these pages, of the edition that is in the database now."""
    return _compiled(_editions(lexicon), pages)


def _editions(lexicon: Lexicon) -> Chain:
    return tuple((link.pk, link.edition) for link in lexicon.chain())


@lru_cache(maxsize=32)
def _rules(chain: Chain) -> tuple[Rule, ...]:
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain], enabled=True).select_related("lexicon")
    return tuple(row.as_rule(row.scope) for row in rows)


@lru_cache(maxsize=256)
def _bound_pages(chain: Chain) -> tuple[str, ...]:
    return _pages_in(_rules(chain))


@lru_cache(maxsize=64)
def _compiled(chain: Chain, pages: str) -> CompiledLexicon:
    return _compiled_on(_rules(chain), pages)


def _pages_in(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(sorted({rule.pages for rule in rules} - {""}))


def _compiled_on(rules: Iterable[Rule], pages: str) -> CompiledLexicon:
    here = {"", *pages.split(_SEPARATOR)}
    return compile_lexicon(rule for rule in rules if rule.pages in here)


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
        self._compiled: dict[tuple[Chain, str], CompiledLexicon] = {}

    @property
    def new(self) -> tuple[Rule, ...]:
        """The rules of the changes, as they would be, with the numbers that they have here."""
        return tuple(rule for _, rule in self._new)

    def pages_of(self, lexicon: Lexicon, url: str) -> str:
        """As `pages_of`."""
        bound = _pages_in(self._rules(_editions(lexicon)))
        return _SEPARATOR.join(pages for pages in bound if matches(pages, url))

    def compiled(self, lexicon: Lexicon, pages: str = "") -> CompiledLexicon:
        """As `compiled`."""
        key = (_editions(lexicon), pages)
        if key not in self._compiled:
            self._compiled[key] = _compiled_on(self._rules(key[0]), pages)
        return self._compiled[key]

    def _rules(self, chain: Chain) -> Iterator[Rule]:
        yield from (rule for rule in _rules(chain) if rule.id not in self._replaced)
        links = {pk for pk, _ in chain}
        yield from (rule for lexicon, rule in self._new if lexicon in links)


def _rule_of(change: Change, index: int) -> Rule:
    lexeme = change.lexeme
    lexeme.pk = change.rule or _NEWEST + index
    return lexeme.as_rule(lexeme.scope)
