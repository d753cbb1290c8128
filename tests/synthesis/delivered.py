"""Articles of the magazine, narrated as they are delivered, and their files decoded."""

import gzip
import io
import json
import re
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from bs4 import BeautifulSoup
from django.conf import settings
from numpy.typing import NDArray

from synthesis import audio, engines, pipeline, storage
from synthesis.models import Content, Lexicon, Narration
from synthesis.text.blocks import Block, clean

ARTICLES = (("en-US", "thinking-with-eight-arms"), ("es-MX", "pensar-con-ocho-brazos"))


@dataclass(frozen=True, slots=True)
class Delivered:
    """A narration's manifest, and the samples of its files at 24 kHz."""

    manifest: dict[str, Any]
    m4a: NDArray[np.float32]
    mp3: NDArray[np.float32]


def article(slug: str) -> list[Block]:
    """The paragraphs, headings and list items of an article of the magazine."""
    template = settings.BASE_DIR / "templates" / "magazine" / "articles" / f"{slug}.html"
    page = BeautifulSoup(re.sub(r"{%.*?%}", "", template.read_text(encoding="utf-8")), "html.parser")
    return [Block("paragraph", clean(element.get_text())) for element in page.select("p, h2, li")]


def narrated(language: str, blocks: list[Block]) -> Delivered:
    """The blocks, through the whole pipeline, in the built-in engine's default voice."""
    content = Content.objects.keep(language, blocks)
    voice = engines.default_voice("espeak", language)
    narration, _ = pipeline.request(content, voice, Lexicon.objects.common())
    assert pipeline.narrate(narration.pk)
    return delivered(Narration.objects.get(pk=narration.pk))


def delivered(narration: Narration) -> Delivered:
    m4a = storage.read(narration.audio)
    manifest = json.loads(gzip.decompress(bytes(narration.manifest or b"")))
    return Delivered(manifest, decoded(m4a), decoded(audio.to_mp3(m4a)))


def decoded(data: bytes) -> NDArray[np.float32]:
    with av.open(io.BytesIO(data)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
