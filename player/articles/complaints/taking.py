"""What a page sends when somebody says that something sounded wrong, checked against what the service itself has spoken."""

import gzip
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

from player.articles.complaints.models import MOST_OF_A_SITE, Complaint
from player.articles.models import Article
from player.articles.trust.answers import OverQuota
from player.sites.bodies import decoded
from player.sites.models import Site
from player.sites.problems import Problem
from synthesis.models import Narration
from synthesis.storage import audio_name
from synthesis.text.offsets import Utf16

MOST_BYTES: Final = 500
_FULL_RETRY_S: Final = 24 * 3600

_Position = Annotated[int, Meta(ge=0, le=10_000_000)]


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of ``POST /v1/sites/{key}/complaints`` (docs/api.md): positions as in the manifest."""

    fingerprint: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    audio: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\.m4a\Z")]
    block: _Position
    start: _Position
    word: _Position | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a complaint is about, in the service's own words. ``words`` are code points of the sentence, and milliseconds of media time."""

    article: Article
    narration: Narration
    block: int
    start: int
    sentence: str
    words: tuple[tuple[int, int, int], ...]
    word: tuple[int, int] | None
    start_ms: int
    end_ms: int

    @property
    def key(self) -> str:
        """The same wherever the sentence stands, in whichever voice."""
        return sha256(json.dumps([self.narration.content.language, self.sentence, self.word]).encode()).hexdigest()

    def columns(self) -> dict[str, Any]:
        """What a complaint keeps of it."""
        word_start, word_end = self.word or (None, None)
        return {
            "article": self.article,
            "narration": self.narration,
            "block": self.block,
            "start": self.start,
            "sentence": self.sentence,
            "word_start": word_start,
            "word_end": word_end,
            "audio": self.narration.audio,
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
            "words": [list(each) for each in self.words],
        }


_decoder: Final = msgspec.json.Decoder(Sent)


def parse(body: bytes) -> Sent:
    """What was sent; Problem when it is too large or malformed."""
    return decoded(_decoder, body, "complaint", MOST_BYTES)


def take(site: Site, sent: Sent) -> Complaint:
    """Note the complaint; Problem where it is of nothing that the site's readers hear, or where too many wait already."""
    heard = find(site, sent)
    known = Complaint.objects.filter(site=site, key=heard.key).exists()
    if not known and site.complaints.count() >= MOST_OF_A_SITE:
        raise OverQuota(f"{MOST_OF_A_SITE} complaints wait for the site's editors already.", _FULL_RETRY_S)
    return Complaint.objects.note(site, heard)


def find(site: Site, sent: Sent) -> Heard:
    """The sentence and word that a page names; Problem where there is no such thing in the narration as it is now."""
    delivery = Article.objects.saying(site, sent.fingerprint)
    if delivery is None:
        raise Problem("unknown-narration", "This text was never delivered to this site.")
    spoken = Narration.objects.filter(content=delivery.content, lexicon=site.lexicon_id, audio=audio_name(sent.audio))
    narration = spoken.select_related("content").first()
    if narration is None:
        raise Problem("overtaken", "The text is spoken otherwise by now. Load the page again to hear how.")
    listed = json.loads(gzip.decompress(bytes(narration.manifest or b"")))["sentences"]
    found = next((each for each in listed if (each["block"], each["start"]) == (sent.block, sent.start)), None)
    if found is None:
        raise Problem("bad-request", f"No sentence of the narration begins at {sent.start} in block {sent.block}.")
    return _heard(delivery.article, narration, found, sent)


def _heard(article: Article, narration: Narration, found: dict[str, Any], sent: Sent) -> Heard:
    text = narration.content.blocks[sent.block].text
    units = Utf16(text)
    start, end = units.from16(found["start"]), units.from16(found["end"])
    flat = found["words"]
    triples = zip(flat[0::3], flat[1::3], flat[2::3], strict=True)
    words = tuple((units.from16(first) - start, units.from16(last) - start, at_ms) for first, last, at_ms in triples)
    return Heard(
        article,
        narration,
        sent.block,
        start,
        text[start:end],
        words,
        _word(words, units, start, sent.word),
        found["start_ms"],
        found["end_ms"],
    )


def _word(
    words: tuple[tuple[int, int, int], ...], units: Utf16, start: int, asked: int | None
) -> tuple[int, int] | None:
    if asked is None:
        return None
    if asked <= units.length:
        for first, last, _ in words:
            if first == units.from16(asked) - start:
                return first, last
    raise Problem("bad-request", f"No word of the sentence begins at {asked}.")
