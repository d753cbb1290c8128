"""Lexeme, and the explanation of what became of it in a sentence."""

from dataclasses import dataclass
from typing import Final, Literal

from synthesis.text.blocks import Kind
from synthesis.text.spoken import Replacement

LexemeKind = Literal["alias", "phoneme", "spell", "word", "language"]
Match = Literal["word", "prefix", "suffix", "anywhere", "sentence"]

GLOBAL: Final = 0
SITE: Final = 1
SECTION: Final = 2
ARTICLE: Final = 3
SCOPES: Final = ("global", "site", "section", "article")


def scope_name(rank: int) -> str:
    """The name of a scope; whatever is more specific than an article's is called one."""
    return SCOPES[min(rank, ARTICLE)]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Say ``grapheme`` otherwise.

    ``value`` is the alias, the phonemes in IPA or the language tag; ``spell`` and ``word`` may leave it empty.
    ``fallback`` is said where phonemes cannot be spoken, empty for the text as written. ``language`` is empty for
    every language; ``es`` holds for es-MX too. ``match`` says where in a word the grapheme must stand. Of the words
    in ``before`` (``after``), where given, one must stand among the ``reach`` words before (after) it. ``kinds`` are
    the block kinds it holds in, empty for all. ``scope`` is a rank: `GLOBAL`, `SITE`, `SECTION`, `ARTICLE`. With
    ``pattern`` the grapheme is a pattern in RE2's syntax. ``pages`` and ``note`` are for those who choose the rules and
    look after them; one that is not ``enabled`` does nothing.

    With the match ``sentence`` it is an override: the grapheme is a whole sentence, ``value`` its own wording, empty for
    the one that is written, ``pause_ms`` the silence after it, None for the usual one, and ``take`` names the recording
    that is heard in place of a voice.
    """

    id: int
    grapheme: str
    kind: LexemeKind
    value: str = ""
    language: str = ""
    case_sensitive: bool = False
    match: Match = "word"
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    reach: int = 1
    sentence_start: bool = False
    kinds: tuple[Kind, ...] = ()
    scope: int = GLOBAL
    pattern: bool = False
    fallback: str = ""
    pages: str = ""
    note: str = ""
    enabled: bool = True
    pause_ms: int | None = None
    take: str = ""

    @property
    def is_override(self) -> bool:
        """Whether it is about a whole sentence."""
        return self.match == "sentence"


@dataclass(frozen=True, slots=True)
class Applied:
    """A lexeme that won ``[start, end)`` of the block's text."""

    lexeme: Lexeme
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A lexeme that matches ``[start, end)`` of the block's text and yet is not applied, and why, as a sentence."""

    lexeme: Lexeme
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a lexicon makes of a sentence: sorted replacements that do not overlap, and their explanation."""

    replacements: tuple[Replacement, ...] = ()
    applied: tuple[Applied, ...] = ()
    rejected: tuple[Rejected, ...] = ()
