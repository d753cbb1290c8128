"""Visits: a host is asked for its robots.txt, its feeds and their pages, one thing at a time."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.articles import arrivals, tasks
from player.articles.feeds import models, visits
from player.articles.feeds.models import MOST_FAILURES, Discovery, Feed, Host
from player.articles.models import Article
from player.sites.models import Origin, Site
from synthesis.models import Narration
from synthesis.models.narration import Priority
from tests.fetching import HostileServer, hostile_server

pytestmark = pytest.mark.django_db

State = Discovery.State


@pytest.fixture(autouse=True)
def on_the_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are as long as they are meant, without the little that keeps them apart."""
    monkeypatch.setattr(models, "jittered", lambda wait: wait)
    monkeypatch.setattr(visits, "jittered", lambda wait: wait)


@pytest.fixture
def server(settings: Settings) -> Iterator[HostileServer]:
    with hostile_server() as server:
        settings.FETCH_OWN_ORIGINS = [server.origin]
        yield server


@pytest.fixture
def feed(site: Site, server: HostileServer) -> Feed:
    """A sitemap of the site, whose pages under /stories/ have a layout."""
    Origin.objects.create(site=site, origin=server.origin)
    site.layouts.create(name="Stories", url_pattern="/stories/*", allow="article", title="h1")
    return Feed.objects.create(site=site, url=server.url("/sitemap.xml"))


def page(title: str) -> str:
    return (
        f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1><p>It counted shells.</article>"
    )


