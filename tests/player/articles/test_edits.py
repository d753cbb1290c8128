"""Edits: which sentences of an article have changed, and how."""

from player.articles.edits import MOST_SENTENCES, Line, Piece, edits
from synthesis.text.blocks import Block


def compared(before: str, after: str) -> tuple[Line, ...] | None:
    return edits([Block("paragraph", before)], [Block("paragraph", after)], "en")


def test_a_changed_word_is_shown_within_its_sentence() -> None:
    assert compared("Once there was a crab. It slept all day.", "Once there was a crab. It slept all night.") == (
        Line(unchanged=1),
        Line((Piece("It slept all ", "same"), Piece("day.", "removed"), Piece("night.", "added"))),
    )


def test_added_and_removed_sentences_stand_alone() -> None:
    assert compared("A crab came. A gull flew off.", "A crab came. Nobody else has ever been here.") == (
        Line(unchanged=1),
        Line((Piece("A gull flew off.", "removed"),)),
        Line((Piece("Nobody else has ever been here.", "added"),)),
    )
    assert compared("One. Two.", "One. Two. Three.") == (Line(unchanged=2), Line((Piece("Three.", "added"),)))


def test_the_same_text_has_no_edits() -> None:
    assert compared("One. Two.", "One. Two.") == (Line(unchanged=2),)


def test_texts_that_are_too_long_are_not_compared() -> None:
    blocks = [Block("paragraph", "One.")] * (MOST_SENTENCES + 1)
    assert edits(blocks, blocks[:1], "en") is None
