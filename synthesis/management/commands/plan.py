"""``manage.py plan FILE``: what would be said of a text, sentence by sentence, without saying it."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError

from synthesis import audio, budgets, engines, pipeline
from synthesis.budgets import BUILT_IN
from synthesis.errors import SynthesisError
from synthesis.lexicons import compiled
from synthesis.models import Lexicon
from synthesis.models.lexicon import GLOBAL_LEXICON
from synthesis.text.lexicon import CompiledLexicon
from synthesis.text.plans import Plan, plan
from synthesis.text.reports import lines, readable, report
from synthesis.text.voices import Voice


class Command(BaseCommand):
    """Prints offsets, spoken forms, lexemes applied and rejected, warnings, keys and billed characters."""

    help = "Print what would be said of a text: one block for each line that is not empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file in UTF-8, or - for standard input")
        parser.add_argument("--language", required=True, help="language of the text, such as es-MX")
        parser.add_argument("--site", default="", help="key of the site whose lexicon and voice are taken")
        parser.add_argument(
            "--engine", default="", help=f"one of {', '.join(engines.names())}; else the site's voice, else {BUILT_IN}"
        )
        parser.add_argument("--voice", default="", help="the engine's own name of a voice, such as Kevin:neural")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        source = _read(options["file"])
        lexicon = _lexicon(options["site"], self.stderr)
        try:
            voice = _voice(options)
        except SynthesisError as error:
            raise CommandError(str(error)) from error
        engine = engines.get(voice.engine)
        others = {each.language: each for each in reversed(engine.voices())}
        found = lines(source)
        blocks = [line.block for line in found]
        planned = plan(blocks, options["language"], voice, audio.stored_as(engine.traits), lexicon, others)
        data = report(planned, found, source)
        estimate = _estimate(planned)
        if options["json"]:
            added = {"to_speak": asdict(estimate)} if estimate else {}
            self.stdout.write(json.dumps(data | added, ensure_ascii=False, indent=1))
            return
        self.stdout.write(readable(data), ending="")
        if estimate:
            self.stdout.write(f"{voice.label}: {budgets.in_words(estimate)}")


def _voice(options: dict[str, Any]) -> Voice:
    """The voice that was asked for, else the site's, else the engine's first for the language."""
    engine, language = options["engine"], options["language"]
    if options["voice"]:
        return engines.find_voice(engine or BUILT_IN, options["voice"])
    if options["site"] and not engine:
        # Sites are another layer's rows: they are reached by name.
        site: Any = getattr(Lexicon.objects.get(name=_name(options["site"])), "site", None)
        if site is not None:
            chosen: Voice = site.voice_for(language, "")
            return chosen
    return engines.default_voice(engine or BUILT_IN, language)


def _name(site: str) -> str:
    """The lexicon of the site with this key; the global one without a site."""
    return f"site:{site}" if site else GLOBAL_LEXICON


def _estimate(planned: Plan) -> budgets.Estimate | None:
    """What is not stored yet, and its price; None when the database cannot tell."""
    try:
        return pipeline.estimate_of(planned)
    except DatabaseError:
        return None


def _read(name: str) -> str:
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8")
    except OSError as error:
        raise CommandError(
            f"{name} cannot be read: {error.strerror}. Check the path, or give the text on standard input: -"
        ) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: byte {error.start}. Convert it first.") from error


def _lexicon(site: str, errors: OutputWrapper) -> CompiledLexicon:
    """The lexicon of a site with those above it; the global one without a site."""
    name = _name(site)
    try:
        lexicon = Lexicon.objects.filter(name=name).first()
        if lexicon is not None:
            return compiled(lexicon)
    except DatabaseError as error:
        if site:
            raise CommandError(f"The lexicon “{name}” cannot be read: {error}. Run “manage.py migrate”.") from error
        errors.write(f"No lexeme is applied, as the database cannot be read: {error}.")
        return CompiledLexicon()
    if site:
        raise CommandError(f"There is no lexicon “{name}”. Check the key, or leave --site out for the global lexicon.")
    return CompiledLexicon()
