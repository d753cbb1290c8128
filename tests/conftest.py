"""Fixtures that all tests share."""

from pathlib import Path

import hypothesis
import pytest
from pytest_django.fixtures import Settings

from player.sites.models import Origin, Site
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page

# A property says what comes out, not how soon: a machine that is busy must not fail it.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=(hypothesis.HealthCheck.too_slow,)
)
hypothesis.settings.load_profile("unhurried")


def pytest_make_parametrize_id(val: object) -> str | None:
    """A value of megabytes does not name its test: processes tell one another names, and every report holds one."""
    if isinstance(val, str | bytes) and len(val) > 100:
        return f"{val[:60]!a} and so on, {len(val)} long"
    return None


@pytest.fixture(autouse=True)
def audio_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where this test's audio is kept, and nobody else's."""
    folder = tmp_path / "audio"
    backend = {"BACKEND": "synthesis.storage.Folder", "OPTIONS": {"location": str(folder)}}
    settings.STORAGES = {**settings.STORAGES, "audio": backend}
    return folder


@pytest.fixture
def site(db: None) -> Site:
    """A site whose pages live at `ORIGIN`, read by the silent engine in English and by nobody else."""
    site = Site.objects.create(key="tidepool", name="Tidepool")
    Origin.objects.create(site=site, origin=ORIGIN)
    site.voices.create(language="en", engine="silent", name="en-US")
    return site


@pytest.fixture
def page(site: Site) -> Page:
    """An article of the site, as a reader's page delivers it."""
    return Page(
        site.key,
        (
            Block("title", "The crab that counted"),
            Block("paragraph", "Once there was a crab. It counted shells 🦀 all day."),
            Block("paragraph", "At night it slept."),
        ),
    )
