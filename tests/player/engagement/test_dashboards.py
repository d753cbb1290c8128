"""The dashboards: what they count, for whom, and how they look when there is nothing to count."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from player.sites.models import Site
from tests.player.rows import LENGTH_MS, make_article, make_member, make_session, make_site, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def staff(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def figures(page: str) -> dict[str, str]:
    """The cards: name to number, with its share where it has one."""
    cards = re.findall(r"<dt>([^<]+)</dt>\s*<dd[^>]*>(.*?)</dd>", page.split("<details")[0], re.DOTALL)
    return {name: plain(number) for name, number in cards}


def articles(page: str) -> list[list[str]]:
    """The table: title, plays, more than half, completed, as they are read."""
    rows = re.findall(r"<tr role=\"row\">\s*<td role=\"cell\" class=\"rank\">(.*?)</tr>", page, re.DOTALL)
    return [[plain(title_of(row)), *(plain(cell) for cell in numbers_of(row))] for row in rows]


def title_of(row: str) -> str:
    return re.findall(r"<a href=\"[^\"]*\"[^>]*>(.*?)</a>", row, re.DOTALL)[0]


def numbers_of(row: str) -> list[str]:
    cells = re.findall(r"<td role=\"cell\" class=\"(?:count plays|part)\">(.*?)</td>", row, re.DOTALL)
    return [re.sub(r"<span class=\"cell-name\".*?</span>", "", cell) for cell in cells]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_plays_halves_and_completions_are_counted_exactly(staff: Client, tidepool: Site) -> None:
    crab, squid = make_article(tidepool, "The crab that counted"), make_article(tidepool, "The squid")
    for heard_ms in (10_000, 49_999, 50_000, 94_999, 95_000, LENGTH_MS):
        make_session(crab, heard_ms)
    make_session(squid, LENGTH_MS)
    page = staff.get("/dashboard/tidepool").content.decode()
    assert figures(page) == {
        "Plays": "7",
        "Heard more than half": "5 71%",
        "Completed": "3 43%",
        "Time heard": "8 min 19 s",
    }
    assert articles(page) == [
        ["The crab that counted", "6", "67% 4", "33% 2"],
        ["The squid", "1", "100% 1", "100% 1"],
    ]


def test_the_most_popular_article_comes_first(staff: Client, tidepool: Site) -> None:
    for title, plays in (("Once", 1), ("Three times", 3), ("Twice", 2)):
        article = make_article(tidepool, title)
        for _ in range(plays):
            make_session(article)
    page = staff.get("/dashboard/tidepool").content.decode()
    assert [row[0] for row in articles(page)] == ["Three times", "Twice", "Once"]


def test_a_period_counts_only_sessions_that_started_in_it(staff: Client, tidepool: Site) -> None:
    article = make_article(tidepool, "The crab")
    for days_ago in (0, 8, 31, 91, 400):
        make_session(article, days_ago=days_ago)
    plays = {
        days: figures(staff.get("/dashboard/tidepool", {"days": days}).content.decode())["Plays"]
        for days in ("7", "30", "90", "all")
    }
    assert plays == {"7": "1", "30": "2", "90": "3", "all": "5"}


@pytest.mark.parametrize(
    "query", ["days=tomorrow", "days=-1", "page=0", "page=x", "page=99999999999", "days=30&page=%C2%B2"]
)
def test_a_query_that_makes_no_sense_is_taken_for_the_usual_one(staff: Client, tidepool: Site, query: str) -> None:
    make_session(make_article(tidepool, "The crab"))
    page = staff.get(f"/dashboard/tidepool?{query}").content.decode()
    assert 'href="?days=30" aria-current="page"' in page
    assert articles(page) == [["The crab", "1", "100% 1", "100% 1"]]


def test_more_articles_than_fit_a_page_are_on_the_next(staff: Client, tidepool: Site) -> None:
    for number in range(51):
        make_session(make_article(tidepool, f"Story {number:02}"))
    first = staff.get("/dashboard/tidepool").content.decode()
    second = staff.get("/dashboard/tidepool?page=2").content.decode()
    assert (len(articles(first)), len(articles(second))) == (50, 1)
    assert 'rel="next" href="?days=30&amp;page=2"' in first
    assert 'rel="next"' not in second
    assert {row[0] for row in articles(first) + articles(second)} == {f"Story {number:02}" for number in range(51)}


def test_another_sites_sessions_are_not_counted(staff: Client, tidepool: Site) -> None:
    make_session(make_article(tidepool, "The crab"))
    make_session(make_article(make_site("harbor"), "The ferry"))
    page = staff.get("/dashboard/tidepool").content.decode()
    assert figures(page)["Plays"] == "1"
    assert "The ferry" not in page


def test_language_level_and_address_of_an_article_are_shown(staff: Client, tidepool: Site) -> None:
    article = make_article(tidepool, "The crab", level="2")
    make_session(article)
    page = staff.get("/dashboard/tidepool").content.decode()
    assert '<span class="chip">en-US</span><span class="chip">Level 2</span>' in page
    assert f'href="{article.url}"' in page
    assert f'href="/admin/articles/article/{article.pk}/change/"' in page


def test_a_hostile_title_is_shown_as_text(staff: Client, tidepool: Site) -> None:
    make_session(make_article(tidepool, "<script>alert(1)</script>"))
    page = staff.get("/dashboard/tidepool").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_page_holds_no_inline_script_and_no_inline_style(staff: Client, tidepool: Site) -> None:
    make_session(make_article(tidepool, "The crab"))
    for path in ("/dashboard/tidepool", "/dashboard/tidepool?days=7"):
        page = staff.get(path).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_a_site_without_plays_shows_what_to_do_and_the_tag(staff: Client, tidepool: Site) -> None:
    page = unescape(staff.get("/dashboard/tidepool").content.decode())
    assert "Three steps to the first play" in page
    assert '<script async src="http://testserver/v1/readalong.js" data-site="tidepool"></script>' in page
    assert "https://tidepool.example" in page
    assert "Plays a day" not in page


def test_a_site_without_origins_says_that_no_page_may_use_it(staff: Client, tidepool: Site) -> None:
    tidepool.origins.all().delete()
    assert "No page may use the site yet" in staff.get("/dashboard/tidepool").content.decode()


def test_a_quiet_month_points_to_the_plays_before_it(staff: Client, tidepool: Site) -> None:
    make_session(make_article(tidepool, "The crab"), days_ago=45)
    page = staff.get("/dashboard/tidepool").content.decode()
    assert "No plays in the last 30 days" in page
    assert 'href="?days=all"' in page


def test_someone_with_one_site_goes_straight_to_it(staff: Client) -> None:
    response = staff.get("/dashboard/")
    assert (response.status_code, response["Location"]) == (302, "/dashboard/tidepool")


def test_someone_with_several_sites_chooses(tidepool: Site) -> None:
    harbor = make_site("harbor")
    make_site("foreign")
    make_session(make_article(harbor, "The ferry"))
    page = signed_in(make_member("olu", tidepool, harbor)).get("/dashboard/").content.decode()
    assert "Tidepool" in page
    assert re.search(r"Harbor.*?<strong>1</strong> play ", page, re.DOTALL)
    assert "Foreign" not in page


def test_someone_without_a_site_is_told_whom_to_ask(db: None) -> None:
    page = signed_in(make_member("new")).get("/dashboard/").content.decode()
    assert "You look after no site yet" in page


def test_a_superuser_sees_every_site_and_is_led_to_the_first_one(db: None) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    assert "/admin/sites/site/add/" in root.get("/dashboard/").content.decode()
    make_site("tidepool")
    assert root.get("/dashboard/tidepool").status_code == 200


def test_the_dashboard_of_a_foreign_or_unknown_site_is_not_found(staff: Client) -> None:
    make_site("harbor")
    assert staff.get("/dashboard/harbor").status_code == 404
    assert staff.get("/dashboard/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["/dashboard/", "/dashboard/tidepool"])
def test_nobody_sees_a_dashboard_without_signing_in(client: Client, tidepool: Site, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/sign-in?next={path}")


def test_dashboards_are_read_only_and_never_cached(staff: Client, tidepool: Site) -> None:
    assert staff.post("/dashboard/tidepool").status_code == 405
    assert "no-store" in staff.get("/dashboard/tidepool")["Cache-Control"]


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_queries_does_not_grow(
    staff: Client, tidepool: Site, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_session(make_article(tidepool, f"Story {number}"), days_ago=number % 20)
    # The session, the user, roles, second factor; the site, whether there are others; figures by day and article, the articles.
    with django_assert_num_queries(9):
        staff.get("/dashboard/tidepool")


def test_the_list_of_sites_takes_one_question_for_all(tidepool: Site, django_assert_num_queries) -> None:
    sites = [tidepool, *(make_site(f"site-{number}") for number in range(5))]
    client = signed_in(make_member("olu", *sites))
    with django_assert_num_queries(5):
        client.get("/dashboard/")
