"""Definitions: what each number on a dashboard, in an export and in a letter counts. One place, so that it is the same everywhere."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Definition:
    label: str
    text: str


DEFINITIONS: Final = {
    "plays": Definition(
        "Plays",
        "How often a reader pressed Listen and the article’s audio began. Opening the page again and listening again is another play.",
    ),
    "seen": Definition("Seen", "Page views on which the Listen button was on screen for a second, or was pressed."),
    "play_percent": Definition("Play rate", "Of the page views that saw the Listen button, the share that played."),
    "half": Definition("Heard half", "Plays in which at least 50 % of the narration was really heard."),
    "completed": Definition(
        "Completed",
        "Plays in which at least 95 % of the narration was really heard. Seeking is not listening: who jumps to the end has not "
        "heard what lies between.",
    ),
    "heard_percent": Definition(
        "Average heard",
        "How much of the narration a play heard, on average. A passage that one play repeats counts once.",
    ),
    "heard_ms": Definition(
        "Time heard", "Narration that was heard, at normal speed. A passage that one play repeats counts once."
    ),
    "rate": Definition("Speed", "The speed at which readers listened at last, on average: 1 is as the voice speaks."),
    "listeners": Definition(
        "Listening here",
        "Plays that heard this sentence: its middle was really played. Seeking over it is not hearing it.",
    ),
    "replays": Definition(
        "Heard again", "How often the sentence was played once more by the same reader on the same page view."
    ),
    "now": Definition("Listening now", "Page views whose audio played within the last minute."),
    "change": Definition(
        "Compared with before",
        "The same number of days right before, with the same days of the week. Periods end with yesterday, since today is not over. "
        "Shares are compared in percentage points.",
    ),
    "refused": Definition("Not counted", "Messages of pages that were not counted, and the rule that kept them out."),
}
