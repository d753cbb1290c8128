"""The voices of Amazon Polly: DescribeVoices' rows as voices, one for each tier that gives speech marks."""

from collections.abc import Iterable
from typing import Any, Final

from synthesis.errors import UtteranceRefused
from synthesis.text.voices import Voice

# The tiers whose speech has marks, in the order in which they are proposed: long-form costs six times as much as neural.
TIERS: Final = ("neural", "standard", "long-form")
# The first of a language is its default. Kevin and Lupe are our choice for children's sites (docs/engines.md).
_FIRST: Final = ("Kevin:neural", "Lupe:neural")
# The others refuse a text with <emphasis>: https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
_STRESSING: Final = frozenset({"standard"})
# DescribeVoices tells no ages. Source: the list of voices in the developer guide.
_CHILDREN: Final = frozenset({"Ivy", "Justin", "Kevin"})
# Polly's own codes → the tags that web pages use.
_TAGS: Final = {"arb": "ar", "cmn-CN": "zh-CN", "yue-CN": "zh-HK"}


def as_voices(rows: Iterable[dict[str, Any]]) -> tuple[Voice, ...]:
    """The voices, by language; in each language the proposed one first."""
    voices = [_voice(row, tier) for row in rows for tier in TIERS if tier in row["SupportedEngines"]]
    return tuple(sorted(voices, key=_rank))


def split_name(name: str) -> tuple[str, str]:
    """Polly's voice id and the tier; UtteranceRefused for a tier that can not be read along.

    >>> split_name("Kevin:neural")
    ('Kevin', 'neural')
    """
    voice_id, _, tier = name.partition(":")
    if tier == "generative":
        raise UtteranceRefused(
            f"Voice {name!r} is of the tier 'generative', for which Amazon Polly gives no speech marks: no word could be lit. "
            f"Choose another tier: {', '.join(TIERS)}."
        )
    if tier not in TIERS:
        raise UtteranceRefused(f"Voice {name!r} names no tier. Write it as {voice_id}:{TIERS[0]}.")
    return voice_id, tier


def _voice(row: dict[str, Any], tier: str) -> Voice:
    language = _TAGS.get(row["LanguageCode"], row["LanguageCode"])
    child = ", child" if row["Id"] in _CHILDREN else ""
    label = f"{row['Name']} ({language}, {tier}{child})"
    return Voice("polly", f"{row['Id']}:{tier}", language, label, emphasis=tier in _STRESSING)


def _rank(voice: Voice) -> tuple[str, bool, int, str]:
    return voice.language, voice.name not in _FIRST, TIERS.index(voice.name.partition(":")[2]), voice.name
