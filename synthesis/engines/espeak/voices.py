"""The voices of eSpeak NG that Readalong offers: its languages, each with a few of its speaker variants."""

from typing import Final, NamedTuple

from synthesis.text.voices import Voice


class Variant(NamedTuple):
    """A speaker: eSpeak NG's name for it, the name people read, and the gain that brings it to -16 LUFS.

    The gains were measured with EBU R 128 on delivered files, after the limiter, on articles in English and in Spanish: the ``.m4a``
    comes out at -16.1 LUFS, and its MP3, which its encoder makes half a decibel quieter, at -16.5.
    """

    name: str
    label: str
    gain_db: float


VARIANTS: Final = (
    Variant("f3", "Ada", 4.8),
    Variant("f2", "Mina", 4.1),
    Variant("Annie", "Wren", 4.6),
    Variant("m3", "Otto", 6.4),
)

# Language tag → eSpeak NG's voice. It has no Mexican or US Spanish of its own: Latin American Spanish serves them.
LANGUAGES: Final = {
    "en-US": "en-us",
    "en-GB": "en",
    "es-419": "es-419",
    "es-ES": "es",
    "ca": "ca",
    "da": "da",
    "de": "de",
    "fi": "fi",
    "fr": "fr",
    "it": "it",
    "nb": "nb",
    "nl": "nl",
    "pl": "pl",
    "pt-BR": "pt-br",
    "pt-PT": "pt",
    "sv": "sv",
}


def all_voices() -> tuple[Voice, ...]:
    """Every language with every variant; the first of a language is its default."""
    return tuple(
        Voice("espeak", f"{base}+{variant.name}", language, f"{variant.label} ({language})")
        for language, base in LANGUAGES.items()
        for variant in VARIANTS
    )


def gain_db(name: str) -> float:
    """The gain of the voice ``base+variant``, in dB."""
    return next((variant.gain_db for variant in VARIANTS if name.endswith(f"+{variant.name}")), VARIANTS[0].gain_db)
