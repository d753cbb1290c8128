"""What speech synthesis keeps: content, lexicons, narrations, stored speech and what it cost."""

from synthesis.models.change import Change, Publication
from synthesis.models.content import Content, Wording
from synthesis.models.ledger import Account, Spending
from synthesis.models.lexicon import Lexeme, Lexicon
from synthesis.models.narration import Narration
from synthesis.models.speech import Speech
from synthesis.models.take import Take
from synthesis.models.unused import UnusedAudio

__all__ = [
    "Account",
    "Change",
    "Content",
    "Lexeme",
    "Lexicon",
    "Narration",
    "Publication",
    "Speech",
    "Spending",
    "Take",
    "UnusedAudio",
    "Wording",
]
