"""Exports: the dashboards' tables as CSV and JSON, by token and by sign-in, without what is about a few readers."""

import csv
import io
import random
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from player.articles.models import Article
from player.engagement.exports.small_groups import fold, is_enough
from player.engagement.figures import Figures, total
from player.engagement.models import ArticleDay, CurveDay, Recording, SiteDay
from player.sites.models import Site, Token
from synthesis.rights import Role
from synthesis.text.spreadsheets import write_table
from tests.player.rows import make_article, make_member, make_site, signed_in

K = 10


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def headers(tidepool: Site) -> dict[str, str]:
    _, secret = Token.objects.issue(tidepool, "reports", Token.Scope.READ)
    return {"Authorization": f"Bearer {secret}"}


def day_of(site: Site, plays: int, *, ago: int = 1, level: str = "2", seen: int | None = None, done: int = 0) -> None:
    SiteDay.objects.create(
        site=site,
        day=site.today() - timedelta(days=ago),
        language="en-US",
        level=level,
        engine="silent",
        voice="en-US",
        device="phone",
        source="launcher",
        seen=plays * 2 if seen is None else seen,
        plays=plays,
        half=done,
        completed=done,
    )


def heard(site: Site, title: str, plays: int, *, listeners: tuple[int, ...] = ()) -> Article:
    article = make_article(site, title, text=f"{title} it was. Then it ended.")
    recording = Recording.objects.create(
        content=article.content,
        engine="silent",
        voice="en-US",
        audio=f"{article.pk:x}.m4a",
        duration_ms=3000,
        sentences=[[0, 0, len(title), 0, 1000], [1, 0, 5, 1000, 2000], [1, 6, 9, 2000, 3000]],
    )
    day = site.today() - timedelta(days=1)
    ArticleDay.objects.create(
        site=site, day=day, article=article, recording=recording, plays=plays, seen=plays * 2, completed=plays // 2
    )
    if listeners:
        steps = {
            str(at): now - before for at, (before, now) in enumerate(zip((0, *listeners), listeners, strict=False))
        }
        CurveDay.objects.create(site=site, day=day, article=article, recording=recording, plays=plays, steps=steps)
    return article


def table(client: Client, headers: dict[str, str], name: str, query: str = "") -> Any:
    response = client.get(f"/v1/engagement/{name}{query}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


class TestSmallGroups:
    def groups(self, *plays: int) -> list[tuple[int, Figures]]:
        return [(at, Figures(seen=2 * count, plays=count)) for at, count in enumerate(plays)]

    def test_large_groups_are_told_one_by_one(self) -> None:
        folded = fold(self.groups(40, 10, 12), K)
        assert ([name for name, _ in folded.shown], folded.rest, folded.hidden) == ([0, 1, 2], None, 0)

    def test_small_ones_are_added_up(self) -> None:
        folded = fold(self.groups(40, 6, 12, 5), K)
        assert [name for name, _ in folded.shown] == [0, 2]
        assert folded.rest is not None
        assert (folded.rest.plays, folded.hidden) == (11, 2)

    def test_a_single_small_one_takes_the_next_smallest_with_it(self) -> None:
        folded = fold(self.groups(40, 3, 12), K)
        assert [name for name, _ in folded.shown] == [0]
        assert folded.rest is not None
        assert (folded.rest.plays, folded.hidden) == (15, 2)

    def test_where_all_together_are_too_few_nothing_is_told(self) -> None:
        assert fold(self.groups(4, 3), K) == fold(reversed(self.groups(3, 4)), K)
        assert fold(self.groups(4, 3), K).rest is None
        assert fold([], K).hidden == 0

    @given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8), st.integers(1, 20))
    def test_nothing_small_is_told_or_found_by_subtraction(self, pairs: list[tuple[int, int]], fewest: int) -> None:
        groups = [(at, Figures(seen=seen + plays, plays=plays)) for at, (seen, plays) in enumerate(pairs)]
        folded = fold(groups, fewest)
        assert all(is_enough(figures, fewest) for _, figures in folded.shown)
        assert len(folded.shown) + folded.hidden == len(groups)
        missing = total(figures for _, figures in groups) + Figures()
        known = total(figures for _, figures in folded.shown)
        if folded.rest is not None:
            assert folded.hidden >= 2
            assert is_enough(folded.rest, fewest)
            assert known + folded.rest == missing
        elif folded.hidden:
            assert folded.shown == ()
            assert not is_enough(missing, fewest)


