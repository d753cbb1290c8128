"""The page that shows what is read: by a saved layout, by one that is being edited, by none; of an address or of pasted HTML."""

from typing import Any

import pytest
from django.test import Client

from player.sites.inspections import FRAGMENT
from player.sites.models import AuditEntry, Layout, Site
from synthesis.rights import Role
from tests.fetching import hostile_server
from tests.player.rows import make_article, make_member, make_site, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/sites/tidepool/reading"
URL = "https://tidepool.example/stories/crab"
WORDS = "The crab counted the waves and the waves counted the crab. " * 8
HTML = f"""<!doctype html><html lang=en><head><title>Crab</title><meta name=reading-level content=2></head>
<body><nav><a href=/>Home of crabs</a></nav>
<article><h1>The crab</h1><p>{WORDS}</p><div class=ad>Buy a bucket</div></article></body></html>"""


@pytest.fixture
def tidepool(db: None) -> Site:
    site = make_site("tidepool")
    site.layouts.update(name="Stories", url_pattern="/stories/*", allow="article", deny=".ad", title="h1")
    return site


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool, role=Role.EDITOR))


def shown(client: Client, **asked: Any) -> str:
    answer = client.post(PAGE, {"address": URL, "html": HTML, **asked})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def edited(layout: Layout, **texts: str) -> dict[str, Any]:
    fields = ("allow", "deny", "title", "language", "level", "story")
    return {"edited": layout.pk, **{name: getattr(layout, name) for name in fields}, **texts}


def test_every_part_is_shown_with_the_selector_or_the_reason(nora: Client) -> None:
    text = shown(nora)
    assert "<strong>90</strong> words read" in text
    assert "<code>article</code>" in text
    assert "<code>deny .ad</code>" in text
    assert "<code>never read: nav</code>" in text
    assert text.index("Home of crabs") < text.index("The crab counted") < text.index("Buy a bucket")


def test_a_layout_is_tried_while_it_is_edited_and_not_saved(nora: Client, tidepool: Site) -> None:
    layout = tidepool.layouts.get()
    text = shown(nora, **edited(layout, deny="", level="meta reading-level"))
    assert "<strong>93</strong> words read" in text
    assert "as it is edited below" in text
    assert "<code>meta reading-level</code>" in text
    assert tidepool.layouts.get().deny == ".ad"


def test_a_tried_layout_is_saved_and_written_down(nora: Client, tidepool: Site) -> None:
    assert "is saved" in shown(nora, save="1", **edited(tidepool.layouts.get(), deny=".ad\n.share"))
    assert tidepool.layouts.get().deny.split() == [".ad", ".share"]
    assert AuditEntry.objects.latest("pk").details == "Changed leave out."


def test_a_selector_that_cannot_be_used_is_said_to_be_so_and_not_saved(nora: Client, tidepool: Site) -> None:
    text = shown(nora, save="1", **edited(tidepool.layouts.get(), deny="p:hover"))
    assert "Selector 1, “p:hover”: At character 2" in text
    assert tidepool.layouts.get().deny == ".ad"


def test_texts_that_were_edited_for_one_layout_do_not_count_for_another(nora: Client, tidepool: Site) -> None:
    other = tidepool.layouts.create(name="All", url_pattern="/*", allow="h1", priority=900)
    text = shown(nora, layout=other.pk, **edited(tidepool.layouts.get(url_pattern="/stories/*"), allow="body"))
    assert "The layout All" in text
    assert "as it is edited" not in text


def test_without_a_layout_the_article_is_found_by_itself(nora: Client) -> None:
    text = shown(nora, layout="none")
    assert "By no layout" in text
    assert "<code>found by itself</code>" in text


def test_the_live_page_is_linked_with_a_ticket_for_own_pages_only(nora: Client) -> None:
    assert f'href="{URL}#{FRAGMENT}' in shown(nora)
    assert FRAGMENT not in shown(nora, address="https://evil.example/stories/crab")


def test_it_is_said_whether_readers_pages_say_the_same(nora: Client, tidepool: Site) -> None:
    article = make_article(tidepool, "crab")
    assert "last said something else" in shown(nora, address=article.url)


def test_from_a_layout_its_newest_article_is_tried(nora: Client, tidepool: Site) -> None:
    tidepool.layouts.update(url_pattern="/*")
    article = make_article(tidepool, "crab")
    answer = nora.get(PAGE, {"layout": tidepool.layouts.get().pk})
    assert article.url in answer.content.decode()


@pytest.mark.parametrize("by", ["site", "layout"])
def test_nothing_is_said_to_be_missing_before_anything_was_asked(by: str, nora: Client, tidepool: Site) -> None:
    layout = tidepool.layouts.get()
    text = nora.get(PAGE, {"layout": layout.pk} if by == "layout" else {}).content.decode()
    assert "required" not in text
    assert (f'<option value="{layout.pk}" selected>' in text) == (by == "layout")


def test_an_empty_address_is_asked_for(nora: Client) -> None:
    assert "This field is required" in nora.post(PAGE, {"address": ""}).content.decode()


def test_the_admin_leads_there_from_layouts_and_articles(nora: Client, tidepool: Site) -> None:
    article, layout = make_article(tidepool, "crab"), tidepool.layouts.get()
    assert f"{PAGE}?layout={layout.pk}" in nora.get(f"/admin/sites/layout/{layout.pk}/change/").content.decode()
    found = nora.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert f"{PAGE}?address=https%3A%2F%2Ftidepool.example%2Fcrab" in found


def test_the_form_of_the_admin_is_tried_as_it_is_being_edited(nora: Client, tidepool: Site) -> None:
    tidepool.layouts.update(url_pattern="/*")
    make_article(tidepool, "crab")
    layout = tidepool.layouts.get()
    answer = nora.post(PAGE, {"site": tidepool.pk, "name": "Stories", **edited(layout, deny=".not-saved")})
    text = answer.content.decode()
    assert "https://tidepool.example/crab" in text
    assert ".not-saved" in text


def test_a_page_is_fetched_from_own_origins_only(nora: Client, tidepool: Site, settings: Any) -> None:
    with hostile_server() as server:
        server.answer("/stories/crab", HTML)
        settings.FETCH_OWN_ORIGINS = [server.origin]
        foreign = shown(nora, address=server.url("/stories/crab"), html="")
        assert server.asked == []
        assert "words read" not in foreign
        tidepool.origins.create(origin=server.origin)
        assert "<strong>90</strong> words read" in shown(nora, address=server.url("/stories/crab"), html="")


@pytest.mark.parametrize("address", ["", "https://[bad", "javascript:alert(1)", "file:///etc/passwd", "https://"])
def test_what_is_no_address_is_said_to_be_so(address: str, nora: Client) -> None:
    assert 'role="alert"' in shown(nora, address=address)


def test_hostile_html_is_shown_as_text(nora: Client) -> None:
    text = shown(nora, html="<article><h1>&lt;script>alert(1)&lt;/script></h1><p>x<b title='\"><img>'>y</b>" + WORDS)
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("layout", ["0", "999999", "x", "9" * 400, "-1", "²"])
def test_a_layout_that_is_not_there_breaks_nothing(layout: str, nora: Client) -> None:
    shown(nora, layout=layout)
    assert nora.get(PAGE, {"layout": layout}).status_code == 200


def test_analysts_and_other_sites_people_do_not_see_it(tidepool: Site) -> None:
    assert signed_in(make_member("ada", tidepool, role=Role.ANALYST)).get(PAGE).status_code == 404
    assert signed_in(make_member("hal", make_site("harbor"))).get(PAGE).status_code == 404
