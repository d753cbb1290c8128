"""The words around a story, in the story's language."""

from typing import Final

LABELS: Final = {
    "en-US": {
        "skip": "Skip to the story",
        "sections": "Sections",
        "about": "About",
        "log_in": "Log in",
        "log_out": "Log out",
        "written_by": "By",
        "minutes": "min read",
        "level": "Level",
        "versions": "Read this story your way",
        "related": "Keep wandering",
        "subscribers": "Subscribers",
    },
    "es-MX": {
        "skip": "Ir a la historia",
        "sections": "Secciones",
        "about": "Quiénes somos",
        "log_in": "Entrar",
        "log_out": "Salir",
        "written_by": "Texto de",
        "minutes": "min de lectura",
        "level": "Nivel",
        "versions": "Lee esta historia a tu manera",
        "related": "Sigue explorando",
        "subscribers": "Suscriptores",
    },
}
LANGUAGE_NAMES: Final = {"en-US": "English", "es-MX": "Español"}
