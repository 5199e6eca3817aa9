"""A check is asked in this process, and across the boundary of the isolated engine, alike."""

from __future__ import annotations

import ast
import builtins
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.tiny import Play

__all__ = ["both_ways"]

_IMPORTS = """
import collections, decimal, fractions
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torchgrade import checks
"""


def both_ways(
    play: Play, cell: str, right: Sequence[str], wrong: Mapping[str, str], setup: str = ""
) -> None:
    """Run checks of a student's objects in both ways; each must end in the same way.

    Args:
        play: the fixture.
        cell: the student's code.
        right: statements that must pass.
        wrong: statements that must fail -> words of the message.
        setup: code of the test's own, before each statement.
    """
    cell = textwrap.dedent(cell)
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(_IMPORTS + cell, space)
    names = sorted(_defined(cell))
    source = [_IMPORTS, textwrap.dedent(setup)]
    for number, statement in enumerate([*right, *wrong]):
        source.append(_test(number, statement, names, wrong.get(statement)))
    text = "\n".join(source)
    tests: dict[str, Any] = {}
    exec(text, tests)
    for number in range(len(right) + len(wrong)):
        function = tests[f"test_{number}"]
        code = function.__code__
        function(*[space[name] for name in code.co_varnames[: code.co_argcount]])
    failed = play([_IMPORTS, cell], text).failed
    assert not failed, "\n".join(failed)


def _test(number: int, statement: str, names: Sequence[str], words: str | None) -> str:
    used = {n.id for n in ast.walk(ast.parse(statement)) if isinstance(n, ast.Name)}
    taken = ", ".join(name for name in names if name in used)
    if words is None:
        return f"def test_{number}({taken}):\n    {statement}\n"
    return (
        f"def test_{number}({taken}):\n"
        f"    try:\n        {statement}\n"
        f"    except AssertionError as error:\n"
        f"        assert {words!r} in str(error), str(error)\n"
        f"    else:\n        raise RuntimeError({statement!r} + ' passes')\n"
    )


def _defined(cell: str) -> set[str]:
    found = set()
    for node in ast.parse(cell).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            parts = [part for target in node.targets for part in ast.walk(target)]
            found |= {part.id for part in parts if isinstance(part, ast.Name)}
    return found - set(dir(builtins))
