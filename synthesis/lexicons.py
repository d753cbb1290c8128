"""Compiled lexicons: the rules that hold for an article, made ready for planning and kept while nothing changes."""

from functools import lru_cache
from typing import Final

from synthesis.models import Lexeme, Lexicon
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
from synthesis.text.url_patterns import matches

Chain = tuple[tuple[int, int], ...]
_SEPARATOR: Final = "\n"


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
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain]).exclude(pages="")
    return tuple(rows.order_by("pages").values_list("pages", flat=True).distinct())


@lru_cache(maxsize=64)
def _compiled(chain: Chain, pages: str) -> CompiledLexicon:
    rows = Lexeme.objects.filter(lexicon__in=[pk for pk, _ in chain], pages__in=["", *pages.split(_SEPARATOR)])
    return compile_lexicon(row.as_rule(row.scope) for row in rows.select_related("lexicon"))
