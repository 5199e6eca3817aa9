"""Finds answers in given code: functions, classes and calls of the notebook itself.

A build finds lines of a solution that are also in the release; given code that does the same in
other words is found by using it as the answer.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from torchgrade import notebook as nb
from torchgrade.authoring.outline import Outline, Question

__all__ = ["GivenAnswer", "given_answers"]

_MOST = 12
"""Most answers to try for a name; our labs' notebooks have fewer that fit."""

_BUILDS = ("Module", "Sequential")

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True)
class GivenAnswer:
    """A solution cell in which a name is bound to the value of an expression of given code.

    ``cell`` is its number, and ``of`` that of the cell with the expression.
    """

    question: str
    cell: int
    name: str
    expression: str
    of: int
    code: str


@dataclass(frozen=True)
class _Given:
    """The given cells: number -> code, their imports and definitions, and the names of these."""

    cells: dict[int, ast.Module]
    common: list[ast.stmt]
    callables: dict[str, Definition]


def given_answers(outline: Outline, question: Question) -> Iterator[GivenAnswer]:
    """Yield answers to a question that its notebook may give away, a few for each name.

    A function or class is replaced by each given one of its kind that takes as many arguments and,
    if it makes a module, by the result of each call of such a one. Variables of loops over literals
    are followed; expressions that mention the answer itself are left out.
    """
    given = _read(outline)
    for cell in outline.code(question.solutions):
        tree = _parsed(outline.source(cell))
        for node in tree.body if tree else []:
            for name, found in _tried(node, given):
                for expression, of in itertools.islice(found, _MOST):
                    code = _with(outline.source(cell), given, name, expression)
                    shown = expression.removeprefix("lambda *args, **kwargs: ")
                    yield GivenAnswer(question.name, cell, name, shown, of, code)


def _read(outline: Outline) -> _Given:
    taken = {n for q in outline.questions for n in (*q.solutions, *q.tests)}
    taken |= {*outline.stray_solutions}
    numbers = outline.code(list(range(1, len(outline.notebook.cells) + 1)))
    cells = {n: tree for n in numbers if n not in taken and (tree := _parsed(outline.source(n)))}
    common: list[ast.stmt] = []
    callables: dict[str, Definition] = {}
    for tree in cells.values():
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                callables[node.name] = node
                common.append(node)
            elif isinstance(node, (ast.Import, ast.ImportFrom)) or _is_constant(node):
                common.append(node)
    return _Given(cells, common, callables)


def _parsed(source: str) -> ast.Module | None:
    try:
        return ast.parse(nb.without_magics(source))
    except SyntaxError:
        return None


def _is_constant(node: ast.stmt) -> bool:
    """Return whether a statement assigns a literal to a name."""
    return isinstance(node, ast.Assign) and _is_written_out(node.value)


