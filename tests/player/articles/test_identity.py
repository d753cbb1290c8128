"""One article under many addresses, moved articles, versions of one story; and that no page takes another's place."""

import json

import pytest
from django.test import Client

from player.articles.models import Address, Article, Delivery, Word
from player.sites.models import Origin, Site
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page

pytestmark = pytest.mark.django_db

OTHER = Client(REMOTE_ADDR="198.51.100.7")


def text_of(number: int) -> tuple[Block, ...]:
    return (Block("title", f"Story {number}"), Block("paragraph", f"This is number {number}."))


def delivered(page: Page, client: Client | None = None, **facts: object) -> Article:
    """The article that the page is found to be."""
    response = page.deliver(client or Client(), page.delivery(**facts))
    assert response.status_code == 202, response.content
    return Delivery.objects.get(content__fingerprint=page.fingerprint).article


def on(site: Site, path: str, number: int = 1, language: str = "en-US") -> Page:
    return Page(site.key, text_of(number), f"{ORIGIN}{path}", language)


def test_an_article_is_known_by_the_address_that_its_page_names(site: Site) -> None:
    article = delivered(on(site, "/crab?from=mail"), canonical=f"{ORIGIN}/stories/crab")
    assert article.url == f"{ORIGIN}/stories/crab"
    assert {each.url for each in article.addresses.all()} == {f"{ORIGIN}/stories/crab", f"{ORIGIN}/crab?from=mail"}
    assert delivered(on(site, "/stories/crab", 2)) == article


@pytest.mark.parametrize(
    "path", ["/stories/crab/", "/stories/crab/index.html", "/stories/crab?utm_source=x", "/stories/crab?amp=1"]
)
def test_addresses_that_differ_in_nothing_are_one_article(site: Site, path: str) -> None:
    first = delivered(on(site, "/stories/crab"))
    assert delivered(on(site, path, 2)) == first


def test_an_amp_page_is_its_article_where_that_is_known_and_its_own_where_not(site: Site) -> None:
    first = delivered(on(site, "/stories/crab"))
    assert delivered(on(site, "/stories/crab/amp", 2)) == first
    assert delivered(on(site, "/glossary/print", 3)) != first


@pytest.mark.parametrize(
    "canonical",
    ["https://evil.example/stories/crab", "https://sub.tidepool.example/x", "javascript:x", "https://[", "", "   "],
)
def test_an_address_outside_the_sites_origins_is_not_believed(site: Site, canonical: str) -> None:
    assert delivered(on(site, "/stories/crab"), canonical=canonical).url == f"{ORIGIN}/stories/crab"


def test_an_address_on_another_origin_of_the_site_is_believed(site: Site) -> None:
    Origin.objects.create(site=site, origin="https://kids.tidepool.example")
    article = delivered(on(site, "/stories/crab"), canonical="https://kids.tidepool.example/crab")
    assert article.url == "https://kids.tidepool.example/crab"


def test_a_front_page_that_every_page_names_by_mistake_is_not_believed(site: Site) -> None:
    urls = {delivered(on(site, f"/stories/{number}", number), canonical=f"{ORIGIN}/").url for number in (1, 2)}
    assert urls == {f"{ORIGIN}/stories/1", f"{ORIGIN}/stories/2"}


def test_another_language_under_the_same_canonical_address_is_another_article(site: Site) -> None:
    site.voices.create(language="es", engine="silent", name="en-US")
    canonical = f"{ORIGIN}/stories/crab"
    english = delivered(on(site, "/stories/crab"), canonical=canonical)
    spanish = delivered(on(site, "/stories/crab?lang=es", 2, "es"), canonical=canonical)
    assert spanish != english


def test_a_forged_page_cannot_make_a_known_article_disappear_in_another(site: Site) -> None:
    crab, gull = delivered(on(site, "/crab")), delivered(on(site, "/gull", 2))
    forged = delivered(on(site, "/crab", 3), canonical=f"{ORIGIN}/gull")
    assert forged == crab
    assert Address.objects.at(site, "www.tidepool.example/crab") == crab
    gull.refresh_from_db()
    assert gull.title == "Story 2"


def test_a_forged_page_cannot_claim_an_address_before_its_article_is_there(site: Site) -> None:
    crab = delivered(on(site, "/crab"))
    assert delivered(on(site, "/coming-soon", 2), canonical=f"{ORIGIN}/crab") == crab
    assert delivered(on(site, "/coming-soon", 3)) != crab


