"""Money: what is written down, what is not spent, and what readers and staff see of it."""

import doctest
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.articles.models import Article
from player.sites.models import Site
from synthesis import budgets, engines, pipeline
from synthesis.budgets import Price, estimate
from synthesis.engines.base import Sound
from synthesis.engines.silent import Silent
from synthesis.errors import BudgetSpent, EngineUnavailable
from synthesis.models import Account, Content, Lexeme, Narration, Speech, Spending
from synthesis.models.ledger import month_of
from synthesis.text.blocks import Block
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import Plan, plan
from synthesis.text.voices import Voice
from tests.pages import ORIGIN, Page, manifest_of
from tests.player.rows import make_member, signed_in

pytestmark = pytest.mark.django_db

QUIET = Voice("silent", "en-US", "en-US", "Silence")
# “The crab that counted”, “Once there was a crab.”, “It counted shells 🦀 all day.”, “At night it slept.”
UTTERANCES = 4
CENT = 10_000


class Paid(Silent):
    """The silent engine as if it cost a cent a character; it counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def speak(self, text: str, voice: Voice) -> Sound:
        self.asked.append(text)
        sound = super().speak(text, voice)
        return Sound(sound.samples, sound.sample_rate, sound.times, sound.gain_db, len(text))


def use(monkeypatch: pytest.MonkeyPatch, engine: Silent, instead_of: str = "silent") -> None:
    known = engines.get
    monkeypatch.setattr("synthesis.engines.get", lambda name: engine if name == instead_of else known(name))


@pytest.fixture
def paid(monkeypatch: pytest.MonkeyPatch) -> Paid:
    engine = Paid()
    use(monkeypatch, engine)
    monkeypatch.setitem(budgets.PRICES, ("silent", ""), Price(CENT))
    return engine


def grant(site: Site, dollars: str | None, at_limit: str = Account.AtLimit.FALL_BACK) -> None:
    """The operator sets the site's budget."""
    amount = None if dollars is None else Decimal(dollars)
    changed = {"monthly_budget": amount, "at_limit": at_limit, "budget_changed_at": timezone.now()}
    Account.objects.filter(pk=site.account_id).update(**changed)


def narrate_all() -> None:
    for narration in Narration.objects.filter(state=Narration.State.QUEUED):
        pipeline.narrate(narration.pk)


def narration_of(page: Page, engine: str = "silent") -> Narration:
    return Narration.objects.get(content__fingerprint=page.fingerprint, engine=engine)


