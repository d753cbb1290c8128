"""The theme's page: what is judged, what is saved, and what the page on which it is tried is given."""

import json
import re

import pytest
from django.test import Client

from player.sites.looks import LOOKS
from player.sites.models import AuditEntry, Site, Theme
from player.sites.pages.theme import ThemeForm
from synthesis.models import Spending
from synthesis.rights import Role
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db

CHOICE = {"scheme": "device", "shape": "button", "size": "medium"}


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    return signed_in(make_member("nora", tidepool))


def config_of(page: str) -> dict[str, object]:
    """What the tried page has in place of the site's config."""
    found = re.search(r'<script id="config" type="application/json">(.*?)</script>', page)
    assert found
    return dict(json.loads(found[1]))


class TestThePage:
    def test_a_choice_is_saved_told_and_written_down(self, nora: Client, tidepool: Site) -> None:
        page = nora.post("/sites/tidepool/theme", CHOICE | {"accent": "#0B5CAD", "radius": "12"}, follow=True)
        assert [message.tags for message in page.context["messages"]] == ["success"]
        theme = Client().get("/v1/sites/tidepool").json()["theme"]
        assert theme["accent"].startswith("light-dark(#0b5cad, #")
        assert theme["radius"] == "12px"
        entry = AuditEntry.objects.latest("pk")
        assert (entry.about, entry.site, entry.details) == ("theme", tidepool, "accent, radius")

    def test_what_is_too_faint_is_not_saved_and_said_in_words(self, nora: Client) -> None:
        page = nora.post("/sites/tidepool/theme", CHOICE | {"accent": "#ffe08a"})
        assert "too faint to be seen by everybody" in page.content.decode()
        assert not Theme.objects.exists()

    def test_a_draft_is_judged_and_not_saved(self, nora: Client) -> None:
        good = nora.get("/sites/tidepool/theme", CHOICE | {"draft": "", "accent": "#0b5cad", "night_accent": "#7fb8ff"})
        assert 'data-valid="yes"' in good.content.decode()
        bad = nora.get("/sites/tidepool/theme", CHOICE | {"draft": "", "accent": "red;}</style><script>"})
        assert 'data-valid="no"' in bad.content.decode()
        assert "<script>" not in bad.content.decode()
        assert not Theme.objects.exists()

    def test_it_is_for_owners(self, tidepool: Site) -> None:
        for role in (Role.EDITOR, Role.ANALYST):
            client = signed_in(make_member(role.value, tidepool, role=role))
            assert client.get("/sites/tidepool/theme").status_code == 404
            assert client.post("/sites/tidepool/theme", CHOICE).status_code == 404

    @pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
    def test_every_theme_to_begin_with_may_be_saved(self, tidepool: Site, look: object) -> None:
        chosen = {name: getattr(look, name) for name in ThemeForm.Meta.field_classes}
        form = ThemeForm(CHOICE | chosen, instance=Theme(site=tidepool))
        assert form.is_valid(), form.errors


class TestThePageOnWhichItIsTried:
    def test_it_has_the_real_tag_and_the_draft(self, nora: Client) -> None:
        page = nora.get("/sites/tidepool/theme/stage", CHOICE | {"accent": "#0b5cad", "shape": "bar"}).content.decode()
        assert '<script async src="/v1/readalong.js" data-site="tidepool" data-preview></script>' in page
        theme = config_of(page)["theme"]
        assert isinstance(theme, dict)
        assert (theme["accent"], theme["shape"]) == ("#0b5cad", "bar")

    def test_by_night_it_has_the_colours_of_the_night(self, nora: Client) -> None:
        page = nora.get(
            "/sites/tidepool/theme/stage", CHOICE | {"night_accent": "#7fb8ff", "night": ""}
        ).content.decode()
        theme = config_of(page)["theme"]
        assert isinstance(theme, dict)
        assert theme["accent"] == "#7fb8ff"
        assert 'class="by-night"' in page

    @pytest.mark.parametrize("accent", ["#ffe08a", "x}*{}", '"</script><script>alert(1)</script>'])
    def test_what_may_not_be_saved_is_not_tried(self, nora: Client, accent: str) -> None:
        page = nora.get("/sites/tidepool/theme/stage", CHOICE | {"accent": accent}).content.decode()
        theme = config_of(page)["theme"]
        assert isinstance(theme, dict)
        assert theme["accent"] == "#c2410c"
        assert "alert(1)" not in page

    def test_only_our_own_pages_hold_it_in_a_frame(self, nora: Client) -> None:
        response = nora.get("/sites/tidepool/theme/stage")
        assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'none'" in nora.get("/sites/tidepool/theme")["Content-Security-Policy"]

    def test_its_narration_is_heard_and_costs_nothing(self, nora: Client, tidepool: Site) -> None:
        manifest = nora.get("/sites/tidepool/theme/stage/narration").json()
        assert manifest["state"] == "ready"
        assert manifest["voice"]["engine"] == "espeak"
        assert len(manifest["sentences"]) > 5
        assert b"".join(nora.get(manifest["audio"]["url"]))[4:8] == b"ftyp"
        assert tidepool.account.spent() == 0
        assert Spending.objects.get(account=tidepool.account).engine == "espeak"

    def test_where_audio_is_signed_its_grant_comes_along(self, nora: Client, settings: object) -> None:
        settings.SIGNED_AUDIO = True  # type: ignore[attr-defined]
        answer = nora.get("/sites/tidepool/theme/stage/narration")
        url = answer.json()["audio"]["url"]
        assert nora.get(url).status_code == 403
        assert b"".join(nora.get(url, {"grant": answer["Readalong-Audio-Grant"]}))[4:8] == b"ftyp"
