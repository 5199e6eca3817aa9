"""V702: a hidden test that repeats a public one."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.written import WrittenTest

__all__ = ["RepeatsPublic"]


class RepeatsPublic(Rule):
    """A hidden test repeats a public test of its question.

    It checks nothing that students don't already see: its points are a gift, and the mistakes it
    was meant for survive. If the two differ only in their numbers this is a warning, since only an
    answer with hard-coded numbers fails such a test. Test another property, another shape or an
    edge case.
    """

    code = "V702"
    slug = "repeats-public"
    gate = "lint"
    advice = "Let the hidden test ask for something that the public one does not show."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Compare syntax trees, ignoring names of functions and docstrings."""
        written = [(test, _shapes(test)) for test in proof.tests]
        for test, shapes in written:
            if not test.hidden:
                continue
            public = [(t, s) for t, s in written if t.question == test.question and not t.hidden]
            for numbers in (True, False):
                twin = next((t for t, s in public if s[numbers] == shapes[numbers]), None)
                if twin is None:
                    continue
                but = "" if numbers else ", but for its numbers"
                found = self.finding(
                    proof,
                    f"{test.name} is hidden and repeats the public {twin.name}{but}",
                    place=test.place,
                    question=test.question,
                )
                yield found if numbers else replace(found, severity="warning")
                break


def _shapes(test: WrittenTest) -> Mapping[bool, str]:
    """Normalize a test's code, without its layout: with its numbers, and with equal ones."""
    if test.function is None:
        try:
            tree: ast.AST = ast.parse(test.source)
        except SyntaxError:  # such as `>>>` of a doctest
            return dict.fromkeys((True, False), " ".join(test.source.split()))
    else:
        function = copy.deepcopy(test.function)
        function.name = "test"
        if ast.get_docstring(function) is not None:
            del function.body[0]
        tree = function
    exact = ast.dump(tree)
    return {True: exact, False: ast.dump(_Alike().visit(tree))}


class _Alike(ast.NodeTransformer):
    """Replaces every number by 0."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        number = isinstance(node.value, (int, float, complex)) and not isinstance(node.value, bool)
        return ast.Constant(0) if number else node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        signed = isinstance(node.op, (ast.USub, ast.UAdd)) and isinstance(
            node.operand, ast.Constant
        )
        return node.operand if signed else node
