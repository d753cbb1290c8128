"""Rights: every address of the service, for every role, at the own site and at a foreign one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ForeignKey
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from player.articles.models import Trust
from player.sites.models import Invitation, Site, Token
from synthesis import pipeline
from synthesis.own_rows import OwnRowsAdmin
from synthesis.rights import TABLE, Area, Role, roles_with
from tests.player.addresses import ADDRESSES, ADMIN_PAGES, NAMELESS, At, Bearer, Pages, Signed
from tests.player.rows import (
    make_article,
    make_entry,
    make_feed,
    make_history,
    make_member,
    make_narration,
    make_session,
    make_site,
    make_webhook,
    signed_in,
)

pytestmark = pytest.mark.django_db

OURS = ("sites", "articles", "engagement", "synthesis", "auth")
OPERATOR = "operator"
WHO = (*Role, OPERATOR)
SECRET = "harbor"  # Stands in every row of the foreign site that has a name.


def routes(patterns: list[Any], names: tuple[str, ...] = (), path: str = "") -> Iterator[tuple[str, str]]:
    """Every address that the resolver knows: its full name and its path."""
    for each in patterns:
        if isinstance(each, URLPattern):
            yield ":".join((*names, each.name)) if each.name else "", path + str(each.pattern)
        else:
            inner = (*names, each.namespace) if each.namespace else names
            yield from routes(each.url_patterns, inner, path + str(each.pattern))


ROUTES = tuple(routes(get_resolver().url_patterns))
ADMINS = {each.model: each for each in admin.site._registry.values()}
MODEL_PAGES = tuple(
    (model, name.removeprefix(prefix))
    for name, _ in ROUTES
    for model in ADMINS
    if name.startswith(prefix := f"admin:{model._meta.app_label}_{model._meta.model_name}_")
)


def fill(site: Site, owner: str) -> dict[type, Any]:
    """One row of every model in the admin, of this site."""
    article = make_article(site, f"Title of {site.key}", text=f"Text of {site.key}.")
    narration = make_narration(article)
    pipeline.narrate(narration.pk)
    make_history(site)
    now = timezone.now()
    Invitation.objects.create(
        site=site, email=f"new@{site.key}.example", role="editor", sent_at=now, expires_at=now + timedelta(days=1)
    )
    rows = [
        *(
            site,
            site.layouts.get(),
            article,
            make_session(article),
            site.lexicon,
            site.lexicon.lexemes.order_by("pk")[0],
        ),
        *(narration, article.content, make_entry(site), make_member(owner, site), Trust.objects.create(site=site)),
        *(
            make_feed(site),
            site.discoveries.get(),
            Token.objects.issue(site, f"Token of {site.key}", Token.Scope.READ)[0],
            make_webhook(site),
        ),
    ]
    return {type(row): row for row in rows}


@pytest.fixture
def own(db: None) -> dict[type, Any]:
    return fill(make_site("tidepool"), "owner-of-tidepool")


@pytest.fixture
def foreign(db: None) -> dict[type, Any]:
    return fill(make_site(SECRET), f"owner-of-{SECRET}")


def sign_in(who: str, site: Site) -> Client:
    """A browser in which somebody of this role at the site is signed in."""
    if who == OPERATOR:
        return signed_in(User.objects.create_superuser("root"))
    return signed_in(make_member(f"the-{who}", site, role=Role(who)))


def everything() -> list[Any]:
    """All rows of ours, as they are stored."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    return [list(model._default_manager.order_by("pk").values()) for model in models if model is not User]


def address(name: str, site: Site, entry: At | Pages | Signed) -> str:
    return reverse(name, kwargs={"key": site.key} | entry.arguments(site))


def call(client: Client, method: str, path: str, **headers: str) -> Any:
    if method == "post":
        return client.post(path, "{}", content_type="application/json", headers=headers)
    return client.get(path, headers=headers)


