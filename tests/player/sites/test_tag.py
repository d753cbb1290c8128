"""The tag's page: what was seen of it, at which price, and what to do next."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from player.sites import sightings
from player.sites.models import Sighting, Site
from synthesis.rights import Role
from tests.pages import ORIGIN, Page
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    sightings._noted.clear()
    yield
    sightings._noted.clear()


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def ask(origin: str = "https://tidepool.example", what: str = "") -> int:
    """A page with the tag asks for the config, or for a narration."""
    return Client().get(f"/v1/sites/tidepool{what}", headers={"origin": origin}).status_code


A_NARRATION = f"/narrations/{'0' * 64}"


def state(client: Client) -> str:
    return client.get("/sites/tidepool/tag?status").context["state"]


class TestWhatIsTold:
    def test_nothing_was_seen(self, nora: Client) -> None:
        assert state(nora) == "unseen"
        assert "Waiting for the first page" in nora.get("/sites/tidepool/tag").content.decode()

    def test_the_tag_was_seen_and_no_text_found(self, nora: Client) -> None:
        ask()
        assert state(nora) == "no_text"
        assert "https://tidepool.example" in nora.get("/sites/tidepool/tag?status").content.decode()

    def test_text_was_found(self, nora: Client) -> None:
        ask()
        ask(what=A_NARRATION)
        assert state(nora) == "works"

    def test_a_delivery_is_text_that_was_found(self, client: Client, page: Page) -> None:
        page.deliver(client)
        assert Sighting.objects.get(origin=ORIGIN).text_at is not None

    def test_pages_of_an_origin_that_is_not_listed(self, nora: Client) -> None:
        assert ask("https://www.tidepool.example") == 403
        assert state(nora) == "refused"

    def test_a_test_page_elsewhere_does_not_hide_that_it_works(self, nora: Client) -> None:
        ask(what=A_NARRATION)
        ask("http://localhost:3000")
        assert state(nora) == "works"

    def test_it_worked_and_fell_silent(self, nora: Client) -> None:
        ask(what=A_NARRATION)
        Sighting.objects.update(seen_at=timezone.now() - timedelta(days=3))
        assert state(nora) == "silent"

    def test_a_seen_origin_is_let_in_with_one_press(self, nora: Client) -> None:
        ask("https://www.tidepool.example")
        nora.post("/sites/tidepool/origins", {"origin": "https://www.tidepool.example"})
        assert ask("https://www.tidepool.example") == 200
        assert state(nora) == "no_text"

    @pytest.mark.parametrize("origin", ["", "tidepool", "https://x.example/path", "javascript:alert(1)", "https://*"])
    def test_what_is_no_origin_is_refused_in_words(self, nora: Client, tidepool: Site, origin: str) -> None:
        page = nora.post("/sites/tidepool/origins", {"origin": origin}, follow=True)
        assert [message.tags for message in page.context["messages"]] == ["error"]
        assert tidepool.origins.count() == 1

    def test_editors_see_it_and_add_nothing(self, tidepool: Site) -> None:
        client = signed_in(make_member("edi", tidepool, role=Role.EDITOR))
        ask("https://www.tidepool.example")
        page = client.get("/sites/tidepool/tag").content.decode()
        assert "ask an owner to add it" in page
        assert "/sites/tidepool/origins" not in page

    def test_a_new_site_leads_to_its_tag(self) -> None:
        root = signed_in(User.objects.create_superuser("root"))
        form = {
            f"{name}-{each}_FORMS": 0
            for name in ("origins", "voices", "default_rates")
            for each in ("TOTAL", "INITIAL")
        }
        page = root.get("/admin/sites/site/add/")
        initial = {field.html_name: field.value() or "" for field in page.context["adminform"].form}
        response = root.post("/admin/sites/site/add/", initial | form | {"name": "Harbor", "key": "harbor"})
        assert response["Location"] == "/sites/harbor/tag"


class TestWhatItCosts:
    def test_a_second_request_within_a_minute_writes_nothing(self, tidepool: Site) -> None:
        ask()
        first = Sighting.objects.get().seen_at
        ask()
        assert Sighting.objects.get().seen_at == first

    def test_it_asks_the_database_nothing_meanwhile(
        self, tidepool: Site, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        sightings.note(tidepool, "https://tidepool.example", listed=True)
        with django_assert_num_queries(0):
            sightings.note(tidepool, "https://tidepool.example", listed=True)

    def test_another_process_that_noted_it_is_believed(self, tidepool: Site) -> None:
        ask()
        first = Sighting.objects.get().seen_at
        sightings._noted.clear()
        ask()
        assert Sighting.objects.get().seen_at == first

    def test_after_a_minute_it_is_written_again(self, tidepool: Site) -> None:
        ask()
        Sighting.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
        sightings._noted.clear()
        ask()
        assert timezone.now() - Sighting.objects.get().seen_at < timedelta(minutes=1)

    def test_made_up_origins_do_not_fill_the_table(self, tidepool: Site) -> None:
        for number in range(50):
            ask(f"https://{number}.evil.example")
            sightings._noted.clear()
        assert Sighting.objects.count() == 8

    def test_made_up_origins_share_one_write(self, tidepool: Site) -> None:
        for number in range(50):
            ask(f"https://{number}.evil.example")
        assert Sighting.objects.count() == 1

    @pytest.mark.parametrize("origin", ["null", "https://" + "x" * 300, "https://<script>", "file://"])
    def test_what_is_no_origin_is_not_kept(self, tidepool: Site, origin: str) -> None:
        ask(origin)
        assert not Sighting.objects.exists()

    def test_origins_in_the_list_never_push_each_other_out(self, tidepool: Site) -> None:
        for number in range(12):
            tidepool.origins.create(origin=f"https://{number}.tidepool.example")
            ask(f"https://{number}.tidepool.example")
        ask("https://evil.example")
        assert Sighting.objects.count() == 13
