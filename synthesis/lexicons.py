"""Compiled lexicons: the rules that hold for an article, made ready for planning and kept while nothing changes; and rehearsals,
the rules that would hold.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from synthesis.models import Change, Lexeme, Lexicon
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
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


@lru_cache(maxsize=256)
def _bound_pages(chain: Chain) -> tuple[str, ...]:
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain], enabled=True).exclude(pages="")
    return tuple(rows.order_by("pages").values_list("pages", flat=True).distinct())


@lru_cache(maxsize=64)
def _compiled(chain: Chain, pages: str) -> CompiledLexicon:
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain], enabled=True)
    on_pages = rows.filter(pages__in=["", *pages.split(_SEPARATOR)])
    return compile_lexicon(row.as_rule(row.scope) for row in on_pages.select_related("lexicon"))


class Rehearsal:
    """The rules as they would be if these changes held. Nothing is written."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._changes = tuple(changes)
        self._replaced = {each.rule for each in self._changes if each.rule}
        self._compiled: dict[tuple[int, str], CompiledLexicon] = {}
        self._rows: dict[int, tuple[Lexeme, ...]] = {}

    @property
    def new(self) -> tuple[Lexeme, ...]:
        """The rules of the changes, as they would be, with the numbers that they have here."""
        return tuple(
            self._numbered(index, each)
            for index, each in enumerate(self._changes)
            if each.after and each.after["enabled"]
        )

    def pages_of(self, lexicon: Lexicon, url: str) -> str:
        """As `pages_of`."""
        bound = sorted({row.pages for row in self._rules(lexicon)} - {""})
        return _SEPARATOR.join(pages for pages in bound if matches(pages, url))

    def compiled(self, lexicon: Lexicon, pages: str = "") -> CompiledLexicon:
        """As `compiled`."""
        key = (lexicon.pk, pages)
        if key not in self._compiled:
            here = {"", *pages.split(_SEPARATOR)}
            rules = (row.as_rule(row.scope) for row in self._rules(lexicon) if row.pages in here)
            self._compiled[key] = compile_lexicon(rules)
        return self._compiled[key]

    def _rules(self, lexicon: Lexicon) -> tuple[Lexeme, ...]:
        if lexicon.pk not in self._rows:
            chain = {link.pk for link in lexicon.chain()}
            rows = Lexeme.objects.filter(lexicon__in=chain, enabled=True).select_related("lexicon")
            kept = [row for row in rows if row.pk not in self._replaced]
            self._rows[lexicon.pk] = (*kept, *(each for each in self.new if each.lexicon_id in chain))
        return self._rows[lexicon.pk]

    def _numbered(self, index: int, change: Change) -> Lexeme:
        lexeme = change.lexeme
        lexeme.pk = change.rule or _NEWEST + index
        return lexeme
