"""The inspector's door: who has a ticket comes in, for one site, one origin and an hour, and may what the table of rights says."""

import json
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from player.sites import inspections
from player.sites.inspections import Inspector
from player.sites.models import AuditEntry, Layout, Member, Site
from synthesis.rights import Role
from tests.player.rows import make_member, make_site

pytestmark = pytest.mark.django_db
ORIGIN = "https://tidepool.example"


@pytest.fixture
def tidepool(db: None) -> Site:
    site = make_site("tidepool")
    site.layouts.update(name="Stories", url_pattern="/stories/*", allow="article\r\n.more", deny=".ad", title="h1")
    return site


@pytest.fixture
def nora(tidepool: Site) -> User:
    return make_member("nora", tidepool, role=Role.EDITOR)


def ask(path: str, body: Any, origin: str = ORIGIN, key: str = "tidepool") -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body)
    headers = {"Origin": origin} if origin else {}
    return Client().post(f"/v1/sites/{key}/{path}", data, content_type="application/json", headers=headers)


def ticket(user: User, site: Site, origin: str = ORIGIN) -> str:
    return Inspector(user, site, origin).ticket()


def capability(user: User, site: Site) -> str:
    found: str = ask("inspections", {"ticket": ticket(user, site)}).json()["capability"]
    return found


def texts(allow: tuple[str, ...] = ("article",), deny: tuple[str, ...] = (), title: str = "h1") -> dict[str, Any]:
    return {"allow": allow, "deny": deny, "title": title}


def save(user: User, site: Site, **changes: Any) -> Any:
    layout = site.layouts.get()
    body = {"capability": capability(user, site), "id": layout.pk, "layout": texts(deny=(".ad", ".share"))} | changes
    return ask("layouts", body)


def test_a_ticket_opens_and_shows_the_layouts(nora: User, tidepool: Site) -> None:
    answer = ask("inspections", {"ticket": ticket(nora, tidepool)})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    found = answer.json()
    assert (found["may_change"], found["may_add"]) == (True, True)
    assert [(layout["name"], layout["allow"]) for layout in found["layouts"]] == [("Stories", ["article", ".more"])]


def test_the_link_carries_the_ticket_where_no_server_sees_it(nora: User, tidepool: Site) -> None:
    link = inspections.link(nora, tidepool, f"{ORIGIN}/stories/crab?x=1#top", ORIGIN)
    page, _, fragment = link.partition("#")
    assert page == f"{ORIGIN}/stories/crab?x=1"
    assert ask("inspections", {"ticket": fragment.removeprefix(inspections.FRAGMENT)}).status_code == 200


