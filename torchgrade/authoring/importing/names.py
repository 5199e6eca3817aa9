"""Which names the code of a cell uses, binds and deletes, by Python's scopes."""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["BUILTINS", "Names", "names_of"]

BUILTINS = frozenset(dir(builtins)) | {"__name__"}


@dataclass(frozen=True)
class Names:
    """The names of a piece of code.

    ``bound`` are those that it binds at its top level, ``imported`` those of them that an import
    binds, ``free`` those that it takes from elsewhere, including builtins. ``in_functions`` are the
    global names that its functions look up when they are called, ``deleted`` those that it deletes,
    and ``is_global`` says that it has a ``global`` statement.
    """

    bound: frozenset[str]
    imported: frozenset[str]
    free: frozenset[str]
    in_functions: frozenset[str]
    deleted: frozenset[str]
    is_global: bool


def names_of(code: str) -> Names:
    """Find the names in code.

    Raises:
        SyntaxError: it is not Python.
    """
    table, tree = symtable.symtable(code, "cell", "exec"), ast.parse(code)
    bound = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    used = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    nested = set(_looked_up(table))
    order = _Order()
    order.visit(tree)
    return Names(
        bound=frozenset(bound),
        imported=frozenset(s.get_name() for s in table.get_symbols() if s.is_imported()),
        free=frozenset(((used | nested) - bound) | (order.read_first & bound)),
        in_functions=frozenset(nested),
        deleted=frozenset(order.deleted),
        is_global=any(isinstance(node, ast.Global) for node in ast.walk(tree)),
    )


def _looked_up(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that nested scopes refer to."""
    for child in table.get_children():
        for symbol in child.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                yield symbol.get_name()
        yield from _looked_up(child)


class _Order(ast.NodeVisitor):
    """Finds the names that are read or deleted before the code itself has bound them."""

    def __init__(self) -> None:
        self.read_first: set[str] = set()
        self.deleted: set[str] = set()
        self._bound: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._bound.add(node.id)
            return
        if node.id not in self._bound:
            self.read_first.add(node.id)
            if isinstance(node.ctx, ast.Del):
                self.deleted.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name) and node.target.id not in self._bound:
            self.read_first.add(node.target.id)
        self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)
            self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        for part in (node.target, *node.body, *node.orelse):
            self.visit(part)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.visit(node.target)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults):
            self.visit(part)
        self._bound.add(node.name)  # the body runs later

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in node.args.defaults:
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases):
            self.visit(part)
        self._bound.add(node.name)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        self._bound.update((a.asname or a.name).partition(".")[0] for a in node.names)

    visit_ImportFrom = visit_Import  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type:
            self.visit(node.type)
        self._bound.update({node.name} if node.name else ())
        for part in node.body:
            self.visit(part)

    def visit_ListComp(self, node: ast.ListComp | ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)  # the rest has its own scope

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp  # type: ignore[assignment]  # noqa: N815
