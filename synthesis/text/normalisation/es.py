"""Spanish: the rules in their order, and its regions."""

from synthesis.text.normalisation import generic
from synthesis.text.normalisation.rules import Variant


def variant(tag: str) -> Variant:
    """Spanish as spoken where ``tag`` says."""
    return generic.variant(tag)
