"""Whose word is enough: the four modes, signatures, limits, floods, replays and junk."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import redis as redis_py
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from player.articles import looking
from player.articles.models import Article, Delivery, Intake, Trust, Word
from player.articles.trust import limits, signed_articles, witnesses
from player.articles.trust.models import IntakeQuerySet
from player.sites.models import Origin, Site
from synthesis.engines import limits as buckets
from synthesis.models import Content, Narration
from synthesis.text.blocks import Block
from tests.fetching import HostileServer, hostile_server
from tests.pages import ORIGIN, Page
from tests.player.articles.test_narrations import problem
from tests.servers import Redis

pytestmark = pytest.mark.django_db

READERS = tuple(Client(REMOTE_ADDR=f"203.0.113.{number}") for number in range(40))


def choose(site: Site, mode: Trust.Mode, **choices: object) -> Trust:
    return Trust.objects.create(site=site, mode=mode, **choices)


def numbered(site: Site, number: int) -> Page:
    """A page that nobody has brought before."""
    return Page(site.key, (Block("paragraph", f"This is story number {number}."),), f"{ORIGIN}/stories/{number}")


# Open within limits


def test_in_the_open_mode_one_readers_page_is_enough(site: Site, page: Page, client: Client) -> None:
    assert page.deliver(client).json()["state"] == "speaking"
    assert Delivery.objects.get().word == Word.READER


# Only what several readers say


def test_in_the_agreed_mode_a_text_is_spoken_when_enough_networks_said_it(site: Site, page: Page) -> None:
    choose(site, Trust.Mode.AGREED, readers=3)
    first = page.deliver(READERS[0])
    assert (first.status_code, first.json()["state"]) == (202, "waiting")
    assert first.json()["retry_after_ms"] >= 10_000
    assert first["Cache-Control"] == "no-store"
    assert page.look_up(READERS[1]).json()["state"] == "waiting"
    assert not Narration.objects.exists()
    assert page.look_up(READERS[2]).json()["state"] == "speaking"
    assert Article.objects.get().deliveries.get().word == Word.READERS


def test_one_network_agrees_with_itself_once(site: Site, page: Page) -> None:
    choose(site, Trust.Mode.AGREED, readers=2)
    for _ in range(5):
        assert page.deliver(READERS[0]).json()["state"] == "waiting"
        assert page.look_up(READERS[0]).json()["state"] == "waiting"
    assert page.look_up(READERS[1]).json()["state"] == "speaking"


def test_all_addresses_of_one_household_are_one_witness(site: Site, page: Page) -> None:
    choose(site, Trust.Mode.AGREED, readers=2)
    for number in range(1, 9):
        client = Client(REMOTE_ADDR=f"2001:db8:0:12{number:02x}::1")
        assert page.deliver(client).json()["state"] == "waiting"


def test_witnesses_of_one_text_are_none_of_another_or_of_another_sites(site: Site, page: Page) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.1")
    assert witnesses.count(request, site, page.fingerprint) == 1
    assert witnesses.count(request, site, numbered(site, 1).fingerprint) == 1
    other = Site.objects.create(key="other", name="Other")
    assert witnesses.count(RequestFactory().get("/", REMOTE_ADDR="203.0.113.2"), other, page.fingerprint) == 1


def test_no_address_is_kept_anywhere(site: Site, page: Page, settings: Settings) -> None:
    choose(site, Trust.Mode.AGREED)
    page.deliver(Client(REMOTE_ADDR="203.0.113.77"))
    for file in settings.DATA.rglob("*"):
        if file.is_file():
            assert b"203.0.113.77" not in file.read_bytes()
            assert "203.0.113.77" not in file.name
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', ("%203.0.113.77%",))
            assert cursor.fetchone() == (0,), table


# Only what a look at the page confirms


@pytest.fixture
def web(settings: Settings, site: Site) -> Iterator[HostileServer]:
    """The publisher's server."""
    with hostile_server() as server:
        settings.FETCH_OWN_ORIGINS = [server.origin]
        Origin.objects.create(site=site, origin=server.origin)
        yield server


HTML = """<html lang=en><title>Tidepool – The crab</title><nav>Home</nav><h1>The <i>crab</i></h1>
<p>Once there was a crab.&nbsp;It counted. <script>var stolen = "At night it slept"</script></p><p>Every day.</p>"""


def there(web: HostileServer, site: Site, *texts: str, path: str = "/crab") -> Page:
    blocks = (Block("title", "The crab"), *(Block("paragraph", text) for text in texts))
    return Page(site.key, blocks, web.url(path), "en", origin=web.origin)