class TestTables:
    def test_days_are_told_with_their_figures_and_what_they_count(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        day_of(tidepool, 20, done=11)
        day_of(tidepool, 40, ago=2, done=10)
        found = table(client, headers, "days")
        assert (found["site"], found["fewest"], found["hidden"], found["rest"]) == ("tidepool", 10, 0, None)
        first, second = found["rows"]
        yesterday = tidepool.today() - timedelta(days=1)
        assert second == {
            "day": yesterday.isoformat(),
            "seen": 40,
            "plays": 20,
            "half": 11,
            "completed": 11,
            "heard_ms": 0,
            "play_percent": 50,
            "half_percent": 55,
            "completed_percent": 55,
            "heard_percent": 0,
            "rate": 0.0,
        }
        assert first["plays"] == 40
        assert all(meaning for column, meaning in found["columns"].items() if column != "day")

    def test_levels_of_few_plays_are_one_sum(self, client: Client, tidepool: Site, headers: dict[str, str]) -> None:
        for level, plays in (("1", 50), ("2", 7), ("3", 4), ("4", 20)):
            day_of(tidepool, plays, level=level)
        found = table(client, headers, "levels")
        assert [(row["level"], row["plays"]) for row in found["rows"]] == [("1", 50), ("4", 20)]
        assert (found["rest"]["plays"], found["hidden"]) == (11, 2)

    def test_today_is_not_over_and_not_told(self, client: Client, tidepool: Site, headers: dict[str, str]) -> None:
        day_of(tidepool, 50, ago=0)
        today = tidepool.today()
        for query in ("", "?days=all", f"?from={today}&to={today}", f"?from={today - timedelta(days=5)}&to=2099-01-01"):
            assert table(client, headers, "days", query)["rows"] == []

    def test_articles_are_told_the_most_played_first(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        for title, plays in (("Gull", 12), ("Crab", 30), ("Eel", 4), ("Ray", 8)):
            heard(tidepool, title, plays)
        found = table(client, headers, "articles")
        assert [(row["title"], row["plays"]) for row in found["rows"]] == [("Crab", 30), ("Gull", 12)]
        assert found["rest"]["plays"] == 12

    def test_sentences_are_told_where_enough_were_left(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        crab = heard(tidepool, "Crab", 30, listeners=(30, 18, 9))
        found = client.get(f"/v1/articles/{crab.pk}/sentences", headers=headers).json()
        assert [(row["text"], row["listeners"]) for row in found["rows"]] == [
            ("Crab", 30),
            ("Crab ", 18),
            ("t w", None),
        ]
        few = heard(tidepool, "Eel", 9, listeners=(9, 9, 9))
        assert client.get(f"/v1/articles/{few.pk}/sentences", headers=headers).json()["rows"] == []

    def test_states_and_refusals_are_told(self, client: Client, tidepool: Site, headers: dict[str, str]) -> None:
        make_article(tidepool, "Crab")
        tidepool.refusals.create(day=tidepool.today() - timedelta(days=1), reason="robot", count=3)
        assert table(client, headers, "narrations")["rows"] == [{"state": "all", "articles": 1}]
        assert [row["beacons"] for row in table(client, headers, "refusals")["rows"]] == [3]

    def test_the_list_names_tables_that_all_answer(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        for each in client.get("/v1/engagement", headers=headers).json()["tables"]:
            assert client.get(each["url"], headers=headers).status_code == 200
            assert client.get(f"{each['url']}.csv", headers=headers)["Content-Type"] == "text/csv; charset=utf-8"

    def test_a_demonstration_says_so(self, client: Client, tidepool: Site, headers: dict[str, str]) -> None:
        Site.objects.update(demonstration=True)
        assert table(client, headers, "days")["demonstration"] is True
        assert "demonstration-" in client.get("/v1/engagement/days.csv", headers=headers)["Content-Disposition"]

    def test_another_site_s_figures_are_not_there(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        harbor = make_site("harbor")
        day_of(harbor, 90)
        gull = heard(harbor, "Gull", 90, listeners=(90,))
        assert table(client, headers, "days")["rows"] == table(client, headers, "articles")["rows"] == []
        assert client.get(f"/v1/articles/{gull.pk}/sentences", headers=headers).status_code == 404

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("engagement/crabs", 404),
            ("engagement/days?days=9", 400),
            ("engagement/days?from=2026-01-01", 400),
            ("engagement/days?from=2026-02-01&to=2026-01-01", 400),
            ("engagement/days?from=x&to=\0", 400),
            ("articles/999999/sentences", 404),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, client: Client, headers: dict[str, str], path: str, status: int
    ) -> None:
        response = client.get(f"/v1/{path}", headers=headers)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")

    def test_without_a_token_nothing_is_told(self, client: Client, tidepool: Site) -> None:
        for path in ("engagement", "engagement/days", "engagement/days.csv", "articles/1/sentences"):
            assert client.get(f"/v1/{path}").status_code == 401


class TestCsv:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
    def test_no_title_is_a_formula(self, client: Client, tidepool: Site, headers: dict[str, str], start: str) -> None:
        rows = list(csv.reader(io.StringIO(write_table([[f"{start}1+1", 5, None]]).decode("utf-8-sig"), newline="")))
        assert rows == [[f"'{start}1+1", "5", ""]]

    def test_a_file_opens_in_a_spreadsheet_with_its_last_row_the_rest(
        self, client: Client, tidepool: Site, headers: dict[str, str]
    ) -> None:
        for title, plays in (('=cmd|"/c calc"!A0', 30), ("Señal 🦀, “x”", 20), ("Eel", 6), ("Ray", 7)):
            heard(tidepool, title, plays)
        body = client.get("/v1/engagement/articles.csv", headers=headers).content
        assert body.startswith(b"\xef\xbb\xbf")
        heading, first, second, rest = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        assert heading[:3] == ["id", "url", "title"]
        assert first[2] == '\'=cmd|"/c calc"!A0'
        assert second[2] == "Señal 🦀, “x”"
        assert rest[0] == "(2 rows of fewer than 10 plays)"
        assert rest[heading.index("plays")] == "13"


class TestPages:
    def test_staff_take_every_table_along(self, tidepool: Site) -> None:
        day_of(tidepool, 20)
        ada = signed_in(make_member("ada", tidepool, role=Role.ANALYST))
        page = ada.get("/dashboard/tidepool/exports?days=7").content.decode()
        links = [
            part.split('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:] if "/exports/" in part[:60]
        ]
        assert len(links) == 18
        for link in links:
            assert ada.get(link).status_code == 200, link
        assert "attachment" in ada.get("/dashboard/tidepool/exports/days.csv")["Content-Disposition"]

    def test_nonsense_is_refused(self, tidepool: Site) -> None:
        ada = signed_in(make_member("ada", tidepool))
        assert ada.get("/dashboard/tidepool/exports/crabs.csv").status_code == 404
        assert ada.get("/dashboard/tidepool/exports/days.json?days=9").status_code == 400


def test_ten_thousand_groups_are_folded_at_once() -> None:
    chance = random.Random(7)
    groups = [(at, Figures(seen=99, plays=chance.choice((1, 5, 30)))) for at in range(10_000)]
    assert fold(groups, K).hidden > 6_000
