"""Faults: a worker killed at every stage, a storm of deliveries. Afterwards: complete, one audio, no orphan, nothing asked for twice."""

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import File
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from player.articles.models import Article, Delivery
from player.sites.models import Origin, Site
from synthesis import engines, pipeline, storage
from synthesis.engines.base import Sound
from synthesis.engines.silent import Silent
from synthesis.models import Content, Lexicon, Narration, Speech
from synthesis.storage import Folder
from synthesis.text.blocks import Block
from synthesis.text.voices import Voice
from tests.pages import ORIGIN, Page
from tests.synthesis.killed import STAGES

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
SENTENCES = 6


def narration() -> Narration:
    blocks = [
        Block("paragraph", f"This is sentence number {number} of the tale of the crab.") for number in range(SENTENCES)
    ]
    content = Content.objects.keep("en-US", blocks)
    return pipeline.request(content, engines.find_voice("silent", "en-US"), Lexicon.objects.common())[0]


def run_worker(pk: int, stage: str, folder: Path) -> int:
    """Narrate in a process of its own, which dies at ``stage``; its exit code."""
    database = connection.settings_dict
    environment = {
        "PATH": os.environ["PATH"],
        "READALONG_DATA": str(folder),
        "DATABASE_URL": f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        "DJANGO_SETTINGS_MODULE": "readalong_site.settings",
        "READALONG_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.synthesis.killed", str(pk), stage, str(folder / "asked")]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def leases_run_out() -> None:
    past = timezone.now() - timedelta(seconds=1)
    Narration.objects.filter(lease_until__isnull=False).update(lease_until=past)
    Speech.objects.filter(lease_until__isnull=False).update(lease_until=past)


def check_whole(narration: Narration, audio_folder: Path) -> None:
    narration.refresh_from_db()
    assert narration.state == Narration.State.READY
    assert Speech.objects.filter(state=Speech.State.READY).count() == Speech.objects.count() == SENTENCES
    files = {str(path.relative_to(audio_folder)) for path in audio_folder.rglob("*") if path.is_file()}
    kept = {file for file in files if not file.startswith("parts/")}
    assert kept == {narration.audio, *Speech.objects.values_list("audio", flat=True)}


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_at_any_stage_costs_nothing_but_time(
    stage: str, tmp_path: Path, audio_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = narration()
    assert run_worker(job.pk, stage, tmp_path) == -signal.SIGKILL
    asked = (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else []
    speak = Silent.speak

    def spoken(engine: Silent, text: str, voice: Voice) -> Sound:
        asked.append(text)
        return speak(engine, text, voice)

    monkeypatch.setattr(Silent, "speak", spoken)
    leases_run_out()
    pipeline.narrate(job.pk)
    check_whole(job, audio_folder)
    # What the engine had answered when the worker died before it could be kept is asked for again: one utterance, no more.
    lost = 1 if stage in ("utterance spoken", "speech file written") else 0
    assert len(asked) <= SENTENCES + lost


@pytest.mark.django_db
@pytest.mark.parametrize("nth", [1, 2, 5, 7, 9])
@pytest.mark.parametrize(("times", "reason"), [(1, errno.EIO), (4, errno.ENOSPC)])
def test_a_write_that_fails_is_tried_again_and_costs_one_sentence_at_most(
    nth: int, reason: int, times: int, audio_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, asked, writes = narration(), [], []
    speak, save = Silent.speak, Folder._save

    def spoken(engine: Silent, text: str, voice: Voice) -> Sound:
        asked.append(text)
        return speak(engine, text, voice)

    def saved(folder: Folder, name: str, content: "File[Any]") -> str:
        writes.append(name)
        if nth <= len(writes) < nth + times:
            raise OSError(reason, os.strerror(reason))
        return save(folder, name, content)

    monkeypatch.setattr(Silent, "speak", spoken)
    monkeypatch.setattr(Folder, "_save", saved)
    monkeypatch.setattr(storage, "_AGAIN_AFTER_S", (0.0, 0.0, 0.0))
    given_up = times > 3
    if given_up:
        assert not pipeline.narrate(job.pk)
        job.refresh_from_db()
        assert job.state == Narration.State.QUEUED
        assert os.strerror(reason) in job.error
    assert pipeline.narrate(job.pk)
    check_whole(job, audio_folder)
    lost = given_up and writes[nth - 1].startswith("speech/")
    assert len(asked) == SENTENCES + lost


def test_fifty_deliveries_at_once_make_one_of_everything(tmp_path: Path, audio_folder: Path) -> None:
    site = Site.objects.create(key="tidepool", name="Tidepool")
    Origin.objects.create(site=site, origin=ORIGIN)
    site.voices.create(language="en", engine="silent", name="en-US")
    page = Page(site.key, tuple(Block("paragraph", f"Sentence {number} is here.") for number in range(SENTENCES)))

    def deliver(_: int) -> int:
        try:
            return page.deliver(Client()).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(deliver, range(50))) == {202}
    counts = [model.objects.count() for model in (Content, Article, Delivery, Narration)]
    assert counts == [1, 1, 1, 1]
    job = Narration.objects.get()
    with ThreadPoolExecutor(3) as pool:
        codes = list(pool.map(lambda _: run_worker(job.pk, "", tmp_path), range(3)))
    assert codes == [0, 0, 0]
    check_whole(job, audio_folder)
    assert len((tmp_path / "asked").read_text().splitlines()) == SENTENCES