class TestLedger:
    def test_what_an_engine_was_paid_is_written_down(self, client: Client, page: Page, paid: Paid, site: Site) -> None:
        page.voiced(client)
        characters = sum(map(len, paid.asked))
        row = Spending.objects.get(account=site.account)
        assert (row.engine, row.tier, row.month) == ("silent", "", month_of(timezone.now()))
        assert (row.requests, row.characters, row.micro_dollars) == (UTTERANCES, characters, characters * CENT)
        assert narration_of(page).cost == characters * CENT

    def test_free_engines_are_counted_too(self, client: Client, page: Page, site: Site) -> None:
        page.voiced(client)
        row = Spending.objects.get(account=site.account)
        assert (row.requests, row.micro_dollars) == (UTTERANCES, 0)
        assert row.characters > 60

    def test_what_is_stored_costs_nothing_again(self, client: Client, page: Page, paid: Paid) -> None:
        page.voiced(client)
        before = Spending.objects.values().get()
        Page(page.key, page.blocks[:2]).voiced(client)
        assert Spending.objects.values().get() == before

    def test_what_no_site_asked_for_is_the_operators(self, page: Page, paid: Paid, site: Site) -> None:
        content = Content.objects.keep("en-US", page.blocks)
        narration, _ = pipeline.request(content, QUIET, site.lexicon)
        pipeline.narrate(narration.pk)
        assert Spending.objects.get().account.name == "operator"

    @pytest.mark.parametrize("fault", ["synthesis.storage.keep", "synthesis.audio.encode"])
    def test_an_answer_that_could_not_be_stored_was_paid_all_the_same(
        self, client: Client, page: Page, paid: Paid, monkeypatch: pytest.MonkeyPatch, fault: str
    ) -> None:
        page.deliver(client)
        with monkeypatch.context() as broken:
            broken.setattr(fault, lambda *_: (_ for _ in ()).throw(OSError("No space left on device")))
            narrate_all()
        assert narration_of(page).error == "OSError: No space left on device"
        assert not Speech.objects.exists()
        assert Spending.objects.get().characters == sum(map(len, paid.asked)) > 0

    def test_months_are_those_of_utc(self) -> None:
        assert month_of(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == date(2026, 11, 1)
        late = datetime.fromisoformat("2026-12-01T00:30:00+01:00")
        assert month_of(late) == date(2026, 11, 1)

    def test_polly_is_priced_by_tier_and_by_both_of_its_requests(self) -> None:
        prices = [
            budgets.price_of(Voice("polly", f"Lupe:{tier}", "es-US", ""))
            for tier in ("standard", "neural", "long-form")
        ]
        assert prices == [Price(4, 2), Price(16, 2), Price(100, 2)]
        assert budgets.price_of(engines.default_voice("espeak", "en-US")) == Price(0)


@pytest.mark.django_db(transaction=True)
def test_workers_who_pay_at_once_lose_no_payment() -> None:
    account = Account.objects.named("site:tidepool")

    def pay(_: int) -> None:
        try:
            for _ in range(10):
                Spending.objects.note(account.pk, "polly", "neural", requests=2, characters=30, micro_dollars=480)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(pay, range(8)))
    connections.close_all()
    row = Spending.objects.get()
    assert (row.requests, row.characters, row.micro_dollars) == (160, 2400, 38_400)


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_overshoot_by_what_the_others_have_under_way(paid: Paid, site: Site) -> None:
    workers = 4
    grant(site, "1")
    texts = [Content.objects.keep("en-US", [Block("paragraph", f"Crab number {number}.")]) for number in range(12)]
    asked = [pipeline.request(text, QUIET, site.lexicon, account_id=site.account_id)[0].pk for text in texts]

    def work(pk: int) -> None:
        try:
            pipeline.narrate(pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, asked))
    dearest = max(map(len, paid.asked)) * CENT
    spent = Spending.objects.get(micro_dollars__gt=0).micro_dollars
    assert 1_000_000 - dearest < spent <= 1_000_000 + (workers - 1) * engines.get("silent").concurrency * dearest
    assert Narration.objects.exclude(state__in=("ready", "held")).count() == 0
    assert Speech.objects.filter(state=Speech.State.SPEAKING).count() == 0