def _is_written_out(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True


def _tried(node: ast.stmt, given: _Given) -> Iterator[tuple[str, Iterator[tuple[str, int]]]]:
    """Yield the name that a statement of a solution defines, with each replacement to try."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        found = _alike(node, given)
        if _makes_modules(node):
            made = ((f"lambda *args, **kwargs: {e}", of) for e, of in _calls(node.name, given))
            found = itertools.chain(found, made)
        yield node.name, found


def _alike(answer: Definition, given: _Given) -> Iterator[tuple[str, int]]:
    """Yield the given functions and classes that can be called like the answer."""
    for of, tree in given.cells.items():
        for node in tree.body:
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or _mentions(node, answer):
                continue
            least, most = _arity(node)
            fits = least <= _arity(answer)[0] <= most and node.name != answer.name
            if fits and _makes_modules(node) == _makes_modules(answer) and _gives(node, answer):
                yield node.name, of


def _gives(node: Definition, answer: Definition) -> bool:
    """Return whether given code has a result that may replace that of the answer."""
    if isinstance(node, ast.ClassDef):
        return isinstance(answer, ast.ClassDef) or _makes_modules(answer)
    return any(isinstance(n, ast.Return) and n.value is not None for n in ast.walk(node))


def _mentions(node: ast.AST, answer: Definition) -> bool:
    return any(isinstance(n, ast.Name) and n.id == answer.name for n in ast.walk(node))


def _arity(node: Definition) -> tuple[int, int]:
    """Return the least and the greatest number of positional arguments of a function or class."""
    function: ast.stmt | None = node
    start = 0
    if isinstance(node, ast.ClassDef):
        start = 1
        own = (one for one in node.body if getattr(one, "name", "") == "__init__")
        function = next(own, None)
    if not isinstance(function, ast.FunctionDef):
        return 0, 0
    arguments = function.args
    count = len([*arguments.posonlyargs, *arguments.args]) - start
    least = count - len(arguments.defaults) + sum(d is None for d in arguments.kw_defaults)
    return least, 99 if arguments.vararg else count + len(arguments.kwonlyargs)


def _makes_modules(answer: Definition) -> bool:
    """Return whether a class is a module's, or a function returns a new module."""
    if isinstance(answer, ast.ClassDef):
        return any(ast.unparse(base).endswith(_BUILDS) for base in answer.bases)
    returned = [n.value for n in ast.walk(answer) if isinstance(n, ast.Return)]
    made = [ast.unparse(v.func) for v in returned if isinstance(v, ast.Call)]
    return any(name.startswith(("nn.", "torch.nn.")) for name in made)


def _calls(answer: str, given: _Given) -> Iterator[tuple[str, int]]:
    """Yield the calls that make modules, with the values that loops give their arguments."""
    makers = {name for name, node in given.callables.items() if _makes_modules(node)}
    seen: set[str] = set()
    for of, tree in given.cells.items():
        loops = _loops(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in makers:
                continue
            for call in _with_loops(node, loops):
                names = {n.id for n in ast.walk(ast.parse(call)) if isinstance(n, ast.Name)}
                if call not in seen and answer not in names:
                    seen.add(call)
                    yield call, of


def _loops(tree: ast.AST) -> dict[str, list[str]]:
    """Return the values of variables of loops over literals: name -> code."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.For, ast.comprehension)):
            continue
        items = node.iter.elts if isinstance(node.iter, (ast.List, ast.Tuple)) else []
        for item in items:
            pairs: list[tuple[ast.expr, ast.expr]] = [(node.target, item)]
            if isinstance(node.target, ast.Tuple) and isinstance(item, ast.Tuple):
                pairs = list(zip(node.target.elts, item.elts, strict=False))
            for target, value in pairs:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(ast.unparse(value))
    return found


def _with_loops(call: ast.Call, loops: dict[str, list[str]]) -> Iterator[str]:
    """Yield a call with each of the values that loops give its names."""
    names = sorted({n.id for n in ast.walk(call) if isinstance(n, ast.Name)} & loops.keys())
    for values in itertools.product(*(loops[name] for name in names)):
        chosen = dict(zip(names, values, strict=True))
        yield ast.unparse(_Filled(chosen).visit(ast.parse(ast.unparse(call), mode="eval")))


class _Filled(ast.NodeTransformer):
    """Replaces names by code."""

    def __init__(self, chosen: dict[str, str]) -> None:
        self._chosen = chosen

    def visit_Name(self, node: ast.Name) -> ast.expr:
        code = self._chosen.get(node.id)
        return node if code is None else ast.parse(code, mode="eval").body


def _with(source: str, given: _Given, name: str, expression: str) -> str:
    """Write the solution cell, all given code, and the name bound to the expression."""
    own = _parsed(source)
    taken = {getattr(node, "name", "") for node in own.body} if own else set()
    kept = [node for node in given.common if getattr(node, "name", "") not in taken]
    return "\n".join([source, *map(ast.unparse, kept), f"{name} = {expression}"])
