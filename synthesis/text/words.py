"""Words of a sentence: the units that light up."""

import re
from typing import Final

from synthesis.text.spans import Span

_RUN: Final = re.compile(r"[^\s—–…]+")
_OUTER: Final = re.compile(r"^[^\w$€£¥%+#&@°]+|[^\w$€£¥%+#&@°]+$")


def split_words(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The highlight units inside ``span`` of ``text``, as ordered spans in code points without outer punctuation."""
    found = []
    for run in _RUN.finditer(text, span.start, span.end):
        body = _OUTER.sub("", run.group())
        if body:
            start = run.start() + run.group().index(body)
            found.append(Span(start, start + len(body)))
    return tuple(found)
