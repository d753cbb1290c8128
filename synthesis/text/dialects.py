"""Dialects: spoken pieces as the text that an engine is sent, with the map from that text back to the block's text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from synthesis.text.phonemes import espeak_phonemes
from synthesis.text.spans import Span
from synthesis.text.spoken import Piece
from synthesis.text.voices import Dialect, Traits

# C0 and C1 controls are commands to eSpeak NG (it dies of some), and lone surrogates and non-characters are illegal
# in XML 1.0.
_UNSENDABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# To eSpeak NG two opening brackets begin phonemes, wherever they come from.
_ESPEAK_SPECIAL: Final = re.compile(r"[\[\]]")
_XML_SPECIAL: Final = re.compile("[&<>\"']")
_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


@dataclass(frozen=True, slots=True)
class Run:
    """``[start, end)`` of the sent text says ``source`` of the block's text: one for one if ``exact``, else as a
    whole.
    """

    start: int
    end: int
    source: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text for an engine, its runs in order, the number of characters that are billed, and what could not be said as
    asked.
    """

    text: str
    runs: tuple[Run, ...]
    characters: int
    warnings: tuple[str, ...] = ()


def render(pieces: Sequence[Piece], traits: Traits, language: str) -> Rendered:
    """``pieces`` in the dialect of ``traits``, for a voice that speaks ``language``; spaces at the ends and doubled
    are left out.
    """
    sheet = _Sheet(traits, language)
    for piece in pieces:
        sheet.add(piece)
    return sheet.rendered()


class _Sheet:
    """The text as it grows."""

    def __init__(self, traits: Traits, language: str) -> None:
        self._traits = traits
        self._language = language
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._characters = 0
        self._warnings: list[str] = []
        self._spaced = True
        if traits.dialect == "ssml":
            self._write("<speak>")

    def add(self, piece: Piece) -> None:
        if self._traits.dialect == "ssml" and _other(piece.language, self._language):
            self._write(f'<lang xml:lang="{_attribute(piece.language)}">')
            self._say(piece)
            self._write("</lang>")
        else:
            self._say(piece)

    def _say(self, piece: Piece) -> None:
        if piece.ipa and self._pronounce(piece):
            return
        spoken, source = piece.spoken, piece.source
        if self._spaced:
            stripped = spoken.lstrip(" ")
            source = source if piece.rule else Span(source.start + len(spoken) - len(stripped), source.end)
            spoken = stripped
        if spoken:
            self._spaced = spoken.endswith(" ")
            self._spell(spoken, source, exact=not piece.rule)

    def _pronounce(self, piece: Piece) -> bool:
        """Write phonemes; False, with a warning, where the engine or the notation cannot."""
        if not self._traits.phonemes:
            self._warn(piece, f"the engine {self._traits.engine} takes no phonemes")
            return False
        start = self._length
        if self._traits.dialect == "ssml":
            self._write(f'<phoneme alphabet="ipa" ph="{_attribute(piece.ipa)}">{_escaped(piece.spoken)}</phoneme>')
        elif self._traits.dialect == "espeak" and (mnemonics := espeak_phonemes(piece.ipa, self._language)):
            self._write(f"[[{mnemonics}]]")
        else:
            self._warn(piece, f"they have no equivalent in the notation of {self._traits.engine}")
            return False
        self._runs.append(Run(start, self._length, piece.source, exact=False))
        self._characters += len(piece.spoken)
        self._spaced = False
        return True

    def _warn(self, piece: Piece, reason: str) -> None:
        self._warnings.append(f"The phonemes “{piece.ipa}” are not spoken, “{piece.spoken}” is said: {reason}.")

    def _spell(self, spoken: str, source: Span, *, exact: bool) -> None:
        """Write characters, those that are special in the dialect in their place; a whole run stays one run."""
        special, written = _SPECIAL[self._traits.dialect]
        start, at = self._length, 0
        self._characters += len(spoken)
        for found in special.finditer(spoken):
            self._plain(spoken[at : found.start()], source.start + at, exact=exact)
            here = self._length
            self._write(written(found.group()))
            if exact and self._length > here:
                character = Span(source.start + found.start(), source.start + found.end())
                self._runs.append(Run(here, self._length, character, exact=False))
            at = found.end()
        self._plain(spoken[at:], source.start + at, exact=exact)
        if not exact and self._length > start:
            self._runs.append(Run(start, self._length, source, exact=False))

    def _plain(self, spoken: str, source_start: int, *, exact: bool) -> None:
        if not spoken:
            return
        if exact:
            source = Span(source_start, source_start + len(spoken))
            self._runs.append(Run(self._length, self._length + len(spoken), source, exact=True))
        self._write(spoken)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def rendered(self) -> Rendered:
        """The finished text without its trailing spaces."""
        text = "".join(self._parts)
        kept = len(text.rstrip(" "))
        runs = tuple(_cut(run, kept) for run in self._runs if run.start < kept)
        characters = self._characters - (len(text) - kept)
        ending = "</speak>" if self._traits.dialect == "ssml" else ""
        return Rendered(text[:kept] + ending, runs, characters, tuple(self._warnings))


def _cut(run: Run, kept: int) -> Run:
    """``run`` up to ``kept``."""
    if run.end <= kept:
        return run
    source = Span(run.source.start, run.source.end - (run.end - kept)) if run.exact else run.source
    return replace(run, end=kept, source=source)


def _other(language: str, voice_language: str) -> bool:
    return bool(language) and language.partition("-")[0].lower() != voice_language.partition("-")[0].lower()


def _escaped(text: str) -> str:
    return _XML_SPECIAL.sub(lambda found: _XML[found.group()], _UNSENDABLE.sub("", text))


def _attribute(text: str) -> str:
    return _escaped(text)


def _plain_special(character: str) -> str:
    return ""


def _espeak_special(character: str) -> str:
    return {"[": "(", "]": ")"}.get(character, "")


def _ssml_special(character: str) -> str:
    return _XML.get(character, "")


_SPECIAL: Final[dict[Dialect, tuple[re.Pattern[str], Callable[[str], str]]]] = {
    "plain": (_UNSENDABLE, _plain_special),
    "espeak": (re.compile(f"{_UNSENDABLE.pattern}|{_ESPEAK_SPECIAL.pattern}"), _espeak_special),
    "ssml": (re.compile(f"{_UNSENDABLE.pattern}|{_XML_SPECIAL.pattern}"), _ssml_special),
}
