"""What a rule would change, on a large site: ``python -m benchmarks.impact [ARTICLES] [RULES]``, 10,000 and 5,000 by default.

Some minutes. The database is the tests' own PostgreSQL with its factory settings. Measured is the whole request of the workbench's
preview, within one process and without the network: for a name in one article, one in a hundred articles, a word in every second one,
a pattern, which no index helps, and rules that are bound to one page or to all. Every fifth of the rules that there are is an override of
a page of its own. Then a rule of a hundred articles is published, and what a reader's page asks meanwhile is
timed against what it asks when nothing is published. Its budget is two seconds a preview.
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time
from typing import Any, Final

from tests.servers import postgresql_url

_BUDGET_S: Final = 2.0
_WORDS: Final = 600  # An article.
_ROUNDS: Final = 3
_READS: Final = 60


def main(articles: int, rules: int) -> int:
    """Print what was measured; 1 when the budget is missed."""
    with tempfile.TemporaryDirectory(prefix="readalong-benchmark-") as data:
        os.environ |= {"READALONG_DATA": data, "DATABASE_URL": postgresql_url(), "READALONG_LOG_LEVEL": "ERROR"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "readalong_site.settings", "READALONG_HOSTS": "testserver"}
        os.environ |= {"READALONG_DEFAULT_ENGINE": "espeak"}
        return _measure(articles, rules)


def _measure(articles: int, rules: int) -> int:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    site = _site(articles, rules)
    client = Client()
    client.force_login(User.objects.create_superuser("operator"))
    worst = 0.0
    for name, columns in _TRIED:
        took, page = _previewed(client, site, columns)
        worst = max(worst, took)
        sentences, articles = re.findall(r"<dd>([^<]*?)\s*</dd>", page)[:2]
        print(f"{took:6.2f} s  {name}: {sentences} sentences in {articles} articles")
    _publish(site)
    print(f"worst {worst:.2f} s, budget {_BUDGET_S} s")
    return int(worst > _BUDGET_S)


_TRIED: Final = (
    ("a name in one article", {"grapheme": "Unique7", "value": "unique seven"}),
    ("a name in a hundredth of all", {"grapheme": "Quillabree", "value": "kwillabree"}),
    ("a word in every second article", {"grapheme": "harbour", "value": "harber"}),
    ("a word in none", {"grapheme": "Nowhere", "value": "no where"}),
    ("a pattern", {"grapheme": r"\bUnique\d\b", "value": "unique", "pattern": "on"}),
    ("an override of a title", {"grapheme": "Article 7", "value": "Seventh", "match": "sentence", "pages": "/7-story"}),
    ("a name on one page", {"grapheme": "Quillabree", "value": "kwillabree", "pages": "/100-story"}),
    ("a name on all pages", {"grapheme": "Quillabree", "value": "kwillabree", "pages": "/*-story"}),
)


def _site(articles: int, rules: int) -> Any:
    from player.articles.models import Article
    from player.sites.models import Site
    from synthesis.models import Content, Lexeme, Narration, Wording
    from synthesis.models.content import wording
    from synthesis.text.blocks import Block

    site = Site.objects.create(key="large", name="Large")
    voice = site.voice_for("en", "")
    Lexeme.objects.bulk_create(Lexeme(lexicon=site.lexicon, **_rule(number, articles)) for number in range(rules))
    chance = random.Random(7)
    vocabulary = [f"{first}{last}" for first in _FIRST for last in _LAST]
    for start in range(0, articles, 500):
        texts = [_blocks(number, chance, vocabulary) for number in range(start, min(articles, start + 500))]
        contents = Content.objects.bulk_create(
            Content(fingerprint=f"{start + at:064x}", language="en", stored_blocks=blocks)
            for at, blocks in enumerate(texts)
        )
        Wording.objects.bulk_create(
            Wording(content=content, folded=wording([Block(kind, text) for kind, text in content.stored_blocks]))
            for content in contents
        )
        Article.objects.bulk_create(
            Article(
                site=site,
                url=f"https://large.example{_page(start + at)}",
                title=f"Article {start + at}",
                language="en",
                content=each,
            )
            for at, each in enumerate(contents)
        )
        Narration.objects.bulk_create(
            Narration(
                content=each, engine=voice.engine, voice=voice.name, lexicon=site.lexicon, state=Narration.State.READY
            )
            for each in contents
        )
    return site


_FIRST: Final = ("st", "cr", "m", "l", "br", "th", "w", "pl", "sh", "n", "gr", "f")
_LAST: Final = ("one", "and", "ither", "oat", "ing", "ell", "ake", "under", "ist", "ork", "ine", "ap", "ower", "est")


def _rule(number: int, articles: int) -> dict[str, str]:
    if number % 5:
        return {"grapheme": f"Name{number} of Place{number}", "value": f"name {number}"}
    return {
        "grapheme": f"Sentence {number}.",
        "value": f"Number {number}.",
        "match": "sentence",
        "pages": _page(number % articles),
    }


def _page(number: int) -> str:
    return f"/{number}-story"


def _blocks(number: int, chance: random.Random, vocabulary: list[str]) -> list[list[str]]:
    words = chance.choices(vocabulary, k=_WORDS)
    words[50] = f"Unique{number}" if number < 10 else words[50]
    words[150] = "Quillabree" if number % 100 == 0 else words[150]
    words[250] = "harbour" if number % 2 == 0 else words[250]
    sentences = [" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, _WORDS, 15)]
    sentences = [each.replace("quillabree", "Quillabree").replace("unique", "Unique") for each in sentences]
    return [
        ["title", f"Article {number}"],
        *(["paragraph", " ".join(sentences[at : at + 4])] for at in range(0, 40, 4)),
    ]


def _previewed(client: Any, site: Any, columns: dict[str, str]) -> tuple[float, str]:
    form = {"kind": "alias", "match": "word", "reach": "1", "enabled": "on", "scope": "site"} | columns
    took, page = [], ""
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        page = client.post(f"/sites/{site.key}/lexicon/preview", form).content.decode()
        took.append(time.perf_counter() - began)
    return statistics.median(took), page


def _publish(site: Any) -> None:
    """What readers' questions take before, and while a rule spreads."""
    from player.articles.workbench import spreading
    from synthesis import pipeline
    from synthesis.models import Change, Content, Lexeme, Lexicon, Narration

    untouched = Narration.objects.exclude(content__wording__folded__contains="quillabree").order_by("pk")[:_READS]
    voice = site.voice_for("en", "")

    def ask() -> float:
        lexicon = Lexicon.objects.select_related("parent").get(pk=site.lexicon_id)
        took = []
        for narration in untouched:
            content = Content.objects.get(pk=narration.content_id)
            began = time.perf_counter()
            pipeline.request(content, voice, lexicon)
            took.append(time.perf_counter() - began)
        return 1000 * statistics.median(took)

    Narration.objects.update(lexicon_edition=site.lexicon.edition_of_chain())
    before = ask()
    change = Change.objects.draft(site.lexicon, Lexeme(grapheme="Quillabree", value="kwillabree").state(), None)
    began = time.perf_counter()
    Change.objects.filter(pk=change.pk).publish(None)
    published = time.perf_counter() - began
    began = time.perf_counter()
    spreading.spread_all()
    spread = time.perf_counter() - began
    after = ask()
    waiting = Narration.objects.filter(state=Narration.State.QUEUED).count()
    print(f"published in {1000 * published:.0f} ms; first round of spreading {spread:.2f} s, {waiting} queued")
    print(f"a reader's question: {before:.2f} ms before, {after:.2f} ms while it spreads, {after / before:.2f}×")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 5_000][len(given) :])))
