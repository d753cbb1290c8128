"""``manage.py narrate``: one command from a text to audio and marks, without a worker."""

import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django.fixtures import Settings

from player.articles.management.progress import Bar
from player.articles.models import Article
from player.sites.models import Origin, Site
from synthesis import pipeline
from synthesis.engines.silent import Silent
from synthesis.errors import UtteranceRefused
from synthesis.models import Content, Narration, Speech, Spending
from synthesis.text.blocks import Block
from tests.fetching import hostile_server
from tests.unconfigured import article

pytestmark = pytest.mark.django_db

TEXT = "The crab that counted\n\nOnce there was a crab. It counted shells 🦀 all day.\nAt night it slept.\n"
PAGE = """<!doctype html><html lang="es-MX"><head><title>Revista</title></head><body><nav><p>Menú</p></nav>
<article><h1>El cangrejo</h1><p>Había una vez un cangrejo.</p><ul><li>Uno</li><li><p>Dos</p><p>Tres</p></li></ul></article>
<p>Pie de página</p></body></html>"""


@pytest.fixture
def crab(tmp_path: Path) -> Path:
    file = tmp_path / "crab.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def narrate(*arguments: object, **options: Any) -> dict[str, str]:
    """Run the command; its summary by row."""
    output = io.StringIO()
    call_command("narrate", *map(str, arguments), stdout=output, stderr=io.StringIO(), **options)
    return {name: value.strip() for name, value in (line.split(":", 1) for line in output.getvalue().splitlines())}


def test_a_text_becomes_audio_manifest_captions_and_marks(crab: Path, tmp_path: Path) -> None:
    summary = narrate(crab, "--out", tmp_path / "out", "--mp3")
    files = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert set(files) == {f"crab.{end}" for end in ("m4a", "mp3", "json", "vtt", "marks.jsonl", "txt")}
    manifest = json.loads(files["crab.json"].read_bytes())
    assert [sentence["block"] for sentence in manifest["sentences"]] == [0, 1, 1, 2]
    for name in ("crab.m4a", "crab.mp3"):
        with av.open(str(files[name])) as container:
            assert abs(container.duration / 1000 - manifest["duration_ms"]) < 100
    assert files["crab.vtt"].read_text().count("-->") == 4
    text = files["crab.txt"].read_bytes()
    for mark in map(json.loads, files["crab.marks.jsonl"].read_text().splitlines()):
        assert text[mark["start"] : mark["end"]].decode() == mark["value"]
    assert summary["sentences"] == "4"
    assert summary["audio"] == f"{manifest['duration_ms'] / 1000:.1f} s"
    assert float(summary["CPU"].removesuffix(" s")) > 0


def test_the_summary_counts_what_was_spoken_and_what_was_there(crab: Path, tmp_path: Path) -> None:
    first = narrate(crab, "--out", tmp_path, "--engine", "silent")
    assert (first["spoken"], first["reused"]) == ("4", "0")
    crab.write_text(TEXT.replace("At night it slept.", "At night it dreamt. At night it dreamt."), encoding="utf-8")
    second = narrate(crab, "--out", tmp_path, "--engine", "silent")
    assert (second["sentences"], second["spoken"], second["reused"]) == ("5", "1", "4")
    assert second["characters"].endswith("of which 19 were sent to the engine now")
    again = narrate(crab, "--out", tmp_path, "--engine", "silent")
    assert (again["spoken"], again["reused"]) == ("0", "5")