@pytest.mark.parametrize(
    "wrong", ["", "x", "a:b:c", "\u202e", "9" * 900, "WzEsMV0:1tIuHy:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
)
def test_a_forged_ticket_opens_nothing(wrong: str, tidepool: Site) -> None:
    answer = ask("inspections", {"ticket": wrong})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:readalong:not-let-in")


def test_a_ticket_changed_by_a_letter_opens_nothing(nora: User, tidepool: Site) -> None:
    good = ticket(nora, tidepool)
    for at in (0, len(good) // 2, len(good) - 3):
        other = "A" if good[at] != "A" else "B"
        assert ask("inspections", {"ticket": good[:at] + other + good[at + 1 :]}).status_code == 403


def test_tickets_and_capabilities_run_out(nora: User, tidepool: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    old_ticket, old = ticket(nora, tidepool), capability(nora, tidepool)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + inspections.TICKET_S + 2)
    assert "run out" in ask("inspections", {"ticket": old_ticket}).json()["detail"]
    body = {"capability": old, "id": tidepool.layouts.get().pk, "layout": texts()}
    monkeypatch.setattr(time, "time", lambda: now + inspections.CAPABILITY_S + 2)
    assert ask("layouts", body).status_code == 403
    assert tidepool.layouts.get().deny == ".ad"


def test_a_ticket_is_no_capability_and_a_capability_no_ticket(nora: User, tidepool: Site) -> None:
    body = {"capability": ticket(nora, tidepool), "id": tidepool.layouts.get().pk, "layout": texts()}
    assert ask("layouts", body).status_code == 403
    assert ask("inspections", {"ticket": capability(nora, tidepool)}).status_code == 403


def test_a_ticket_holds_for_its_site_and_origin_only(nora: User, tidepool: Site) -> None:
    harbor = make_site("harbor")
    harbor.origins.create(origin=ORIGIN)
    tidepool.origins.create(origin="https://m.tidepool.example")
    good = ticket(nora, tidepool)
    assert ask("inspections", {"ticket": good}, key="harbor").status_code == 403
    assert ask("inspections", {"ticket": good}, origin="https://m.tidepool.example").status_code == 403
    assert ask("inspections", {"ticket": good}, origin="https://evil.example").status_code == 403
    assert ask("inspections", {"ticket": good}, origin="").status_code == 403


def test_a_layout_of_another_site_is_not_there(nora: User, tidepool: Site) -> None:
    foreign = make_site("harbor").layouts.get()
    answer = save(nora, tidepool, id=foreign.pk)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:readalong:not-found")
    assert Layout.objects.get(pk=foreign.pk).deny == ""


def test_what_is_read_is_saved_and_written_down(nora: User, tidepool: Site) -> None:
    answer = save(nora, tidepool, before=texts(("article", ".more"), (".ad",)))
    assert answer.status_code == 200, answer.content
    layout = tidepool.layouts.get()
    assert (layout.allow, layout.deny, layout.title) == ("article", ".ad\n.share", "h1")
    entry = AuditEntry.objects.latest("pk")
    assert (entry.user, entry.site, entry.action) == (nora, tidepool, "changed")
    assert "Stories" in entry.about
    assert "leave out" in entry.details
    assert ".share" not in entry.details


def test_who_saves_without_a_change_writes_nothing_down(nora: User, tidepool: Site) -> None:
    before = AuditEntry.objects.count()
    assert save(nora, tidepool, layout=texts(("article", ".more"), (".ad",))).status_code == 200
    assert AuditEntry.objects.count() == before


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(nora: User, tidepool: Site) -> None:
    answer = save(nora, tidepool, before=texts(("main",)))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:readalong:overtaken")
    assert tidepool.layouts.get().deny == ".ad"


@pytest.mark.parametrize("bad", ["p:hover", "p >", "..", "p[", "::before", "x" * 201])
def test_a_selector_that_cannot_be_used_is_refused_with_its_reason(bad: str, nora: User, tidepool: Site) -> None:
    answer = save(nora, tidepool, layout=texts(deny=(bad,)))
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:readalong:bad-request")
    assert tidepool.layouts.get().deny == ".ad"


def test_a_layout_that_reads_nothing_is_refused(nora: User, tidepool: Site) -> None:
    assert "Name at least one selector" in save(nora, tidepool, layout=texts(allow=())).json()["detail"]


def test_a_new_layout_is_made_for_pages_that_have_none(nora: User, tidepool: Site) -> None:
    answer = save(nora, tidepool, id=None, name="News", url_pattern="/news/*")
    assert answer.status_code == 200, answer.content
    assert tidepool.layout_for(f"{ORIGIN}/news/tide").name == "News"
    assert AuditEntry.objects.latest("pk").action == "added"


def test_an_analyst_is_not_let_in(tidepool: Site) -> None:
    ada = make_member("ada", tidepool, role=Role.ANALYST)
    assert ask("inspections", {"ticket": ticket(ada, tidepool)}).status_code == 403


def test_whose_role_or_account_ends_can_save_nothing_more(nora: User, tidepool: Site) -> None:
    mine = capability(nora, tidepool)
    body = {"capability": mine, "id": tidepool.layouts.get().pk, "layout": texts(deny=(".x",))}
    Member.objects.filter(user=nora).update(role=Role.ANALYST)
    assert ask("layouts", body).status_code == 403
    Member.objects.filter(user=nora).update(role=Role.EDITOR)
    User.objects.filter(pk=nora.pk).update(is_active=False)
    assert ask("layouts", body).status_code == 403
    User.objects.filter(pk=nora.pk).update(is_active=True)
    assert ask("layouts", body).status_code == 200


def test_a_new_password_ends_it(nora: User, tidepool: Site) -> None:
    mine = capability(nora, tidepool)
    nora.set_password("three odd words")
    nora.save()
    body = {"capability": mine, "id": tidepool.layouts.get().pk, "layout": texts()}
    assert ask("layouts", body).status_code == 403


def test_a_cookie_alone_can_do_nothing(nora: User, tidepool: Site) -> None:
    client = Client()
    client.force_login(nora)
    body = json.dumps({"capability": "", "id": tidepool.layouts.get().pk, "layout": texts()})
    answer = client.post(
        "/v1/sites/tidepool/layouts", body, content_type="application/json", headers={"Origin": ORIGIN}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"ticket":1}', b'{"ticket":"x","more":1}', b"\xff" * 9, b"[" * 9000]
)
@pytest.mark.parametrize("path", ["inspections", "layouts"])
def test_what_is_malformed_is_a_problem(path: str, body: bytes, tidepool: Site) -> None:
    assert ask(path, body).status_code == 400


def test_what_is_too_large_is_not_read(tidepool: Site) -> None:
    assert ask("layouts", {"capability": "x" * 60_000}).status_code == 413
