"""V713: points for how a network is built, although other tests judge what it does."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import aliases, calls
from torchgrade.verify.written import WrittenTest

__all__ = ["StructureDecides"]

_CHECKS = "torchgrade.checks."
_STRUCTURE = {"allowed_layers", "layer_order", "layers"}
_NEUTRAL = {"equal", "generator", "number", "output", "parameter_count", "separate", "shape"}
_NEUTRAL |= {"state", "stateless", "tensor", "unchanged", "watch"}
"""Checks that are used beside either kind: of plain values, shapes, inputs and state."""

_VALUES = ("allclose", "assert_close", "torch.equal")
"""Names of functions that compare values in tests."""


class StructureDecides(Rule):
    """A hidden test gives points for the order or kind of layers, and other tests judge values.

    If values and gradients of a network are right, another way of building it is right, too:
    ``torch.where`` for a ReLU, a convolution with an identity kernel, a sum over a stack. Let the
    test check the output, and give the order of layers as a hint in its message. If only the
    structure can tell (a network has to be *convolutional*), say so in ``silenced.toml``.
    """

    code = "V713"
    slug = "structure-decides"
    gate = "lint"
    severity = "warning"
    advice = "Give its points to tests of values and gradients, or say in silenced.toml why not."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for hidden tests that only check structure, beside tests of outputs."""
        for question in proof.outline.questions:
            own = [test for test in proof.tests if test.question == question.name]
            others = [test for test in own if _judges_values(test)]
            for test in own:
                scored = test.hidden and test.points != 0
                if others and scored and _judges_structure(test) and not _judges_values(test):
                    yield self.finding(
                        proof,
                        f"{test.name} only looks at layers, {others[0].name} at what they do",
                        place=test.place,
                        question=question.name,
                    )


def _called(test: WrittenTest) -> set[str]:
    """Return the full names of the functions that a test calls."""
    if test.function is None:
        return set()
    return {name for name, _ in calls(test.function, aliases(test.function))}


def _judges_structure(test: WrittenTest) -> bool:
    return any(name.removeprefix(_CHECKS) in _STRUCTURE for name in _called(test))


def _judges_values(test: WrittenTest) -> bool:
    asked = _called(test)
    checks = {name.removeprefix(_CHECKS) for name in asked if name.startswith(_CHECKS)}
    compares = any(name.endswith(_VALUES) for name in asked) or _is_near(test.function)
    return compares or bool(checks - _STRUCTURE - _NEUTRAL)


def _is_near(function: ast.FunctionDef | None) -> bool:
    """Return whether a test compares with a tolerance, as in ``assert error < 1e-4``."""
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Lt, ast.LtE)):
            bound = node.comparators[0]
            if isinstance(bound, ast.Constant) and isinstance(bound.value, float):
                return True
    return False
