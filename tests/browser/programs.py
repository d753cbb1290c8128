"""The programs that the browser tests drive, found or asked for."""

import shutil


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"The browser tests need {name}, which was not found. Install it: apt-get install {package}")
    return found


def chromium_program() -> str:
    """Chromium without the window around its pages, which would take two fifths of the time that the tests have."""
    return program("chromium-headless-shell", "chromium-headless-shell")
