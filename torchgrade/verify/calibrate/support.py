"""The modules beside the notebook that a recipe imports, and the part of them that it uses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from torchgrade.course import Lab
from torchgrade.verify.calibrate.solution import text_of, used_names

__all__ = ["support_modules", "used_part"]


def support_modules(lab: Lab, trees: Iterable[ast.Module]) -> Iterator[tuple[str, str]]:
    """Read the modules beside the notebook that code imports by `from NAME import ...`."""
    for name in sorted({str(node.module) for tree in trees for node in _imports(tree)}):
        path = lab.source / f"{name}.py"
        if path.is_file():
            yield name, path.read_text(encoding="utf-8")


def used_part(
    module: str, text: str, trees: Iterable[ast.Module], mentioned: AbstractSet[str]
) -> str:
    """Return the part of a module that runs when code imports it and mentions its names.

    These are the names that the code uses, everything that they need in turn, and each statement
    that defines nothing, since importing the module runs it. Functions that this part does not
    call, such as a notebook's plots, are left out: they may change without a new training.

    Args:
        module: the module's name.
        text: its code.
        trees: the code that imports it.
        mentioned: the names that this code mentions; other imported names don't count.
    """
    imported = [
        item for tree in trees for n in _imports(tree) if n.module == module for item in n.names
    ]
    uses = {one.name for one in imported if (one.asname or one.name) in {*mentioned, "*"}}
    body = ast.parse(text).body
    definitions = [(node, _defined(node)) for node in body if not _is_docstring(node)]
    known = frozenset().union(*(names for _, names in definitions))
    wanted = set(known) if "*" in uses else uses & known
    todo = [node for node, names in definitions if not names or names & wanted]
    while todo:
        fresh = (used_names(todo.pop()) & known) - wanted
        wanted |= fresh
        todo += [node for node, names in definitions if names & fresh]
    parts = (text_of(text, node) for node, names in definitions if not names or names & wanted)
    return "\n\n".join(parts)


def _imports(tree: ast.Module) -> list[ast.ImportFrom]:
    return [node for node in tree.body if isinstance(node, ast.ImportFrom)]


def _defined(node: ast.stmt) -> frozenset[str]:
    """Return the names bound by a statement that does nothing else; none for any other."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return frozenset({node.name})
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return frozenset(item.asname or item.name.partition(".")[0] for item in node.names)
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    names = [one for target in targets for one in getattr(target, "elts", [target])]
    if names and all(isinstance(one, ast.Name) for one in names):
        return frozenset(one.id for one in names)
    return frozenset()


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
