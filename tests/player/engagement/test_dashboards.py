"""The dashboards: what they count, for whom, and how they look when there is nothing to count."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from player.articles.models import Article, Delivery, Story
from player.engagement import rollups
from player.engagement.models import ChangedDay, LauncherView, PlaybackSession, Refusal
from player.sites import sightings
from player.sites.models import Site
from synthesis.models import Content, Narration, Spending
from synthesis.rights import Role
from synthesis.text.blocks import Block
from tests.pages import Page
from tests.player.engagement import simulated
from tests.player.engagement.simulated import Narration as Simulated
from tests.player.rows import (
    LENGTH_MS,
    make_article,
    make_feed,
    make_member,
    make_narration,
    make_session,
    make_site,
    signed_in,
)

pytestmark = pytest.mark.django_db

TABS = ("", "/now", "/articles", "/levels", "/health")


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def staff(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def played(article: Article, heard_ms: int = LENGTH_MS, *, days_ago: float = 1, **facts: Any) -> PlaybackSession:
    """Somebody heard the beginning of the article, yesterday if nothing else is said."""
    session = make_session(article, heard_ms, days_ago=days_ago)
    PlaybackSession.objects.filter(pk=session.pk).update(**facts)
    return session


def roll_up() -> None:
    """What the worker does every minute, here whether or not it is due."""
    for site, day in {*days_of(PlaybackSession), *days_of(LauncherView)}:
        changed, _ = ChangedDay.objects.get_or_create(
            site_id=site, day=day, defaults={"changing_until": timezone.now()}
        )
        rollups.rebuild(changed.pk)


def days_of(model: type) -> list[tuple[int, Any]]:
    return list(model.objects.values_list("site", "day"))  # type: ignore[attr-defined]


def get(client: Client, path: str, **query: str) -> str:
    roll_up()
    response = client.get(f"/dashboard/{path}", query)
    assert response.status_code == 200
    return response.content.decode()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def figures(page: str) -> dict[str, str]:
    """The cards: name to number."""
    cards = re.findall(r"<div class=\"card figure[^\"]*\"><dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {plain(name): plain(number) for name, number in cards}


def rows(page: str, heading: str) -> list[list[str]]:
    """The table under a heading, its cells as they are read."""
    body = re.split(rf">{heading}<", page, maxsplit=1)[1].split("<tbody", 1)[1].split("</tbody>", 1)[0]
    body = re.sub(
        r"<span class=\"cell-name\".*?</span>|<span class=\"facts\">.*?</span></span>|<span class=\"chip\">.*?</span>",
        "",
        body,
    )
    found = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in found]


def titles(page: str) -> list[str]:
    table = page.split("articles-title", 1)[1]
    return [plain(title) for title in re.findall(r"scope=\"row\" class=\"title\">\s*<a.*?>(.*?)</a>", table, re.DOTALL)]


def numbers(page: str) -> list[list[str]]:
    """Plays, half and completed of each article, in the order of the page."""
    found = re.findall(r"<td role=\"cell\" class=\"(?:count plays|part)\">(.*?)</td>", page, re.DOTALL)
    cells = [plain(re.sub(r"<span class=\"cell-name\".*?</span>", "", cell)) for cell in found]
    return [cells[at : at + 3] for at in range(0, len(cells), 3)]


class TestOverview:
    def test_plays_halves_and_completions_are_counted_exactly(self, staff: Client, tidepool: Site) -> None:
        crab, squid = make_article(tidepool, "The crab that counted"), make_article(tidepool, "The squid")
        for heard_ms in (10_000, 49_999, 50_000, 94_999, 95_000, LENGTH_MS):
            played(crab, heard_ms)
        played(squid)
        page = get(staff, "tidepool")
        assert figures(page) == {"Plays": "7", "Heard half": "71 %", "Completed": "43 %", "Time heard": "8 min 19 s"}
        assert "43 of 100 who pressed Listen heard the whole article" in plain(page)
        assert re.findall(r"(\S+ plays?) 1 min 11 s a play|(5 plays)|(3 plays)", plain(page))

    def test_the_most_played_article_stands_first(self, staff: Client, tidepool: Site) -> None:
        for title, plays in (("Once", 1), ("Three times", 3), ("Twice", 2)):
            article = make_article(tidepool, title)
            for _ in range(plays):
                played(article)
        page = get(staff, "tidepool").split("Most played", 1)[1]
        assert re.findall(r"dir=\"auto\">([^<]+)</a>", page) == ["Three times", "Twice", "Once"]

    def test_a_period_counts_the_days_before_today(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        for days_ago in (0, 1, 7, 8, 28, 29, 84, 85, 364, 365):
            played(article, days_ago=days_ago)
        plays = {
            days: figures(get(staff, "tidepool", days=days))["Plays"].split()[0]
            for days in ("today", "7", "28", "84", "364", "all")
        }
        assert plays == {"today": "1", "7": "2", "28": "4", "84": "6", "364": "8", "all": "10"}

    def test_more_than_before_is_said_in_percent_and_in_points(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        for number in range(10):
            played(article, LENGTH_MS if number < 6 else 1000, days_ago=40)
        for number in range(12):
            played(article, LENGTH_MS if number < 6 else 1000, days_ago=3)
        cards = figures(get(staff, "tidepool"))
        assert cards["Plays"] == "12 ▲ up by 20 %"
        assert cards["Completed"] == "50 % ▼ down by 10 points"

    def test_views_without_a_play_make_the_play_rate(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        session = played(article)
        for _ in range(3):
            see(article, session)
        page = plain(get(staff, "tidepool"))
        assert "25 % of 4 who saw the button" in page

    def test_the_first_plays_of_a_new_site_show_on_their_day(self, staff: Client, tidepool: Site) -> None:
        played(make_article(tidepool, "The crab"), days_ago=0)
        page = get(staff, "tidepool")
        assert figures(page)["Plays"] == "1"
        assert 'href="?days=today" aria-current="page"' in page
        assert "No plays in this period" in get(staff, "tidepool", days="28")

    def test_every_bar_of_the_chart_has_its_row_in_the_table(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        played(article, 1000, days_ago=2)
        played(article, days_ago=2)
        played(article, days_ago=30)
        table = get(staff, "tidepool").split("The numbers", 1)[1]
        days = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", table)
        day = tidepool.today() - timedelta(days=2)
        assert len(days) == 28
        assert plain(days[-2]) == f"{day:%a} {day.day} {day:%b %Y} 2 1 1 1"

    def test_a_site_without_plays_shows_what_to_do_and_the_tag(self, staff: Client, tidepool: Site) -> None:
        page = unescape(get(staff, "tidepool"))
        assert "Three steps to the first play" in page
        assert '<script async src="http://testserver/v1/readalong.js" data-site="tidepool"></script>' in page
        assert "https://tidepool.example" in page
        assert "<svg" not in page.split("<main", 1)[1]

    def test_a_site_without_origins_says_that_no_page_may_use_it(self, staff: Client, tidepool: Site) -> None:
        tidepool.origins.all().delete()
        assert "No page may use the site yet" in get(staff, "tidepool")

    def test_a_quiet_month_points_to_the_plays_before_it(self, staff: Client, tidepool: Site) -> None:
        played(make_article(tidepool, "The crab"), days_ago=45)
        page = get(staff, "tidepool")
        assert "No plays in this period" in page
        assert 'href="?days=all"' in page


def see(article: Article, session: PlaybackSession) -> None:
    """The launcher came on a reader's screen, on the day of the session."""
    day, recording = PlaybackSession.objects.values_list("day", "recording").get(pk=session.pk)
    LauncherView.objects.create(
        id=uuid4(), site=article.site, day=day, article=article, recording_id=recording, device="phone"
    )


