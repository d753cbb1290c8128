"""Compiled lexicons: the rules of a lexicon and of those above it, made ready for planning and kept while nothing changes."""

from functools import lru_cache

from synthesis.models import Lexeme, Lexicon
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon


def compiled(lexicon: Lexicon) -> CompiledLexicon:
    """The rules that hold in this lexicon's scope, of the edition that is in the database now."""
    chain = lexicon.chain()
    return _compiled(tuple((link.pk, link.edition) for link in chain))


@lru_cache(maxsize=64)
def _compiled(chain: tuple[tuple[int, int], ...]) -> CompiledLexicon:
    ranks = {pk: rank for rank, (pk, _) in enumerate(chain)}
    rows = Lexeme.objects.filter(lexicon__in=ranks)
    return compile_lexicon(row.as_rule(ranks[row.lexicon_id]) for row in rows)
