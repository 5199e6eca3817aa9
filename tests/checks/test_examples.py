"""Each check has an example in its docstring, and it does what the docstring says."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
import torch
from torch import nn

from torchgrade import checks

NAMES: dict[str, Any] = {"checks": checks, "nn": nn, "torch": torch}


@pytest.mark.parametrize("name", checks.__all__)
def test_an_example_does_what_it_says(name: str) -> None:
    """Messages may go on after three dots."""
    finder = doctest.DocTestFinder(recurse=False)
    [example] = finder.find(getattr(checks, name), name, globs=dict(NAMES))
    assert example.examples, f"{name} has no example: a section `Example:` in its docstring"
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append)
    assert failed == 0, "".join(said)