def sitemap(server: HostileServer, *pages: str, path: str = "/sitemap.xml", tag: str = "url", **headers: str) -> None:
    """Have the server name these pages; what follows a space is when they were changed."""
    rows = "".join(
        f"<{tag}><loc>{server.url(name)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{tag}>"
        for name, _, day in (each.partition(" ") for each in pages)
    )
    root = "urlset" if tag == "url" else "sitemapindex"
    headers.setdefault("Content_Type", "application/xml")
    server.answer(path, f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{root}>', **headers)


def visit(times: int = 1) -> int:
    """Visit every host that is due, so many times, as if the pauses between had passed; how many visits there were."""
    done = 0
    for _ in range(times):
        Host.objects.filter(lease_until=None).update(free_at=timezone.now() - timedelta(seconds=1))
        done += sum(visits.visit(host.pk) for host in Host.objects.due())
    return done


def paths(server: HostileServer) -> list[str]:
    return [asked.path for asked in server.asked]


def again(feed: Feed) -> Feed:
    """The feed, due to be asked once more."""
    Feed.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    return Feed.objects.get(pk=feed.pk)


def test_a_new_article_is_found_read_and_narrated_in_advance(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/stories/crab 2026-11-20")
    server.answer("/stories/crab", page("The crab"))
    assert visit(3) == 3
    assert paths(server) == ["/robots.txt", "/sitemap.xml", "/stories/crab"]
    article = Article.objects.get()
    assert (article.title, article.language, article.url) == ("The crab", "en", server.url("/stories/crab"))
    narration = Narration.objects.get()
    assert (narration.content, narration.priority) == (article.content, Priority.BACKFILL)
    assert narration.account_id == feed.site.account_id
    discovery = Discovery.objects.get()
    assert (discovery.state, discovery.article, discovery.failures) == (State.READ, article, 0)
    assert visit(3) == 0


def test_without_a_layout_articles_are_found_by_themselves_and_other_pages_passed_over(
    feed: Feed, server: HostileServer
) -> None:
    feed.site.layouts.all().delete()
    sitemap(server, "/", "/crab", "/contact")
    server.answer("/robots.txt", "", status="404 Not Found")
    server.answer("/crab", page("The crab").replace("It counted shells.", "It counted shells all day long. " * 60))
    server.answer("/contact", page("Contact").replace("It counted shells.", "Write to us."))
    visit(4)
    feed.refresh_from_db()
    assert feed.report["skipped"] == [
        {"reason": "it is the first page of its host", "count": 1, "example": server.url("/")}
    ]
    assert [(article.title, article.url) for article in Article.objects.all()] == [("The crab", server.url("/crab"))]
    silent = Discovery.objects.get(url=server.url("/contact"))
    assert silent.state == State.SKIPPED
    assert "taken for no article" in silent.reason


def test_a_fetched_page_is_kept_with_its_address_its_story_and_its_other_versions(
    feed: Feed, server: HostileServer
) -> None:
    head = (
        "<link rel=canonical href=/stories/crab><link rel=alternate hreflang=es href=/es/crab>"
        '<body data-readalong-story="crab" data-readalong-lang=en-GB>'
    )
    sitemap(server, "/stories/crab?ref=feed")
    server.answer("/robots.txt", "", status="404 Not Found")
    server.answer("/stories/crab?ref=feed", page("The crab").replace("<article>", f"{head}<article>"))
    visit(3)
    article = Article.objects.get()
    assert (article.url, article.language) == (server.url("/stories/crab"), "en-GB")
    assert article.story is not None
    assert article.story.key == "story crab"
    assert article.alternates == [server.url("/es/crab").removeprefix("http://")]


def test_what_was_named_and_what_was_passed_over_stands_at_the_feed(feed: Feed, server: HostileServer) -> None:
    Site.objects.update(unconfigured=False)
    sitemap(server, "/stories/crab", "/about", "/login")
    visit(2)
    feed.refresh_from_db()
    assert (feed.kind, feed.error, feed.known) == ("sitemap", "", True)
    assert feed.report == {
        "named": 3,
        "taken": 1,
        "new": 1,
        "skipped": [{"reason": "no layout matches the address", "count": 2, "example": server.url("/about")}],
    }


def test_pages_of_other_origins_are_passed_over(feed: Feed, server: HostileServer) -> None:
    foreign = (
        "https://elsewhere.example/stories/x",
        "http://169.254.169.254/stories/x",
        "javascript:alert(1)",
        "http://[/",
    )
    rows = "".join(f"<item><link>{url}</link></item>" for url in foreign)
    server.answer("/sitemap.xml", f"<rss><channel>{rows}</channel></rss>", Content_Type="application/rss+xml")
    visit(3)
    feed.refresh_from_db()
    assert (feed.kind, feed.report["taken"], Discovery.objects.count()) == ("RSS", 0, 0)
    assert {row["reason"] for row in feed.report["skipped"]} == {"not of the site's origins", "no address of a page"}
    assert paths(server) == ["/robots.txt", "/sitemap.xml"]


def test_an_unchanged_feed_is_asked_conditionally(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/stories/crab", ETag='"s1"')
    visit(2)
    server.answer("/sitemap.xml", status="304 Not Modified")
    Discovery.objects.update(state=State.READ)
    again(feed)
    visit()
    assert server.asked[-1].headers["if-none-match"] == '"s1"'
    feed.refresh_from_db()
    assert (feed.error, feed.report["named"]) == ("", 1)
    assert feed.next_at > timezone.now() + timedelta(minutes=13)


def test_a_page_is_read_again_when_the_feed_says_it_has_changed(feed: Feed, server: HostileServer) -> None:
    for day, title in (("2026-11-20", "The crab"), ("2026-11-20", "The crab"), ("2026-11-21", "The crab again")):
        sitemap(server, f"/stories/crab {day}")
        server.answer("/stories/crab", page(title))
        again(feed)
        visit(3)
    assert paths(server).count("/stories/crab") == 2
    assert Article.objects.get().title == "The crab again"
    assert sorted(Narration.objects.values_list("state", flat=True)) == ["cancelled", "queued"]


def test_older_articles_are_read_a_few_a_day_and_new_ones_at_once(feed: Feed, server: HostileServer) -> None:
    Feed.objects.update(daily_limit=2)
    for number in range(6):
        server.answer(f"/stories/{number}", page(f"Story {number}"))
    sitemap(server, *(f"/stories/{number} 2026-11-0{number + 1}" for number in range(5)))
    visit(8)
    assert paths(server)[2:] == ["/stories/4", "/stories/3"]
    sitemap(server, *(f"/stories/{number} 2026-11-0{number + 1}" for number in range(6)))
    again(feed)
    visit(4)
    assert paths(server)[4:] == ["/sitemap.xml", "/stories/5"]
    Discovery.objects.filter(older=True, state=State.READ).update(fetched_at=timezone.now() - timedelta(hours=25))
    visit(4)
    assert paths(server)[6:] == ["/stories/2", "/stories/1"]


def test_a_limit_of_none_reads_new_articles_alone(feed: Feed, server: HostileServer) -> None:
    Feed.objects.update(daily_limit=0)
    sitemap(server, "/stories/old")
    visit(4)
    sitemap(server, "/stories/old", "/stories/new")
    again(feed)
    visit(4)
    assert [path for path in paths(server) if path.startswith("/stories")] == ["/stories/new"]


def test_the_sitemaps_of_an_index_are_asked_when_they_have_changed(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/a.xml 2026-11-01", "/b.xml 2026-11-02", tag="sitemap")
    sitemap(server, "/stories/a", path="/a.xml")
    sitemap(server, "/stories/b", path="/b.xml")
    visit(4)
    assert sorted(paths(server)[1:4]) == ["/a.xml", "/b.xml", "/sitemap.xml"]
    assert set(Discovery.objects.values_list("feed", "older")) == {(feed.pk, True)}
    Discovery.objects.update(state=State.READ)
    sitemap(server, "/a.xml 2026-11-01", "/b.xml 2026-11-20", "/c.xml 2026-11-20", tag="sitemap")
    sitemap(server, "/stories/b", "/stories/new", path="/b.xml")
    sitemap(server, "/stories/c", path="/c.xml")
    Feed.objects.filter(index=None).update(next_at=timezone.now())
    asked = len(server.asked)
    visit(3)
    assert sorted(paths(server)[asked:]) == ["/b.xml", "/c.xml", "/sitemap.xml"]
    assert set(Discovery.objects.filter(older=False).values_list("url", flat=True)) == {
        server.url("/stories/new"),
        server.url("/stories/c"),
    }


def test_an_index_within_an_index_is_told(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/a.xml", tag="sitemap")
    sitemap(server, "/b.xml", path="/a.xml", tag="sitemap")
    visit(3)
    assert "An index within an index" in feed.parts.get().error


# ---------------------------------------------------------------------------------------------------------- politeness


def test_robots_txt_is_asked_first_and_obeyed(feed: Feed, server: HostileServer) -> None:
    server.answer("/robots.txt", "User-agent: readalong\nDisallow: /stories/secret\n", Content_Type="text/plain")
    sitemap(server, "/stories/crab", "/stories/secret")
    server.answer("/stories/crab", page("The crab"))
    visit(5)
    assert paths(server) == ["/robots.txt", "/sitemap.xml", "/stories/crab"]
    skipped = Discovery.objects.get(url=server.url("/stories/secret"))
    assert (skipped.state, skipped.reason) == (State.SKIPPED, "The host's robots.txt does not want it fetched.")


def test_a_feed_that_robots_txt_does_not_want_asked_says_so(feed: Feed, server: HostileServer) -> None:
    server.answer("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    visit(3)
    assert paths(server) == ["/robots.txt"]
    feed.refresh_from_db()
    assert "robots.txt does not want it fetched" in feed.error


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slow Down"])
def test_a_host_whose_robots_txt_fails_is_left_alone(feed: Feed, server: HostileServer, status: str) -> None:
    server.answer("/robots.txt", status=status)
    assert visits.visit(feed.host_id)
    assert paths(server) == ["/robots.txt"]
    assert Host.objects.get().free_at > timezone.now() + timedelta(minutes=8)
    feed.refresh_from_db()
    assert feed.error.startswith("Waiting for the host's robots.txt")


def test_between_two_requests_there_is_a_pause_and_the_hosts_own_where_it_is_longer(
    feed: Feed, server: HostileServer
) -> None:
    server.answer("/robots.txt", "User-agent: *\nCrawl-delay: 30\n", Content_Type="text/plain")
    visits.visit(feed.host_id)
    assert not visits.visit(feed.host_id)
    assert timedelta(seconds=3) < Host.objects.get().free_at - timezone.now() < timedelta(seconds=6)
    visit()
    assert timedelta(seconds=25) < Host.objects.get().free_at - timezone.now() < timedelta(seconds=34)


@pytest.mark.parametrize(
    ("retry_after", "least_s", "most_s"),
    [("600", 500, 700), ("", 100, 140), ("999999999", 19_000, 24_000), ("rubbish", 100, 140)],
)
def test_a_busy_host_is_left_alone_for_as_long_as_it_says(
    feed: Feed, server: HostileServer, retry_after: str, least_s: int, most_s: int
) -> None:
    server.answer("/sitemap.xml", status="503 Busy", Retry_After=retry_after)
    visit(2)
    pause = Host.objects.get().free_at - timezone.now()
    assert timedelta(seconds=least_s) < pause < timedelta(seconds=most_s)


def test_a_feed_that_fails_is_asked_less_and_less_often(feed: Feed, server: HostileServer) -> None:
    waits = []
    for _ in range(3):
        again(feed)
        visit(2)
        feed.refresh_from_db()
        waits.append(round((feed.next_at - timezone.now()) / timedelta(minutes=30)))
    assert waits == [1, 2, 4]
    assert feed.error == f"{feed.url} answered 404."
    sitemap(server)
    again(feed)
    visit(2)
    feed.refresh_from_db()
    assert (feed.failures, feed.error) == (0, "")


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        ("<html><body>Sign in", "text/html", "begins with <html>"),
        ("hello", "text/plain", "neither XML nor a list"),
        (b"\x1f\x8b\x00", "application/gzip", "cannot be unpacked"),
        ("%PDF", "application/pdf", "Taken are"),
    ],
)
def test_what_is_no_feed_is_told_in_words(
    feed: Feed, server: HostileServer, body: str | bytes, content_type: str, said: str
) -> None:
    server.answer("/sitemap.xml", body, Content_Type=content_type)
    visit(2)
    feed.refresh_from_db()
    assert said in feed.error


# ---------------------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<html lang=en><p>Nothing for the layout.", "The layout “Stories” finds nothing to read on this page."),
        (
            '<html lang=en><script type="application/ld+json">{"isAccessibleForFree": "False"}</script><article><p>Teaser',
            "The page says that it is not free to read.",
        ),
        ("<article><h1>The crab</h1><p>It counted.</article>", "The page does not name its language."),
    ],
)
def test_a_page_that_is_not_read_says_why(feed: Feed, server: HostileServer, html: str, said: str) -> None:
    sitemap(server, "/stories/crab")
    server.answer("/stories/crab", html)
    visit(4)
    discovery = Discovery.objects.get()
    assert (discovery.state, discovery.reason.startswith(said)) == (State.SKIPPED, True), discovery.reason
    assert not Article.objects.exists()


def test_a_page_that_is_gone_is_given_up_at_once(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/stories/gone")
    visit(6)
    assert paths(server).count("/stories/gone") == 1
    assert Discovery.objects.get().state == State.FAILED


def test_a_page_that_fails_is_tried_five_times_at_growing_intervals(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/stories/crab")
    server.answer("/stories/crab", status="500 Oops")
    visit(2)
    waits = []
    while (discovery := Discovery.objects.get()).state == State.WAITING:
        Discovery.objects.update(next_at=timezone.now())
        visit()
        waits.append(round((Discovery.objects.get().next_at - timezone.now()) / timedelta(minutes=5)))
    assert waits[:3] == [1, 4, 16]
    assert (len(waits), discovery.state) == (MOST_FAILURES, State.FAILED)
    assert paths(server).count("/stories/crab") == MOST_FAILURES


def test_a_page_at_which_workers_die_is_given_up(
    feed: Feed, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise SystemExit  # As a killed worker, it writes nothing any more.

    sitemap(server, "/stories/crab")
    server.answer("/stories/crab", page("The crab"))
    visit(2)
    monkeypatch.setattr(arrivals, "take_in_fetched", die)
    for _ in range(MOST_FAILURES):
        Discovery.objects.update(next_at=timezone.now())
        with pytest.raises(SystemExit):
            visit()
    assert visit() == 0
    discovery = Discovery.objects.get()
    assert (discovery.state, "ended before" in discovery.reason) == (State.FAILED, True)


def test_a_worker_that_was_killed_gives_the_host_back_when_its_lease_runs_out(
    feed: Feed, server: HostileServer
) -> None:
    host = Host.objects.claim(feed.host_id)
    assert host
    assert Host.objects.claim(feed.host_id) is None
    assert not Host.objects.due()
    Host.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert visits.visit(feed.host_id)
    host.release(timedelta(0))
    assert Host.objects.get().free_at > timezone.now(), "a worker that comes back late changes nothing"


@pytest.mark.django_db(transaction=True)
def test_a_host_gets_one_request_at_a_time_from_any_number_of_workers(feed: Feed, server: HostileServer) -> None:
    def slow(stream: object) -> None:
        time.sleep(0.3)

    server.handlers["/robots.txt"] = slow

    def work(_: int) -> bool:
        try:
            return visits.visit(feed.host_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(work, range(4))) == [False, False, False, True]
    assert paths(server) == ["/robots.txt"]


def test_what_people_ask_for_by_name_comes_first_whatever_robots_txt_says(feed: Feed, server: HostileServer) -> None:
    server.answer("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    server.answer("/stories/now", page("Now"))
    for _ in range(3):
        announced = Discovery.objects.announce(feed.site, server.url("/stories/now"), Discovery.Source.WEBHOOK)
    visit()
    assert paths(server) == ["/stories/now"]
    announced.refresh_from_db()
    assert announced.state == State.READ


def test_a_page_announced_again_while_it_is_fetched_is_fetched_once_more(feed: Feed, server: HostileServer) -> None:
    url = server.url("/stories/now")
    discovery = Discovery.objects.announce(feed.site, url, Discovery.Source.WEBHOOK)
    Discovery.objects.announce(feed.site, url, Discovery.Source.WEBHOOK)
    discovery.end(State.READ)
    assert Discovery.objects.get().state == State.WAITING


def test_a_feed_that_is_switched_off_is_not_asked_nor_are_its_parts(feed: Feed, server: HostileServer) -> None:
    sitemap(server, "/a.xml", tag="sitemap")
    visit(2)
    assert feed.parts.count() == 1
    Feed.objects.filter(pk=feed.pk).update(active=False)
    Feed.objects.update(next_at=timezone.now())
    assert visit() == 0


def test_the_beat_rings_for_hosts_that_are_due(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[tuple[int, ...]] = []
    monkeypatch.setattr(tasks.visit_host, "apply_async", lambda args, **_: rung.append(args))
    tasks.visit_hosts()
    Feed.objects.update(next_at=timezone.now() + timedelta(hours=1))
    tasks.visit_hosts()
    assert rung == [(feed.host_id,)]
