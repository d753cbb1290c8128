"""Layouts: which pages they hold for, what they refuse, what pages are told of them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from player.sites.models import Layout, Site

pytestmark = pytest.mark.django_db


def layout(site: Site, **fields: object) -> Layout:
    return Layout(**{"site": site, "name": "Stories", "allow": "article", **fields})


def faults(row: Layout) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def test_the_first_layout_that_matches_is_taken(site: Site) -> None:
    layout(site, name="Everything", priority=900).save()
    stories = layout(site, url_pattern="/stories/*")
    stories.save()
    assert site.layout_for("https://www.tidepool.example/stories/x") == stories
    assert site.layout_for("https://www.tidepool.example/news/x").name == "Everything"


def test_a_faulty_selector_is_refused_with_its_line_and_its_place(site: Site) -> None:
    refused = faults(layout(site, allow=".story > p\n\n.story >> h2", deny="figure:hover"))
    assert refused["allow"] == [
        "Selector 2, “.story >> h2”: At character 9 (“> h2”): The combinator '>', must have a selector before it."
    ]
    assert refused["deny"][0].startswith("Selector 1, “figure:hover”: At character 7 (“:hover”)")


@pytest.mark.parametrize("field", ["title", "level"])
def test_the_other_selectors_are_checked_too(site: Site, field: str) -> None:
    assert "At character 1" in faults(layout(site, **{field: "//h1"}))[field][0]


def test_a_layout_that_reads_nothing_is_refused(site: Site) -> None:
    assert "allow" in faults(layout(site, allow=" \n \n"))


def test_a_pattern_with_a_space_is_refused(site: Site) -> None:
    assert "spaces" in faults(layout(site, url_pattern="/a /b"))["url_pattern"][0]


@pytest.mark.parametrize("rate", ["0.74", "1.51"])
def test_rates_that_nobody_can_follow_are_refused(site: Site, rate: str) -> None:
    assert "default_rate" in faults(layout(site, default_rate=Decimal(rate)))


def test_pages_are_told_the_selectors_line_by_line_and_the_sites_rate(site: Site) -> None:
    row = layout(site, allow=" .story > p \n\n.story > h2", deny=".advert\n")
    row.save()
    config = row.as_config()
    assert config["allow"] == [".story > p", ".story > h2"]
    assert config["deny"] == [".advert"]
    assert config["default_rate"] == 0.9
