"""``manage.py extract FILE|URL``: what is read of a page, what is not, and why."""

import codecs
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from player.articles.addresses import BadAddress, normal
from player.articles.documents import SOMEWHERE
from player.articles.extraction import Rules, read_page
from player.articles.fetching import FetchError, fetch
from player.articles.fetching.encodings import decoded
from player.articles.management.extracting import as_printed, read_in_browser
from player.sites.selectors import fault_of

_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Command(BaseCommand):
    """Reads a page as the service does; with --browser as the script does in the reader's page."""

    help = "Print what is read of a page, a file or an address: title, language, blocks, what is skipped and why, and the fingerprint."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="An HTML file, or the address of a page.")
        parser.add_argument("--url", default="", help="The address that the file's page has.")
        parser.add_argument(
            "--allow", nargs="+", default=[], metavar="CSS", help="What is read. Without it the article is looked for."
        )
        parser.add_argument("--deny", nargs="+", default=[], metavar="CSS", help="What is left out of it.")
        parser.add_argument("--title", default="", metavar="CSS", help="The headline, read first.")
        parser.add_argument("--json", action="store_true", help="As JSON, offsets in UTF-16 code units.")
        parser.add_argument("--browser", action="store_true", help="Read it in Chromium (for files; needs Playwright).")

    def handle(self, *, source: str, url: str, browser: bool, **options: Any) -> None:
        rules = _rules(options)
        html, url = _page(source, url)
        read = read_in_browser(html, url, rules) if browser else as_printed(read_page(html, url, rules))
        self.stdout.write(json.dumps(read, indent=2, ensure_ascii=False) if options["json"] else _as_text(read))
        if not read["blocks"]:
            self.stderr.write(_next_step(rules))


def _rules(options: dict[str, Any]) -> Rules | None:
    if not options["allow"]:
        if options["deny"] or options["title"]:
            raise CommandError("--deny and --title are a layout's: say with --allow what they are taken from.")
        return None
    rules = Rules(tuple(options["allow"]), tuple(options["deny"]), options["title"])
    for selector in (*rules.allow, *rules.deny, *filter(None, [rules.title])):
        if fault := fault_of(selector):
            raise CommandError(f"Selector “{selector}”: {fault}")
    return rules


def _page(source: str, url: str) -> tuple[str, str]:
    try:
        url = url and normal(url)
    except BadAddress as error:
        raise CommandError(f"--url: {error}") from error
    if urlsplit(source).scheme in ("http", "https"):
        try:
            page = fetch(source, None)
        except FetchError as error:
            raise CommandError(f"{error} Or save the page, and name the file, with its address as --url.") from error
        return page.html, url or page.url
    try:
        body = Path(source).read_bytes()
    except OSError as error:
        raise CommandError(
            f"{source} cannot be read: {error.strerror}. Name an HTML file, or an address with https://."
        ) from error
    if b"\0" in body and not body.startswith(_BYTE_ORDER_MARKS):
        raise CommandError(
            f"{source} is no HTML file: it holds null bytes. Name an HTML file, or an address with https://."
        )
    return decoded(body, "text/html"), url or SOMEWHERE


def _next_step(rules: Rules | None) -> str:
    if rules:
        return "Nothing is read: what --allow selects is not on the page, hidden, denied, or no more than a title."
    return "Nothing is read: it is taken for no article. Say with --allow what is to be read."


def _as_text(read: dict[str, Any]) -> str:
    lines = [
        f"title        {read['title']}",
        f"language     {read['language']}",
        f"fingerprint  {read['fingerprint']}",
        "",
    ]
    for block in read["blocks"]:
        language = f" ({block['language']})" if block.get("language") else ""
        lines.append(f"{block['kind'] + language:<12} {block['text']}")
        lines += [
            f"{'':<12} · {hint['kind']} {hint['start']}–{hint['end']} {hint['value']}".rstrip()
            for hint in block.get("hints", ())
        ]
    words = sum(len(block["text"].split()) for block in read["blocks"])
    lines += ["", f"{len(read['blocks'])} blocks, about {words} words", ""]
    lines += [f"skipped      {entry['rule']}: {entry['element']}: {entry['text']}" for entry in read["skipped"]]
    return "\n".join(lines)
