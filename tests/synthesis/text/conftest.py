"""Fixtures of the tests of the text core."""

import pytest


@pytest.fixture(autouse=True)
def audio_folder() -> None:
    """None: the text core keeps no audio, and its thousands of cases need no folder each."""