class TestArticles:
    def test_every_figure_of_an_article_is_right(self, staff: Client, tidepool: Site) -> None:
        crab, squid = make_article(tidepool, "The crab"), make_article(tidepool, "The squid")
        for heard_ms in (10_000, 49_999, 50_000, 94_999, 95_000, LENGTH_MS):
            played(crab, heard_ms)
        played(squid)
        page = get(staff, "tidepool/articles")
        assert titles(page) == ["The crab", "The squid"]
        assert numbers(page) == [["6", "67 % 4", "33 % 2"], ["1", "100 % 1", "100 % 1"]]

    def test_articles_stand_in_the_order_that_is_asked_for(self, staff: Client, tidepool: Site) -> None:
        shares = {"Often": [1000] * 14, "Finished": [LENGTH_MS] * 10, "Half": [60_000] * 11, "Rarely": [LENGTH_MS] * 2}
        for title, heard in shares.items():
            article = make_article(tidepool, title)
            for heard_ms in heard:
                played(article, heard_ms)
        orders = {
            order: titles(get(staff, "tidepool/articles", order=order))
            for order in ("played", "heard", "finished", "left")
        }
        assert orders == {
            "played": ["Often", "Half", "Finished", "Rarely"],
            "heard": ["Finished", "Half", "Rarely", "Often"],
            # With two plays, one reader decides: such articles stand at the end.
            "finished": ["Finished", "Often", "Half", "Rarely"],
            "left": ["Often", "Half", "Finished", "Rarely"],
        }

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"q": "CRAB"}, ["The crab"]),
            ({"q": "/sea/"}, ["The crab", "The squid"]),
            ({"q": "100%"}, []),
            ({"language": "es-419"}, ["El pulpo"]),
            ({"level": "2"}, ["The squid"]),
            ({"level": ""}, ["El pulpo"]),
            ({"level": "*"}, ["El pulpo", "The crab", "The squid"]),
            ({"section": "sea"}, ["The crab", "The squid"]),
            ({"voice": "en-US"}, ["El pulpo", "The crab", "The squid"]),
            ({"voice": "nobody"}, []),
            ({"section": "sea", "level": "1"}, ["The crab"]),
            ({"section": "sea' OR 1=1 --"}, []),
            ({"q": "\0", "language": "\0"}, ["El pulpo", "The crab", "The squid"]),
        ],
    )
    def test_articles_are_searched_and_filtered(
        self, staff: Client, tidepool: Site, query: dict[str, str], found: list[str]
    ) -> None:
        for title, language, level, path in (
            ("The crab", "en-US", "1", "sea/crab"),
            ("The squid", "en-US", "2", "sea/squid"),
            ("El pulpo", "es-419", "", "el-pulpo"),
        ):
            content = Content.objects.keep(language, [Block("title", title)])
            played(Article.objects.note(tidepool, f"https://tidepool.example/{path}", title, level, content))
        assert sorted(titles(get(staff, "tidepool/articles", **query))) == found

    def test_what_can_be_chosen_is_what_there_is(self, staff: Client, tidepool: Site) -> None:
        for path in ("sea/crab", "land/fox", "alone"):
            content = Content.objects.keep("en-US", [Block("title", path)])
            played(Article.objects.note(tidepool, f"https://tidepool.example/{path}", path, "", content))
        page = get(staff, "tidepool/articles")
        assert re.findall(r"<option value=\"(\w*)\"", page) == ["", "land", "sea"]
        assert "Voice</label>" not in page

    def test_days_of_ones_own_choice(self, staff: Client, tidepool: Site) -> None:
        today = tidepool.today()
        for back, title in ((3, "Inside"), (5, "Too early"), (1, "Too late")):
            played(make_article(tidepool, title), days_ago=back)
        day = str(today - timedelta(days=3))
        page = get(staff, "tidepool/articles", **{"from": day, "to": day})
        assert titles(page) == ["Inside"]
        assert f"?from={day}&amp;to={day}" in page.replace("&to", "&amp;to")

    def test_more_articles_than_fit_a_page_are_on_the_next(self, staff: Client, tidepool: Site) -> None:
        for number in range(51):
            played(make_article(tidepool, f"Story {number:02}"))
        first = get(staff, "tidepool/articles", order="heard")
        second = get(staff, "tidepool/articles", order="heard", page="2")
        assert (len(titles(first)), len(titles(second))) == (50, 1)
        assert 'rel="next" href="?days=28&amp;order=heard&amp;page=2"' in first
        assert 'rel="prev" href="?days=28&amp;order=heard"' in second
        assert {*titles(first), *titles(second)} == {f"Story {number:02}" for number in range(51)}
        assert "No more articles" in get(staff, "tidepool/articles", page="3")

    @pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "page=²", "order=nothing", "level=%00"])
    def test_a_query_that_makes_no_sense_breaks_nothing(self, staff: Client, tidepool: Site, query: str) -> None:
        played(make_article(tidepool, "The crab"))
        roll_up()
        response = staff.get(f"/dashboard/tidepool/articles?{query}")
        assert response.status_code == 200
        assert titles(response.content.decode()) == ["The crab"]

    def test_a_period_without_articles_says_how_they_come(self, staff: Client, tidepool: Site) -> None:
        assert "An article stands here from the first reader on" in get(staff, "tidepool/articles")


