"""Uses: in how many articles each rule stands, so that rules which match nothing are seen."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Q

from player.articles.models import Article
from player.articles.workbench.readings import needles_of
from synthesis.models import Lexeme, Lexicon, Publication, Wording
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon, compile_lexicon
from synthesis.text.sentences import split_sentences
from synthesis.text.spans import Span
from synthesis.text.speaking import in_full

_AT_A_TIME = 50


def count_all() -> None:
    """Count every rule anew: articles come and go."""
    for lexicon in Lexicon.objects.all():
        _count(lexicon, list(lexicon.lexemes.select_related("lexicon")), Q())


def count_of(publication: Publication) -> None:
    """Count the rules that a publication changed."""
    changes = list(publication.changes.select_related("lexicon"))
    standing = needles_of(changes).standing("folded")
    for lexicon in {each.lexicon for each in changes}:
        rules = [each.rule for each in changes if each.lexicon_id == lexicon.pk and each.rule]
        _count(lexicon, list(lexicon.lexemes.filter(pk__in=rules).select_related("lexicon")), standing)


def _count(lexicon: Lexicon, rows: Sequence[Lexeme], standing: Q) -> None:
    rules = compile_lexicon(row.as_rule(row.scope) for row in rows)
    articles: Counter[int] = Counter()
    for wording, saying in _wordings(lexicon, standing) if rows else ():
        articles.update(dict.fromkeys(_standing(rules, wording.content.blocks, wording.content.language), saying))
    for row in rows:
        row.articles = articles[row.pk]
    # Without `updated_at`, which says when somebody changed the rule.
    Lexeme.objects.bulk_update(rows, ("articles",), batch_size=500)


def _wordings(lexicon: Lexicon, standing: Q) -> Iterator[tuple[Wording, int]]:
    """What articles say that hold to the lexicon, and how many say it."""
    own = Article.objects.filter(site__lexicon__in=lexicon.family())
    said = dict(own.order_by().values_list("content").annotate(Count("pk")))
    for wording in Wording.objects.filter(standing).select_related("content").iterator(chunk_size=_AT_A_TIME):
        if saying := said.get(wording.pk):
            yield wording, saying


def _standing(rules: CompiledLexicon, blocks: Iterable[Block], language: str) -> set[int]:
    """The rules that stand in the text, whether they hold there or another one wins."""
    found: set[int] = set()
    sentences = {each.grapheme for each in rules.lexemes if each.is_override}
    for block in blocks:
        if any(sentence in block.text for sentence in sentences):
            found |= _overriding(rules, block, in_full(block.language, language))
        verdict = rules.replacements(block.text, Span(0, len(block.text)), block.language or language, block.kind)
        found |= {each.lexeme.id for each in verdict.applied} | {each.lexeme.id for each in verdict.rejected}
    return found


def _overriding(rules: CompiledLexicon, block: Block, language: str) -> set[int]:
    sentences = (span.of(block.text) for span in split_sentences(block.text, language))
    return {each.id for sentence in sentences for each in rules.overrides(sentence, language)}