def test_in_the_confirmed_mode_a_text_waits_until_it_was_seen_on_the_page(
    site: Site, web: HostileServer, client: Client
) -> None:
    choose(site, Trust.Mode.CONFIRMED)
    web.answer("/crab", HTML)
    page = there(web, site, "Once there was a crab. It counted.", "Every day.")
    assert page.deliver(client).json()["state"] == "waiting"
    assert not web.asked, "Nothing is fetched while a page waits for its answer."
    looking.look(Article.objects.get())
    assert page.look_up(client).json()["state"] == "speaking"
    assert Article.objects.get().deliveries.get().word == Word.SERVICE


@pytest.mark.parametrize(
    "texts",
    [
        ("Once there was a crab. It counted.", "Buy pills."),
        ("Every day.", "Once there was a crab."),
        ("At night it slept",),
        ("The crab", "The crab"),
    ],
)
def test_a_text_that_the_page_does_not_have_waits_for_ever(
    site: Site, web: HostileServer, client: Client, texts: tuple[str, ...]
) -> None:
    choose(site, Trust.Mode.CONFIRMED)
    web.answer("/crab", HTML)
    page = there(web, site, *texts)
    page.deliver(client)
    looking.look(Article.objects.get())
    assert page.look_up(client).json()["state"] == "waiting"
    assert not Narration.objects.exists()


def test_a_forged_title_of_a_confirmed_text_is_not_shown(site: Site, web: HostileServer, client: Client) -> None:
    choose(site, Trust.Mode.CONFIRMED)
    web.answer("/crab", HTML)
    page = there(web, site, "Every day.")
    page.deliver(client, page.delivery(title="Buy pills"))
    looking.look(Article.objects.get())
    assert Article.objects.get().title == "Tidepool – The crab"


def test_an_edit_is_taken_as_soon_as_it_was_seen_and_a_forged_one_never(
    site: Site, web: HostileServer, client: Client
) -> None:
    choose(site, Trust.Mode.CONFIRMED)
    web.answer("/crab", HTML)
    before, after = there(web, site, "Every day."), there(web, site, "Every night.")
    for each in (before, after):
        each.deliver(client)
    article = Article.objects.get()
    looking.look(article)
    article.refresh_from_db()
    assert article.content.fingerprint == before.fingerprint
    web.answer("/crab", HTML.replace("Every day", "Every night"))
    looking.look(article)
    article.refresh_from_db()
    assert article.content.fingerprint == after.fingerprint


def test_a_moved_page_is_noticed(site: Site, web: HostileServer, client: Client) -> None:
    web.answer("/old", status="301 Moved Permanently", Location="/new")
    web.answer("/new", HTML)
    there(web, site, "Every day.", path="/old").deliver(client)
    looking.look(Article.objects.get())
    assert Article.objects.get().url == web.url("/new")


def test_a_page_that_cannot_be_fetched_changes_nothing(site: Site, web: HostileServer, client: Client) -> None:
    choose(site, Trust.Mode.CONFIRMED)
    page = there(web, site, "Every day.", path="/gone")
    web.answer("/gone", status="404 Not Found")
    page.deliver(client)
    looking.look(Article.objects.get())
    assert page.look_up(client).json()["state"] == "waiting"


def test_a_flood_of_unknown_texts_is_no_flood_of_fetches(site: Site) -> None:
    assert [limits.may_look(site) for _ in range(30)].count(True) <= 12


# Only what the publisher has signed


def signed(page: Page, trust: Trust, **changes: object) -> dict[str, object]:
    texts = [block.text for block in page.blocks]
    signature = signed_articles.sign(signed_articles.secret_of(trust), page.url, page.language, texts)
    return page.delivery(signature=signature) | changes


def test_in_the_signed_mode_a_signed_text_is_spoken_and_an_unsigned_one_refused(
    site: Site, page: Page, client: Client
) -> None:
    trust = choose(site, Trust.Mode.SIGNED, generation=1)
    assert problem(page.deliver(client)) == (403, "unsigned")
    assert not Content.objects.exists()
    assert page.deliver(client, signed(page, trust)).json()["state"] == "speaking"
    assert Delivery.objects.get().word == Word.PUBLISHER
    assert page.look_up(READERS[1]).json()["state"] == "speaking"


