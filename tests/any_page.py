"""Any page at all, for property tests: soups of tags and text that no one would write, and small pages that are well nested."""

import re

from hypothesis import strategies as st

ADDRESS = "https://www.example.org/stories/bell"
NAMES = re.split(
    r"\s+",
    "a abbr article aside b blockquote br dd details div dl dt em figcaption figure h1 h2 li main math nav ol p pre q section"
    " select span sup svg table tbody td template textarea th title tr ul style script noscript iframe x-card",
)
ATTRIBUTES = [
    "", " hidden", ' class="story ad"', ' style="display:none"', ' style="display:block;float:left"', " lang=ar", " dir=rtl",
    " data-readalong=skip", " data-readalong=read", ' data-readalong-say="four"', ' aria-hidden="true"', " id=x id=y", ' "=<',
    ' style="display:inline-block"', ' style="visibility:hidden"', ' style="visibility:visible"', ' style="white-space:pre-line"',
    ' style="position:absolute"', ' style="display:contents"', ' style="display:list-item"', " role=heading", " role=presentation",
    " data-readalong=title", " open", ' title="said in full"', ' style="position:absolute;left:-9999px"',
]  # fmt: skip
words = st.sampled_from(
    ["The bell rings every morning. ", "\u05e9\u05dc\u05d5\u05dd ", "&amp;&shy;&#x1f980;&nope;", "<!-- x", "]]>"]
)


def soups(names: list[str], scraps: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    opened = st.builds("<{}{}>".format, st.sampled_from(names), st.sampled_from(ATTRIBUTES))
    closed = st.builds("</{}>".format, st.sampled_from(names))
    return st.lists(st.one_of(opened, closed, words, scraps), max_size=60).map("".join)


RUBY = "<ruby>\u6f22<rp>(</rp><rt>kan</rt></ruby>"
texts = st.sampled_from(
    [
        "One crab",
        " sat. ",
        "two",
        "1",
        "*",
        "\n\n",
        " ",
        "&nbsp;",
        "caf&eacute;",
        "<br>",
        "<!-- none -->",
        "<wbr>",
        RUBY,
    ]
)
nested = st.recursive(
    texts,
    lambda inside: st.builds(
        "<{0}{1}>{2}</{0}>".format,
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inside, max_size=5).map("".join),
    ),
    max_leaves=25,
)
well_nested = st.lists(nested, min_size=1, max_size=6).map("".join).map("<!doctype html>{}".format)
# What two parsers and two layouts agree on: no null characters, and in ruby no more than text.
comparable = st.one_of(soups(NAMES, st.text(max_size=20).map(lambda text: text.replace("\0", ""))), well_nested)
pages = st.one_of(soups([*NAMES, "ruby", "rt"], st.one_of(st.just("\0"), st.text(max_size=20))), well_nested)
