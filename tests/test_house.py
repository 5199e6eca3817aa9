"""What a stranger relies on: small folders and functions, and tests that stand on public names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE, TESTS = ROOT / "torchgrade", ROOT / "tests"

MOST_FILES = 16
"""Python files in one folder of the package."""

MOST_LINES = 60
"""Lines of a function, without its docstring; ruff holds its complexity (C901)."""

MOST_ANY = 120
"""Lines of engine and grade, where strangers' bytes come in, that have the type `Any`."""


def files(folder: Path) -> list[Path]:
    """List the Python files below a folder, but for attacks, which know what is private."""
    attacks = TESTS / "redteam" / "attacks"
    return sorted(path for path in folder.rglob("*.py") if attacks not in path.parents)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def test_no_folder_has_too_many_files() -> None:
    """Else: what belongs together goes into a folder of its own, as `models` has in `checks`."""
    sizes = Counter(path.parent for path in files(PACKAGE))
    assert {str(folder): size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_no_function_is_too_long() -> None:
    """Else: a step of it becomes a function with a name."""
    long = {}
    for path in files(PACKAGE):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = int(node.end_lineno or 0) - node.lineno + 1
                if ast.get_docstring(node):
                    words = node.body[0]
                    size -= int(words.end_lineno or 0) - words.lineno + 1
                if size > MOST_LINES:
                    long[f"{place(path, node)} {node.name}"] = size
    assert long == {}


def test_any_is_rare_where_strangers_bytes_come_in() -> None:
    lines = [
        line
        for room in ("engine", "grade")
        for path in files(PACKAGE / room)
        for line in path.read_text("utf-8").splitlines()
    ]
    assert sum(bool(re.search(r"\bAny\b", line)) for line in lines) < MOST_ANY


def imported(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Name the modules of tests that a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{name.name}") for name in node.names)


def test_a_test_imports_no_other_test() -> None:
    """What two of them need lies in tests/support, or beside them under another name."""
    found = {}
    for path in files(TESTS):
        beside = ".".join(path.parent.relative_to(ROOT).parts)
        for node, module in imported(path):
            if not module.startswith("tests.") or module.startswith("tests.support"):
                continue
            file = ROOT / (module.replace(".", "/") + ".py")
            a_test = file.name == "conftest.py" or file.name.startswith("test_")
            elsewhere = file.is_file() and module.rpartition(".")[0] != beside
            if a_test or elsewhere:
                found[place(path, node)] = module
    assert found == {}


def private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


@cache
def private_names() -> frozenset[str]:
    """Collect the names that the package itself gives and keeps to itself."""
    found = set()
    for path in files(PACKAGE):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
    return frozenset(filter(private, found))


FOREIGN = {"_forward_pre_hooks", "_notebook_name"}
"""Names of torch and otter that the package has, too."""


def used(node: ast.AST) -> str:
    """Return the name that a node of a test's code reads, sets or replaces; empty if none."""
    if isinstance(node, ast.Attribute):
        own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        return "" if own else node.attr
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("attr"):
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
        return str(texts[0]).rpartition(".")[2] if texts else ""
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("torchgrade"):
        return next((name.name for name in node.names if private(name.name)), "")
    return ""


def test_a_test_uses_no_private_name_of_the_package() -> None:
    """Neither read, nor called, nor replaced: what has to be replaced has a public seam."""
    names = private_names() - FOREIGN
    found = {
        place(path, node): name
        for path in files(TESTS)
        for node in ast.walk(parsed(path))
        if (name := used(node)) in names
    }
    assert found == {}


def test_what_is_slow_says_why() -> None:
    """A reason for those who would have it run with every commit."""
    called, named = set(), set()
    for path in files(TESTS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.slow":
                assert [key.arg for key in node.keywords] == ["reason"], place(path, node)
                called.add(place(path, node))
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.slow":
                named.add(place(path, node))
    assert called == named
    assert called


def test_the_linter_leaves_alone_what_authors_wrote_even_if_it_is_named() -> None:
    """As pre-commit names each file: it would mend the mistakes of students."""
    written = [*ROOT.glob("source/*/mistakes/*.py"), *ROOT.glob("autograder/*/tests/*.py")]
    assert len(written) > 100
    for what in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *what, "--no-cache", *written]
        done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-500:]
