"""Where eSpeak NG lies: the wheel's library, or the system's."""

import ctypes.util
import importlib.metadata
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from synthesis.errors import EngineUnavailable

# eSpeak NG keeps its data path in a buffer of 160 bytes (N_PATH_HOME) and needs room for a file name behind it.
_LONGEST_DATA_PATH: Final = 120


@dataclass(frozen=True, slots=True)
class Library:
    """The shared library, its data folder (empty: the one it was built with), and a name for what it will sound like."""

    path: str
    data_path: str
    version: str


@cache
def find_library() -> Library:
    """The wheel's library, or else the system's; EngineUnavailable when there is neither."""
    return _wheel() or _system()


def _wheel() -> Library | None:
    try:
        import espeakng_loader
    except ImportError:
        return None
    version = importlib.metadata.version("espeakng-loader")
    return Library(espeakng_loader.get_library_path(), _short(espeakng_loader.get_data_path()), f"wheel-{version}")


def _system() -> Library:
    path = ctypes.util.find_library("espeak-ng")
    if path is None:
        raise EngineUnavailable(
            "Engine 'espeak' is not installed: neither the wheel espeakng-loader nor the system's library was found. "
            "Install the wheel (pip install espeakng-loader) or the system package (apt-get install libespeak-ng1)."
        )
    return Library(path, "", f"system-{path}")


def _short(data_path: str) -> str:
    """``data_path``, or a link to it where it is too long for eSpeak NG."""
    if len(data_path.encode()) <= _LONGEST_DATA_PATH:
        return data_path
    link = Path(tempfile.mkdtemp(prefix="readalong-espeak-")) / "espeak-ng-data"
    link.symlink_to(data_path)
    return str(link)
