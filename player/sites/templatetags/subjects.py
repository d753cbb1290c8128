"""The admin's models by the subjects that staff think in, instead of by Django app."""

from dataclasses import dataclass
from typing import Any, Final

from django import template

register = template.Library()


@dataclass(frozen=True, slots=True)
class Subject:
    """A group of models, each with a line that says what is done there."""

    name: str
    models: dict[str, str]


_SUBJECTS: Final = (
    Subject(
        "Your sites",
        {
            "Site": "The tag to copy, origins, voices and the people who look after it",
            "Layout": "What is read on which pages, and what is left out",
            "Trust": "Whose word is enough to have a text spoken, and how much is taken",
            "Feed": "Sitemaps and feeds, so that new articles are narrated by themselves",
            "Token": "For programs of yours that publish, narrate or list articles",
            "Webhook": "Addresses of yours that are told what happens here, and whether it arrived",
        },
    ),
    Subject(
        "How it is said",
        {
            "Lexeme": "Names, brands and acronyms that voices should learn",
            "Lexicon": "All rules of one site, or of every site",
        },
    ),
    Subject(
        "What is read and heard",
        {
            "Article": "Every page that readers brought: its text, its audio, its state",
            "Discovery": "Pages that feeds and programs named: fetched, passed over, why",
            "PlaybackSession": "What single readers heard, without knowing who they are",
        },
    ),
    Subject(
        "Under the hood",
        {
            "Narration": "An article’s text in a voice: how far it is, what went wrong",
            "Content": "Texts as the pages delivered them",
            "Speech": "Single utterances, kept so that none is paid for twice",
        },
    ),
    Subject(
        "People",
        {"User": "Who may sign in", "AuditEntry": "Who did what, and when"},
    ),
)


@register.simple_tag
def by_subject(app_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The models of Django's ``app_list``, each with its line, in the order of the subjects; strangers come last."""
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    groups = []
    for subject in _SUBJECTS:
        known = [models.pop(name) | {"does": does} for name, does in subject.models.items() if name in models]
        groups.append({"name": subject.name, "models": known})
    groups.append({"name": "More", "models": list(models.values())})
    return [group for group in groups if group["models"]]
