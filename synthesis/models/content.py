"""Content: what an article says, as blocks, named by its fingerprint."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models

from synthesis.text.blocks import Block, Hint, Kind
from synthesis.text.fingerprints import fingerprint
from synthesis.text.folding import fold


class ContentQuerySet(models.QuerySet["Content"]):
    def keep(self, language: str, blocks: Sequence[Block]) -> "Content":
        """The content of these blocks, stored now if it was not yet."""
        stored = [_stored(block) for block in blocks]
        content, created = self.get_or_create(
            fingerprint=fingerprint(language, blocks), defaults={"language": language, "stored_blocks": stored}
        )
        if created:
            Wording.objects.get_or_create(content=content, defaults={"folded": wording(blocks)})
        return content


class Content(models.Model):
    """The text of an article in one language: never changed, shared by every page that says the same."""

    fingerprint = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=35, help_text="A BCP 47 language tag, such as en-US.")
    stored_blocks = models.JSONField(help_text="Pairs of kind and text, in reading order.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["Content"]] = ContentQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "content"

    def __str__(self) -> str:
        return self.fingerprint[:12]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks as the text core takes them."""
        return tuple(_block(*stored) for stored in self.stored_blocks)


class Wording(models.Model):
    """A content's text as rules match it, so that the articles that a rule touches are found without planning all others.

    A row of its own: only the lexicon's workbench reads it.
    """

    content = models.OneToOneField(Content, models.CASCADE, primary_key=True)
    folded = models.TextField(help_text="The blocks, folded, one a line.")

    class Meta:
        verbose_name_plural = "wordings"

    def __str__(self) -> str:
        return self.folded[:40]


def wording(blocks: Iterable[Block]) -> str:
    """The texts of ``blocks``, folded, one a line; folded text holds no line break of its own."""
    return "\n".join(fold(block.text).text for block in blocks)


def _stored(block: Block) -> list[Any]:
    hints = [[hint.start, hint.end, hint.kind, hint.value] for hint in block.hints]
    marked = [block.language, hints] if block.language or hints else []
    return [block.kind, block.text, *marked]


def _block(kind: Kind, text: str, language: str = "", hints: Iterable[Sequence[Any]] = ()) -> Block:
    return Block(kind, text, language, tuple(Hint(*hint) for hint in hints))
