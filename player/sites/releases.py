"""The released versions of the script, which pages may pin: written once by ``npm run release``, kept and served for ever."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

_FOLDER: Final = Path(settings.BASE_DIR) / "static" / "releases"


@cache
def integrities() -> dict[str, str]:
    """What ``integrity`` says of each version's script, the newest last."""
    manifest: dict[str, str] = json.loads((_FOLDER / "integrity.json").read_text())
    return dict(sorted(manifest.items(), key=lambda each: [int(part) for part in each[0].split(".")]))


def newest() -> str:
    """The newest version."""
    return list(integrities())[-1]


def path_of(version: str) -> Path:
    """The file of a version that `integrities` knows."""
    return _FOLDER / f"readalong-{version}.js"
