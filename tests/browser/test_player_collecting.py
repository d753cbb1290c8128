"""What the script reads from a page: many small cases on one page, compared with what it delivers."""

import json
from pathlib import Path

from tests.browser.player_reader import Opened
from tests.browser.player_stub import Publisher, Stub, config, layout, tag

pytest_plugins = ("tests.browser.player_fixtures",)

STYLE = """<style>
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)} .off{position:absolute;left:-9999px}
.none{display:none} .drop{float:left;font-size:3em} .line{display:block} .letter{display:inline-block} .unseen{visibility:hidden}
</style>"""
CASES = (
    ("<p>white \n <b> space </b>\t collapses</p>", "paragraph", "white space collapses"),
    ("<p><b>H</b>ello</p>", "paragraph", "Hello"),
    ("<p>one<br>two<!-- no --> three</p>", "paragraph", "one two three"),
    ("<p>soft&shy;hyphen zero&#8203;width<wbr>break</p>", "paragraph", "softhyphen zerowidthbreak"),
    ("<p>fact<sup><a href='#n'>[1]</a></sup> and note<sup>*</sup>.</p>", "paragraph", "fact and note."),
    ("<p>E = mc<sup>2</sup> on the 2<sup>nd</sup></p>", "paragraph", "E = mc2 on the 2nd"),
    (
        "<p>seen <span class='sr'>not</span><span class='off'>nor</span><i class='none'>or</i>only</p>",
        "paragraph",
        "seen only",
    ),
    ("<p>a <span hidden>b</span><span aria-hidden='true'>c</span><i class='unseen'>d</i> e</p>", "paragraph", "a e"),
    ("<p>press <button>Buy</button><select><option>x</select><script>1</script> here</p>", "paragraph", "press here"),
    ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", "paragraph", "漢字"),
    ("<p><span class='drop'>O</span>nce</p>", "paragraph", "Once"),
    ("<p><span class='letter'>w</span><span class='letter'>ave</span></p>", "paragraph", "wave"),
    ("<p>👩‍👩‍👧 café</p>", "paragraph", "👩‍👩‍👧 café"),
    ("<h2>A <span class='line'>two-line</span> heading</h2>", "heading", "A two-line heading"),
    ("<blockquote><p>Said.</p></blockquote>", "quote", "Said."),
    ("<figure><img alt='no'><figcaption>Shown.</figcaption></figure>", "caption", "Shown."),
    ("<table><tr><td>7</td></tr></table>", "cell", "7"),
    ("<pre>let x\n  = 1</pre>", "code", "let x = 1"),
    ("<details><summary>Closed</summary><p>inside</p></details>", "paragraph", "Closed"),
    ("<div>loose text</div>", "paragraph", "loose text"),
    (
        "<nav>Home</nav><aside class='advert'><p>Buy!</p></aside><svg><text>no</text></svg><p>last</p>",
        "paragraph",
        "last",
    ),
)
NESTED = "<ul><li>outer<ul><li>inner</li></ul>after</li></ul>"


def article(stub: Stub, body: str) -> str:
    head = f"<head><meta charset='utf-8'>{STYLE}{tag(stub.origin)}</head>"
    return f"<!doctype html><html lang='en'>{head}<body><article class='story'><h1>The <i>title</i></h1>{body}</article></body></html>"


def blocks_of(stub: Stub, publisher: Publisher, opened: Opened, body: str, **changes: object) -> list[tuple[str, str]]:
    stub.config = config(layout(**{"allow": [".story"], "title": ".story h1", **changes}))
    opened(publisher.serve(article(stub, body))).launcher.wait_for()
    return [(block["kind"], block["text"]) for block in stub.delivered[-1]["blocks"]]


def test_the_page_is_read_as_a_reader_sees_it(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    body = "".join(html for html, _, _ in CASES) + NESTED
    nested = [("list_item", "outer"), ("list_item", "inner"), ("list_item", "after")]
    expected = [("title", "The title"), *((kind, text) for _, kind, text in CASES), *nested]
    assert blocks_of(stub, publisher, opened, body) == expected


def test_containers_and_their_parts_are_read_once_and_in_order(
    stub: Stub, publisher: Publisher, opened: Opened
) -> None:
    body = "<blockquote><p>one</p></blockquote><p>two</p>"
    allow = ["p", ".story", "blockquote p", "h1"]
    assert [text for _, text in blocks_of(stub, publisher, opened, body, allow=allow)] == ["The title", "one", "two"]
    alone = blocks_of(stub, publisher, opened, body + "<p>three</p>", allow=["blockquote p"], title="")
    assert alone == [("quote", "one")]


def test_texts_are_cleaned_as_the_service_cleans_them(stub: Stub, publisher: Publisher, opened: Opened) -> None:
    vectors = json.loads((Path(__file__).parents[1] / "vectors" / "clean.json").read_text())
    cases = [case for case in vectors if case["clean"] and "\x00" not in case["text"]]
    texts = json.dumps([case["text"] for case in cases])
    paragraph = "Object.assign(document.createElement('p'), {textContent: text})"
    script = f"for (const text of {texts}) document.querySelector('.story').append({paragraph})"
    delivered = blocks_of(stub, publisher, opened, f"<script>{script}</script>")
    assert [text for _, text in delivered[1:]] == [case["clean"] for case in cases]
