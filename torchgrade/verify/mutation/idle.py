"""Answers that do nothing, made from the names and signatures of the solution's definitions."""

from __future__ import annotations

import ast
import contextlib
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from torchgrade import notebook as nb
from torchgrade.verify.mutation.mutants import marked_lines

__all__ = ["IdleAnswer", "idle_answers"]

_TORCH = "__import__('torch')"
# What a function may return that has a first argument, and one that has no arguments.
_OF_ARGUMENT = {
    "returns its first argument": "{x}",
    "returns a copy of its first argument": "{x}.clone() if hasattr({x}, 'clone') else {x}",
    "returns zeros like its first argument": (
        f"{_TORCH}.zeros_like({{x}}) if {_TORCH}.is_tensor({{x}}) else 0"
    ),
}
_CONSTANTS = {
    "returns 0": "0",
    "returns 0.5": "0.5",
    "returns 1": "1",
    "returns True": "True",
    "returns None": "None",
    "returns an empty text": "''",
    "returns an empty list": "[]",
    "returns an empty dict": "{{}}",
}
# What may replace an answer that is a value.
_ANSWERS: dict[str, object] = {
    "is 0": 0,
    "is 1": 1,
    "is True": True,
    "is None": None,
    "is an empty list": [],
    "is an empty set": set(),
}
_MODULE = {"returns a module that does nothing": f"{_TORCH}.nn.Identity()"}

_CLASSES = {
    "gives back its input": "x.clone()",
    "gives zeros like its input": f"{_TORCH}.zeros_like(x)",
}
_CLASS = """\
class {name}({torch}.nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()

    def forward(self, x, *args, **kwargs):
        return {value}
"""
# The right module only tells the shape: it is not registered as a submodule, and not observed.
_ZEROS = """\
{definition}

_right_{name} = {name}


class {name}({torch}.nn.Module):
    def __init__(self, *args, **kwargs):
        super().__init__()
        try:
            self.shape_of = [_right_{name}(*args, **kwargs)]
        except Exception:  # to refuse an argument would be to do something
            self.shape_of = [{torch}.nn.Identity()]

    def forward(self, *args, **kwargs):
        with {torch}.no_grad(), {torch}._C.DisableTorchFunction():
            out = self.shape_of[0](*args, **kwargs)
            return {torch}.zeros_like(out) if {torch}.is_tensor(out) else out
"""


@dataclass(frozen=True)
class IdleAnswer:
    """A solution cell in which one definition does nothing; ``cell`` is its number.

    ``definition`` is its name; for the cell as students get it, all its names, joined by "and".
    """

    question: str
    cell: int
    definition: str
    does: str
    code: str

    @property
    def name(self) -> str:
        """Its name, as the beginning of a sentence."""
        return f"{self.definition} that {self.does}"

    @property
    def definitions(self) -> list[str]:
        """The names of the definitions that do nothing."""
        return self.definition.split(" and ")


def idle_answers(question: str, cell: int, source: str) -> list[IdleAnswer]:
    """Make answers that do nothing from a solution cell.

    For every function: one that returns its first argument or a copy, zeros like it, a plain
    constant or, if the solution returns a module, one that does nothing; if the solution returns
    several values, this as the first with None for the others, and as all of them. For every module
    class: one whose forward returns its input, zeros like it, or zeros of the right shape. For
    every value that is marked as an answer: plain constants, and as many zeros as it has items. For
    the whole cell: the stub that students get.

    Args:
        question: the name of the question.
        cell: the number of the cell in the source notebook.
        source: the cell's code, perhaps with otter's marker comments.

    Raises:
        SyntaxError: the cell is not Python.
    """
    tree = ast.parse(nb.without_magics(source))
    marked = marked_lines(source) or set()
    answers = []
    for place, node in enumerate(tree.body):
        for name, does, code in _idle(node, marked):
            answers.append(IdleAnswer(question, cell, name, does, _with(tree, place, code)))
    return [*answers, *_as_given(question, cell, source, tree)]