class TestTheList:
    def test_every_address_is_on_the_list(self) -> None:
        pages = {
            f"admin:{m._meta.app_label}_{m._meta.model_name}_{page}" for m, page in MODEL_PAGES if page in ADMIN_PAGES
        }
        models = {f"admin/{m._meta.app_label}/{m._meta.model_name}/<path:object_id>/" for m in ADMINS}
        unknown = [
            (name or path)
            for name, path in ROUTES
            if name not in ADDRESSES and name not in pages and not (name == "" and path in NAMELESS | models)
        ]
        assert not unknown, (
            f"Nobody has said who may open: {', '.join(unknown)}. Give each a line in ADDRESSES, tests/player/addresses.py:"
            " At(Area.…, right) for what belongs to a site, Own() for what belongs to whoever is signed in."
        )

    def test_nothing_on_the_list_is_gone(self) -> None:
        assert not set(ADDRESSES) - {name for name, _ in ROUTES}

    def test_what_has_a_site_in_its_address_asks_for_a_right_there(self) -> None:
        with_key = {name for name, path in ROUTES if "key>" in path}
        assert with_key == {name for name, entry in ADDRESSES.items() if isinstance(entry, At | Pages | Signed)}

    def test_every_model_in_the_admin_names_its_area(self) -> None:
        nameless = [
            str(each) for each in ADMINS.values() if not (isinstance(each, OwnRowsAdmin) and each.area in TABLE)
        ]
        assert not nameless, f"Make them OwnRowsAdmin with an area and a site_path (synthesis/own_rows.py): {nameless}"

    def test_every_model_in_the_admin_has_a_row_to_be_tried_with(self, own: dict[type, Any]) -> None:
        shared = {model for model, each in ADMINS.items() if not each.site_path}
        missing = set(ADMINS) - set(own) - shared
        assert not missing, f"Give `fill` a row of each: {missing}"


class TestTheTable:
    def test_every_area_has_its_line(self) -> None:
        assert set(TABLE) == set(Area)

    def test_whoever_changes_something_sees_it(self) -> None:
        for line in TABLE.values():
            for rights in (line.owner, line.editor, line.analyst, line.operator):
                assert not rights or "view" in rights

    def test_roles_are_steps(self) -> None:
        """Owners may what editors may, and those what analysts may: "a higher role" has a meaning."""
        for line in TABLE.values():
            assert line.analyst <= line.editor <= line.owner

    def test_the_documentation_shows_the_same_table(self) -> None:
        text = (Path(__file__).resolve().parents[2] / "docs/security.md").read_text()
        for area, line in TABLE.items():
            cells = [
                area.value,
                *(_in_words(rights) for rights in (line.owner, line.editor, line.analyst, line.operator)),
            ]
            assert f"| {' | '.join(cells)} |" in text, f"docs/security.md needs: | {' | '.join(cells)} |"


def _in_words(rights: frozenset[str]) -> str:
    order = ("view", "add", "change", "delete", "narrate")
    return ", ".join(each for each in order if each in rights) or "–"


