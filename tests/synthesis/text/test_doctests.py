"""The examples in the text core's docstrings are true."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import synthesis.text

MODULES = tuple(module.name for module in walk_packages(synthesis.text.__path__, "synthesis.text."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    failed, _ = doctest.testmod(import_module(name))
    assert failed == 0
