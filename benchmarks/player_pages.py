"""The pages that benchmarks/player.py opens: one story, as it is, with our tag, and as a peer wants it marked up."""

import re
import subprocess
import tarfile
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.browser.player_stub import Handler, Stub, tag, tone

PEER: Final = "hyperaudio-lite@2.6.4"
SOUND_MS: Final = 120_000  # Longer than anything is listened to here.
SENTENCES: Final = (
    "The sun stood high over the bay and the water was as warm as milk.",
    "A gull laughed at the small crab.",
    "Nobody had told it that waves cannot be counted, so it went on and on until the evening came.",
    "Seven, said the crab, and then it began again.",
)
STYLE: Final = "<style>body{margin:0 auto;max-width:40em;font:18px/1.6 serif}.active{background:#ffb454}</style>"
# A browser that says it is driven is no reader.
READER: Final = "<script>Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});</script>"
SOUNDING: Final = """<script>{const {play} = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () { window.sounding = this; return play.call(this); };}</script>"""


def paragraphs(words: int) -> list[str]:
    """A story of so many words, or a few more."""
    paragraph = " ".join(SENTENCES)
    return [paragraph] * -(-words // len(paragraph.split()))


def document(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Tides</title>{STYLE}{READER}{SOUNDING}{head}</head>"
        f"<body><article class=story><h1>Tides</h1>{body}</article></body></html>"
    )


def plain(words: int, sound: str) -> str:
    """The story beside an audio element that is nothing but that."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs(words))
    return document(f"<audio id=sound controls crossorigin=anonymous preload=none src={sound}></audio>{body}")


def ours(words: int, service: str) -> str:
    return document("".join(f"<p>{text}</p>" for text in paragraphs(words)), tag(service))


def peer(words: int, sound: str, marks: list[int]) -> str:
    """The story with each word in an element that says when it is spoken: our own marks, of the same words."""
    starts = iter(marks)
    # Our title is spoken, the peer's is not.
    next(starts)
    spans = re.compile(r"\S+\s*")
    body = "".join(
        f"<p>{spans.sub(lambda word: f'<span data-m={next(starts)} data-d=240>{word[0]}</span>', text)}</p>"
        for text in paragraphs(words)
    )
    player = f"<audio id=sound controls crossorigin=anonymous preload=none data-player-type=native src={sound}></audio>"
    begin = "<script>new HyperaudioLite({transcript: 'transcript', player: 'sound'})</script>"
    return document(
        f"{player}<div id=transcript><section>{body}</section></div>{begin}",
        "<script src=/hyperaudio-lite.js></script>",
    )


def marks_of(narration: dict[str, Any]) -> list[int]:
    """When each word is spoken, in order; milliseconds."""
    return [mark for sentence in narration["sentences"] for mark in sentence["words"][2::3]]


def shorten(stub: Stub) -> None:
    """Have all narrations sound as long as is listened, whatever their marks say: an hour of tone is not what is measured."""
    audio = {"url": f"/v1/audio/{SOUND_MS}.m4a", "type": "audio/mp4", "bytes": len(tone(SOUND_MS))}
    stub.known = {name: {**narration, "audio": audio} for name, narration in stub.known.items()}


def fetched(folder: Path) -> bytes:
    """The peer's script, from npm."""
    packed = subprocess.run(["npm", "pack", "--silent", PEER], cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.strip()) as package:
        script = package.extractfile("package/js/hyperaudio-lite.js")
        assert script is not None
        return script.read()


class Pages(Handler):
    """Serves pages by path, and the peer's script."""

    def __init__(self, pages: dict[str, str], script: bytes, *rest: Any) -> None:
        self.pages, self.script = pages, script
        super().__init__(*rest)

    def do_GET(self) -> None:
        if self.path == "/hyperaudio-lite.js":
            return self.answer(200, self.script, "text/javascript")
        page = self.pages.get(self.path, "")
        return self.answer(200 if page else 404, page.encode(), "text/html; charset=utf-8")


def handler(pages: dict[str, str], script: bytes) -> Any:
    return partial(Pages, pages, script)
