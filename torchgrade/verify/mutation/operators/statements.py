"""Faults of whole statements and collections: one left out, or two in the other order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.mutation.operators.base import Operator, called, changed, neighbours_swapped

__all__ = ["DropElement", "DropElse", "DropStatement", "Negation", "Overwrite", "SwapReturned"]


class Negation(Operator):
    """The condition of an ``if`` negated, unless swapping an operator does the same."""

    name = "negated-if"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ``if``, or the comprehension's loop, with a condition negated."""
        if isinstance(node, (ast.If, ast.IfExp)) and self._plain(node.test):
            yield changed(node, test=self._negated(node.test))
        elif isinstance(node, ast.comprehension):
            for i, test in enumerate(node.ifs):
                if self._plain(test):
                    yield changed(
                        node, ifs=[*node.ifs[:i], self._negated(test), *node.ifs[i + 1 :]]
                    )

    @staticmethod
    def _plain(test: ast.expr) -> bool:
        if isinstance(test, ast.Compare):
            return len(test.ops) > 1
        return not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))

    @staticmethod
    def _negated(test: ast.expr) -> ast.expr:
        return ast.UnaryOp(ast.Not(), test)


class DropElse(Operator):
    """The ``else`` or ``elif`` of an ``if`` dropped."""

    name = "drop-else"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the ``if`` without it."""
        if isinstance(node, ast.If) and node.orelse:
            yield changed(node, orelse=[])


class DropStatement(Operator):
    """A call as a statement, ``x += ...`` or ``continue`` left out.

    Calls of ``super().__init__()`` stay: without them no layer could be set, which proves nothing.
    """

    name = "drop-statement"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield nothing in place of the statement."""
        call = isinstance(node, ast.Expr) and called(node.value) not in {"", "__init__"}
        if call or isinstance(node, (ast.AugAssign, ast.Continue)):
            yield ast.Pass()


class Overwrite(Operator):
    """An assignment in place of a sum: ``x = y`` for ``x += y``."""

    name = "overwrite"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the assignment."""
        if isinstance(node, ast.AugAssign):
            yield ast.Assign([node.target], node.value, lineno=node.lineno)


class SwapReturned(Operator):
    """Two neighbours in a returned tuple swapped."""

    name = "swap-returned"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the return with each pair swapped."""
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            for items in neighbours_swapped(node.value.elts):
                yield changed(node, value=changed(node.value, elts=items))


class DropElement(Operator):
    """An element of a literal set left out, as in an answer to a multiple-choice question."""

    name = "drop-element"

    def mutate(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the set without each of its elements."""
        if isinstance(node, ast.Set) and len(node.elts) > 1:
            for i in range(len(node.elts)):
                yield changed(node, elts=node.elts[:i] + node.elts[i + 1 :])
