"""Rules: how a page's language, reading level and story are found; one a line, tried in order. Pure.

``meta reading-level``                  the content of the meta tag with this name (or property, or itemprop)
``css .badge``                          the text of the first element, or its content attribute where it has one
``css article @data-level``             an attribute of it
``url /{}/stories/*``                   the part of the address that stands at {}
``query lang``                          a parameter of the address
``json-ld inLanguage``                  a value of the page's JSON-LD; steps are parted by dots: isPartOf.name
``= es-MX``                             always this value

A rule that ends with `` = value`` gives this value where it finds anything at all: ``css body.spanish = es``, ``url /es/* = es``.
The page's twin is ``static/player/facts.js``; both run ``tests/vectors/facts.json``.
"""

import re
from dataclasses import asdict, dataclass
from typing import Final, Literal, get_args

from player.sites.selectors import fault_of
from synthesis.text.url_patterns import canonical

Source = Literal["meta", "css", "url", "query", "json-ld", "fixed"]
_SOURCES: Final = get_args(Source)[:-1]
# What stands in brackets or quotes belongs to a selector.
_VALUE: Final = re.compile(r"(?:^|\s)=(?P<value>[^=\[\]\"']*)$")
_ATTRIBUTE: Final = re.compile(r"\s@(?P<name>\S*)$")
_NAME: Final = re.compile(r"[^\s\"'<>@]+")
HOLE: Final = "{}"


class RuleFault(ValueError):
    """A rule that cannot be used; the sentence says where and why."""

    def __init__(self, at: int, rule: str, reason: str) -> None:
        super().__init__(f"At character {at + 1} (“{rule[at:][:20] or 'the end'}”): {reason}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line. ``subject`` is the selector, name, pattern or path; ``value`` is given in place of what is found."""

    source: Source
    subject: str = ""
    attribute: str = ""
    value: str = ""

    def __str__(self) -> str:
        """The line that it was written as.

        >>> str(parse("css  article @data-level = 2"))
        'css article @data-level = 2'
        """
        source = () if self.source == "fixed" else (self.source, self.subject)
        attribute = (f"@{self.attribute}",) if self.attribute else ()
        value = (f"= {self.value}",) if self.value else ()
        return " ".join((*source, *attribute, *value))

    def as_config(self) -> dict[str, str]:
        """The rule as docs/api.md describes it."""
        return asdict(self) | ({"subject": self.pattern} if self.source == "url" else {})

    @property
    def pattern(self) -> str:
        """Of a rule about the address: the pattern as browsers write addresses, its hole kept."""
        return canonical(self.subject.replace(HOLE, "\0")).replace("%00", HOLE).replace("\0", HOLE)


def parse(line: str) -> Rule:
    """The rule that stands in ``line``; RuleFault when it cannot be used.

    >>> parse("css article @data-level")
    Rule(source='css', subject='article', attribute='data-level', value='')
    >>> parse("= es-MX")
    Rule(source='fixed', subject='', attribute='', value='es-MX')
    """
    found = _VALUE.search(line)
    value = found["value"].strip() if found else ""
    if found and not value:
        raise RuleFault(len(line), line, "After = comes the value, such as = es-MX.")
    head = line[: found.start()].rstrip() if found else line.rstrip()
    if not head.strip():
        if found:
            return Rule("fixed", value=value)
        raise RuleFault(0, line, "The rule is empty.")
    return _sourced(line, head, value)


def _sourced(line: str, head: str, value: str) -> Rule:
    source = head.split()[0]
    at = head.index(source)
    if source not in _SOURCES:
        raise RuleFault(at, line, f"A rule begins with one of {', '.join(_SOURCES)}, or with = and a fixed value.")
    subject = head[at + len(source) :].strip()
    if not subject:
        raise RuleFault(len(head), line, f"After {source} comes {_WANTED[source]}.")
    at = head.index(subject, at + len(source))
    if source == "css":
        return _css(line, subject, at, value)
    if source == "url":
        _check_url(line, subject, at, value)
    elif bad := re.search(r"\s", subject) if not _NAME.fullmatch(subject) else None:
        raise RuleFault(at + bad.start(), line, f"After {source} comes {_WANTED[source]}, in one word.")
    elif not _NAME.fullmatch(subject):
        raise RuleFault(at, line, f"This is no name. After {source} comes {_WANTED[source]}.")
    return Rule(source, subject, "", value)  # type: ignore[arg-type]


_WANTED: Final = {
    "meta": "the name of a meta tag, such as reading-level",
    "css": "a selector, such as .badge",
    "url": "a pattern, such as /{}/stories/*",
    "query": "the name of a parameter, such as lang",
    "json-ld": "a key, such as inLanguage",
}


def _css(line: str, subject: str, at: int, value: str) -> Rule:
    found = _ATTRIBUTE.search(subject)
    selector = subject[: found.start()].rstrip() if found else subject
    if found and not re.fullmatch(r"[A-Za-z_:][-\w:.]*", found["name"]):
        raise RuleFault(at + found.start("name"), line, "After @ comes the name of an attribute, such as @data-level.")
    if fault := fault_of(selector):
        raise RuleFault(at, line, f"the selector cannot be used. {fault}")
    return Rule("css", selector, found["name"].lower() if found else "", value)


def _check_url(line: str, pattern: str, at: int, value: str) -> None:
    if gap := re.search(r"\s", pattern):
        raise RuleFault(at + gap.start(), line, "An address holds no spaces.")
    if query := re.search(r"[?#]", pattern):
        raise RuleFault(
            at + query.start(), line, "Only host and path are looked at. Write query and a name for a parameter."
        )
    holes = pattern.count(HOLE)
    if holes > 1:
        raise RuleFault(at + pattern.rindex(HOLE), line, "There is one {} in a rule.")
    if not holes and not value:
        raise RuleFault(at, line, "Say with {} which part of the address is meant, or with = what it stands for.")
    if holes and "*" in (segment := _segment_of(pattern)):
        raise RuleFault(at + pattern.index(segment), line, "Between two slashes there is either {} or *, not both.")


def _segment_of(pattern: str) -> str:
    before, _, after = pattern.partition(HOLE)
    return before.split("/")[-1] + HOLE + after.split("/")[0]
