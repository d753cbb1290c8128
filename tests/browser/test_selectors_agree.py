"""Selectors that may be saved mean the same to Chromium and to the service; whatever they would disagree about is refused."""

import random

from playwright.sync_api import Page
from soupsieve import select

from player.articles.extraction.pages import parse
from player.sites.selectors import fault_of

HTML = """<!doctype html><html lang=en><body class="a b"><main id=Top><h2 class=t>x</h2><p class="a lead">1</p><p lang=es-MX>2<b>x</b></p>
<ul><li class=a>1<li>2<ul><li class=b type=TEXT>3</ul></ul><p> </p><p></p></main><svg><linearGradient class=a /><a href=x>y</a></svg>
<table><tr><td class=a>7<td data-x="a|b">8</table><template><p class=a>no</p></template><my-el class=B><p>z</p></my-el>"""
SIMPLE = (
    *(
        "p",
        "P",
        "*",
        ".a",
        ".b",
        ".B",
        "#Top",
        "#top",
        "li",
        "td",
        "main",
        "my-el",
        "svg",
        "a",
        "linearGradient",
        "lineargradient",
    ),
    *(
        "[class]",
        "[class~=a]",
        "[class^=l]",
        "[lang|=es]",
        "[type=text]",
        "[class=B i]",
        "[class=B s]",
        "[data-x='a|b']",
    ),
    *("[data-x!=b]", "[class=a", ":root", ":scope", ":first-child", ":last-child", ":only-child", ":first-of-type"),
    *(
        ":nth-child(2n+1)",
        ":nth-child(2 of .a)",
        ":nth-last-child(-n + 2)",
        ":nth-last-of-type(2)",
        ":lang(es)",
        ":lang('es')",
    ),
    *(
        ":not(.a)",
        ":not(.a, .b)",
        ":not()",
        "p:not(:has(b))",
        ":is(p, li)",
        ":is()",
        ":is(p, :unknown)",
        ":is(",
        ":where(.a)",
    ),
    *(
        ":has(> b)",
        ":has(+ p)",
        ":has(b, .b)",
        ":has(> p + p)",
        ":has(:scope > b)",
        ":empty",
        ":link",
        ":any-link",
        ":optional",
    ),
    *(
        ":checked",
        ":hover",
        ":contains(x)",
        "::before",
        "svg|a",
        "*|p",
        "|p",
        "&",
        ":dir(ltr)",
        ":defined",
        ":enabled",
        ":host",
    ),
    *("td:nth-col(1)", ":open", ":modal", ":state(x)", ":target-within", "/* c */p", "\\70", ""),
)
COMBINATORS = (" ", " > ", " + ", " ~ ", ", ", " || ", " >> ", "")
MATCHES = """selectors => selectors.map((selector) => {
  try { return [...document.querySelectorAll(selector)].map((each) => [...document.querySelectorAll('*')].indexOf(each)); }
  catch { return null; }
})"""


def made_up() -> list[str]:
    chance = random.Random(5)
    pairs = (chance.choice(SIMPLE) + chance.choice(COMBINATORS) + chance.choice(SIMPLE) for _ in range(1500))
    return [*SIMPLE, *pairs]


def test_what_is_not_refused_matches_the_same_elements(page: Page) -> None:
    accepted = [selector for selector in made_up() if not fault_of(selector)]
    assert len(accepted) > 300
    page.set_content(HTML)
    soup = parse(HTML).soup
    everything = {id(element): at for at, element in enumerate(soup.select("*"))}
    for selector, found in zip(accepted, page.evaluate(MATCHES, accepted), strict=True):
        # Before Python 3.11.5 soupsieve takes the document for a parent of html, which is no part of a text.
        assert found[found[:1] == [0] :] == [
            at for element in select(selector, soup) if (at := everything[id(element)])
        ], selector