def test_a_signature_holds_for_its_text_its_address_and_its_language_only(
    site: Site, page: Page, client: Client
) -> None:
    trust = choose(site, Trust.Mode.SIGNED, generation=1)
    signature = signed(page, trust)["signature"]
    for other in (
        Page(page.key, (*page.blocks, Block("paragraph", "Buy pills.")), page.url),
        Page(page.key, page.blocks, f"{ORIGIN}/other"),
        Page(page.key, page.blocks, page.url, "en-GB"),
    ):
        assert problem(other.deliver(client, other.delivery(signature=signature))) == (403, "unsigned")


def test_marks_and_spaces_may_differ_between_the_publishers_system_and_the_page(
    site: Site, page: Page, client: Client
) -> None:
    trust = choose(site, Trust.Mode.SIGNED, generation=1)
    held = ["The crab that counted\n", "Once there was a <crab>... It counted shells all day. At", "night it slept"]
    held[1] = held[1].replace("<", "").replace(">", "")
    signature = signed_articles.sign(signed_articles.secret_of(trust), page.url, page.language, held)
    assert page.deliver(client, page.delivery(signature=signature)).status_code == 202


@pytest.mark.parametrize("signature", ["", "v1=", "v1=" + "0" * 64, "v2=x", "niño", "\0"])
def test_a_signature_that_is_none_is_refused(site: Site, page: Page, client: Client, signature: str) -> None:
    choose(site, Trust.Mode.SIGNED, generation=1)
    assert problem(page.deliver(client, page.delivery(signature=signature))) == (403, "unsigned")


def test_without_a_secret_nothing_is_signed(site: Site, page: Page, client: Client) -> None:
    trust = choose(site, Trust.Mode.SIGNED)
    assert problem(page.deliver(client, signed(page, trust))) == (403, "unsigned")


def test_a_new_secret_ends_the_old_one_after_a_week(site: Site, page: Page) -> None:
    trust = choose(site, Trust.Mode.SIGNED, generation=1)
    old = signed(page, trust)["signature"]
    texts = [block.text for block in page.blocks]
    trust.renew()
    assert signed_articles.is_signed(trust, str(old), page.url, page.language, texts)
    trust.changed_at -= signed_articles.OVERLAP
    assert not signed_articles.is_signed(trust, str(old), page.url, page.language, texts)
    assert signed_articles.is_signed(trust, str(signed(page, trust)["signature"]), page.url, page.language, texts)


def test_two_sites_have_two_secrets(site: Site) -> None:
    other = Trust(site=Site.objects.create(key="other", name="Other"), generation=1)
    assert signed_articles.secret_of(Trust(site=site, generation=1)) != signed_articles.secret_of(other)


def test_a_signed_edit_is_believed_at_once_in_every_mode(site: Site, page: Page, client: Client) -> None:
    trust = choose(site, Trust.Mode.OPEN, generation=1)
    page.deliver(client)
    edit = Page(page.key, (*page.blocks[:2], Block("paragraph", "At dawn it woke.")))
    edit.deliver(client, signed(edit, trust))
    assert Article.objects.get().content.fingerprint == edit.fingerprint


# Limits


def test_a_flood_from_one_address_is_refused_with_when_to_come_again(site: Site) -> None:
    # A slow machine gives the address time for more than its 120 a minute.
    answers = (numbered(site, 0).deliver(READERS[0], "junk") for _ in range(400))
    taken, refused = next((number, each) for number, each in enumerate(answers) if each.status_code == 429)
    assert taken >= 120
    assert problem(refused) == (429, "over-quota")
    assert int(refused["Retry-After"]) >= 1
    assert "from this address" in refused.json()["detail"]
    assert refused["Access-Control-Allow-Origin"] == ORIGIN
    assert numbered(site, 0).deliver(READERS[1]).status_code == 202


@pytest.mark.parametrize(
    ("limit", "origins", "named"),
    [("_OF_AN_ORIGIN", [ORIGIN], "from this origin"), ("_OF_A_SITE", [ORIGIN, "https://m.tidepool.example"], "of this site")],
)  # fmt: skip
def test_a_flood_of_new_texts_from_everywhere_is_refused_and_known_ones_are_not(
    site: Site, monkeypatch: pytest.MonkeyPatch, limit: str, origins: list[str], named: str
) -> None:
    monkeypatch.setattr(limits, limit, (1 / 3600, 6))
    for origin in origins[1:]:
        Origin.objects.create(site=site, origin=origin)
    pages = [numbered(site, number) for number in range(8)]
    for number, page in enumerate(pages):
        origin = origins[number % len(origins)]
        pages[number] = replace(page, url=page.url.replace(ORIGIN, origin), origin=origin)
    answers = [page.deliver(reader) for page, reader in zip(pages, READERS, strict=False)]
    assert [answer.status_code for answer in answers] == [202] * 6 + [429] * 2
    assert named in answers[-1].json()["detail"]
    assert Content.objects.count() == 6
    assert pages[0].deliver(READERS[30]).status_code == 202
    assert pages[0].look_up(READERS[31]).status_code == 202