def test_a_forged_delivery_changes_nothing_that_staff_see_of_a_known_article(site: Site) -> None:
    article = delivered(on(site, "/crab"), level="1")
    forged = {
        "title": "Buy pills",
        "level": "9",
        "story": "spam",
        "alternates": [{"language": "es", "url": f"{ORIGIN}/x"}],
    }
    for _ in range(3):
        delivered(on(site, "/crab", 2), **forged)
    article.refresh_from_db()
    assert (article.title, article.level, article.story, article.alternates) == ("Story 1", "1", None, [])
    assert article.content.fingerprint == on(site, "/crab").fingerprint


def test_the_same_text_with_another_title_changes_nothing_either(site: Site) -> None:
    article = delivered(on(site, "/crab"))
    delivered(on(site, "/crab"), OTHER, title="Buy pills")
    article.refresh_from_db()
    assert article.title == "Story 1"


def test_a_change_that_two_networks_saw_is_believed(site: Site) -> None:
    article = delivered(on(site, "/crab"))
    edit = on(site, "/crab", 2)
    delivered(edit)
    edit.look_up(Client())
    article.refresh_from_db()
    assert article.title == "Story 1"
    assert edit.look_up(OTHER).status_code == 202
    article.refresh_from_db()
    assert (article.title, article.deliveries.get(content=article.content).word) == ("Story 2", Word.READERS)


def test_a_publisher_alone_at_home_is_believed(site: Site) -> None:
    Origin.objects.create(site=site, origin="http://localhost:8001")
    home = [
        Page(site.key, text_of(number), "http://localhost:8001/x", origin="http://localhost:8001") for number in (1, 2)
    ]
    for page in home:
        article = delivered(page)
    article.refresh_from_db()
    assert article.title == "Story 2"


def test_versions_that_name_each_other_are_one_story(site: Site) -> None:
    pair = [{"language": "en", "url": f"{ORIGIN}/crab"}, {"language": "en", "url": f"{ORIGIN}/cangrejo"}]
    crab = delivered(on(site, "/crab"), alternates=pair)
    assert crab.story is None
    easy = delivered(on(site, "/cangrejo", 2), alternates=pair)
    crab.refresh_from_db()
    assert easy.story is not None
    assert crab.story == easy.story


def test_a_page_that_is_not_named_back_is_no_version(site: Site) -> None:
    crab = delivered(on(site, "/crab"))
    other = delivered(on(site, "/other", 2), alternates=[{"language": "es", "url": f"{ORIGIN}/crab"}])
    crab.refresh_from_db()
    assert (crab.story, other.story) == (None, None)


def test_pages_of_one_story_by_their_layouts_rule_are_linked_within_their_site_only(site: Site) -> None:
    one, two = (delivered(on(site, f"/crab-{number}", number), story="crab") for number in (1, 2))
    assert one.story == two.story
    assert set(one.story.versions.all()) == {one, two}
    other = Site.objects.create(key="other", name="Other")
    other.voices.create(language="en", engine="silent", name="en-US")
    Origin.objects.create(site=other, origin=ORIGIN)
    assert delivered(on(other, "/crab-3", 3), story="crab").story != one.story


def test_a_moved_page_is_found_under_its_old_address(site: Site) -> None:
    article = delivered(on(site, "/old"))
    article.move(f"{ORIGIN}/new")
    assert (article.url, Address.objects.at(site, "www.tidepool.example/old")) == (f"{ORIGIN}/new", article)
    assert delivered(on(site, "/old", 2)) == article
    assert delivered(on(site, "/new", 3)) == article


def test_a_page_that_moved_to_a_known_article_leads_there(site: Site) -> None:
    old, new = delivered(on(site, "/old")), delivered(on(site, "/new", 2))
    old.move(f"{ORIGIN}/new")
    assert Address.objects.at(site, "www.tidepool.example/old") == new
    assert Article.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"url": f"{ORIGIN}/{'🦀' * 200}"},
        {"url": f"{ORIGIN}:99999/x"},
        {"canonical": "x" * 2001},
        {"story": "x" * 201},
        {"alternates": [{"language": "es", "url": f"{ORIGIN}/x"}] * 51},
        {"alternates": [{"language": "no language", "url": f"{ORIGIN}/x"}]},
        {"signature": "x" * 201},
    ],
)
def test_bad_facts_are_refused(site: Site, facts: dict[str, object]) -> None:
    page = on(site, "/crab")
    assert page.deliver(Client(), page.delivery(**facts)).status_code == 400
    assert not Article.objects.exists()


def test_facts_of_hostile_characters_are_kept_clean(site: Site) -> None:
    article = delivered(on(site, "/crab"), title="a\0b\u202e", level="1\0", story="s\0")
    assert (article.title, article.level, article.story.key) == ("ab", "1", "story s")
    assert json.dumps(article.alternates) == "[]"
