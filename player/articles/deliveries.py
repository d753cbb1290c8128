"""Deliveries: what a page sends, checked; hostile until it has passed here."""

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from player.articles import addresses
from player.articles.delivered_blocks import LANGUAGE, DeliveredBlock
from player.articles.models import Said
from player.sites.bodies import decoded
from player.sites.problems import Problem
from synthesis.text.blocks import Block, clean
from synthesis.text.fingerprints import fingerprint

MOST_BYTES: Final = 1_000_000
MOST_BLOCKS: Final = 5_000
MOST_CHARACTERS: Final = 400_000  # A book of 70,000 words.


class DeliveredAlternate(msgspec.Struct, frozen=True):
    """Another version of the page, as the page names it."""

    language: Annotated[str, Meta(pattern=LANGUAGE)]
    url: Annotated[str, Meta(max_length=2000)]


class Delivery(msgspec.Struct, frozen=True):
    """The body of ``POST /v1/sites/{key}/narrations`` (docs/api.md)."""

    url: Annotated[str, Meta(pattern=r"^https?://[^\s]+$", max_length=1000)]
    language: Annotated[str, Meta(pattern=LANGUAGE)]
    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    blocks: Annotated[tuple[DeliveredBlock, ...], Meta(min_length=1, max_length=MOST_BLOCKS)]
    title: Annotated[str, Meta(max_length=300)] = ""
    level: Annotated[str, Meta(max_length=40)] = ""
    canonical: Annotated[str, Meta(max_length=2000)] = ""
    story: Annotated[str, Meta(max_length=200)] = ""
    alternates: Annotated[tuple[DeliveredAlternate, ...], Meta(max_length=50)] = ()
    signature: Annotated[str, Meta(max_length=200)] = ""

    def as_blocks(self) -> tuple[Block, ...]:
        return tuple(block.as_block() for block in self.blocks)

    def said(self) -> Said:
        """What the page says beside its text."""
        return Said(
            self.url,
            self.canonical,
            clean(self.title),
            clean(self.level),
            clean(self.story),
            tuple(each.url for each in self.alternates),
        )


_decoder: Final = msgspec.json.Decoder(Delivery)


def parse(body: bytes) -> Delivery:
    """The delivery in ``body``; Problem when it is too large, malformed, or not what its fingerprint says."""
    delivery = decoded(_decoder, body, "delivery", MOST_BYTES)
    _check(delivery)
    try:
        addresses.normal(delivery.url)
    except addresses.BadAddress as error:
        raise Problem("bad-request", f"The field url cannot be used. {error}") from error
    return delivery


def _check(delivery: Delivery) -> None:
    characters = sum(len(block.text) for block in delivery.blocks)
    if characters > MOST_CHARACTERS:
        raise Problem("too-large", f"The article has {characters} characters; at most {MOST_CHARACTERS} are taken.")
    for number, block in enumerate(delivery.blocks):
        try:
            block.as_block()
        except ValueError as error:
            raise Problem("bad-request", f"Block {number} is not as docs/api.md describes it: {error}.") from error
    expected = fingerprint(delivery.language, delivery.as_blocks())
    if delivery.fingerprint != expected:
        raise Problem("bad-request", f"The fingerprint is not that of the blocks, which is {expected}.")
