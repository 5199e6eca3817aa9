"""Turns the code of a test cell into a test function, with the notebook's names as parameters."""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass, field

from torchgrade.authoring.importing.names import BUILTINS, Names, names_of
from torchgrade.engine.referee.cases.as_written import needs_the_players_names

__all__ = ["CaseFunction", "NotebookNames", "asks_inside", "case_function", "definitions"]

_OF_THE_NAMESPACE = {"globals", "locals", "vars", "dir", "eval", "exec", "get_ipython", "env"}
"""Names by which code can access all others; ``env`` is otter's name for the namespace."""


@dataclass
class NotebookNames:
    """The names that a notebook's cells define, apart from test cells.

    ``imports`` is the statement that imports a name, if nothing else defines it; ``helpers`` is the
    statement of an earlier test cell that defines it.
    """

    bound: set[str] = field(default_factory=set)
    in_functions: set[str] = field(default_factory=set)
    imports: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)

    def add(self, code: str) -> None:
        """Add the names of a cell; raises ``SyntaxError``."""
        names = names_of(code)
        self.in_functions |= names.in_functions
        for node in ast.parse(code).body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    bound = (alias.asname or alias.name).partition(".")[0]
                    if bound not in self.bound:
                        self.imports[bound] = _import_of(node, alias)
        others = names.bound - names.imported
        self.bound |= others
        for name in others:
            self.imports.pop(name, None)


@dataclass(frozen=True)
class CaseFunction:
    """A test function: its text, whether it has to run in the notebook's own process, and why.

    ``unknown`` are names that it takes from the notebook, but no cell defines.
    """

    text: str
    inside: str = ""
    unknown: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def case_function(name: str, code: str, notebook: NotebookNames) -> CaseFunction:
    """Make a test function from the code of a cell.

    Args:
        name: the name of the function.
        code: its body.
        notebook: what the notebook defines.

    Raises:
        SyntaxError: it is not Python.
    """
    compile(code, name, "exec")  # this refuses more than parsing does, such as await
    names = names_of(code)
    helpers = _helpers(names, notebook)
    if helpers:
        code = "\n".join([*helpers, code])
        names = names_of(code)
    imports = sorted({notebook.imports[n] for n in names.free if n in notebook.imports})
    wanted = {
        n
        for n in names.free
        if n not in notebook.imports and (n in notebook.bound or n not in BUILTINS)
    }
    unknown = tuple(sorted(wanted - notebook.bound - _OF_THE_NAMESPACE))
    known = tuple(sorted(wanted & notebook.bound))
    if why := _among_all_names(names, notebook):
        body = f"exec({_literal(code)}, env)"
        return CaseFunction(f"def {name}(env):\n    {body}", why, unknown, known)
    parameters = ", ".join(sorted(wanted))
    text = f"def {name}({parameters}):\n{_indented([*imports, code])}"
    try:
        compile(text, name, "exec")
    except SyntaxError:  # such as a star import, which a function can't contain
        text = f"def {name}(env):\n    exec({_literal(code)}, env)"
        return CaseFunction(text, "can't be the code of a function", unknown, known)
    tells = asks_inside(code, notebook)
    why = "needs something that only the notebook's own process has" if tells else ""
    return CaseFunction(text, why, unknown, known)


def definitions(code: str) -> dict[str, str]:
    """Return the statements of a test cell that define names: name -> statement."""
    found: dict[str, str] = {}
    for node in ast.parse(code).body:
        text = ast.get_source_segment(code, node) or ast.unparse(node)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found[node.name] = "\n".join(
                [*(f"@{ast.unparse(d)}" for d in node.decorator_list), text]
            )
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                found[(alias.asname or alias.name).partition(".")[0]] = _import_of(node, alias)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for part in ast.walk(target):
                    if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                        found[part.id] = text
    return found


def _helpers(names: Names, notebook: NotebookNames) -> list[str]:
    """Return the statements of earlier test cells that code needs, in order."""
    found: dict[str, None] = {}

    def need(free: frozenset[str], seen: frozenset[str]) -> None:
        for name in sorted(free - seen - notebook.bound - notebook.imports.keys()):
            if statement := notebook.helpers.get(name):
                need(names_of(statement).free, seen | {name})
                found[statement] = None

    need(names.free, frozenset())
    return list(found)


def _among_all_names(names: Names, notebook: NotebookNames) -> str:
    """Say why code has to run in the notebook's own process; empty if it need not."""
    changed = (names.bound - names.imported) & notebook.in_functions
    if taken := sorted((names.deleted & notebook.bound) | changed):
        return f"changes {', '.join(taken)}, which the notebook's functions use"
    if names.is_global:
        return "has a global statement"
    if reached := sorted(names.free & _OF_THE_NAMESPACE):
        return f"uses {', '.join(reached)}"
    return ""


def asks_inside(code: str, notebook: NotebookNames) -> bool:
    """Return whether a test needs something that only the notebook's own process has."""
    try:
        return needs_the_players_names(code) or _names_a_class(code, notebook)
    except SyntaxError:  # such as a magic
        return False


def _names_a_class(code: str, notebook: NotebookNames) -> bool:
    """Return whether a test checks for a student's class, or uses one as a context manager."""
    asked: list[ast.AST] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            asked += node.args[1:] if node.func.id in ("isinstance", "issubclass") else []
        elif isinstance(node, ast.ExceptHandler) and node.type:
            asked.append(node.type)
        elif isinstance(node, ast.With):
            asked += [item.context_expr for item in node.items]
    names = {n.id for part in asked for n in ast.walk(part) if isinstance(n, ast.Name)}
    return bool(names & notebook.bound)


def _import_of(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> str:
    one: ast.stmt = (
        ast.Import([alias])
        if isinstance(node, ast.Import)
        else ast.ImportFrom(node.module, [alias], node.level)
    )
    return ast.unparse(one)


def _literal(code: str) -> str:
    """Return a string literal of code, readable if possible."""
    for quotes in ('"""', "'''"):
        if quotes not in code and "\\" not in code:
            return f"{quotes}\n{code}\n{quotes}"
    return repr(code)


def _indented(statements: list[str]) -> str:
    """Indent statements, except for lines within strings."""
    code = "\n".join(statements)
    within: set[int] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.Constant, ast.JoinedStr)) and isinstance(
            getattr(node, "value", ""), (str, bytes)
        ):
            within.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    lines = [
        line if number in within else textwrap.indent(line, "    ")
        for number, line in enumerate(code.split("\n"), 1)
    ]
    return "\n".join(lines if ast.parse(code).body else [*lines, "    pass"])