def test_a_replay_is_answered_and_counted_once(site: Site, page: Page) -> None:
    for reader in READERS[:20]:
        assert page.deliver(reader).status_code == 202
    assert Intake.objects.get().texts == 1
    assert (Article.objects.count(), Delivery.objects.count()) == (1, 1)


def test_a_month_has_its_limit(site: Site, client: Client) -> None:
    choose(site, Trust.Mode.OPEN, monthly_texts=3)
    answers = [numbered(site, number).deliver(client).status_code for number in range(5)]
    assert answers == [202, 202, 202, 429, 429]
    assert numbered(site, 0).deliver(client).status_code == 202, "What is known costs nothing."
    assert numbered(site, 0).look_up(client).status_code == 202
    assert Content.objects.count() == 3


def test_a_site_may_take_shorter_texts_only(site: Site, client: Client) -> None:
    choose(site, Trust.Mode.OPEN, longest=1000)
    long = Page(site.key, (Block("paragraph", "x" * 1001),))
    assert problem(long.deliver(client, long.delivery(title="Long"))) == (413, "too-large")
    assert not Content.objects.exists()


@pytest.mark.parametrize("body", ["junk", "{}", '{"blocks": 1}', "[" * 900_000])
def test_junk_costs_a_site_nothing_of_its_month(site: Site, client: Client, body: str) -> None:
    assert numbered(site, 0).deliver(client, body).status_code == 400
    assert not Intake.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_of_a_month_is_given_once(site: Site) -> None:
    ready = threading.Barrier(8)

    def take(_: int) -> bool:
        ready.wait()
        try:
            return Intake.objects.take(site, 5)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(take, range(8))).count(True) == 5
    assert Intake.objects.get().texts == 5


def test_whoever_meets_the_first_text_of_a_month_is_counted_beside_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Intake.objects.take
    add = IntakeQuerySet._add

    def beaten(queryset: IntakeQuerySet, *asked: Any) -> bool:
        """Another request makes the month's row just after this one looked for it."""
        monkeypatch.setattr(IntakeQuerySet, "_add", add)
        looked = add(queryset, *asked)
        assert take(site, 5)
        return looked

    monkeypatch.setattr(IntakeQuerySet, "_add", beaten)
    assert take(site, 5)
    assert Intake.objects.get().texts == 2


def test_a_sender_behind_a_proxy_is_told_from_others_and_cannot_choose_a_name(settings: Settings) -> None:
    def bucket(seen: str) -> str:
        return limits.bucket_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=seen))

    settings.PROXIES = 1
    assert bucket("203.0.113.1") != bucket("203.0.113.2")
    assert bucket("198.51.100.9, 203.0.113.1") == bucket("203.0.113.1")
    settings.PROXIES = 0
    assert bucket("203.0.113.1") == bucket("203.0.113.2")


def test_witnesses_are_counted_in_redis_for_many_machines_and_forgotten_in_a_day(
    site: Site, settings: Settings
) -> None:
    redis = Redis()
    redis.start()
    try:
        settings.BROKER_URL = redis.url
        asked = [RequestFactory().get("/", REMOTE_ADDR=f"203.0.113.{number}") for number in (1, 2, 2, 1)]
        with ThreadPoolExecutor(4) as pool:
            counted = list(pool.map(lambda request: witnesses.count(request, site, "a" * 64), asked))
        assert max(counted) == 2
        stored = redis_py.Redis.from_url(redis.url)
        (key,) = stored.keys("readalong:witnesses:*")
        assert 0 < stored.ttl(key) <= 24 * 3600
        assert all(len(bucket) == 3 for bucket in stored.smembers(key))
    finally:
        witnesses._redis.cache_clear()
        redis.stop()


def test_without_redis_readers_are_served_and_nobody_agrees(
    site: Site, page: Page, client: Client, settings: Settings
) -> None:
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    buckets.counts_for.cache_clear()
    assert page.deliver(client).status_code == 202
    assert witnesses.count(RequestFactory().get("/"), site, page.fingerprint) == 0