class TestTheHardLimit:
    def test_a_text_that_costs_more_than_is_left_is_not_begun(
        self, client: Client, page: Page, paid: Paid, site: Site
    ) -> None:
        grant(site, "0.50")
        page.deliver(client)
        narrate_all()
        narration = narration_of(page)
        assert (narration.state, paid.asked) == (Narration.State.HELD, [])
        assert "$0.00 of the $0.50" in narration.error
        assert "Raise the monthly budget" in narration.error

    def test_the_built_in_voice_reads_instead(self, client: Client, page: Page, paid: Paid, site: Site) -> None:
        grant(site, "0.50")
        page.deliver(client)
        narrate_all()
        assert page.look_up(client).status_code == 202
        narrate_all()
        assert manifest_of(page.look_up(client))["voice"]["engine"] == "espeak"

    def test_or_the_text_has_no_audio_and_the_page_is_told_so(
        self, client: Client, page: Page, paid: Paid, site: Site
    ) -> None:
        grant(site, "0.50", Account.AtLimit.KEEP)
        page.deliver(client)
        narrate_all()
        response = page.look_up(client)
        assert (response.status_code, response.json()["type"]) == (503, "urn:readalong:not-voiced")
        assert "monthly budget" in response.json()["detail"]
        assert not Narration.objects.filter(engine="espeak").exists()

    @pytest.mark.parametrize("at_limit", Account.AtLimit.values)
    def test_what_was_spoken_before_is_heard_until_the_new_can_be_paid(
        self, client: Client, page: Page, paid: Paid, site: Site, at_limit: str
    ) -> None:
        old = page.voiced(client)
        grant(site, "0.01", at_limit)
        Lexeme.objects.create(lexicon=site.lexicon, grapheme="crab", value="hermit crab")
        site.lexicon.changed()
        assert page.look_up(client).status_code == 202
        narrate_all()
        assert manifest_of(page.look_up(client)) == old
        grant(site, "100")
        assert page.look_up(client).status_code == 202
        narrate_all()
        assert manifest_of(page.look_up(client))["duration_ms"] > old["duration_ms"]

    def test_what_is_stored_already_is_free(self, client: Client, page: Page, paid: Paid, site: Site) -> None:
        page.voiced(client)
        grant(site, "0")
        assert Page(page.key, page.blocks[:2]).voiced(client)["voice"]["engine"] == "silent"

    def test_free_voices_need_no_budget(self, client: Client, page: Page, site: Site) -> None:
        grant(site, "0", Account.AtLimit.KEEP)
        assert page.voiced(client)["voice"]["engine"] == "silent"

    def test_a_raised_budget_speaks_what_was_held(self, client: Client, page: Page, paid: Paid, site: Site) -> None:
        grant(site, "0.50", Account.AtLimit.KEEP)
        page.deliver(client)
        narrate_all()
        assert page.look_up(client).status_code == 503
        grant(site, "50")
        assert page.voiced(client)["voice"]["engine"] == "silent"

    def test_a_new_month_speaks_what_was_held(self, client: Client, page: Page, paid: Paid, site: Site) -> None:
        grant(site, "50", Account.AtLimit.KEEP)
        last_month = timezone.now() - timedelta(days=32)
        spent = {"requests": 1, "characters": 5000, "micro_dollars": 50_000_000}
        Spending.objects.create(account=site.account, engine="silent", month=month_of(timezone.now()), **spent)
        page.deliver(client)
        narrate_all()
        assert page.look_up(client).status_code == 503
        Spending.objects.update(month=month_of(last_month))
        Account.objects.update(budget_changed_at=last_month)
        Narration.objects.update(rung_at=last_month)
        assert page.voiced(client)["voice"]["engine"] == "silent"

    def test_others_who_spend_meanwhile_stop_it_midway_and_what_was_paid_is_kept(
        self, client: Client, page: Page, paid: Paid, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grant(site, "1")
        page.deliver(client)
        note = budgets.Purse.note

        def noted(purse: budgets.Purse, *answer: Any) -> None:
            note(purse, *answer)
            Spending.objects.note(site.account_id, "polly", "neural", requests=2, characters=9, micro_dollars=900_000)

        monkeypatch.setattr(budgets.Purse, "note", noted)
        narrate_all()
        assert narration_of(page).state == Narration.State.HELD
        assert len(paid.asked) == Speech.objects.filter(state=Speech.State.READY).count() == Speech.objects.count() == 1
        # Whoever listens is told of the other voice by the next answer.
        going_on = page.look_up(client)
        assert going_on.status_code == 202
        assert going_on.json()["voice"] == {"engine": "espeak", "name": narration_of(page, "espeak").voice}
        narrate_all()
        assert manifest_of(page.look_up(client))["voice"]["engine"] == "espeak"

    def test_one_worker_alone_never_overshoots(self, client: Client, paid: Paid, site: Site) -> None:
        grant(site, "1")
        for number in range(10):
            url = f"{ORIGIN}/stories/{number}"
            Page(site.key, (Block("paragraph", f"Crab number {number} walks."),), url).deliver(client)
        narrate_all()
        spent = Spending.objects.get(engine="silent").micro_dollars
        assert 0.75 < spent / 1_000_000 <= 1
        assert Narration.objects.filter(state=Narration.State.HELD).count() == 6

    def test_a_purse_counts_what_is_under_way(self, page: Page, paid: Paid, site: Site) -> None:
        grant(site, "0.50")
        narration, _ = pipeline.request(
            Content.objects.keep("en-US", page.blocks), QUIET, site.lexicon, account_id=site.account_id
        )
        utterances = pipeline.plan_of(narration).utterances
        purse = budgets.Purse(narration)
        purse.check(utterances[:2])
        with pytest.raises(BudgetSpent):
            purse.check(utterances[:3])


class TestEstimates:
    @staticmethod
    def planned(voice: Voice) -> Plan:
        blocks = [Block("paragraph", "It slept. Then it woke. It slept.")]
        return plan(blocks, "en-US", voice, engines.get(voice.engine).traits, CompiledLexicon())

    def test_a_plan_costs_what_is_not_stored_and_each_utterance_once(self) -> None:
        planned = self.planned(Voice("polly", "Kevin:neural", "en-US", "Kevin"))
        found = estimate(planned, ())
        assert (found.utterances, found.characters, found.micro_dollars) == (2, 2 * 22, 2 * 22 * 16)
        assert found.seconds == 1
        stored = {planned.utterances[0].key}
        assert estimate(planned, stored).micro_dollars == 2 * 13 * 16

    def test_what_is_stored_altogether_costs_nothing(self) -> None:
        planned = self.planned(QUIET)
        assert estimate(planned, {each.key for each in planned.utterances}) == budgets.Estimate(
            sentences=3, utterances=0, characters=0, micro_dollars=0, seconds=0
        )

    def test_it_agrees_with_what_is_paid_then(self, client: Client, page: Page, paid: Paid) -> None:
        page.deliver(client)
        expected = estimate(pipeline.plan_of(narration_of(page)), ())
        narrate_all()
        assert expected.micro_dollars == narration_of(page).cost

    def test_the_examples_of_the_module_hold(self) -> None:
        assert doctest.testmod(budgets).failed == 0

    def test_the_command_tells_it(self, tmp_path: Path, paid: Paid) -> None:
        text = tmp_path / "text"
        text.write_text("It slept.\n")
        out = StringIO()
        call_command("plan", str(text), language="en-US", engine="silent", stdout=out)
        told = "1 sentences; to be spoken: 1 utterances, 9 characters, $0.09, about 1 seconds"
        assert f"Silence (en-US): {told}" in out.getvalue()
        out = StringIO()
        call_command("plan", str(text), language="en-US", engine="silent", json=True, stdout=out)
        data = json.loads(out.getvalue())
        assert {"sentences", "utterances", "characters"} <= data.keys()
        assert data["to_speak"] == {
            "sentences": 1, "utterances": 1, "characters": 9, "micro_dollars": 9 * CENT, "seconds": 1,
        }  # fmt: skip

    def test_the_command_tells_it_for_the_sites_voice(self, tmp_path: Path, paid: Paid, site: Site) -> None:
        text = tmp_path / "text"
        text.write_text("It slept.\n")
        for options, voice in (({"site": site.key}, "Silence (en-US)"), ({"voice": "en-us+m3"}, "Otto (en-US)")):
            out = StringIO()
            call_command("plan", str(text), language="en-US", stdout=out, **options)
            assert f"{voice}: 1 sentences; to be spoken: 1 utterances, 9 characters" in out.getvalue()


class TestWhatStaffSee:
    @pytest.fixture
    def root(self) -> Client:
        return signed_in(User.objects.create_superuser("root"))

    @staticmethod
    def form(site: Site, **changes: Any) -> dict[str, Any]:
        empty = {
            f"{name}-{field}": 0
            for name in ("origins", "voices", "default_rates")
            for field in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        kept = {"name": site.name, "default_rate": "0.9", "time_zone": "UTC", "keep_sessions_days": 90}
        return kept | {"soft_percent": 80, "at_limit": "keep"} | empty | changes

    @pytest.mark.parametrize(
        ("spent", "told"),
        [(5_000_000, "$5.00 of $10.00 (50 %)"), (8_000_000, "Nearly spent"), (10_000_000, "The budget is spent")],
    )
    def test_the_months_spending_stands_beside_the_budget(
        self, root: Client, site: Site, spent: int, told: str
    ) -> None:
        grant(site, "10")
        Spending.objects.note(site.account_id, "polly", "neural", requests=2, characters=1234, micro_dollars=spent)
        shown = root.get(f"/admin/sites/site/{site.pk}/change/").content.decode()
        assert told in shown
        assert "polly neural" in shown
        assert "1,234" in shown
        assert ("Nearly" in shown) == (spent == 8_000_000)

    def test_the_operator_sets_the_budget(self, root: Client, site: Site) -> None:
        response = root.post(f"/admin/sites/site/{site.pk}/change/", self.form(site, monthly_budget="12.50"))
        assert response.status_code == 302
        account = Account.objects.get(pk=site.account_id)
        assert (account.monthly_budget, account.at_limit) == (Decimal("12.50"), "keep")
        assert account.budget_changed_at is not None

    def test_members_choose_what_follows_but_not_how_much(self, site: Site) -> None:
        grant(site, "10")
        member = signed_in(make_member("nora", site))
        assert "monthly_budget" not in member.get(f"/admin/sites/site/{site.pk}/change/").content.decode()
        response = member.post(
            f"/admin/sites/site/{site.pk}/change/", self.form(site, monthly_budget="99", soft_percent=50)
        )
        assert response.status_code == 302
        account = Account.objects.get(pk=site.account_id)
        assert (account.monthly_budget, account.soft_percent, account.at_limit) == (Decimal(10), 50, "keep")

    def test_a_page_that_is_saved_unchanged_changes_no_budget(self, root: Client, site: Site) -> None:
        form = self.form(site, monthly_budget="", at_limit="fall_back")
        assert root.post(f"/admin/sites/site/{site.pk}/change/", form).status_code == 302
        assert Account.objects.get(pk=site.account_id).budget_changed_at is None

    def test_a_narration_tells_what_it_will_cost_and_what_it_cost(
        self, root: Client, client: Client, page: Page, paid: Paid
    ) -> None:
        page.deliver(client)
        address = f"/admin/synthesis/narration/{narration_of(page).pk}/change/"
        total = budgets.dollars(estimate(pipeline.plan_of(narration_of(page)), ()).micro_dollars)
        assert "4 sentences; to be spoken: 4 utterances, 8" in root.get(address).content.decode()
        assert total in root.get(address).content.decode()
        narrate_all()
        shown = root.get(address).content.decode()
        assert "4 sentences, all spoken" in shown
        assert total in shown

    def test_an_article_tells_what_it_will_cost_in_the_voice_that_the_site_has_by_now(
        self, root: Client, client: Client, page: Page, site: Site, paid: Paid
    ) -> None:
        page.voiced(client)
        address = f"/admin/articles/article/{Article.objects.get().pk}/change/"
        assert "Silence (en-US): 4 sentences, all spoken" in root.get(address).content.decode()
        site.voices.update(engine="espeak", name="en-us+m3")
        assert "Otto (en-US): 4 sentences; to be spoken: 4 utterances" in root.get(address).content.decode()
        site.voices.update(engine="espeak", name="en-us+nobody")
        assert "is not offered by engine" in root.get(address).content.decode()
        assert Narration.objects.count() == 1

    def test_what_is_narrated_again_lets_readers_go_first(self, root: Client, client: Client, page: Page) -> None:
        page.voiced(client)
        chosen = {"action": "narrate_again", "_selected_action": narration_of(page).pk}
        root.post("/admin/synthesis/narration/", chosen)
        assert (narration_of(page).state, narration_of(page).priority) == ("queued", 3)


class Away(Silent):
    """An engine that cannot even say which voices it has."""

    def voices(self) -> tuple[Voice, ...]:
        raise EngineUnavailable("Amazon Polly did not give the list of voices.")


class TestEnginesThatAreAway:
    def test_a_reader_gets_a_problem(self, client: Client, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
        use(monkeypatch, Away())
        response = page.deliver(client)
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
        assert "did not give the list of voices" in response.json()["detail"]

    def test_the_sites_page_keeps_the_voice_and_tells_the_reason(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        use(monkeypatch, Away(), instead_of="polly")
        site.voices.update(engine="polly", name="Kevin:neural")
        root = signed_in(User.objects.create_superuser("root"))
        shown = root.get(f"/admin/sites/site/{site.pk}/change/").content.decode()
        assert '<option value="Kevin:neural" selected>Kevin:neural</option>' in shown
        assert "Amazon Polly did not give the list of voices." in shown

    def test_an_engine_that_is_off_is_said_to_be(self, settings: Settings) -> None:
        settings.POLLY_REGION = ""
        with pytest.raises(EngineUnavailable, match="Engine 'polly' is off, and with it the voice 'Kevin:neural'"):
            engines.find_voice("polly", "Kevin:neural")
