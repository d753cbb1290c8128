"""Any page at all is read or left alone: never an error, never more than is there, and as long as it takes is bounded."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from player.articles.extraction import Rules, read_page

ADDRESS = "https://www.example.org/stories/bell"
NAMES = re.split(
    r"\s+",
    "a article aside br dd details div dl dt figcaption figure h1 h2 li main math nav ol p pre ruby rt section select"
    " span sup svg table td template textarea title tr ul b style script noscript iframe x-card",
)
ATTRIBUTES = [
    "", " hidden", ' class="story ad"', ' style="display:none"', ' style="display:block;float:left"', " lang=ar", " dir=rtl",
    " data-readalong=skip", " data-readalong=read", ' data-readalong-say="four"', ' aria-hidden="true"', " id=x id=y", ' "=<',
]  # fmt: skip
opened = st.builds("<{}{}>".format, st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES))
closed = st.builds("</{}>".format, st.sampled_from(NAMES))
words = st.sampled_from(
    ["The bell rings every morning. ", "\u05e9\u05dc\u05d5\u05dd ", "&amp;&shy;&#x1f980;&nope;", "<!-- x", "]]>", "\0"]
)
pages = st.lists(st.one_of(opened, closed, words, st.text(max_size=20)), max_size=60).map("".join)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(html=pages)
def test_any_page_is_read_without_an_error(html: str) -> None:
    for rules in (None, Rules(("body",), (".ad", "aside"), "h1")):
        reading = read_page(html, ADDRESS, rules)
        assert all(block.text and "\0" not in block.text for block in reading.blocks)
        # A text is said by its own words, or by the four letters of `say`: hardly longer than the page.
        assert sum(len(block.text) for block in reading.blocks) <= 2 * len(html)
        assert bool(reading.fingerprint) == bool(reading.blocks)
        assert read_page(html, ADDRESS, rules) == reading