class TestArticle:
    """Simulated readers whose truth is known, whose beacons came twice and backwards."""

    @pytest.fixture
    def page(self, site: Site) -> Page:
        text = " ".join(f"Sentence number {number} tells of the crab and the sea." for number in range(7))
        return Page(site.key, (Block("title", "The crab"), Block("paragraph", text), Block("paragraph", "It slept.")))

    @pytest.fixture
    def narration(self, client: Client, page: Page) -> Simulated:
        manifest = page.voiced(client)
        times = [(sentence["start_ms"], sentence["end_ms"]) for sentence in manifest["sentences"]]
        return Simulated(manifest["duration_ms"], times)

    def hear(self, client: Client, page: Page, readers: list[simulated.Reader]) -> None:
        began = timezone.now().replace(hour=12)  # Nobody listens past midnight: that would be two days.
        for reader in readers:
            for beacon in [*reader.beacons, *reversed(reader.beacons)]:
                with patch.object(
                    timezone, "now", lambda beacon=beacon: began + timedelta(milliseconds=beacon["at_ms"])
                ):
                    assert page.beacon(client, **beacon).status_code == 204

    def test_each_sentence_shows_exactly_who_was_listening(
        self, client: Client, site: Site, page: Page, narration: Simulated
    ) -> None:
        readers = [
            *(simulated.finishes(narration) for _ in range(4)),
            *(simulated.gives_up_at(narration, 3) for _ in range(5)),
            simulated.seeks_to_the_end(narration),
            simulated.listens_twice(narration),
            simulated.only_looks(narration),
        ]
        self.hear(client, page, readers)
        article = site.articles.get()
        found = get(signed_in(make_member("nora", site)), f"tidepool/articles/{article.pk}", days="today")
        listening = [sum(at in reader.sentences for reader in readers) for at in range(len(narration.sentences))]
        again = [sum(reader.replays.get(at, 0) for reader in readers) for at in range(len(narration.sentences))]
        table = found.split("The numbers", 1)[1].split("</tbody>", 1)[0]
        cells = [plain(row) for row in re.findall(r"<tr><td.*?</tr>", table)]
        assert [int(row.split()[-4]) for row in cells] == listening
        assert [int(row.split()[-1]) for row in cells] == again
        assert figures(found)["Plays"] == "11"
        assert figures(found)["Completed"] == "45 %"
        # Five of the ten who had heard sentence 4 left there.
        assert "50 of 100 who heard sentence 4 did not hear the next" in plain(found)
        assert re.search(r'id="s4" class="sentence t\d+[^"]* loss"', found)

    def test_the_text_is_there_word_for_word(
        self, client: Client, site: Site, page: Page, narration: Simulated
    ) -> None:
        self.hear(client, page, [simulated.finishes(narration)])
        found = get(signed_in(make_member("nora", site)), f"tidepool/articles/{site.articles.get().pk}", days="today")
        text = found.split('class="heard-text"', 1)[1].split("</div>", 1)[0].split(">", 1)[1]
        blocks = re.findall(r"<p class=\"kind-[^>]*>(.*?)</p>", text)
        assert [unescape(re.sub("<[^>]*>", "", block)) for block in blocks] == [block.text for block in page.blocks]

    def test_a_narration_that_is_still_being_spoken_says_so(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        played(article)
        page = get(staff, f"tidepool/articles/{article.pk}")
        assert "The narration is still being spoken" in page

    def test_versions_of_a_story_stand_side_by_side(self, staff: Client, tidepool: Site) -> None:
        story = Story.objects.create(site=tidepool, key="story crab")
        easy, hard = make_article(tidepool, "Easy", level="1"), make_article(tidepool, "Hard", level="3")
        Article.objects.update(story=story)
        for heard_ms in (LENGTH_MS, LENGTH_MS, 1000):
            played(easy, heard_ms)
        page = get(staff, f"tidepool/articles/{hard.pk}", days="7")
        assert "Not seen in this period" in page
        played(hard, 1000)
        page = get(staff, f"tidepool/articles/{hard.pk}").split("Versions of this story", 1)[1]
        versions = [plain(each) for each in re.split(r'<div class="version(?: version-here)?">', page)[1:]]
        assert re.search(r"Easy en-US Level 1 Plays 3 Heard half 67 % Completed 67 %", versions[0])
        assert re.search(r"Hard en-US Level 3 Plays 1 Heard half 0 % Completed 0 %", versions[1])

    def test_an_edit_stands_on_the_time_line_and_in_the_list(self, staff: Client, tidepool: Site) -> None:
        article = make_article(tidepool, "The crab")
        new = Content.objects.keep(
            "en-US", [Block("title", "The crab"), Block("paragraph", "Two."), Block("paragraph", "Three.")]
        )
        Article.objects.note(tidepool, article.url, "The crab", "", new)
        for back, delivery in zip((20, 3), Delivery.objects.order_by("pk"), strict=True):
            Delivery.objects.filter(pk=delivery.pk).update(adopted_at=timezone.now() - timedelta(days=back))
        played(article, days_ago=2)
        page = get(staff, f"tidepool/articles/{article.pk}")
        assert page.count('class="plot-event"') == 1
        assert "2 paragraphs written, 1 paragraph taken out" in plain(page)

    def test_the_text_before_an_edit_can_be_looked_at(
        self, client: Client, site: Site, page: Page, narration: Simulated
    ) -> None:
        self.hear(client, page, [simulated.finishes(narration), simulated.finishes(narration)])
        article = site.articles.get()
        edited = Page(site.key, (*page.blocks, Block("paragraph", "And woke.")), url=page.url)
        manifest = edited.voiced(client)
        Delivery.objects.latest("pk").adopt()
        times = [(sentence["start_ms"], sentence["end_ms"]) for sentence in manifest["sentences"]]
        self.hear(client, edited, [simulated.finishes(Simulated(manifest["duration_ms"], times))])
        staff = signed_in(make_member("nora", site))
        now = get(staff, f"tidepool/articles/{article.pk}", days="today")
        assert "1 play of what the article says now" in plain(now)
        assert "And woke." in now
        before = re.findall(r"text=(\d+)\">Show this text", now)
        assert len(before) == 1
        then = get(staff, f"tidepool/articles/{article.pk}", days="today", text=before[0])
        assert "2 plays of a text that the article had at another time" in plain(then)
        assert "And woke." not in then.split("heard-text", 1)[1].split("The numbers", 1)[0]

    def test_an_article_of_another_site_is_not_there(self, staff: Client, tidepool: Site) -> None:
        foreign = make_article(make_site("harbor"), "The ferry")
        assert staff.get(f"/dashboard/tidepool/articles/{foreign.pk}").status_code == 404
        assert staff.get("/dashboard/tidepool/articles/99999999999999999999").status_code == 404


class TestLevels:
    def test_groups_add_up_to_all_and_are_counted_exactly(self, staff: Client, tidepool: Site) -> None:
        easy, hard = make_article(tidepool, "Easy", level="1"), make_article(tidepool, "Hard", level="3")
        for heard_ms in (LENGTH_MS, LENGTH_MS, 60_000, 1000):
            played(easy, heard_ms)
        played(hard, 1000, device="desktop", source="badge")
        page = get(staff, "tidepool/levels")
        assert [row[:5] for row in rows(page, "By reading level")] == [
            ["Level 1", "4 80 %", "100 %", "75 % 3", "50 % 2"],
            ["Level 3", "1 20 %", "100 %", "0 % 0", "0 % 0"],
        ]
        assert [row[:2] for row in rows(page, "By device")] == [["phone", "4 80 %"], ["desktop", "1 20 %"]]
        assert [row[:2] for row in rows(page, "By what they were started from")] == [
            ["launcher", "4 80 %"],
            ["badge", "1 20 %"],
        ]
        assert [row[0] for row in rows(page, "By voice")] == ["en-US (silent)"]

    def test_views_without_a_play_count_for_a_language_and_not_for_a_source(
        self, staff: Client, tidepool: Site
    ) -> None:
        article = make_article(tidepool, "The crab")
        session = played(article)
        see(article, session)
        page = get(staff, "tidepool/levels")
        assert rows(page, "By language")[0][:3] == ["en-US", "1 100 %", "50 %"]
        assert len(rows(page, "By what they were started from")) == 1

    def test_the_level_that_is_finished_most_often_is_named(self, staff: Client, tidepool: Site) -> None:
        for level, heard_ms in (("1", LENGTH_MS), ("2", 1000)):
            article = make_article(tidepool, f"Level {level}", level=level)
            for _ in range(10):
                played(article, heard_ms)
        assert "Level 1 is heard to the end most often: by 100 of 100" in plain(get(staff, "tidepool/levels"))

    def test_levels_and_languages_are_crossed(self, staff: Client, tidepool: Site) -> None:
        for language, level in (("en-US", "1"), ("en-US", "2"), ("es-419", "2")):
            content = Content.objects.keep(language, [Block("title", language + level)])
            played(Article.objects.note(tidepool, f"https://tidepool.example/{language}{level}", "x", level, content))
        table = rows(get(staff, "tidepool/levels"), "Completed, by level and language")
        assert table == [["Level 1", "100 % of 1 play", "–"], ["Level 2", "100 % of 1 play", "100 % of 1 play"]]

    def test_an_empty_period_says_what_will_stand_here(self, staff: Client, tidepool: Site) -> None:
        assert "No plays in this period" in get(staff, "tidepool/levels")


class TestNow:
    def test_who_has_been_heard_within_the_last_minute_is_listening(self, staff: Client, tidepool: Site) -> None:
        crab, squid = make_article(tidepool, "The crab"), make_article(tidepool, "The squid")
        now = timezone.now()
        for article, ago in ((crab, 5), (crab, 50), (squid, 20), (squid, 90), (squid, 4000)):
            played(article, 50_000, days_ago=ago / 86400, seen_at=now - timedelta(seconds=ago), day=tidepool.today())
        page = get(staff, "tidepool/now")
        assert "3 readers are listening now" in plain(page)
        assert rows(page, "What they are listening to") == [["The crab", "2", "50 %"], ["The squid", "1", "50 %"]]
        assert "4 began in the last half hour" in plain(page)

    def test_what_is_asked_for_again_is_a_part_of_the_page(self, staff: Client, tidepool: Site) -> None:
        live = get(staff, "tidepool/now", live="")
        assert "<html" not in live
        assert plain(live).split("As of")[0] in plain(get(staff, "tidepool/now"))

    def test_days_and_times_are_those_of_the_site(self, staff: Client, tidepool: Site) -> None:
        Site.objects.filter(pk=tidepool.pk).update(time_zone="Asia/Tokyo")
        with patch.object(timezone, "now", lambda: datetime(2026, 3, 4, 20, tzinfo=UTC)):
            assert "As of 05:00:00, Asia/Tokyo" in plain(staff.get("/dashboard/tidepool/now").content.decode())


class TestHealth:
    def test_articles_are_counted_by_how_far_they_are(self, staff: Client, tidepool: Site) -> None:
        states = ("ready", "ready", "queued", "speaking", "failed", "held")
        for number, state in enumerate(states):
            narration = make_narration(make_article(tidepool, f"Story {number}", text=f"Number {number}."))
            Narration.objects.filter(pk=narration.pk).update(state=state, error="The engine <b>is</b> away.")
        make_article(tidepool, "Nobody asked")
        page = get(staff, "tidepool/health")
        cards = figures(page)
        assert (cards["Articles voiced"], cards["Waiting"], cards["Failed"]) == ("2", "2", "1")
        assert "of 7; 1 nobody asked for yet" in plain(page)
        assert "The engine &lt;b&gt;is&lt;/b&gt; away." in page
        assert "1 article could not be voiced" in plain(page)

    def test_an_article_that_one_voice_failed_and_another_read_is_voiced(self, staff: Client, tidepool: Site) -> None:
        narration = make_narration(make_article(tidepool, "The crab"))
        Narration.objects.filter(pk=narration.pk).update(state="failed")
        Narration.objects.create(
            content=narration.content, engine="espeak", voice="en-us", lexicon=narration.lexicon, state="ready"
        )
        cards = figures(get(staff, "tidepool/health"))
        assert (cards["Articles voiced"], cards["Failed"]) == ("1", "0")

    def test_refused_beacons_are_shown_by_reason(self, staff: Client, tidepool: Site) -> None:
        yesterday = tidepool.today() - timedelta(days=1)
        for reason, back, count in (("robot", 0, 3), ("robot", 1, 2), ("quota", 0, 9), ("preview", 60, 1)):
            Refusal.objects.create(site=tidepool, day=yesterday - timedelta(days=back), reason=reason, count=count)
        page = get(staff, "tidepool/health")
        assert rows(page, "in this period")[:2] == [["Beyond the site’s share", "9"], ["From a robot", "5"]]
        assert "preview" not in plain(page.split("refused-title", 1)[1].split("</section>")[0])

    def test_installs_feeds_and_money_are_shown(self, staff: Client, tidepool: Site) -> None:
        sightings.note(tidepool, "https://tidepool.example", listed=True)
        make_feed(tidepool)
        Spending.objects.note(
            tidepool.account_id, "polly", "neural", requests=1, characters=1_234_567, micro_dollars=19_750_000
        )
        page = get(staff, "tidepool/health")
        assert rows(page, "Where the tag was seen")[0][::2] == ["https://tidepool.example", "none found yet"]
        assert rows(page, "Feeds")[0][0] == "https://tidepool.example/feed.xml"
        assert rows(page, "Characters and money this month") == [["polly neural", "1,234,567", "$19.75"]]

    def test_an_analyst_sees_neither_money_nor_feeds_nor_installs(self, tidepool: Site) -> None:
        make_feed(tidepool)
        page = get(signed_in(make_member("ana", tidepool, role=Role.ANALYST)), "tidepool/health")
        assert not {"Feeds", "Paid voices this month", "Where the tag was seen"} & set(re.findall(r">([^<]+)<", page))

    def test_figures_that_nobody_adds_up_are_late(self, staff: Client, tidepool: Site) -> None:
        long_ago = timezone.now() - timedelta(minutes=6)
        ChangedDay.objects.create(site=tidepool, day=tidepool.today(), changing_until=long_ago)
        assert "Figures are late" in staff.get("/dashboard/tidepool/health").content.decode()


class TestEveryPage:
    @pytest.fixture
    def article(self, tidepool: Site) -> Article:
        article = make_article(tidepool, "<script>alert(1)</script>", level="<b>2</b>")
        played(article, days_ago=0, seen_at=timezone.now())
        played(article)
        return article

    @pytest.fixture
    def paths(self, article: Article) -> list[str]:
        return [*(f"tidepool{tab}" for tab in TABS), f"tidepool/articles/{article.pk}"]

    def test_a_hostile_title_is_shown_as_text(self, staff: Client, paths: list[str]) -> None:
        shown = [path for path in paths if "&lt;script&gt;alert(1)" in get(staff, path)]
        assert len(shown) == 4
        for path in paths:
            page = get(staff, path)
            assert "<script>alert" not in page
            assert "<b>2" not in page

    def test_there_is_no_inline_script_and_no_inline_style(self, staff: Client, paths: list[str]) -> None:
        for path in paths:
            page = get(staff, path)
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
            assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))

    def test_each_numbers_definition_is_one_press_away(self, staff: Client, paths: list[str]) -> None:
        for path in paths:
            page = get(staff, path)
            asked = set(re.findall(r"popovertarget=\"([\w-]+)\"", page))
            assert asked <= set(re.findall(r"<div popover id=\"([\w-]+)\"", page))
            assert asked

    def test_made_up_figures_are_marked_on_every_page(self, staff: Client, tidepool: Site, paths: list[str]) -> None:
        assert not any("made up" in get(staff, path) for path in paths)
        Site.objects.filter(pk=tidepool.pk).update(demonstration=True)
        assert all("the figures of this site are made up" in get(staff, path) for path in paths)

    def test_another_sites_sessions_are_not_counted(self, staff: Client, paths: list[str]) -> None:
        foreign = make_article(make_site("harbor"), "The ferry")
        played(foreign, seen_at=timezone.now())
        for path in paths:
            assert "The ferry" not in get(staff, path)
        assert figures(get(staff, "tidepool"))["Plays"] == "1"

    def test_nobody_sees_a_page_without_signing_in(self, client: Client, paths: list[str]) -> None:
        for path in paths:
            response = client.get(f"/dashboard/{path}")
            assert (response.status_code, response["Location"]) == (302, f"/sign-in?next=/dashboard/{path}")

    def test_pages_are_read_only_and_never_cached(self, staff: Client, paths: list[str]) -> None:
        for path in paths:
            assert staff.post(f"/dashboard/{path}").status_code == 405
            assert "no-store" in staff.get(f"/dashboard/{path}")["Cache-Control"]

    @pytest.mark.parametrize(("tab", "most"), list(zip(TABS, (10, 10, 11, 8, 16), strict=True)))
    def test_the_number_of_questions_does_not_grow(
        self, staff: Client, tidepool: Site, tab: str, most: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(25):
            played(make_article(tidepool, f"Story {number}", level=str(number)), days_ago=number % 20)
        roll_up()
        with django_assert_max_num_queries(most):
            staff.get(f"/dashboard/tidepool{tab}")

    def test_a_foreign_or_unknown_site_is_not_found(self, staff: Client, tidepool: Site) -> None:
        make_site("harbor")
        for tab in TABS:
            assert staff.get(f"/dashboard/harbor{tab}").status_code == 404
            assert staff.get(f"/dashboard/nowhere{tab}").status_code == 404


class TestSites:
    def test_someone_with_one_site_goes_straight_to_it(self, staff: Client) -> None:
        response = staff.get("/dashboard/")
        assert (response.status_code, response["Location"]) == (302, "/dashboard/tidepool")

    def test_someone_with_several_sites_chooses(self, tidepool: Site) -> None:
        harbor = make_site("harbor")
        make_site("foreign")
        played(make_article(harbor, "The ferry"))
        page = get(signed_in(make_member("olu", tidepool, harbor)), "")
        assert "Tidepool" in page
        assert re.search(r"Harbor.*?<strong>1</strong> play ", page, re.DOTALL)
        assert "Foreign" not in page

    def test_someone_without_a_site_is_told_whom_to_ask(self, db: None) -> None:
        assert "You look after no site yet" in get(signed_in(make_member("new")), "")

    def test_a_superuser_sees_every_site_and_is_led_to_the_first_one(self, db: None) -> None:
        root = signed_in(User.objects.create_superuser("root"))
        assert "/admin/sites/site/add/" in root.get("/dashboard/").content.decode()
        make_site("tidepool")
        assert root.get("/dashboard/tidepool").status_code == 200

    def test_the_list_of_sites_takes_one_question_for_all(
        self, tidepool: Site, django_assert_max_num_queries: Any
    ) -> None:
        sites = [tidepool, *(make_site(f"site-{number}") for number in range(5))]
        client = signed_in(make_member("olu", *sites))
        with django_assert_max_num_queries(6):
            client.get("/dashboard/")