def test_a_page_is_read_in_its_own_language_and_from_its_article_alone(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    summary = narrate(tmp_path / "page.html", "--out", tmp_path)
    assert (tmp_path / "page.txt").read_text() == "El cangrejo\nHabía una vez un cangrejo.\nUno\nDos\nTres"
    assert summary["voice"] == "Ada (es-419), es-MX"


def test_a_page_without_any_marks_is_read_as_on_the_web(tmp_path: Path) -> None:
    shutil.copy(article("no-article-element").path, tmp_path / "page.html")
    narrate(tmp_path / "page.html", "--out", tmp_path / "out", "--engine", "silent")
    read = [text for _, text in article("no-article-element").blocks]
    assert (tmp_path / "out" / "page.txt").read_text().splitlines() == read


def test_a_page_that_is_no_article_is_read_as_it_marks_its_text(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<nav>Home</nav><main><h1>The crab</h1><p>It slept.</main>", encoding="utf-8")
    narrate(tmp_path / "page.html", "--out", tmp_path, "--engine", "silent")
    assert (tmp_path / "page.txt").read_text() == "The crab\nIt slept."


def test_the_options_go_before_what_the_page_and_the_site_say(site: Site, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    out = ("--out", tmp_path, "--site", site.key)
    assert narrate(tmp_path / "page.html", *out, "--language", "en-US")["voice"] == "Silence (en-US), en-US"
    asked = ("--language", "en-GB", "--engine", "espeak", "--voice", "en+m3")
    assert narrate(tmp_path / "page.html", *out, *asked)["voice"] == "Otto (en-GB), en-GB"


def test_a_sites_lexicon_is_applied(site: Site, crab: Path, tmp_path: Path) -> None:
    site.lexicon.lexemes.create(grapheme="crab", value="hermit crab")
    site.lexicon.changed()
    narrate(crab, "--out", tmp_path, "--site", site.key)
    assert "hermit" in " ".join(
        utterance.text for utterance in pipeline.plan_of(Narration.objects.get(lexicon=site.lexicon)).utterances
    )


def test_the_first_narration_for_a_site_is_on_its_account(site: Site, crab: Path, tmp_path: Path) -> None:
    narrate(crab, "--out", tmp_path, "--site", site.key)
    assert Narration.objects.get().account == site.account
    assert set(Spending.objects.values_list("account", flat=True)) == {site.account_id}
    content = Content.objects.keep("en-US", [Block("title", "The limpet that stayed")])
    article = Article.objects.note(site, "https://www.tidepool.example/limpet", "The limpet", "", content)
    narrate(article.url, "--out", tmp_path)
    assert set(Narration.objects.values_list("account", flat=True)) == {site.account_id}
    assert set(Spending.objects.values_list("account", flat=True)) == {site.account_id}


def test_standard_input_is_narrated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    narrate("-", "--out", tmp_path, "--engine", "silent")
    assert (tmp_path / "narration.m4a").exists()


def test_an_article_is_found_by_its_address_and_narrated_as_its_readers_hear_it(site: Site, tmp_path: Path) -> None:
    content = Content.objects.keep("en-US", [Block("title", "The crab")])
    article = Article.objects.note(site, "https://www.tidepool.example/stories/the-crab.html", "The crab", "", content)
    narrate(f"{article.url}#top", "--out", tmp_path)
    assert (tmp_path / "the-crab.m4a").exists()
    assert Narration.objects.get().lexicon == site.lexicon
    assert not pipeline.request(content, site.voice_for("en-US", article.url), site.lexicon, article.url)[1]


def test_a_page_that_no_site_knows_is_fetched(tmp_path: Path, settings: Settings, db: None) -> None:
    with hostile_server() as server:
        settings.FETCH_OWN_ORIGINS = [server.origin]
        server.answer("/cangrejo.html", PAGE)
        narrate(server.url("/cangrejo.html"), "--out", tmp_path)
    assert (tmp_path / "cangrejo.txt").read_text() == "El cangrejo\nHabía una vez un cangrejo.\nUno\nDos\nTres"
    assert not Article.objects.exists()


def test_a_page_of_a_site_is_fetched_and_kept_as_its_article(site: Site, tmp_path: Path, settings: Settings) -> None:
    site.layouts.create(name="Stories", url_pattern="/stories/*", allow="article", title="h1", language="= en-US")
    with hostile_server() as server:
        settings.FETCH_OWN_ORIGINS = [server.origin]
        Origin.objects.create(site=site, origin=server.origin)
        for path in ("/stories/crab", "/about"):
            server.answer(path, PAGE)
        narrate(server.url("/stories/crab"), "--out", tmp_path)
        article = Article.objects.get()
        assert (article.site, article.title, article.language) == (site, "El cangrejo", "en-US")
        assert Narration.objects.get().lexicon == site.lexicon
        with pytest.raises(
            CommandError, match=r"was not narrated for the site Tidepool\. No layout matches this address"
        ):
            narrate(server.url("/about"), "--out", tmp_path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://127.0.0.1:1/", "80 and 443 only"),
        ("http://user@127.0.0.1/", "names a user"),
        ("http://[/", "no address of a page"),
    ],
)
def test_an_address_that_is_not_public_is_not_fetched(url: str, said: str, tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match=said):
        narrate(url, "--out", tmp_path)


def test_an_address_that_two_sites_know_wants_a_site(site: Site, tmp_path: Path) -> None:
    content = Content.objects.keep("en-US", [Block("title", "The crab")])
    other = Site.objects.create(key="lagoon", name="Lagoon")
    for each in (site, other):
        Article.objects.note(each, "https://www.tidepool.example/crab", "The crab", "", content)
    with pytest.raises(CommandError, match="lagoon, tidepool"):
        narrate("https://www.tidepool.example/crab", "--out", tmp_path)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("missing.txt",), "cannot be read: No such file"),
        (("crab.txt", "--site", "nobody"), "There is no site 'nobody'"),
        (("crab.txt", "--engine", "parrot"), "There is no engine 'parrot'"),
        (("crab.txt", "--voice", "polly+cracker"), "'polly\\+cracker' is not offered"),
        (("crab.txt", "--language", "tlh", "--engine", "silent"), "no voice for language 'tlh'"),
        (("empty.txt",), "nothing to read in .*empty.txt"),
        (("bare.html",), "no <article> or <main>"),
        (("latin.txt",), "is not UTF-8: byte 3"),
        (("crab.txt", "--out", "crab.txt"), "cannot be written"),
    ],
)
def test_what_is_wrong_is_named(
    arguments: tuple[str, ...], reason: str, crab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("\n \n")
    Path("bare.html").write_text("<p>Nothing marked as an article.</p>")
    Path("latin.txt").write_bytes("Había".encode("latin-1"))
    with pytest.raises(CommandError, match=reason):
        narrate(*arguments)


def test_a_sentence_that_cannot_be_spoken_is_told_and_tried_anew_the_next_time(
    crab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise UtteranceRefused("The engine will not.")

    with monkeypatch.context() as patched:
        patched.setattr(Silent, "speak", refuse)
        with pytest.raises(CommandError, match="The sentence: “"):
            narrate(crab, "--out", tmp_path, "--engine", "silent")
    assert narrate(crab, "--out", tmp_path, "--engine", "silent")["spoken"] == "4"
    assert Speech.objects.count() == 4


def test_a_database_without_tables_is_named_with_the_next_step(
    crab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> None:
        raise OperationalError("no such table: synthesis_content")

    monkeypatch.setattr("synthesis.models.content.ContentQuerySet.keep", lacking)
    with pytest.raises(CommandError, match=r"no such table.* Run “manage.py migrate” first"):
        narrate(crab, "--out", tmp_path)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def write(self, text: str, style_func: object = None, ending: str = "") -> int:
        return super().write(text + ending)


def test_a_terminal_shows_one_bar_that_grows() -> None:
    terminal = Terminal()
    bar = Bar(terminal)
    for done in (0, 1, 1, 4):
        bar.show(done, 4)
    drawn = terminal.getvalue()
    assert drawn.count("\r") == 3
    assert drawn.endswith(f"\r{'█' * 40} 4/4 sentences\n")
    assert f"\r{'█' * 10}{'░' * 30} 1/4 sentences" in drawn


def test_elsewhere_a_line_is_written_for_every_tenth(capsys: pytest.CaptureFixture[str], crab: Path) -> None:
    call_command("narrate", str(crab), "--out", str(crab.parent), "--engine", "silent")
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "100 % of 4 sentences"
    assert len(lines) == len(set(lines))
