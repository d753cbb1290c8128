"""What speech synthesis keeps: content, lexicons, narrations and stored speech."""

from synthesis.models.content import Content
from synthesis.models.lexicon import Lexeme, Lexicon
from synthesis.models.narration import Narration
from synthesis.models.speech import Speech

__all__ = ["Content", "Lexeme", "Lexicon", "Narration", "Speech"]
