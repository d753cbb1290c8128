"""The demo magazine, under its own settings and without a database."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client, override_settings
from protego import Protego
from soupsieve import compile as compile_selector

from player.articles.feeds.listings import read_listing
from readalong_site.magazine import settings as magazine
from readalong_site.magazine.articles import ARTICLES, LAYOUT, Article, Layout, find_article, related_to, versions_of
from readalong_site.magazine.messy import MESSY_EXPECTED, MESSY_PATH

_ROOT = Path(__file__).resolve().parents[2]
_SETTINGS: dict[str, Any] = {name: getattr(magazine, name) for name in dir(magazine) if name.isupper()}
_PAGES = ("/", "/about", "/login", *(article.path for article in ARTICLES))
_LOCKED = next(article for article in ARTICLES if article.subscribers_only)
_DEMO = {"username": magazine.SUBSCRIBER_NAME, "password": magazine.SUBSCRIBER_PASSWORD}
_LAST_SENTENCE = "three times, and then the dark."


@pytest.fixture(autouse=True)
def _magazine_settings() -> Iterator[None]:
    with override_settings(**_SETTINGS | {"ALLOWED_HOSTS": ["testserver"]}):
        yield


@pytest.fixture
def reader() -> Client:
    return Client()


def _page(reader: Client, path: str) -> BeautifulSoup:
    response = reader.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "lxml")


def _layout(path: str) -> Layout:
    return next(layout for layout in LAYOUT if path.startswith(layout.url_pattern.removesuffix("*")))


def _spoken_elements(page: BeautifulSoup, layout: Layout) -> list[Tag]:
    denied = compile_selector(", ".join((*layout.deny, "[hidden]")))
    found = page.select(", ".join((layout.title, *layout.allow)))
    return [element for element in found if denied.closest(element) is None]


def _seen_text(element: Tag) -> str:
    for mark in element.select("sup:has(a[href^='#'])"):
        mark.decompose()
    for line_break in element.select("br"):
        line_break.replace_with(" ")
    return " ".join(element.get_text().replace("\u00ad", "").split())


@pytest.mark.parametrize("path", _PAGES)
def test_every_page_answers_and_has_one_heading_of_the_first_level(reader: Client, path: str) -> None:
    page = _page(reader, path)
    assert len(page.select("h1")) == 1
    assert len(page.select("main")) == 1
    assert page.html is not None
    assert page.html["lang"] == ("es-MX" if path.startswith("/es/") else "en-US")


@pytest.mark.parametrize("path", _PAGES)
def test_the_only_script_of_a_page_is_the_one_line_in_its_head(reader: Client, path: str) -> None:
    page = _page(reader, path)
    scripts = page.select("script")
    assert scripts == page.select("head > script")
    assert [script.attrs for script in scripts] == [
        {"async": "", "src": f"{magazine.READALONG_URL}/v1/readalong.js", "data-site": magazine.READALONG_SITE_KEY}
    ]
    assert not page.select("[onclick], [style], style, iframe")


def test_the_service_and_the_key_come_from_the_settings(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magazine, "READALONG_URL", "https://voice.example")
    monkeypatch.setattr(magazine, "READALONG_SITE_KEY", "acme")
    script = _page(reader, "/").select_one("script")
    assert script is not None
    assert (script["src"], script["data-site"]) == ("https://voice.example/v1/readalong.js", "acme")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_shows_its_title_level_and_canonical_address(reader: Client, article: Article) -> None:
    page = _page(reader, article.path)
    assert [title.get_text() for title in page.select(".story h1")] == [article.title]
    assert [meta["content"] for meta in page.select("meta[name=reading-level]")] == [article.level]
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [f"http://testserver{article.path}"]
    assert page.select(".story-body > p")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_has_its_drawing_and_describes_it(reader: Client, article: Article) -> None:
    image = _page(reader, article.path).select_one(".story-art img")
    assert image is not None
    assert image["alt"]
    assert (_ROOT / "static/magazine/art" / article.art.file).is_file()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_the_layout_of_an_article_starts_with_its_title_and_finds_its_body(reader: Client, article: Article) -> None:
    elements = _spoken_elements(_page(reader, article.path), _layout(article.path))
    assert elements[0].name == "h1"
    assert {element.name for element in elements[1:]} >= {"p"}
    assert all(_seen_text(element) for element in elements)


def test_front_about_and_login_pages_match_no_layout() -> None:
    prefixes = tuple(layout.url_pattern.removesuffix("*") for layout in LAYOUT)
    assert not any(path.startswith(prefixes) for path in ("/", "/about", "/login", "/newsletter"))


def test_addresses_in_the_catalogue_are_unique() -> None:
    assert len({article.path for article in ARTICLES}) == len(ARTICLES)


def test_an_unknown_story_and_a_story_of_the_other_language_are_not_found(reader: Client) -> None:
    for path in ("/stories/nothing", "/es/historias/everybody-down", "/stories/pensar-con-ocho-brazos", "/nowhere"):
        response = reader.get(path)
        assert response.status_code == 404
        assert response.content.count(b"<script") == 1


def test_the_octopus_comes_in_three_levels_and_in_spanish(reader: Client) -> None:
    article = find_article("thinking-with-eight-arms", "en-US")
    assert article is not None
    assert [(v.language, v.level) for v in versions_of(article)] == [
        ("en-US", "1"),
        ("en-US", "2"),
        ("en-US", "3"),
        ("es-MX", "2"),
    ]
    for version in versions_of(article):
        page = _page(reader, version.path)
        assert [link["href"] for link in page.select(".versions a")] == [v.path for v in versions_of(article)]
        assert [link["href"] for link in page.select(".versions a[aria-current]")] == [version.path]


def test_alternates_name_one_page_a_language_and_the_page_itself(reader: Client) -> None:
    page = _page(reader, "/stories/the-octopus-and-the-jar")
    assert {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")} == {
        "en-US": "http://testserver/stories/the-octopus-and-the-jar",
        "es-MX": "http://testserver/es/historias/pensar-con-ocho-brazos",
    }
    assert not _page(reader, "/stories/everybody-down").select("link[rel=alternate][hreflang]")


def test_related_stories_are_others_in_the_same_language() -> None:
    for article in ARTICLES:
        assert all(other.language == article.language and other != article for other in related_to(article))
        assert related_to(article)


def test_the_long_article_has_at_least_two_thousand_words(reader: Client) -> None:
    body = _page(reader, "/stories/everybody-down").select_one(".story-body")
    assert body is not None
    assert len(body.get_text().split()) >= 2000
    assert len(body.select("h2")) >= 6


def test_the_messy_page_says_what_it_promises_by_its_selectors(reader: Client) -> None:
    elements = _spoken_elements(_page(reader, MESSY_PATH), _layout(MESSY_PATH))
    assert [_seen_text(element) for element in elements] == [text for _, text in MESSY_EXPECTED]


def test_the_messy_page_holds_every_mess(reader: Client) -> None:
    page = _page(reader, MESSY_PATH)
    html = reader.get(MESSY_PATH).content.decode()
    for selector in (".advert", ".pull-quote", ".newsletter form", ".related", ".footnotes", ".share", ".comments"):
        assert page.select(selector), selector
    for selector in (".author-bio", "figcaption", "abbr[title]", "wbr", "br", ".drop-cap", "[hidden]", "sup > a"):
        assert page.select(selector), selector
    for piece in ("&shy;", "&nbsp;", "<!--", "🦇"):
        assert piece in html, piece


def test_every_link_of_the_front_page_leads_somewhere(reader: Client) -> None:
    hrefs = {str(link["href"]) for link in _page(reader, "/").select("a[href]")}
    assert {article.path for article in ARTICLES} <= hrefs
    for href in hrefs:
        path, _, fragment = href.partition("#")
        page = _page(reader, path or "/")
        assert not fragment or page.select(f"#{fragment}"), href


def test_an_anonymous_reader_sees_the_teaser_and_the_way_in_but_not_the_story(reader: Client) -> None:
    response = reader.get(_LOCKED.path)
    page = BeautifulSoup(response.content, "lxml")
    assert len(page.select(".story-body > p")) == 1
    assert [link["href"] for link in page.select(".paywall a")] == [f"/login?next={_LOCKED.path}"]
    assert _LAST_SENTENCE not in response.content.decode()
    assert response["Cache-Control"] == "private, no-cache"


def test_a_subscriber_reads_the_whole_story_until_logging_out(reader: Client) -> None:
    assert reader.post("/login", {**_DEMO, "next": _LOCKED.path}).headers["Location"] == _LOCKED.path
    response = reader.get(_LOCKED.path)
    assert _LAST_SENTENCE in response.content.decode()
    assert b"paywall" not in response.content
    assert reader.post("/logout").headers["Location"] == "/"
    assert _LAST_SENTENCE not in reader.get(_LOCKED.path).content.decode()


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(reader: Client) -> None:
    reader.post("/login", _DEMO)
    cookie = reader.cookies["periwinkle_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_forged_session_cookie_opens_nothing(reader: Client) -> None:
    reader.cookies["periwinkle_session"] = "eyJzdWJzY3JpYmVyIjp0cnVlfQ:1abcde:forged"
    assert _LAST_SENTENCE not in reader.get(_LOCKED.path).content.decode()


@pytest.mark.parametrize(
    "given",
    [{"username": "subscriber", "password": "Periwinkle"}, {"username": "someone", "password": "periwinkle"}, {}],
)
def test_a_wrong_name_or_password_gets_a_clear_message(reader: Client, given: dict[str, str]) -> None:
    response = reader.post("/login", given)
    alert = BeautifulSoup(response.content, "lxml").select_one("[role=alert]")
    assert alert is not None
    assert alert.get_text().startswith("We do not know that name with that password.")
    assert "periwinkle_session" not in response.cookies


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/\t/evil.example",
    ],
)
def test_the_login_never_redirects_off_the_site(reader: Client, address: str) -> None:
    assert reader.post("/login", {**_DEMO, "next": address}).headers["Location"] == "/"


def test_the_login_page_shows_the_demo_pass_and_keeps_the_way_back(reader: Client) -> None:
    page = _page(reader, f"/login?next={_LOCKED.path}")
    assert [code.get_text() for code in page.select(".demo-pass code")] == [_DEMO["username"], _DEMO["password"]]
    assert [field["value"] for field in page.select("input[name=next]")] == [_LOCKED.path]


@pytest.mark.parametrize("path", ["/login", "/logout", "/newsletter"])
def test_a_form_without_its_token_is_refused(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path, _DEMO).status_code == 403


def test_a_login_with_its_token_is_accepted() -> None:
    reader = Client(enforce_csrf_checks=True)
    token = _page(reader, "/login").select_one("input[name=csrfmiddlewaretoken]")
    assert token is not None
    response = reader.post("/login", {**_DEMO, "csrfmiddlewaretoken": str(token["value"])})
    assert response.status_code == 302


def test_logging_out_and_subscribing_to_the_newsletter_take_a_post(reader: Client) -> None:
    assert reader.get("/logout").status_code == 405
    assert reader.get("/newsletter").status_code == 405
    assert "neither stored nor sent" in reader.post("/newsletter", {"email": "a@example.org"}).content.decode()


def test_the_application_serves_pages_and_its_own_static_files_only() -> None:
    program = """
