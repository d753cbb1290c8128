"""The fixtures of the player's browser tests, which name this module as their plugin."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.browser.player_reader import Opened, Reader
from tests.browser.player_stub import Publisher, PublisherHandler, ServiceHandler, Stub, config, serving


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A service that answers as told."""
    stub = Stub(config=config())
    with serving(partial(ServiceHandler, stub)) as stub.origin:
        yield stub


@pytest.fixture
def publisher(stub: Stub) -> Iterator[Publisher]:
    """A publisher on another origin, which the service knows."""
    publisher = Publisher()
    with serving(partial(PublisherHandler, publisher)) as publisher.origin:
        stub.allowed_origin = publisher.origin
        yield publisher


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Opens an address in a browser of its own; whatever the page throws fails the test."""
    contexts = []
    readers = []

    def open_page(url: str, **options: object) -> Reader:
        contexts.append(chromium.new_context(**{"viewport": {"width": 900, "height": 700}, **options}))  # type: ignore[arg-type]
        readers.append(Reader.opening(contexts[-1], url))
        return readers[-1]

    yield open_page
    for context in contexts:
        context.close()
    for reader in readers:
        assert reader.errors == []
        assert reader.messages == []
