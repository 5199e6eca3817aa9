"""V711: the message of a hidden test that contains one of its numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import given_text, solution_code

__all__ = ["MessageShowsValue"]

_NUMBER = re.compile(r"(?<![\w.])\d[\d,_]*(?:\.\d+)?(?:e-?\d+)?(?![\w])", re.IGNORECASE)
_SMALL = 10  # integers up to this reveal nothing: axes, counts, classes


class MessageShowsValue(Rule):
    """The ``failure_message`` of a hidden test contains a number that is otherwise hidden.

    The number is in the test or the solution, and in nothing that students read. One failed attempt
    then gives away the answer, or the case that is tested. Say what to think about instead: which
    term is missing, which case was forgotten.
    """

    code = "V711"
    slug = "message-shows-value"
    gate = "lint"
    severity = "warning"
    advice = "Say in the failure_message what to think about, without the number."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Check each number in the message of a hidden test."""
        outline = proof.outline
        for question in outline.questions:
            own = [test for test in proof.tests if test.question == question.name]
            public = [f"{test.source}\n{test.hint}" for test in own if not test.hidden]
            shown = _written("\n".join([given_text(outline, question), *public]))
            solution = _answers(solution_code(outline, question))
            for test in own:
                secret = (_compared(test.source) | solution) - shown
                said = sorted(_written(test.hint) & secret) if test.hidden else []
                if said:
                    yield self.finding(
                        proof,
                        f"the failure_message of {test.name} shows {said[0]:,g}, which is hidden",
                        place=test.place,
                        question=question.name,
                    )


def _written(text: str) -> set[float]:
    """Return the numbers in a text."""
    found = {float(re.sub(r"[,_]", "", number)) for number in _NUMBER.findall(text)}
    return {number for number in found if _says_something(number)}


def _answers(code: str) -> set[float]:
    """Return the numbers that a solution assigns or returns, as far as constants show."""
    found: set[float] = set()
    for node in _nodes(code):
        if isinstance(node, (ast.Assign, ast.Return)) and node.value is not None:
            found |= _values(node.value)
    return found


def _compared(code: str) -> set[float]:
    """Return the numbers that a test compares with, in an assert or by a check."""
    found: set[float] = set()
    for node in _nodes(code):
        if isinstance(node, ast.Compare):
            found |= {value for one in (node.left, *node.comparators) for value in _values(one)}
        elif isinstance(node, ast.Call):
            found |= {value for one in node.args[1:] for value in _values(one)}
    return found


def _nodes(code: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return []  # a build says so


def _values(node: ast.expr) -> set[float]:
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return {value for one in node.elts for value in _values(one)}
    if isinstance(node, ast.Dict):
        return {value for one in node.values for value in _values(one)}
    value = _value(node)
    return {value} if value is not None and _says_something(value) else set()


def _value(node: ast.AST) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if not isinstance(node, ast.BinOp):
        return None
    left, right = _value(node.left), _value(node.right)
    if left is None or right is None:
        return None
    if isinstance(node.op, (ast.Add, ast.Sub)):
        return left + right if isinstance(node.op, ast.Add) else left - right
    if isinstance(node.op, ast.Mult):
        return left * right
    return left / right if isinstance(node.op, ast.Div) and right else None


def _says_something(number: float) -> bool:
    return number > _SMALL or number != int(number)
