"""Any page at all is read or left alone: never an error, never more than is there, and as long as it takes is bounded."""

from hypothesis import HealthCheck, given, settings

from player.articles.extraction import Rules, read_page
from tests.any_page import ADDRESS, pages


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
