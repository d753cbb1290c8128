"""Draft: the text of one block while a page is being read, and where in the page it stands."""

from dataclasses import dataclass, field

import turbohtml
from turbohtml import Node

from synthesis.text.blocks import Block, Hint, Kind


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of a block's text, from ``at`` on, that stand together in one text node."""

    at: int
    length: int
    node: Node

    @property
    def end(self) -> int:
        return self.at + self.length


@dataclass(slots=True)
class Draft:
    """The text of one block, growing. White space is put down only when something follows it."""

    kind: Kind
    element: turbohtml.Element
    text: str = ""
    runs: list[Run] = field(default_factory=list)
    language: str = ""
    hints: list[Hint] = field(default_factory=list)
    _gap: bool = False
    _breaks: int = 0

    def space(self) -> None:
        self._gap = True

    def break_line(self) -> bool:
        """Whether the line was broken before and nothing has followed: the two together end a block."""
        self.space()
        self._breaks += 1
        return self._breaks > 1

    def add(self, piece: str, node: Node, *, is_space: bool) -> None:
        if is_space:
            self.space()
        else:
            self._keep(piece, node)

    def _keep(self, piece: str, node: Node) -> None:
        if self._gap and self.text:
            self.text += " "
        self._gap, self._breaks = False, 0
        self.runs.append(Run(len(self.text), len(piece), node))
        self.text += piece

    def finished(self) -> Block:
        return Block(self.kind, self.text, self.language, tuple(self.hints))
