"""A site's page in the admin: the way of a new site, rates, money foreseen; tokens and trust, said in words."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from player.articles.models import Trust
from player.sites.models import DefaultRate, Sighting, Site, Theme, Token
from synthesis import budgets
from synthesis.models import Spending
from synthesis.rights import Role
from tests.player.rows import make_member, make_site, signed_in
from tests.player.test_admin import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def page_of(row: object) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))  # type: ignore[attr-defined]


def test_a_new_site_asks_for_an_origin_and_an_old_one_for_no_more(
    admin_client: Client, nora: Client, tidepool: Site
) -> None:
    assert 'name="origins-0-origin"' in admin_client.get(reverse("admin:sites_site_add")).content.decode()
    old = nora.get(page_of(tidepool)).content.decode()
    assert f'name="origins-{tidepool.origins.count()}-origin"' not in old


class TestTheWay:
    def way(self, client: Client, site: Site) -> list[bool]:
        return [step.done for step in client.get(page_of(site)).context["way"].steps]

    def test_it_goes_on_with_what_was_done(self, nora: Client, tidepool: Site) -> None:
        tidepool.voices.all().delete()
        assert self.way(nora, tidepool) == [True, False, False, False, False]
        now = timezone.now()
        Sighting.objects.create(site=tidepool, origin="https://tidepool.example", first_seen_at=now, seen_at=now)
        assert self.way(nora, tidepool) == [True, True, False, False, False]
        Sighting.objects.update(text_at=now)
        tidepool.voices.create(language="en", engine="silent", name="en-US")
        assert self.way(nora, tidepool) == [True, True, True, True, False]

    def test_it_leads_to_the_next_step(self, nora: Client, tidepool: Site) -> None:
        page = nora.get(page_of(tidepool)).content.decode()
        assert "2 of 5 steps done" in page
        assert '<li class="way-next" aria-current="step">\n      <a href="/sites/tidepool/tag">' in page

    def test_at_its_end_it_is_gone(self, nora: Client, tidepool: Site) -> None:
        now = timezone.now()
        seen = {"first_seen_at": now, "seen_at": now, "text_at": now}
        Sighting.objects.create(site=tidepool, origin="https://tidepool.example", **seen)
        Theme.objects.create(site=tidepool)
        assert "steps done" not in nora.get(page_of(tidepool)).content.decode()

    def test_editors_are_not_led_to_where_they_may_not_go(self, tidepool: Site) -> None:
        client = signed_in(make_member("edi", tidepool, role=Role.EDITOR))
        page = client.get(page_of(tidepool)).content.decode()
        assert "Choose voices" in page
        assert "/sites/tidepool/voices" not in page
        assert "/sites/tidepool/theme" not in page


class TestRates:
    def test_an_owner_gives_a_level_its_own(self, nora: Client, tidepool: Site) -> None:
        form = form_of(nora, page_of(tidepool)) | {"default_rates-TOTAL_FORMS": 1}
        form |= {"default_rates-0-level": " 2 ", "default_rates-0-rate": "0.8", "default_rates-0-language": "ES"}
        assert nora.post(page_of(tidepool), form).status_code == 302
        rate = DefaultRate.objects.get()
        assert (rate.language, rate.level, rate.rate) == ("es", "2", Decimal("0.8"))

    @pytest.mark.parametrize(
        ("language", "level", "rate", "told"),
        [
            ("", "", "0.8", "Name a language or a reading level"),
            ("es", "", "0.5", "greater than or equal to 0.75"),
            ("es_MX", "", "0.8", "Write a language tag"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(
        self, nora: Client, tidepool: Site, language: str, level: str, rate: str, told: str
    ) -> None:
        form = form_of(nora, page_of(tidepool)) | {"default_rates-TOTAL_FORMS": 1}
        row = {"language": language, "level": level, "rate": rate}
        page = nora.post(page_of(tidepool), form | {f"default_rates-0-{name}": value for name, value in row.items()})
        assert told in page.content.decode()
        assert not DefaultRate.objects.exists()

    def test_a_launcher_that_no_page_could_find_is_refused(self, nora: Client, tidepool: Site) -> None:
        page = nora.post(page_of(tidepool), form_of(nora, page_of(tidepool)) | {"launcher": ".byline::after"})
        assert "At character 8" in page.content.decode()


class TestForecast:
    @pytest.fixture
    def at(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
        def at(day: int, hour: int) -> None:
            monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, day, hour, tzinfo=UTC))

        return at

    def spend(self, site: Site, micro_dollars: int) -> None:
        Spending.objects.note(site.account_id, "polly", "neural", requests=1, characters=1, micro_dollars=micro_dollars)

    def test_the_month_goes_on_as_it_began(self, tidepool: Site, at: Callable[[int, int], None]) -> None:
        at(7, 0)
        self.spend(tidepool, 2_000_000)
        assert budgets.this_month(tidepool.account).forecast == "$10.00"

    def test_a_day_is_too_little_to_tell_from(self, tidepool: Site, at: Callable[[int, int], None]) -> None:
        at(1, 23)
        self.spend(tidepool, 2_000_000)
        assert budgets.this_month(tidepool.account).forecast == ""

    def test_where_nothing_is_spent_nothing_is_foreseen(self, tidepool: Site, at: Callable[[int, int], None]) -> None:
        at(20, 0)
        assert budgets.this_month(tidepool.account).forecast == ""


class TestTokens:
    def test_the_secret_is_shown_once_to_be_copied(self, nora: Client, tidepool: Site) -> None:
        sent = {"site": tidepool.pk, "name": "<b>Press</b>", "scope": "read"}
        page = nora.post(reverse("admin:sites_token_add"), sent, follow=True)
        token = Token.objects.get()
        assert page.request["PATH_INFO"] == page_of(token)
        shown = page.content.decode()
        assert 'data-copy="secret"' in shown
        assert "<b>Press</b>" not in shown
        secret = shown.split('<code id="secret">')[1].split("<")[0]
        assert Token.objects.bearing(secret) == token
        again = nora.get(page_of(token)).content.decode()
        assert secret not in again
        assert "Authorization: Bearer" in again

    def test_each_scope_says_what_it_is_for(self, nora: Client) -> None:
        page = nora.get(reverse("admin:sites_token_add")).content.decode()
        assert page.count("choice-help") == len(Token.Scope)


def test_each_way_to_trust_says_when_it_is_right(nora: Client) -> None:
    page = nora.get(reverse("admin:articles_trust_add")).content.decode()
    assert page.count("choice-help") == len(Trust.Mode)
    assert "Right for nearly everyone" in page
