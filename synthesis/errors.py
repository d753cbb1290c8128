"""The errors of speech synthesis, drawn as one tree.

SynthesisError                  anything below; its message names the thing, the reason and the next step
├── UnknownEngine               no engine of that name
├── UnknownVoice                the engine does not offer that voice, or none for that language
├── BudgetSpent                 whoever pays has no money left for it this month
└── EngineError                 an engine did not give an answer
    ├── EngineUnavailable       it may work later: not installed, not reachable, timed out, crashed
    └── UtteranceRefused        it never will: this text cannot be spoken by this engine
"""


class SynthesisError(Exception):
    """Anything that keeps a text from becoming speech."""


class UnknownEngine(SynthesisError):
    """No engine has this name."""


class UnknownVoice(SynthesisError):
    """The engine does not offer this voice."""


class BudgetSpent(SynthesisError):
    """The account's month is spent."""


class EngineError(SynthesisError):
    """An engine did not give an answer."""


class EngineUnavailable(EngineError):
    """The engine may answer another time."""


class UtteranceRefused(EngineError):
    """The engine will not speak this text, however often it is asked."""
