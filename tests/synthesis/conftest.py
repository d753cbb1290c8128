"""Fixtures of the tests of synthesis."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.s3_server import KEYS, S3


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    server = S3()
    yield server
    server.stop()


@pytest.fixture
def bucket(s3: S3, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> S3:
    """This test's audio lies in a bucket."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **s3.storages()}
    s3.empty()
    return s3
