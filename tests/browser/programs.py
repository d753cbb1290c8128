"""The programs that the browser tests drive, found or asked for."""

import shutil


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"The browser tests need {name}, which was not found. Install it: apt-get install {package}")
    return found
