"""Dialects: spoken pieces as the text that an engine is sent, with the map from that text back to the block's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from synthesis.text.phonemes import espeak_phonemes
from synthesis.text.spans import Span
from synthesis.text.spoken import Piece
from synthesis.text.voices import Dialect, Traits

# C0 and C1 controls are commands to eSpeak NG (it dies of some); lone surrogates and non-characters are illegal in XML.
_UNSENDABLE: Final = "\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_SPACES: Final = dict.fromkeys("\t\n\v\f\r\x85", " ")
_XML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What a dialect writes for the characters that it cannot send as they are; nothing for those not listed.
_SPECIAL: Final[dict[Dialect, tuple[re.Pattern[str], dict[str, str]]]] = {
    "plain": (re.compile(f"[{_UNSENDABLE}]"), _SPACES),
    # To eSpeak NG two opening brackets begin phonemes, wherever they come from.
    "espeak": (re.compile(rf"[{_UNSENDABLE}\[\]]"), {**_SPACES, "[": "(", "]": ")"}),
    "ssml": (re.compile(f"[{_UNSENDABLE}&<>]"), {**_SPACES, **_XML}),
}
# The one level that every engine understands as a little louder and slower; the others shout or whisper.
_EMPHASIS: Final = '<emphasis level="moderate">'
# eSpeak NG would read the ’s after closing brackets as the letter S.
_POSSESSIVE: Final = re.compile(r"['’]s(?![^\W_])")
_AFTER_HISS: Final = ("s", "z", "S", "Z")
_AFTER_VOICELESS: Final = ("p", "t", "k", "f", "T")


@dataclass(frozen=True, slots=True)
class Run:
    """``[start, end)`` of the sent text says ``source`` of the block's text, if ``exact`` one for one, else as a whole."""

    start: int
    end: int
    source: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text for an engine, its runs in order, the characters that are billed, and what could not be said as asked."""

    text: str
    runs: tuple[Run, ...]
    characters: int
    warnings: tuple[str, ...] = ()


def render(
    pieces: Sequence[Piece], traits: Traits, language: str, text_language: str = "", stressed: Sequence[Span] = ()
) -> Rendered:
    """``pieces`` in the dialect of ``traits``, for a voice that speaks ``language``.

    ``text_language`` is what the pieces are in unless they say otherwise, the voice's own if empty. ``stressed`` are the
    stretches of the block's text, in order and disjoint, that SSML emphasises. Spaces at the ends and after other spaces
    are left out.
    """
    sheet = _Sheet(traits, language, text_language or language)
    for piece in pieces:
        for part, emphasis in _parted(piece, stressed if traits.dialect == "ssml" else ()):
            sheet.add(part, emphasis=emphasis)
    return sheet.rendered()


def _parted(piece: Piece, stressed: Sequence[Span]) -> Iterator[tuple[Piece, bool]]:
    """``piece`` cut where stress begins and ends, each part with whether it is stressed; what is said as a whole is not cut."""
    source = piece.source
    within = [span for span in stressed if span.start < source.end and span.end > source.start]
    if piece.rule or not within:
        yield piece, bool(within)
        return
    edges = {edge for span in within for edge in (span.start, span.end) if source.start < edge < source.end}
    for start, end in pairwise(sorted({source.start, source.end, *edges})):
        said = piece.spoken[start - source.start : end - source.start]
        part = replace(piece, source=Span(start, end), spoken=said)
        yield part, any(span.start <= start < span.end for span in within)


class _Sheet:
    """The text as it grows."""

    def __init__(self, traits: Traits, language: str, text_language: str) -> None:
        self._traits = traits
        self._language = language
        self._text_language = text_language
        self._accented = ""
        self._stressed = False
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._characters = 0
        self._warnings: list[str] = []
        self._spaced = True
        self._mnemonics = ""  # What has just been written between brackets.
        if traits.dialect == "ssml":
            self._write("<speak>")

    def add(self, piece: Piece, *, emphasis: bool) -> None:
        if self._traits.dialect == "ssml":
            self._accent(piece.language or self._text_language)
            self._stress(emphasis and (self._stressed or any(map(str.isalnum, piece.spoken))))
        self._say(piece)

    def _stress(self, emphasis: bool) -> None:
        """Open and close ``<emphasis>`` where the page's stress begins and ends."""
        if emphasis != self._stressed:
            self._write(_EMPHASIS if emphasis else "</emphasis>")
            self._stressed = emphasis

    def _accent(self, language: str) -> None:
        """Open and close ``<lang>`` where the language of what is said leaves the voice's own, and where it returns."""
        accent = language if _primary(language) != _primary(self._language) else ""
        if accent != self._accented:
            self._stress(emphasis=False)
            self._write("</lang>" if self._accented else "")
            self._write(f'<lang xml:lang="{_escaped(accent)}">' if accent else "")
            self._accented = accent

    def _say(self, piece: Piece) -> None:
        if piece.ipa and self._pronounce(piece):
            return
        spoken = piece.spoken
        if self._mnemonics and not piece.rule:
            spoken = self._after_possessive(piece)
        if self._spaced:
            spoken = spoken.lstrip(" ")
        if spoken:
            self._spaced = spoken.endswith(" ")
            self._mnemonics = ""
            skipped = 0 if piece.rule else len(piece.spoken) - len(spoken)
            self._spell(spoken, Span(piece.source.start + skipped, piece.source.end), exact=not piece.rule)

    def _pronounce(self, piece: Piece) -> bool:
        """Write phonemes; False, with a warning, where the engine or the notation cannot."""
        if not self._traits.phonemes:
            self._warn(piece, f"the engine {self._traits.engine} takes no phonemes")
            return False
        if self._traits.dialect == "ssml":
            self._enclose(
                f'<phoneme alphabet="ipa" ph="{_escaped(piece.ipa)}">', _escaped(piece.spoken), "</phoneme>", piece
            )
        elif self._traits.dialect == "espeak" and (mnemonics := espeak_phonemes(piece.ipa, self._language)):
            self._enclose("[[", mnemonics, "]]", piece)
            self._mnemonics = mnemonics
        else:
            self._warn(piece, f"they have no equivalent in the notation of {self._traits.engine} for {self._language}")
            return False
        self._characters += len(piece.spoken)
        self._spaced = False
        return True

    def _enclose(self, opening: str, inner: str, closing: str, piece: Piece) -> None:
        self._write(opening)
        if inner:
            self._runs.append(Run(self._length, self._length + len(inner), piece.source, exact=False))
        self._write(inner)
        self._write(closing)

    def _after_possessive(self, piece: Piece) -> str:
        """What is left to say once an English ’s has gone into the brackets of the phonemes before it."""
        found = _POSSESSIVE.match(piece.spoken) if _primary(self._language) == "en" else None
        if found is None:
            return piece.spoken
        self._length -= len(self._parts.pop())
        start = self._length
        self._write("I2z" if self._mnemonics.endswith(_AFTER_HISS) else "s" if self._voiceless() else "z")
        self._runs.append(Run(start, self._length, Span(piece.source.start, piece.source.start + 2), exact=False))
        self._characters += 2
        self._write("]]")
        return piece.spoken[2:]

    def _voiceless(self) -> bool:
        return self._mnemonics.endswith(_AFTER_VOICELESS)

    def _warn(self, piece: Piece, reason: str) -> None:
        self._warnings.append(f"The phonemes “{piece.ipa}” are not spoken, “{piece.spoken}” is said: {reason}.")

    def _spell(self, spoken: str, source: Span, *, exact: bool) -> None:
        """Write characters, those that are special in the dialect in their place; a whole run stays one run."""
        special, instead = _SPECIAL[self._traits.dialect]
        start, at = self._length, 0
        self._characters += len(spoken)
        for found in special.finditer(spoken):
            self._plain(spoken[at : found.start()], source.start + at, exact=exact)
            here = self._length
            self._write(instead.get(found.group(), ""))
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
        ending = f"</lang>{ending}" if self._accented else ending
        ending = f"</emphasis>{ending}" if self._stressed else ending
        return Rendered(text[:kept] + ending, runs, characters, tuple(self._warnings))


def _cut(run: Run, kept: int) -> Run:
    """``run`` up to ``kept``."""
    if run.end <= kept:
        return run
    source = Span(run.source.start, run.source.end - (run.end - kept)) if run.exact else run.source
    return replace(run, end=kept, source=source)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _escaped(text: str) -> str:
    """``text`` for an attribute or an element of SSML."""
    pattern, instead = _SPECIAL["ssml"]
    return pattern.sub(lambda found: instead.get(found.group(), ""), text).replace('"', "&quot;")
