"""V712: a name that the text asks for, and no test checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from torchgrade.authoring.outline import Outline, Question
from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof
from torchgrade.verify.rules.source.reading import question_text, solution_code

__all__ = ["AskedNotTested"]

_SPAN = re.compile(r"`([^`\n]+)`")
_NAME = re.compile(r"""(?:\w+\[)?["']?([A-Za-z_]\w*)["']?\]?(?:\(.*\)|\s*=.*)?""")
"""A code span that names one thing: a name, a key, a call, a setting."""


class AskedNotTested(Rule):
    """A question's text names something in backticks that no test of the question checks.

    The rule considers names that the solution has as arguments, keys, attributes or definitions. An
    argument counts as checked if a test passes one, anything else if a test mentions its name. What
    no test checks can be wrong in all submissions. Add a test that depends on it, or remove it from
    the text.
    """

    code = "V712"
    slug = "asked-not-tested"
    gate = "lint"
    severity = "warning"
    advice = "Add a test that depends on it, or leave it out of the text."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Look for each name in a question's text in its tests."""
        outline = proof.outline
        for question in outline.questions:
            tests = [test.source for test in proof.tests if test.question == question.name]
            if question.manual or not tests:
                continue
            for name in _unseen(outline, question, "\n".join(tests)):
                yield self.finding(
                    proof,
                    f"its text asks for `{name}`, which none of its tests checks",
                    place=f"cell {question.cell}",
                    question=question.name,
                )


def _unseen(outline: Outline, question: Question, tests: str) -> Iterator[str]:
    spans = _SPAN.findall(question_text(outline, question))
    named = {match[1] for span in spans if (match := _NAME.fullmatch(span.strip()))}
    try:
        solution, tried = ast.parse(solution_code(outline, question)), ast.parse(tests)
    except SyntaxError:
        return  # a build reports that
    arguments = _arguments(solution)
    for name in sorted(named & (arguments.keys() | _made(solution))):
        if re.search(rf"\b{name}\b", tests):
            continue
        places = arguments.get(name, [])
        if not any(_passed(call, name, f, i) for f, i in places for call in _calls(tried)):
            yield name


def _arguments(solution: ast.AST) -> dict[str, list[tuple[str, int]]]:
    """Return the arguments of functions and classes: name -> which ones have it, and where."""
    found: dict[str, list[tuple[str, int]]] = {}
    owner = {
        id(method): node.name
        for node in ast.walk(solution)
        if isinstance(node, ast.ClassDef)
        for method in node.body
    }
    for node in ast.walk(solution):
        if isinstance(node, ast.FunctionDef):
            names = [a.arg for a in [*node.args.posonlyargs, *node.args.args] if a.arg != "self"]
            called = owner.get(id(node), node.name)
            for place, name in enumerate(names):
                found.setdefault(name, []).append((called, place))
            for argument in node.args.kwonlyargs:
                found.setdefault(argument.arg, []).append((called, len(names)))
    return found


def _made(solution: ast.AST) -> set[str]:
    """Return the keys, attributes and names that a solution sets, and the errors that it raises."""
    found: set[object] = set()
    for node in ast.walk(solution):
        if isinstance(node, ast.Dict):
            found |= {k.value for k in node.keys if isinstance(k, ast.Constant)}
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.add(node.slice.value)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
        elif isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            found.add(ast.unparse(raised))
    for node in getattr(solution, "body", []):
        targets = node.targets if isinstance(node, ast.Assign) else []
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
    return {name for name in found if isinstance(name, str)}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _passed(call: ast.Call, name: str, function: str, place: int) -> bool:
    """Return whether a call passes an argument to a function, directly or through a check."""
    if any(keyword.arg in (None, name) for keyword in call.keywords):
        return True
    given = call.args
    if isinstance(call.func, ast.Name) and call.func.id == function:
        return len(given) > place or any(isinstance(one, ast.Starred) for one in given)
    handed = [i for i, one in enumerate(given) if isinstance(one, ast.Name) and one.id == function]
    if not handed:
        return False
    rest = given[handed[0] + 1 :]
    return not rest or len(rest) > place or any(isinstance(one, ast.Starred) for one in rest)
