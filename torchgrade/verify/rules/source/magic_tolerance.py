"""V705: a tolerance without a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from torchgrade.authoring.outline import Outline
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import comments, question_text
from torchgrade.verify.written import WrittenTest, written_tests

__all__ = ["MagicTolerance"]

_USUAL: dict[str, set[float]] = {
    "rtol": {1e-5, 1.3e-6, 1e-7},
    "atol": {1e-5, 1e-6, 1e-7, 1e-8},
    "rel_tol": {1e-9},
    "abs_tol": set(),
    "delta": set(),
    "tol": set(),
    "places": {7},
}
"""The defaults of checks.close, torch.testing, NumPy, math.isclose and unittest. 0 is no tolerance
at all, and passes as well."""

_ANY = 1e6
"""Larger bounds compare nothing: they only require a number, whichever it is."""

_REASON = re.compile(
    r"toleran|round|precis|accura|decimal|digits?\b|within|[ar]tol|float|exact|error", re.IGNORECASE
)
_ASKED = re.compile(r"toleran|\bdecimals?\b|significant digits|\bto within\b|rounded to", re.I)


class MagicTolerance(Rule):
    """A test sets a tolerance, and neither the test nor the task says why it is this number.

    If it is too tight, right work that rounds differently fails, on other machines first; if it is
    too loose, a mistake passes. Measure how far right solutions are off and how far the nearest
    mistake is, and write both into a comment after the number or into the docstring; or use the
    check's default. A tolerance that the question states ("to three decimals") needs no comment.
    """

    code = "V705"
    slug = "magic-tolerance"
    gate = "lint"
    severity = "warning"
    advice = "Say in a comment why the tolerance is what it is, or use the default."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for numbers among arguments for tolerances."""
        outline = proof.outline
        everywhere = _asked_everywhere(outline)
        for test in written_tests(outline):
            if test.function is None or _ASKED.search(
                question_text(outline, outline.question(test.question))
            ):
                continue
            found = list(dict.fromkeys(_magic(test, test.function, everywhere)))
            if found:
                yield self.finding(
                    proof,
                    f"{test.name} does not say why {' and '.join(found)}",
                    place=test.place,
                    question=test.question,
                )


def _asked_everywhere(outline: Outline) -> bool:
    """Return whether a sentence states the accuracy of numbers for several questions."""
    for number, cell in enumerate(outline.notebook.cells, start=1):
        if cell.cell_type == "markdown":
            for sentence in re.split(r"[.;?!]\s|\n\n", outline.source(number)):
                if _ASKED.search(sentence) and re.search(r"\bquestions\b", sentence):
                    return True
    return False


def _magic(test: WrittenTest, function: ast.FunctionDef, asked: bool) -> Iterator[str]:
    if _REASON.search(ast.get_docstring(function) or ""):
        return
    said = comments(test.source)
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or (asked and _of_answer(node, function)):
            continue
        for keyword in node.keywords:
            value = _number(keyword.value)
            if keyword.arg not in _USUAL or value is None or abs(value) >= _ANY:
                continue
            near = {node.lineno - 1, node.lineno, keyword.lineno - 1, keyword.lineno}
            if value and value not in _USUAL[keyword.arg] and not near & said.keys():
                yield f"{keyword.arg} is {ast.unparse(keyword.value)}"


def _of_answer(call: ast.Call, function: ast.FunctionDef) -> bool:
    """Return whether a check's number was written down by the student, not computed."""
    value = call.args[0] if call.args else None
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "float" and value.args:
        value = value.args[0]
    return isinstance(value, ast.Name) and value.id in {a.arg for a in function.args.args}


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    return None