def _idle(node: ast.stmt, marked: set[int]) -> Iterator[tuple[str, str, str]]:
    """Yield the name of a definition, a description of what it does instead, and the new code."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        made = _functions(node) if isinstance(node, ast.FunctionDef) else _classes(node)
        yield from ((node.name, does, code) for does, code in made)
    elif isinstance(node, ast.Assign) and node.lineno in marked:
        name = node.targets[0]
        if isinstance(name, ast.Name):
            yield from ((name.id, does, f"{name.id} = {v}") for does, v in _values(node.value))


def _values(value: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield replacements for a value, except for the value itself."""
    own: object = ...
    with contextlib.suppress(ValueError):
        own = ast.literal_eval(value)
    yield from ((does, repr(other)) for does, other in _ANSWERS.items() if other != own)
    if isinstance(value, (ast.List, ast.Tuple)) and value.elts:
        yield "is as many zeros", repr([0] * len(value.elts))


def _as_given(question: str, cell: int, source: str, tree: ast.Module) -> Iterator[IdleAnswer]:
    """Yield the cell as students get it, if it defines something."""
    from otter.assign.solutions import replace_solutions

    names = [name for node in tree.body for name in _defined(node)]
    code = "\n".join(replace_solutions(source.splitlines(), "python"))
    if names and code != source:
        yield IdleAnswer(question, cell, " and ".join(names), "is as it was handed out", code)


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _with(tree: ast.Module, place: int, code: str) -> str:
    """Write the cell with one statement replaced by other code."""
    body = [*tree.body[:place], *ast.parse(code).body, *tree.body[place + 1 :]]
    return ast.unparse(ast.Module(body, tree.type_ignores))


def _functions(node: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    arguments = [*node.args.posonlyargs, *node.args.args]
    values = dict(_CONSTANTS)
    if arguments:
        values = _OF_ARGUMENT | values
    returned = list(_returned(node))
    if any(isinstance(value, ast.Call) and _is_module(value) for value in returned):
        values |= _MODULE
    count = _count(returned)
    for does, template in values.items():
        value = template.format(x=arguments[0].arg if arguments else "")
        if count == 1:
            yield does, _function(node, value)
            continue
        yield does, _function(node, ", ".join([f"({value})", *["None"] * (count - 1)]))
        yield f"{does} {count} times", _function(node, ", ".join([f"({value})"] * count))


def _function(node: ast.FunctionDef, value: str) -> str:
    idle = copy.deepcopy(node)
    idle.body = [ast.Return(ast.parse(value, mode="eval").body)]
    return ast.unparse(ast.fix_missing_locations(idle))


def _classes(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    if not any(map(_of_modules, node.bases)):
        return
    for does, value in _CLASSES.items():
        yield does, _CLASS.format(name=node.name, torch=_TORCH, value=value)
    definition = ast.unparse(node)
    yield (
        "gives zeros of the right shape",
        _ZEROS.format(name=node.name, torch=_TORCH, definition=definition),
    )


def _returned(node: ast.FunctionDef) -> Iterator[ast.expr]:
    """List the returned expressions of a function, without those of nested functions."""
    left: list[ast.AST] = list(node.body)
    while left:
        found = left.pop()
        if isinstance(found, ast.Return) and found.value is not None:
            yield found.value
        elif not isinstance(found, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            left += ast.iter_child_nodes(found)


def _count(returned: list[ast.expr]) -> int:
    """Return the number of values that a function most often returns."""
    counts = Counter(len(v.elts) if isinstance(v, ast.Tuple) else 1 for v in returned)
    return max(1, counts.most_common(1)[0][0]) if counts else 1


def _of_modules(base: ast.expr) -> bool:
    return ast.unparse(base).rpartition(".")[2] in ("Module", "Sequential")


def _is_module(call: ast.Call) -> bool:
    return ast.unparse(call.func).startswith(("nn.", "torch.nn."))
