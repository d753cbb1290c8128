"""``manage.py narrate FILE``: a text becomes audio, manifest, captions and speech marks, here and now, without a worker."""

import gzip
import json
import resource
import time
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from player.articles.management.progress import Bar
from player.articles.management.sources import DEFAULT_LANGUAGE, source_of, voice_for
from synthesis import audio, engines, pipeline, storage
from synthesis.errors import SynthesisError
from synthesis.exports import plain_text, speech_marks, webvtt
from synthesis.models import Lexicon, Narration, Speech
from synthesis.text.plans import Plan
from synthesis.text.voices import Voice

_LOOK_AGAIN_S: Final = 0.5  # While another worker speaks the same narration, or its engine is away.
_UNDER_WAY: Final = (Narration.State.QUEUED, Narration.State.SPEAKING)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many sentences there were to speak and how many had been spoken before, and the characters of both."""

    spoken: int
    reused: int
    characters: int
    sent: int


class Command(BaseCommand):
    """Runs the pipeline in this process. What is spoken is stored as always: a second run speaks nothing again."""

    help = (
        "Narrate a text file (a block for each line, the first one the title), a saved HTML page, or the page at an address: as a "
        "site knows it, or else fetched now. Writes NAME.m4a, NAME.json (the manifest), NAME.vtt, NAME.marks.jsonl and NAME.txt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="URL|FILE", help="a page's address, a file in UTF-8, or - for a text")
        parser.add_argument("--site", default="", help="key of the site whose lexicon and voices are used")
        parser.add_argument(
            "--language", default="", help=f"language of the text; else the page's own, else {DEFAULT_LANGUAGE}"
        )
        parser.add_argument("--engine", default="", help=f"one of {', '.join(engines.names())}")
        parser.add_argument("--voice", default="", help="the engine's own name of a voice, such as en-us+f3")
        parser.add_argument("--out", default=".", type=Path, metavar="DIR", help="where the files are written")
        parser.add_argument("--mp3", action="store_true", help="write NAME.mp3 too")

    def handle(self, *args: Any, **options: Any) -> None:
        began_s = _cpu_s()
        try:
            source = source_of(options)
            voice = voice_for(source, options["engine"], options["voice"])
            lexicon = source.site.lexicon if source.site else Lexicon.objects.common()
            account_id = source.site.account_id if source.site else None
            narration, _ = pipeline.request(source.content, voice, lexicon, source.url, account_id=account_id)
            planned = pipeline.plan_of(narration)
            tally = _tally(planned, _stored(narration, planned))
            self._speak(narration)
        except SynthesisError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}. Run “manage.py migrate” first.") from error
        written = _write(options["out"], source.name, narration, mp3=options["mp3"])
        _end_children(voice)
        self._sum_up(narration, planned, tally, _cpu_s() - began_s, written)

    def _speak(self, narration: Narration) -> None:
        bar = Bar(self.stderr)
        if narration.state not in (*_UNDER_WAY, Narration.State.READY):
            narration.queue()
        while narration.state in _UNDER_WAY:
            if not pipeline.narrate(narration.pk, on_progress=bar.show):
                time.sleep(_LOOK_AGAIN_S)
            narration.refresh_from_db()
        if narration.state != Narration.State.READY:
            raise CommandError(f"The narration was not finished: {narration.error or narration.state}")
        bar.show(narration.total, narration.total)

    def _sum_up(self, narration: Narration, planned: Plan, tally: Tally, cpu_s: float, written: Iterable[Path]) -> None:
        rows = {
            "voice": f"{planned.voice.label}, {planned.language}",
            "sentences": str(tally.spoken + tally.reused),
            "spoken": str(tally.spoken),
            "reused": str(tally.reused),
            "characters": f"{tally.characters}, of which {tally.sent} were sent to the engine now",
            "audio": f"{narration.duration_ms / 1000:.1f} s",
            "CPU": f"{cpu_s:.2f} s",
            "written": ", ".join(map(str, written)),
        }
        self.stdout.write("\n".join(f"{name + ':':<12}{value}" for name, value in rows.items()))


def _stored(narration: Narration, planned: Plan) -> set[str]:
    """The keys of the utterances that need not be spoken."""
    keys = {utterance.key for utterance in planned.utterances}
    return keys if narration.state == Narration.State.READY else set(Speech.objects.ready(keys))


def _tally(planned: Plan, stored: set[str]) -> Tally:
    """A sentence is spoken when something of it is sent to the engine; what it repeats is not."""
    known, spoken, reused, sent = set(stored), 0, 0, 0
    for sentence in planned.sentences:
        utterances = [planned.utterances[index] for index in sentence.utterances]
        new = {each.key: each for each in utterances if each.key not in known}
        known |= set(new)
        sent += sum(each.characters for each in new.values())
        spoken, reused = spoken + bool(new), reused + (bool(utterances) and not new)
    return Tally(spoken, reused, planned.characters, sent)


def _write(folder: Path, name: str, narration: Narration, *, mp3: bool) -> list[Path]:
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    texts = [block.text for block in narration.content.blocks]
    m4a = storage.read(narration.audio)
    files = {
        ".m4a": m4a,
        ".json": json.dumps(manifest, ensure_ascii=False, indent=1).encode(),
        ".vtt": webvtt(manifest, texts).encode(),
        ".marks.jsonl": speech_marks(manifest, texts).encode(),
        ".txt": plain_text(texts).encode(),
    }
    if mp3:
        files[".mp3"] = audio.to_mp3(m4a)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in files.items():
            (folder / f"{name}{suffix}").write_bytes(data)
    except OSError as error:
        raise CommandError(f"The files cannot be written to {folder}: {error.strerror}. Name another --out.") from error
    return [folder / f"{name}{suffix}" for suffix in files]


def _end_children(voice: Voice) -> None:
    """End the engine's child process, if it has one: the system counts a child's CPU when it ends."""
    close = getattr(engines.get(voice.engine), "close", None)
    if close is not None:
        close()


def _cpu_s() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