import sys
from wsgiref.util import setup_testing_defaults
from readalong_site.magazine.wsgi import application
for path in sys.argv[1:]:
    environ = {"PATH_INFO": path, "HTTP_HOST": "127.0.0.1:9000"}
    setup_testing_defaults(environ)
    b"".join(application(environ, lambda status, headers: print(status[:3], dict(headers)["Content-Type"])))
"""
    paths = ("/", "/static/periwinkle.css", "/static/art/octopus.svg", "/static/player/rules.js")
    run = subprocess.run([sys.executable, "-c", program, *paths], cwd=_ROOT, capture_output=True, text=True, check=True)
    statuses = re.findall(r"^(\d+) ([\w/+]+)", run.stdout, re.MULTILINE)
    assert statuses == [("200", "text/html"), ("200", "text/css"), ("200", "image/svg+xml"), ("404", "text/html")]


def test_sitemap_and_feed_name_every_story_the_newest_first(reader: Client) -> None:
    newest_first = sorted(ARTICLES, key=lambda article: article.published, reverse=True)
    expected = [f"http://testserver{article.path}" for article in newest_first]
    for path, kind in (("/sitemap.xml", "sitemap"), ("/feed.xml", "RSS")):
        listing = read_listing(reader.get(path).content, "http://testserver/")
        assert (listing.kind, [item.url for item in listing.items]) == (kind, expected)
        assert [item.changed_at and item.changed_at.date() for item in listing.items] == [
            article.published for article in newest_first
        ]


def test_the_magazine_wants_its_stories_fetched_and_its_login_left_alone(reader: Client) -> None:
    robots = Protego.parse(reader.get("/robots.txt").content.decode())
    assert robots.can_fetch("http://testserver/stories/everybody-down", "Readalong")
    assert not robots.can_fetch("http://testserver/login", "Readalong")
    assert list(robots.sitemaps) == ["http://testserver/sitemap.xml"]
