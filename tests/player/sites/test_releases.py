"""Released scripts: the same bytes for ever, and the hash that tags, docs and the admin tell of them."""

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from player.sites import releases
from synthesis.rights import Role
from tests.player.rows import make_member, make_site, signed_in

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = ROOT / "static" / "releases" / "integrity.json"
VERSIONS = tuple(json.loads(MANIFEST.read_text()))
DOCS = (ROOT / "docs" / "embedding.md").read_text()


def integrity_of(script: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode()


def body(client: Client, path: str) -> bytes:
    return b"".join(client.get(path).streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_script_is_served_as_it_was_released(client: Client, version: str) -> None:
    response = client.get(f"/v1/readalong-{version}.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in response
    assert integrity_of(b"".join(response.streaming_content)) == json.loads(MANIFEST.read_text())[version]  # type: ignore[attr-defined]


def test_a_part_of_the_script_is_kept_by_browsers_for_ever_and_what_may_change_is_not(client: Client) -> None:
    [core] = (ROOT / "static" / "readalong").glob("core-*.js")
    for path, is_kept in (
        (f"readalong/{core.name}", True),
        ("readalong/readalong.js", False),
        ("player/rules.js", False),
    ):
        response = client.get(f"/static/{path}")
        b"".join(response.streaming_content)  # type: ignore[attr-defined]  # Which closes the file.
        assert ("immutable" in response["Cache-Control"]) is is_kept, path


@pytest.mark.parametrize(
    ("accepts", "packing", "ending"), [("gzip, deflate, br", "br", ".br"), ("gzip", "gzip", ".gz"), ("", None, "")]
)
def test_todays_script_comes_packed_to_whoever_takes_that(
    client: Client, accepts: str, packing: str | None, ending: str
) -> None:
    [core] = (ROOT / "static" / "readalong").glob("core-*.js")
    for path, file in (("/v1/readalong.js", core.with_name("readalong.js")), (f"/static/readalong/{core.name}", core)):
        response = client.get(path, headers={"Accept-Encoding": accepts})
        assert b"".join(response.streaming_content) == Path(f"{file}{ending}").read_bytes()  # type: ignore[attr-defined]
        assert response.get("Content-Encoding") == packing
        assert response["Vary"] == "Accept-Encoding"
        assert response["Access-Control-Allow-Origin"] == "*"


def test_who_has_todays_loader_already_is_not_sent_it_again(client: Client) -> None:
    first = client.get("/v1/readalong.js")
    b"".join(first.streaming_content)  # type: ignore[attr-defined]  # Which closes the file.
    assert client.get("/v1/readalong.js", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_every_released_file_has_its_hash_on_record() -> None:
    files = {path.stem.removeprefix("readalong-") for path in MANIFEST.parent.glob("readalong-*.js")}
    assert files == set(VERSIONS)


def test_nothing_is_imported_by_a_pinned_script(client: Client) -> None:
    script = body(client, f"/v1/readalong-{releases.newest()}.js").decode()
    assert not re.search(r"\bimport\s*\(|\bimport\s*[\"'{]", script)
    assert 'createElement("script")' not in script


@pytest.mark.parametrize("version", ["9.9.9", "0.1", "latest", "..", "0.1.0.js.map"])
def test_an_unknown_version_is_told_which_there_are(client: Client, version: str) -> None:
    response = client.get(f"/v1/readalong-{version}.js")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert f"Released: {', '.join(releases.integrities())}" in response.json()["detail"]
    assert response["Cache-Control"] == "no-store"


def test_a_version_leads_to_no_other_folder(client: Client) -> None:
    assert client.get("/v1/readalong-%2e%2e%2fcore.js").status_code == 404


def test_it_is_only_read(client: Client) -> None:
    assert client.post(f"/v1/readalong-{releases.newest()}.js").status_code == 405


def test_versions_are_ordered_as_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "integrity.json").write_text('{"0.10.0": "b", "0.9.1": "a", "1.0.0": "c"}')
    monkeypatch.setattr(releases, "_FOLDER", tmp_path)
    releases.integrities.cache_clear()
    assert list(releases.integrities()) == ["0.9.1", "0.10.0", "1.0.0"]
    assert releases.newest() == "1.0.0"
    monkeypatch.undo()
    releases.integrities.cache_clear()


def test_the_documented_tag_is_that_of_the_newest_script() -> None:
    (version, integrity), *others = re.findall(r'readalong-([\d.]+)\.js" integrity="(sha384-[^"]+)"', DOCS)
    assert others == []
    assert version == releases.newest()
    assert integrity == releases.integrities()[version]


def test_the_parts_of_the_last_releases_are_served_beside_todays() -> None:
    folders = list((MANIFEST.parent / "parts").iterdir())
    assert 1 <= len(folders) <= 2
    for folder in folders:
        for part in folder.iterdir():
            assert finders.find(f"readalong/{part.name}"), part


@pytest.mark.django_db
class TestTheTagPage:
    def test_it_has_the_line_that_pins_the_newest_script(self) -> None:
        page = html.unescape(
            signed_in(make_member("nora", make_site("tidepool"))).get("/sites/tidepool/tag").content.decode()
        )
        version = releases.newest()
        assert (
            f'<script async src="http://testserver/v1/readalong-{version}.js" integrity="{releases.integrities()[version]}" '
            'crossorigin="anonymous" data-site="tidepool"></script>'
        ) in page
        wanted = "script-src http://testserver; connect-src http://testserver; media-src http://testserver"
        assert wanted in page

    def test_an_editor_sees_it_too(self) -> None:
        page = signed_in(make_member("edi", make_site("tidepool"), role=Role.EDITOR)).get("/sites/tidepool/tag")
        assert "integrity=" in page.content.decode()
