"""Looks: themes to begin with, and the page on which a theme is tried. Data, and nothing else."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Look:
    """A theme to begin with."""

    name: str
    accent: str
    surface: str
    text: str
    night_accent: str
    night_surface: str
    night_text: str


LOOKS: Final = (
    Look("Readalong", "", "", "", "", "", ""),
    Look("Sea", "#0b5cad", "#f7fbff", "#12263a", "#7fb8ff", "#12202e", "#e8f2fc"),
    Look("Meadow", "#1f7a3d", "#f8fcf7", "#1c2b20", "#86d79c", "#17231b", "#e9f5ec"),
    Look("Plum", "#86198f", "#fdf8fe", "#2d1330", "#eb9cf2", "#251528", "#f9ebfa"),
    Look("Berry", "#be123c", "#fff8f9", "#33141c", "#ff9db0", "#2b161b", "#fdebee"),
    Look("Ink", "#1f2937", "#ffffff", "#111827", "#e5e7eb", "#111318", "#f3f4f6"),
)
