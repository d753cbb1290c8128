"""Pinned scripts: every release there is reads a page aloud with today's service, and nothing runs that the page has not pinned."""

import json

import pytest

from tests.browser.player_reader import Opened
from tests.browser.player_stub import RELEASES, Publisher, Stub, config, pinned_tag, story, tag

pytest_plugins = ["tests.browser.player_fixtures"]

INTEGRITY: dict[str, str] = json.loads((RELEASES / "integrity.json").read_text())


def policy(scripts: str, stub: Stub) -> dict[str, str]:
    strict = f"default-src 'none'; script-src {scripts}; connect-src {stub.origin}; media-src {stub.origin}"
    return {"Content_Security_Policy": strict, "Integrity_Policy": "blocked-destinations=(script)"}


@pytest.mark.parametrize("version", INTEGRITY)
def test_a_release_works_where_nothing_but_its_hash_may_run(
    version: str, stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    page = story(stub.origin, style="", language="es").replace(
        tag(stub.origin), pinned_tag(stub.origin, version, INTEGRITY[version])
    )
    reader = opened(publisher.serve(page, **policy(f"'{INTEGRITY[version]}'", stub)))
    reader.listen()
    reader.until("ReadAlong.state.word > 0")
    assert reader.lit("word")
    # What comes as a part otherwise: Spanish words, the delivery of a new text, the panel, the preview.
    assert reader.page.evaluate("ReadAlong.version") == version
    reader.dock.get_by_role("button", name="Más", exact=True).click()
    reader.dock.get_by_label("Esperar tras cada frase").check()
    reader.page.get_by_role("button", name="Seguir leyendo").wait_for()
    assert not any("/static/" in path for path in stub.asked)
    assert reader.warnings == []


def test_a_release_finds_the_text_of_pages_without_a_layout(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    stub.config = config() | {"layouts": [], "unconfigured": True}
    version = list(INTEGRITY)[-1]
    page = story(stub.origin, paragraphs=9).replace(
        tag(stub.origin), pinned_tag(stub.origin, version, INTEGRITY[version])
    )
    opened(publisher.serve(page)).listen()
    assert not any("/static/" in path for path in stub.asked)


def test_other_bytes_do_not_run(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    version = list(INTEGRITY)[-1]
    other = INTEGRITY[version].replace(INTEGRITY[version][10:14], "AAAA")
    page = story(stub.origin).replace(tag(stub.origin), pinned_tag(stub.origin, version, other))
    reader = opened(publisher.serve(page))
    reader.page.wait_for_timeout(600)
    assert reader.page.evaluate("typeof window.ReadAlong") == "undefined"
    assert reader.launcher.count() == 0
    assert any("integrity" in message for message in reader.messages)
    reader.messages.clear()


def test_a_link_of_a_stranger_brings_no_inspector(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    version = list(INTEGRITY)[-1]
    page = story(stub.origin).replace(tag(stub.origin), pinned_tag(stub.origin, version, INTEGRITY[version]))
    reader = opened(f"{publisher.serve(page)}#readalong-inspect=ticket")
    reader.launcher.wait_for()
    assert not any("inspect" in path for path in stub.asked)


def test_a_nonce_that_is_passed_on_lets_the_parts_of_the_newest_script_in(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    page = story(stub.origin, style="").replace("<script async", '<script nonce="c2VhLXNhbHQ" async')
    strict = f"script-src 'nonce-c2VhLXNhbHQ' 'strict-dynamic'; connect-src {stub.origin}; media-src {stub.origin}"
    reader = opened(publisher.serve(page, Content_Security_Policy=f"default-src 'none'; {strict}"))
    reader.listen()
    assert reader.warnings == []