class TestPagesOfASite:
    @pytest.mark.parametrize("who", WHO)
    def test_the_own_site_answers_whom_the_table_lets_in(self, who: str, own: dict[type, Any]) -> None:
        site = own[Site]
        client = sign_in(who, site)
        wrong = {}
        for name, entry in ADDRESSES.items():
            if isinstance(entry, At):
                allowed = who == OPERATOR or Role(who) in roles_with(entry.right, entry.area)
                with transaction.atomic():
                    status = call(client, entry.method, address(name, site, entry)).status_code
                    transaction.set_rollback(True)
                if (status == 404) == allowed:
                    wrong[name] = status
        assert not wrong

    @pytest.mark.parametrize("who", Role)
    def test_a_foreign_site_is_not_there_and_stays_as_it_is(
        self, who: str, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        site = foreign[Site]
        client = sign_in(who, own[Site])
        before = everything()
        answers = {
            name: call(client, entry.method, address(name, site, entry)).status_code
            for name, entry in ADDRESSES.items()
            if isinstance(entry, At)
        }
        assert set(answers.values()) == {404}, answers
        assert everything() == before

    @pytest.mark.parametrize("who", Role)
    def test_rows_of_a_foreign_site_are_not_reached_through_the_own(
        self, who: str, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        client = sign_in(who, own[Site])
        before = everything()
        for name, entry in ADDRESSES.items():
            if isinstance(entry, At) and (arguments := entry.arguments(foreign[Site])):
                path = reverse(name, kwargs={"key": own[Site].key} | arguments)
                answer = call(client, entry.method, path)
                assert SECRET not in answer.content.decode().lower(), name
                # A table has the same name at every site; a row is named by its number.
                assert answer.status_code == 404 or "table" in arguments, name
        assert everything() == before


def page_of(row: Any, page: str) -> str:
    model = type(row)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=() if page in ("changelist", "add") else (row.pk,))


def inside(client: Client, path: str, **data: Any) -> Any:
    """The answer of a page of the admin; None where it leads away or says no."""
    response = client.post(path, data) if data else client.get(path)
    return response if response.status_code == 200 else None


class TestTheAdmin:
    @pytest.mark.parametrize("who", WHO)
    def test_pages_of_own_rows_answer_whom_the_table_lets_in(self, who: str, own: dict[type, Any]) -> None:
        client = sign_in(who, own[Site])
        wrong = []
        for model, page in MODEL_PAGES:
            if model in own:
                line = TABLE[ADMINS[model].area]
                granted = line.operator if who == OPERATOR else line.to(Role(who))
                enters = who == OPERATOR or Role(who) in roles_with("view", Area.ADMIN)
                expected = enters and ADMIN_PAGES[page] in granted
                if (inside(client, page_of(own[model], page)) is not None) != expected:
                    wrong.append((model.__name__, page, f"expected: {expected}"))
        assert not wrong

    @pytest.mark.parametrize("who", Role)
    def test_foreign_rows_are_neither_shown_nor_found(
        self, who: str, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        client = sign_in(who, own[Site])
        met = []
        for model, page in MODEL_PAGES:
            if model not in foreign:
                continue
            response = inside(client, page_of(foreign[model], page))
            # Lists and empty forms are opened, and name nothing of the other site; pages of a row are not.
            if response and (page not in ("changelist", "add") or SECRET in response.content.decode().lower()):
                met.append((model.__name__, page))
        assert not met

    @pytest.mark.parametrize("who", Role)
    def test_no_list_is_made_to_show_them(self, who: str, own: dict[type, Any], foreign: dict[type, Any]) -> None:
        """By a filter, a search, an order, a window to choose from."""
        client = sign_in(who, own[Site])
        met = []
        for model in own:
            for query in _questions(model, foreign):
                response = inside(client, page_of(own[model], "changelist") + "?" + query)
                if response and SECRET in response.content.decode().lower():
                    met.append((model.__name__, query))
        assert not met

    @pytest.mark.parametrize("who", Role)
    def test_no_choice_offers_them(self, who: str, own: dict[type, Any], foreign: dict[type, Any]) -> None:
        client = sign_in(who, own[Site])
        for model in own:
            for field in _foreign_keys(model):
                query = {
                    "app_label": model._meta.app_label,
                    "model_name": model._meta.model_name,
                    "field_name": field.name,
                }
                answer = client.get(reverse("admin:autocomplete"), query | {"term": ""})
                assert SECRET not in answer.content.decode().lower()
            for page in ("add", "change"):
                response = inside(client, page_of(own[model], page))
                assert response is None or SECRET not in response.content.decode().lower(), (model, page)

    @pytest.mark.parametrize("who", Role)
    def test_nothing_that_is_sent_changes_them(self, who: str, own: dict[type, Any], foreign: dict[type, Any]) -> None:
        """By saving, deleting, or an action on rows that the list does not show."""
        client = sign_in(who, own[Site])
        before = everything()
        for model, row in foreign.items():
            actions = [*(ADMINS[model].actions or ()), "delete_selected"]
            for action in actions:
                name = action if isinstance(action, str) else action.__name__
                chosen = {"action": name, "_selected_action": [str(row.pk)], "post": "yes"}
                response = client.post(page_of(row, "changelist"), chosen)
                assert SECRET not in response.content.decode().lower(), (model, name)
            client.post(page_of(row, "change"), {"name": "Mine", "value": "mine", "lexicon": own[Site].lexicon_id})
            client.post(page_of(row, "delete"), {"post": "yes"})
        assert everything() == before


def _foreign_keys(model: Any) -> list[Any]:
    return [field for field in model._meta.fields if isinstance(field, ForeignKey)]


def _questions(model: Any, foreign: dict[type, Any]) -> Iterator[str]:
    # Most of the word: a list repeats what was searched for.
    yield f"q={SECRET[:-1]}"
    yield f"_popup=1&_to_field=id&q={SECRET[:-1]}"
    yield "all="
    for field in _foreign_keys(model):
        if field.related_model in foreign:
            yield f"{field.name}__id__exact={foreign[field.related_model].pk}"
        yield f"{field.name}__isnull=0"
    for path in ("site__key", "key", "lexicon__site__key", "article__site__key", "deliveries__article__site__key"):
        yield f"{path}__startswith={SECRET[:-1]}"


class TestSeveralSites:
    """Somebody edits one site and reads the dashboards of another."""

    @pytest.fixture
    def client(self, own: dict[type, Any], foreign: dict[type, Any]) -> Client:
        user = make_member("both", own[Site], role=Role.EDITOR)
        foreign[Site].members.create(user=user, role=Role.ANALYST)
        return signed_in(user)

    def test_each_site_grants_what_its_role_may(
        self, client: Client, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        for model in own:
            for rows, role in ((own, Role.EDITOR), (foreign, Role.ANALYST)):
                expected = "view" in TABLE[ADMINS[model].area].to(role)
                assert (inside(client, page_of(rows[model], "change")) is not None) == expected, (model, role)

    def test_rows_are_added_where_they_may_be_edited(self, client: Client, own: dict[type, Any]) -> None:
        page = inside(client, reverse("admin:sites_layout_add"))
        assert [site for site, _ in page.context["adminform"].form.fields["site"].choices if site] == [own[Site].pk]

    def test_owning_one_site_changes_nothing_at_another_that_is_only_edited(
        self, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        user = make_member("both", own[Site])
        foreign[Site].members.create(user=user, role=Role.EDITOR)
        client = signed_in(user)
        before = everything()
        assert inside(client, page_of(foreign[Site], "change")) is not None
        sent = {"name": "Mine", "default_rate": "1.5", "soft_percent": 1, "at_limit": "keep"}
        sent |= {"time_zone": "UTC", "keep_sessions_days": 90}
        for prefix in ("origins", "voices", "default_rates"):
            sent |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        assert client.post(page_of(foreign[Site], "change"), sent).status_code == 403
        assert everything() == before
        assert client.post(page_of(own[Site], "change"), sent).status_code == 302

    def test_both_dashboards_are_shown(self, client: Client) -> None:
        for key in ("tidepool", SECRET):
            assert client.get(f"/dashboard/{key}").status_code == 200

    def test_somebody_who_was_deactivated_sees_nothing(self, client: Client) -> None:
        User.objects.update(is_active=False)
        assert client.get("/dashboard/tidepool").status_code == 302
        assert client.get("/admin/").status_code == 302


class TestReadersPages:
    def test_pages_of_another_origin_are_refused_whoever_is_signed_in(
        self, own: dict[type, Any], foreign: dict[type, Any]
    ) -> None:
        before = everything()
        for who in WHO:
            client = sign_in(who, own[Site])
            for name, entry in ADDRESSES.items():
                if isinstance(entry, Pages):
                    path = address(name, foreign[Site], entry)
                    answer = call(client, entry.method, path, origin="https://tidepool.example")
                    assert answer.status_code == 403, name
                    assert "Access-Control-Allow-Origin" not in answer
        assert [len(rows) for rows in everything()][:1] == [len(rows) for rows in before][:1]


class TestPrograms:
    """A publisher's own programs, with a token of their site."""

    def test_no_session_stands_in_for_a_token(self, own: dict[type, Any]) -> None:
        client = sign_in(OPERATOR, own[Site])
        for name, entry in ADDRESSES.items():
            if isinstance(entry, Bearer):
                assert client.get(reverse(name, kwargs=entry.arguments(own[Site]))).status_code == 401, name

    def test_a_token_meets_no_foreign_row(self, own: dict[type, Any], foreign: dict[type, Any]) -> None:
        _, secret = Token.objects.issue(own[Site], "their CMS", Token.Scope.WRITE)
        arguments = {
            name: each.arguments(foreign[Site]) for name, each in ADDRESSES.items() if isinstance(each, Bearer)
        }
        before = _without_use_of_tokens()
        for name, kwargs in arguments.items():
            for method in ("get", "put", "patch", "delete"):
                answer = getattr(Client(), method)(
                    reverse(name, kwargs=kwargs), headers={"authorization": f"Bearer {secret}"}
                )
                assert SECRET not in answer.content.decode().lower(), name
                # A table has the same name at every site; a row is named by its number.
                assert "pk" not in kwargs or answer.status_code in (404, 405), name
        assert _without_use_of_tokens() == before

    def test_what_is_not_signed_for_the_site_is_refused(self, own: dict[type, Any], foreign: dict[type, Any]) -> None:
        for name, entry in ADDRESSES.items():
            if isinstance(entry, Signed):
                path = reverse(name, kwargs={"key": own[Site].key} | entry.arguments(foreign[Site]))
                assert call(Client(), entry.method, path).status_code in (401, 403, 404), name


def _without_use_of_tokens() -> list[Any]:
    Token.objects.update(used_at=None)
    return everything()
