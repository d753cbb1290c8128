"""Signing in: the door, guessing, the second factor, forgotten and changed passwords."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django.fixtures import Settings

from player.sites import second_factor
from player.sites.models import Site
from tests.player.rows import make_member, make_site

pytestmark = pytest.mark.django_db

PASSWORD = "three odd words"


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> User:
    user = make_member("nora@tidepool.example", tidepool)
    user.set_password(PASSWORD)
    user.email = user.username
    user.save()
    return user


def sign_in(client: Client, name: str = "nora@tidepool.example", password: str = PASSWORD, **how: Any) -> Any:
    return client.post("/sign-in", {"username": name, "password": password, "next": how.pop("next", "")}, **how)


def code_of(user: User, *, ahead: int = 0) -> str:
    """What the person's app shows; ``ahead`` counts codes, since each is good once."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, drift=ahead):06}"


def with_second_factor(user: User) -> list[str]:
    """Turn it on as the page does; the recovery codes."""
    second_factor.proposed_to(user)
    assert second_factor.turn_on(user, code_of(user, ahead=-1))
    TOTPDevice.objects.update(throttling_failure_count=0)
    return second_factor.new_recovery_codes(user)


class TestTheDoor:
    def test_name_and_password_lead_to_where_somebody_wanted_to_go(self, client: Client, nora: User) -> None:
        response = sign_in(client, next="/dashboard/tidepool")
        assert (response.status_code, response["Location"]) == (302, "/dashboard/tidepool")
        assert client.get("/dashboard/tidepool").status_code == 200

    def test_nobody_is_led_to_a_foreign_address(self, client: Client, nora: User) -> None:
        assert sign_in(client, next="https://evil.example/")["Location"] == "/"

    @pytest.mark.parametrize("typed", ["Nora@Tidepool.Example", " nora@tidepool.example "])
    def test_an_address_is_known_however_it_is_written(self, client: Client, nora: User, typed: str) -> None:
        assert sign_in(client, typed).status_code == 302

    def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(self, client: Client, nora: User) -> None:
        texts = [
            re.sub(r'value="[^"]*"', "", sign_in(client, *each).content.decode())
            for each in (("nora@tidepool.example", "wrong"), ("nobody@tidepool.example", "wrong"))
        ]
        assert "do not fit together" in texts[0]
        assert texts[0] == texts[1]

    def test_the_session_gets_a_new_key_at_signing_in(self, client: Client, nora: User) -> None:
        client.get("/sign-in")
        before = client.session.session_key
        sign_in(client)
        assert client.session.session_key != before

    def test_the_admin_has_no_door_of_its_own(self, client: Client) -> None:
        assert client.get("/admin/login/?next=/admin/")["Location"] == "/sign-in?next=%2Fadmin%2F"

    @pytest.mark.parametrize("address", ["/sign-in", "/admin/", "/dashboard/tidepool"])
    def test_pages_for_staff_run_no_foreign_and_no_inline_script(
        self, client: Client, nora: User, address: str
    ) -> None:
        sign_in(client)
        policy = client.get(address)["Content-Security-Policy"].split("; ")
        assert {"script-src 'self'", "style-src 'self'", "default-src 'none'", "frame-ancestors 'none'"} <= set(policy)
        assert "unsafe" not in str(policy)

    def test_signing_out_takes_a_post(self, client: Client, nora: User) -> None:
        sign_in(client)
        assert client.get("/sign-out").status_code == 405
        client.post("/sign-out")
        assert client.get("/dashboard/").status_code == 302


