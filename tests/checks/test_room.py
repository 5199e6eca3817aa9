"""The room as a whole: what it exports, what it imports, how it is written."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from torchgrade import checks
from torchgrade.checks import probes

FILES = sorted(Path(checks.__file__).parent.rglob("*.py"))
PUBLIC = [getattr(checks, name) for name in checks.__all__]

SHARED = ("torchgrade.errors", "torchgrade.plugins")


@pytest.mark.parametrize("function", PUBLIC, ids=lambda f: f.__name__)
def test_every_public_function_is_documented_and_typed(function: object) -> None:
    assert inspect.getdoc(function)
    if inspect.isfunction(function):
        hints = function.__annotations__
        assert set(inspect.signature(function).parameters) | {"return"} == set(hints)


def test_no_export_is_hidden_by_a_module_of_its_name() -> None:
    for room in (checks, probes):
        for name in room.__all__:
            assert not inspect.ismodule(getattr(room, name)), name


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_a_file_imports_torch_numpy_the_shared_files_and_the_standard_library_only(
    file: Path,
) -> None:
    allowed = {*sys.stdlib_module_names, "torch", "numpy"}
    for node in ast.walk(ast.parse(file.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names = [node.module or ""]
        for name in names:
            ours = name.startswith("torchgrade.checks") or name in SHARED
            assert ours or name.split(".")[0] in allowed, name


def test_importing_checks_does_not_import_torchvision() -> None:
    code = "import sys; from torchgrade import checks; print('torchvision' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_a_file_is_one_idea_and_short(file: Path) -> None:
    assert len(file.read_text().splitlines()) < 250
