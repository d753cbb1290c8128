"""The people of a site: roles, invitations, and what is never possible."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from player.sites.models import AuditEntry, Invitation, LastOwner, Member, Site
from synthesis.rights import Role
from tests.player.rows import make_member, make_site, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tidepool(db: None) -> Site:
    return make_site("tidepool")


@pytest.fixture
def nora(tidepool: Site) -> Client:
    """An owner of tidepool."""
    return signed_in(make_member("nora", tidepool))


def people(*rest: object) -> str:
    return "/".join(["/sites/tidepool/people", *map(str, rest)])


def invite(client: Client, email: str = "ana@news.example", role: str = "analyst") -> Any:
    return client.post(people("invitations"), {"email": email, "role": role})


def link() -> str:
    """The address in the newest letter."""
    return re.search(r"http://testserver(/invitations/\S+)", mail.outbox[-1].body)[1]


def accept(client: Client, address: str) -> Any:
    return client.post(address, {"name": "Ana", "password": "three odd words"})


class TestRoles:
    def test_an_owner_changes_a_role(self, nora: Client, tidepool: Site) -> None:
        member = make_member("olu", tidepool, role=Role.ANALYST).memberships.get()
        nora.post(people(member.pk, "role"), {"role": "editor"})
        member.refresh_from_db()
        assert member.role == Role.EDITOR

    @pytest.mark.parametrize("role", ["operator", "superuser", "", "OWNER"])
    def test_what_is_no_role_is_refused(self, nora: Client, tidepool: Site, role: str) -> None:
        member = make_member("olu", tidepool, role=Role.ANALYST).memberships.get()
        page = nora.post(people(member.pk, "role"), {"role": role, "is_superuser": "on"}, follow=True).content.decode()
        assert "is no role" in page
        member.refresh_from_db()
        assert member.role == Role.ANALYST
        assert not User.objects.filter(is_superuser=True).exists()

    @pytest.mark.parametrize("attempt", [("role", {"role": "editor"}), ("remove", {})])
    def test_the_last_owner_stays(self, nora: Client, tidepool: Site, attempt: tuple[str, dict[str, str]]) -> None:
        member = tidepool.members.get()
        page = nora.post(people(member.pk, attempt[0]), attempt[1], follow=True).content.decode()
        assert "Somebody must own the site" in page
        assert tidepool.members.get().role == Role.OWNER

    def test_one_of_two_owners_may_go(self, nora: Client, tidepool: Site) -> None:
        other = make_member("olu", tidepool).memberships.get()
        nora.post(people(other.pk, "remove"))
        assert tidepool.members.get().user.username == "nora"
        assert User.objects.filter(username="olu").exists()

    def test_who_is_removed_sees_nothing_from_then_on(self, nora: Client, tidepool: Site) -> None:
        olu = make_member("olu", tidepool, role=Role.EDITOR)
        client = signed_in(olu)
        assert client.get("/admin/").status_code == 200
        nora.post(people(olu.memberships.get().pk, "remove"))
        assert client.get("/dashboard/tidepool").status_code == 404
        assert client.get("/admin/").status_code == 302

    def test_a_site_without_owner_can_lose_an_editor(self, tidepool: Site) -> None:
        make_member("olu", tidepool, role=Role.EDITOR).memberships.get().leave()
        assert not tidepool.members.exists()

    def test_an_unknown_role_is_kept_out_by_the_database(self, tidepool: Site) -> None:
        with pytest.raises(IntegrityError):
            Member.objects.create(site=tidepool, user=User.objects.create_user("x"), role="king")


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    site = make_site("tidepool")
    members = [make_member(name, site).memberships.get() for name in ("nora", "olu")]

    def leave(member: Member) -> bool:
        try:
            member.leave()
        except LastOwner:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, members)) == [False, True]
    assert site.members.count() == 1


class TestInvitations:
    def test_a_new_person_gets_an_account_by_a_letter(self, nora: Client, client: Client, tidepool: Site) -> None:
        invite(nora)
        assert mail.outbox[0].to == ["ana@news.example"]
        assert "Look after Tidepool" in client.get(link()).content.decode()
        response = accept(client, link())
        assert (response.status_code, response["Location"]) == (302, "/dashboard/tidepool")
        user = User.objects.get(username="ana@news.example")
        assert (user.email, user.first_name, user.is_staff, user.is_superuser) == (
            "ana@news.example",
            "Ana",
            False,
            False,
        )
        assert user.memberships.get().role == Role.ANALYST
        assert client.get("/dashboard/tidepool").status_code == 200

    def test_a_link_works_once(self, nora: Client, client: Client) -> None:
        invite(nora)
        accept(client, link())
        answer = Client().get(link())
        assert answer.status_code == 410
        assert "works no more" in answer.content.decode()
        assert accept(Client(), link()).status_code == 410

    def test_somebody_who_is_signed_in_accepts_with_that_account(self, nora: Client) -> None:
        invite(nora)
        olu = make_member("olu")
        client = signed_in(olu)
        assert "Accept as olu" in client.get(link()).content.decode()
        client.post(link())
        assert olu.memberships.get().role == Role.ANALYST
        assert not User.objects.filter(username="ana@news.example").exists()

    def test_who_has_an_account_signs_in_first(self, nora: Client, client: Client) -> None:
        invite(nora)
        ana = User.objects.create_user("ana@news.example", password="old password")
        assert f"/sign-in?next={quote(link())}" in client.get(link()).content.decode()
        accept(client, link())
        ana.refresh_from_db()
        assert ana.check_password("old password")
        assert not ana.memberships.exists()

    def test_it_runs_out(self, nora: Client, client: Client) -> None:
        invite(nora)
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert client.get(link()).status_code == 410
        assert "ran out" in nora.get(people()).content.decode()

    def test_sent_again_the_link_before_is_void(self, nora: Client, client: Client) -> None:
        invite(nora)
        first = link()
        nora.post(people("invitations", Invitation.objects.get().pk, "again"))
        assert client.get(first).status_code == 410
        assert client.get(link()).status_code == 200

    def test_invited_twice_there_is_one_invitation_in_the_newest_role(self, nora: Client) -> None:
        invite(nora)
        invite(nora, "ANA@news.example", "editor")
        assert [each.role for each in Invitation.objects.all()] == [Role.EDITOR]

    def test_revoked_it_opens_nothing(self, nora: Client, client: Client) -> None:
        invite(nora)
        nora.post(people("invitations", Invitation.objects.get().pk, "revoke"))
        assert client.get(link()).status_code == 410

    @pytest.mark.parametrize("forged", ["x", "1:abc:def", "WzEsImEiXQ:1abc:x"])
    def test_a_forged_link_opens_nothing(self, client: Client, forged: str) -> None:
        assert client.get(f"/invitations/{forged}").status_code == 410

    def test_a_higher_role_is_taken_and_a_lower_one_is_not(self, nora: Client, tidepool: Site) -> None:
        olu = make_member("olu", tidepool, role=Role.EDITOR)
        for role, expected in (("analyst", Role.EDITOR), ("owner", Role.OWNER)):
            invite(nora, role=role)
            signed_in(olu).post(link())
            assert olu.memberships.get().role == expected

    def test_whoever_looks_after_the_site_is_not_invited(self, nora: Client, tidepool: Site) -> None:
        make_member("ana@news.example", tidepool)
        assert "already" in invite(nora).content.decode()
        assert not mail.outbox

    def test_no_role_beyond_the_three_is_handed_out(self, nora: Client) -> None:
        assert invite(nora, role="superuser").status_code == 400
        assert not Invitation.objects.exists()

    def test_a_weak_password_makes_no_account(self, nora: Client, client: Client) -> None:
        invite(nora)
        page = client.post(link(), {"name": "Ana", "password": "short"}).content.decode()
        assert "too short" in page
        assert not User.objects.filter(username="ana@news.example").exists()

    def test_a_line_break_in_a_name_breaks_no_letter(self, nora: Client, tidepool: Site) -> None:
        Site.objects.update(name="Tide\nBcc: all@x.example")
        invite(nora)
        assert mail.outbox[0].subject == "Look after Tide Bcc: all@x.example with Readalong"

    def test_fifty_open_invitations_are_enough(self, nora: Client, tidepool: Site) -> None:
        now = timezone.now()
        Invitation.objects.bulk_create(
            Invitation(site=tidepool, email=f"{n}@x.example", role="editor", sent_at=now, expires_at=now)
            for n in range(50)
        )
        assert "Revoke some" in invite(nora).content.decode()

    def test_a_mail_server_that_is_away_is_told_and_the_invitation_kept(self, nora: Client, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        page = nora.post(
            people("invitations"), {"email": "a@x.example", "role": "editor"}, follow=True
        ).content.decode()
        assert "could not be sent" in page
        assert "a@x.example" in page

    def test_without_a_mail_server_the_owner_is_told_where_the_letter_is(
        self, nora: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        page = nora.post(
            people("invitations"), {"email": "a@x.example", "role": "editor"}, follow=True
        ).content.decode()
        assert "stands in its log" in page
        assert "/invitations/" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_link_that_two_people_follow_at_once_lets_one_in() -> None:
    site = make_site("tidepool")
    nora = signed_in(make_member("nora", site))
    invite(nora)
    clients = [signed_in(make_member(name)) for name in ("ana", "olu")]

    def join(client: Client) -> int:
        try:
            return client.post(link()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(join, clients))
    assert site.members.filter(role="analyst").count() == 1


class TestTheLog:
    def entries(self) -> list[tuple[str, str, str, str]]:
        found = AuditEntry.objects.order_by("pk")
        return [(each.who, each.get_action_display(), each.about, each.details) for each in found]

    def test_invitations_and_roles_are_written_down(self, nora: Client, client: Client, tidepool: Site) -> None:
        invite(nora)
        accept(client, link())
        member = tidepool.members.get(user__username="ana@news.example")
        nora.post(people(member.pk, "role"), {"role": "editor"})
        nora.post(people(member.pk, "remove"))
        assert self.entries() == [
            ("nora", "Invited", "ana@news.example", "Analyst"),
            ("ana@news.example", "Accepted an invitation", "ana@news.example", "Analyst"),
            ("nora", "Changed a role", "ana@news.example", "Analyst → Editor"),
            ("nora", "Removed a person", "ana@news.example", ""),
        ]

    def test_a_rule_that_is_added_changed_and_deleted_is_written_down(self, nora: Client, tidepool: Site) -> None:
        form = {
            "grapheme": "Awe",
            "kind": "alias",
            "value": "aw",
            "match": "word",
            "reach": 1,
            "lexicon": tidepool.lexicon_id,
        }
        nora.post("/admin/synthesis/lexeme/add/", form)
        rule = tidepool.lexicon.lexemes.get(grapheme="Awe")
        nora.post(f"/admin/synthesis/lexeme/{rule.pk}/change/", form | {"value": "orr"})
        nora.post(f"/admin/synthesis/lexeme/{rule.pk}/delete/", {"post": "yes"})
        kinds = [(who, action) for who, action, about, _ in self.entries() if "Awe" in about]
        assert kinds == [("nora", "Added"), ("nora", "Changed"), ("nora", "Deleted")]
        assert "orr" not in " ".join(each[3] for each in self.entries())

    def test_a_budget_that_is_set_is_written_down_without_the_sum(self, tidepool: Site) -> None:
        root = signed_in(User.objects.create_superuser("root"))
        address = f"/admin/sites/site/{tidepool.pk}/change/"
        context = root.get(address).context
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        fields = {field.html_name: field.value() for form in forms for field in form if not field.field.disabled}
        sent = {name: "" if value is None else value for name, value in fields.items() if value is not False}
        assert root.post(address, sent | {"monthly_budget": "987"}).status_code == 302
        (entry,) = self.entries()
        assert entry == ("root", "Changed", "site “Tidepool”", "Changed Monthly budget.")

    def test_sign_ins_and_failures_are_written_at_each_own_site(self, client: Client, tidepool: Site) -> None:
        user = make_member("olu", tidepool, make_site("harbor"))
        user.set_password("three odd words")
        user.save()
        for password in ("secret guess", "another guess", "three odd words"):
            client.post("/sign-in", {"username": "olu", "password": password})
        found = sorted((e.site_name, e.action, e.times) for e in AuditEntry.objects.all())
        assert found == [
            ("Harbor", "sign_in_failed", 2),
            ("Harbor", "signed_in", 1),
            ("Tidepool", "sign_in_failed", 2),
            ("Tidepool", "signed_in", 1),
        ]
        assert "guess" not in str(list(AuditEntry.objects.values()))

    def test_a_name_that_no_account_has_is_not_kept(self, client: Client) -> None:
        client.post("/sign-in", {"username": "my-password-by-mistake", "password": "x"})
        assert not AuditEntry.objects.exists()

    def test_it_outlives_the_site_and_the_person(self, tidepool: Site) -> None:
        root = signed_in(User.objects.create_superuser("root"))
        nora = make_member("nora", tidepool)
        invite(signed_in(nora))
        root.post(f"/admin/sites/site/{tidepool.pk}/delete/", {"post": "yes"})
        root.post(f"/admin/auth/user/{nora.pk}/delete/", {"post": "yes"})
        kept = {(each.who, each.action, each.site_name) for each in AuditEntry.objects.all()}
        assert ("nora", "invited", "Tidepool") in kept
        assert ("root", "deleted", "Tidepool") in kept

    @pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/delete/"])
    def test_nobody_changes_it(self, tidepool: Site, page: str) -> None:
        invite(signed_in(make_member("nora", tidepool)))
        entry = AuditEntry.objects.get()
        for client in (signed_in(User.objects.create_superuser("root")), signed_in(User.objects.get(username="nora"))):
            client.post(f"/admin/sites/auditentry/{page.format(entry.pk)}", {"post": "yes", "who": "somebody else"})
        assert AuditEntry.objects.get().who == "nora"

    def test_it_is_filtered_by_what_was_done(self, nora: Client) -> None:
        invite(nora)
        listed = "/admin/sites/auditentry/?action__exact="
        assert "ana@news.example" in nora.get(listed + "invited").content.decode()
        assert "ana@news.example" not in nora.get(listed + "removed").content.decode()
