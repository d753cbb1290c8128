"""The story that a theme is tried on, by language: ours, so that a site without an article has one to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from synthesis.text.blocks import Block


@dataclass(frozen=True, slots=True)
class Story:
    language: str
    title: str
    byline: str
    paragraphs: tuple[str, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The story as its page delivers it; the byline is not read."""
        return (Block("title", self.title), *(Block("paragraph", each) for each in self.paragraphs))


STORIES: Final[Mapping[str, Story]] = {
    "en": Story(
        "en-US",
        "The lighthouse that learned to whisper",
        "Level 2 · 1 minute",
        (
            "On the last rock before the open sea stood a lighthouse. It had shouted its light at ships for a hundred years.",
            "One foggy night a small boat came by, and in it slept a girl. The lighthouse did not want to wake her.",
            "So it turned its lamp down low, and whispered its light over the water, one soft blink at a time.",
        ),
    ),
    "es": Story(
        "es-MX",
        "El faro que aprendió a susurrar",
        "Nivel 2 · 1 minuto",
        (
            "En la última roca antes del mar abierto había un faro. Llevaba cien años gritando su luz a los barcos.",
            "Una noche de niebla pasó un bote pequeño, y en él dormía una niña. El faro no quería despertarla.",
            "Entonces bajó su lámpara y susurró su luz sobre el agua, un suave parpadeo tras otro.",
        ),
    ),
}


def story_for(language: str) -> Story:
    """The story in this language, or in English."""
    return STORIES.get(language.lower().partition("-")[0], STORIES["en"])
