"""V701: a test that asserts nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.guards import guards, swallowing
from torchgrade.verify.written import WrittenTest

__all__ = ["AssertsNothing"]


class AssertsNothing(Rule):
    """A test asserts nothing, or contains an ``assert`` that cannot fail.

    It gives its points to every answer that runs. The rule finds tests without an ``assert``, a
    ``raise``, a check, or a call of a helper that may have one; ``assert True``; ``assert (x, "a
    message")``, which is a tuple and so always true; ``assert x == x``; and an ``assert`` in a
    ``try`` whose ``except`` swallows it. Compare with a value that the answer does not make, remove
    the parentheses, and let the ``except`` name the one error that you mean.
    """

    code = "V701"
    slug = "asserts-nothing"
    gate = "lint"
    advice = "Let the test compare what the answer gives with what it should be."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look in each test function for something that can fail."""
        for test in proof.tests:
            if test.function is None:
                continue  # a doctest compares its output
            for message in _faults(test, test.function):
                yield self.finding(proof, message, place=test.place, question=test.question)


def _faults(test: WrittenTest, function: ast.FunctionDef) -> Iterator[str]:
    vain = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and (why := _always_true(node.test)):
            vain.append(node)
            yield f"line {node.lineno} of {test.name} cannot fail: {why}"
    blocks = list(swallowing(function))
    for block in blocks:
        yield (
            f"line {block.guards[0].lineno} of {test.name} cannot fail: the except in line "
            f"{block.handler.lineno} swallows it"
        )
    if not vain and not blocks and not guards(function, function):
        yield f"{test.name} asserts nothing"


def _always_true(test: ast.expr) -> str:
    """Say why a condition always holds, if its code shows that; a call's result may vary."""
    if isinstance(test, ast.Constant) and test.value:
        return "it asserts a constant"
    if isinstance(test, ast.Tuple) and test.elts:
        return "it asserts a tuple, which is true whatever is in it"
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        left, right = test.left, test.comparators[0]
        reflexive = isinstance(test.ops[0], (ast.Eq, ast.Is, ast.LtE, ast.GtE))
        called = any(isinstance(n, (ast.Call, ast.Await)) for n in ast.walk(left))
        if reflexive and not called and ast.dump(left) == ast.dump(right):
            return f"it compares {ast.unparse(left)} with itself"
    return ""
