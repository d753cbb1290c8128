"""Simulated readers on SQLite, as a demonstration has it: ``python -m tests.player.engagement.on_sqlite``, run by `test_sqlite`."""

# ruff: noqa: E402 -- Django is set up before anything of it is named.

import random

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment

from player.engagement.models import LauncherView, PlaybackSession
from player.sites.models import Site
from synthesis.text.blocks import Block
from tests.pages import ORIGIN, Page
from tests.player.engagement.simulated import Narration
from tests.player.engagement.test_rollups import check, reader_of, rebuild, send

KINDS = ("jumps", "finishes", "looks", "twice", "gives up")


def main() -> None:
    call_command("migrate", verbosity=0)
    setup_test_environment()
    site = Site.objects.create(key="tidepool", name="Tidepool")
    site.origins.create(origin=ORIGIN)
    site.voices.create(language="en", engine="silent", name="en-US")
    page = Page(site.key, tuple(Block("paragraph", f"Sentence {number} tells of the crab.") for number in range(9)))
    manifest = page.voiced(Client())
    sentences = [(sentence["start_ms"], sentence["end_ms"]) for sentence in manifest["sentences"]]
    for seed in range(12):
        tell(page, Narration(manifest["duration_ms"], sentences), random.Random(seed))


def tell(page: Page, narration: Narration, chance: random.Random) -> None:
    """Some readers, whose beacons come twice and in any order; the tables say what they did."""
    PlaybackSession.objects.all().delete()
    LauncherView.objects.all().delete()
    readers = [reader_of(kind, narration, chance) for kind in chance.choices(KINDS, k=4)]
    beacons = [beacon for reader in readers for beacon in reader.beacons * 2]
    chance.shuffle(beacons)
    send(Client(), page, beacons)
    rebuild()
    check(readers)


if __name__ == "__main__":
    main()