class TestGuessing:
    def test_ten_wrong_passwords_close_the_door(self, client: Client, nora: User) -> None:
        statuses = [sign_in(client, password=f"guess {number}").status_code for number in range(10)]
        assert statuses == [200] * 9 + [429]
        answer = sign_in(client)
        assert answer.status_code == 429
        assert "quarter of an hour" in answer.content.decode()

    def test_others_behind_the_same_address_go_on(self, client: Client, nora: User, tidepool: Site) -> None:
        olu = make_member("olu", tidepool)
        olu.set_password(PASSWORD)
        olu.save()
        for _ in range(11):
            sign_in(client, password="guess")
        assert sign_in(Client(), "olu").status_code == 302

    def test_the_person_comes_in_from_another_address(self, client: Client, nora: User) -> None:
        for _ in range(11):
            sign_in(client, password="guess")
        assert sign_in(Client(), REMOTE_ADDR="198.51.100.7").status_code == 302

    def test_writing_the_name_otherwise_opens_no_second_door(self, client: Client, nora: User) -> None:
        for number in range(10):
            sign_in(client, "NORA@tidepool.example" if number % 2 else "nora@Tidepool.example", "guess")
        assert sign_in(client).status_code == 429

    def test_another_browser_is_no_other_address(self, client: Client, nora: User) -> None:
        for number in range(10):
            sign_in(client, password="guess", HTTP_USER_AGENT=f"Browser {number}")
        assert sign_in(client).status_code == 429

    def test_the_door_opens_again(self, client: Client, nora: User, settings: Settings) -> None:
        for _ in range(10):
            sign_in(client, password="guess")
        settings.AXES_COOLOFF_TIME = timedelta(0)
        assert sign_in(client).status_code == 302

    def test_behind_a_proxy_the_sender_counts_and_not_what_the_sender_claims(
        self, client: Client, nora: User, settings: Settings
    ) -> None:
        settings.PROXIES = 1
        for number in range(10):
            sign_in(client, password="guess", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 198.51.100.7")
        assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429
        assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 302

    def test_without_a_proxy_the_header_is_nobodys_address(self, client: Client, nora: User) -> None:
        for number in range(10):
            sign_in(client, password="guess", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        assert sign_in(client).status_code == 429

    def test_nonsense_in_the_header_is_no_fault(self, client: Client, nora: User, settings: Settings) -> None:
        settings.PROXIES = 1
        assert sign_in(client, HTTP_X_FORWARDED_FOR="'; DROP TABLE").status_code == 302


class TestTheSecondFactor:
    def test_it_is_set_up_with_a_code_and_gives_recovery_codes(self, client: Client, nora: User) -> None:
        sign_in(client)
        page = client.get("/account/second-factor").content.decode()
        # The picture shrinks to the page as a whole: a part of a QR code tells nothing.
        assert re.search(r"<svg[^>]* viewBox=", page)
        assert 'href="otpauth://totp/' in page
        shown = client.post("/account/second-factor", {"code": code_of(nora)}).content.decode()
        codes = set(StaticToken.objects.values_list("token", flat=True))
        assert len(codes) == 10
        assert all(code in shown for code in codes)
        assert second_factor.standing(nora) == (True, False)

    def test_a_wrong_code_sets_nothing_up(self, client: Client, nora: User) -> None:
        sign_in(client)
        client.get("/account/second-factor")
        assert "wrong" in client.post("/account/second-factor", {"code": "000000"}).content.decode()
        assert second_factor.standing(nora) == (False, False)

    def test_after_a_slip_the_right_code_sets_it_up_at_once(self, client: Client, nora: User) -> None:
        sign_in(client)
        client.get("/account/second-factor")
        for wrong in ("000000", "000001", "000002"):
            client.post("/account/second-factor", {"code": wrong})
        client.post("/account/second-factor", {"code": code_of(nora)})
        assert second_factor.standing(nora) == (True, False)

    def test_with_the_password_alone_no_page_opens(self, client: Client, nora: User) -> None:
        with_second_factor(nora)
        sign_in(client)
        for address in (
            "/dashboard/tidepool",
            "/admin/",
            "/account",
            "/sites/tidepool/people",
            "/account/second-factor",
        ):
            response = client.get(address)
            assert response.status_code == 302
            assert response["Location"].startswith("/sign-in/code?next=%2F"), address
        assert client.post("/account/second-factor/off", {"password": PASSWORD}).status_code == 302
        assert second_factor.standing(nora) == (True, False)

    def test_the_code_opens_and_the_session_gets_a_new_key(self, client: Client, nora: User) -> None:
        with_second_factor(nora)
        sign_in(client)
        before = client.session.session_key
        response = client.post("/sign-in/code", {"code": code_of(nora), "next": "/dashboard/tidepool"})
        assert response["Location"] == "/dashboard/tidepool"
        assert client.get("/dashboard/tidepool").status_code == 200
        assert client.session.session_key != before

    def test_a_code_is_good_once(self, client: Client, nora: User) -> None:
        with_second_factor(nora)
        code = code_of(nora)
        assert second_factor.verify(nora, code)
        assert not second_factor.verify(nora, code)

    def test_a_recovery_code_is_good_once(self, client: Client, nora: User) -> None:
        recovery = with_second_factor(nora)[0]
        sign_in(client)
        assert client.post("/sign-in/code", {"code": f" {recovery.upper()} "}).status_code == 302
        assert second_factor.recovery_codes_left(nora) == 9
        other = Client()
        sign_in(other)
        assert "wrong" in other.post("/sign-in/code", {"code": recovery}).content.decode()

    def test_guessing_codes_is_slowed_down(self, client: Client, nora: User) -> None:
        with_second_factor(nora)
        sign_in(client)
        for _ in range(4):
            TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(hours=1))
            client.post("/sign-in/code", {"code": "000000"})
        page = client.post("/sign-in/code", {"code": code_of(nora)}).content.decode()
        assert re.search(r"Wait \d+ seconds", page)
        assert client.get("/dashboard/tidepool").status_code == 302

    def test_another_persons_code_opens_nothing(self, client: Client, nora: User, tidepool: Site) -> None:
        olu = make_member("olu", tidepool)
        with_second_factor(nora)
        with_second_factor(olu)
        assert not second_factor.verify(nora, code_of(olu))

    def test_turning_it_off_takes_the_password(self, client: Client, nora: User) -> None:
        with_second_factor(nora)
        sign_in(client)
        client.post("/sign-in/code", {"code": code_of(nora)})
        client.post("/account/second-factor/off", {"password": "wrong"})
        assert second_factor.standing(nora)[0]
        client.post("/account/second-factor/off", {"password": PASSWORD})
        assert not second_factor.standing(nora)[0]
        assert not StaticToken.objects.exists()

    def test_new_recovery_codes_void_the_old_ones(self, client: Client, nora: User) -> None:
        old = with_second_factor(nora)
        sign_in(client)
        client.post("/sign-in/code", {"code": code_of(nora)})
        page = client.post("/account/recovery-codes", {"password": PASSWORD}).content.decode()
        assert not set(old) & set(StaticToken.objects.values_list("token", flat=True))
        assert StaticToken.objects.first().token in page

    @pytest.mark.parametrize("by", ["site", "operator"])
    def test_where_it_is_required_nothing_opens_until_it_is_set_up(
        self, client: Client, nora: User, tidepool: Site, settings: Settings, by: str
    ) -> None:
        if by == "site":
            Site.objects.update(second_factor=True)
        else:
            settings.SECOND_FACTOR_REQUIRED = True
        sign_in(client)
        assert client.get("/dashboard/tidepool")["Location"].startswith("/account/second-factor?next=")
        assert client.get("/account/second-factor").status_code == 200
        client.post("/account/second-factor", {"code": code_of(nora)})
        assert client.get("/dashboard/tidepool").status_code == 200

    def test_readers_pages_never_ask_for_it(self, client: Client, nora: User, tidepool: Site) -> None:
        Site.objects.update(second_factor=True)
        sign_in(client)
        assert client.get("/v1/sites/tidepool", headers={"origin": "https://tidepool.example"}).status_code == 200


class TestPasswords:
    def test_a_new_password_signs_out_everywhere_else(self, client: Client, nora: User) -> None:
        elsewhere = Client()
        sign_in(client)
        sign_in(elsewhere)
        form = {"old_password": PASSWORD, "new_password1": "quite another one", "new_password2": "quite another one"}
        assert client.post("/account/password", form).status_code == 302
        assert client.get("/account").status_code == 200
        assert elsewhere.get("/account").status_code == 302

    @pytest.mark.parametrize("weak", ["short", "password123456", "nora@tidepool.example"])
    def test_a_weak_password_is_refused(self, client: Client, nora: User, weak: str) -> None:
        sign_in(client)
        form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
        assert client.post("/account/password", form).status_code == 200

    def test_a_forgotten_password_is_replaced_by_a_letter(self, client: Client, nora: User) -> None:
        elsewhere = Client()
        sign_in(elsewhere)
        assert client.post("/forgotten-password", {"email": "NORA@tidepool.example"}).status_code == 302
        link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
        form_at = client.get(link)["Location"]
        chosen = {"new_password1": "quite another one", "new_password2": "quite another one"}
        assert client.post(form_at, chosen)["Location"] == "/sign-in"
        assert sign_in(Client(), password="quite another one").status_code == 302
        assert elsewhere.get("/account").status_code == 302
        assert "works no more" in client.get(link).content.decode()

    def test_the_answer_does_not_tell_who_has_an_account(self, client: Client, nora: User) -> None:
        known, unknown = (
            client.post("/forgotten-password", {"email": email}) for email in (nora.email, "nobody@x.example")
        )
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert len(mail.outbox) == 1
