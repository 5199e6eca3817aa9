"""Mutants: solutions with one small fault, made from the syntax tree."""

from __future__ import annotations

import ast
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from torchgrade.verify.mutation.immaterial import cannot_matter, mark_without_gradients
from torchgrade.verify.mutation.operators import Operator, all_operators
from torchgrade.verify.mutation.operators.base import (
    called,
    changed,
    mark_parameters,
    mark_top_level,
)

__all__ = ["Mutant", "difference", "marked_lines", "mutants_of", "sample"]

_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)
_BEGIN = re.compile(r"#\s*BEGIN SOLUTION( NO PROMPT)?\s*$")
_END = re.compile(r"#\s*END SOLUTION\s*$")
_LINE = re.compile(r"#\s*SOLUTION( NO PROMPT)?\s*$")

# What seldom or never decides whether a solution is right: annotations, messages, seeds.
_SKIPPED_FIELDS = {"annotation", "decorator_list", "msg", "returns", "type_params"}
_SKIPPED_NODES = (ast.Import, ast.ImportFrom, ast.JoinedStr, ast.Raise)
_MESSAGES = {"display", "print", "warn"}
_SEEDS = {"default_rng", "manual_seed", "random_state", "seed"}

_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

_SNIPPET = 60  # characters of code in a description
_LEAD = 20  # characters shown before the first difference if code has to be cut


@dataclass(frozen=True)
class Mutant:
    """One mutant of one solution cell.

    ``cell`` is the number of the solution cell in the source notebook. ``name`` consists of
    question, operator, and a hash of the mutated statement, so it is as stable as the statement and
    its function's name; ``former_name``, with a hash of the whole cell, is its name in earlier
    versions. ``operator`` says briefly what was changed, ``line`` where (from 1, in the cell), and
    ``code`` is the whole cell with the fault. ``caught_by`` are the operator's checks.
    """

    question: str
    cell: int
    operator: str
    line: int
    description: str
    code: str
    name: str
    former_name: str = ""
    caught_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """A node's place in the tree: a field of its parent, and the index if that is a list.

    ``statement`` is the statement that contains it or that it is; ``within`` names the functions
    and classes around that.
    """

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    lines: range
    statement: ast.AST
    within: str


def mutants_of(question: str, cell: int, source: str) -> list[Mutant]:
    """Make all mutants of a solution cell.

    Args:
        question: the name of the question.
        cell: the number of the cell in the source notebook.
        source: the cell's code, perhaps with otter's marker comments; then only marked code is
            mutated.

    Raises:
        SyntaxError: the cell is not Python.
        PluginError: an operator of another package can't be loaded.
    """
    tree = _parse(source)
    seen = {ast.dump(tree)}
    marked = marked_lines(source)
    operators = all_operators()
    mutants: list[Mutant] = []
    twins: Counter[str] = Counter()
    for place in list(_places(tree, _Around(range(1, 1), tree, ""))):
        if cannot_matter(place.node, place.parent, place.field):
            continue
        inside = marked is None or marked.issuperset(place.lines)
        touched = marked is None or not marked.isdisjoint(place.lines)
        for operator in operators:
            if not (touched if operator.whole else inside):
                continue
            for new in operator.mutate(place.node):
                with _replaced(place, new):
                    code, said = ast.unparse(tree), _said(operator, place, new)
                dump = ast.dump(ast.parse(code))
                if dump in seen:
                    continue
                seen.add(dump)
                line = place.lines.start
                twins[said] += 1
                own = sha256(f"{said}\0{twins[said]}".encode()).hexdigest()[:8]
                former = sha256(code.encode()).hexdigest()[:8]
                mutants.append(
                    Mutant(
                        question=question,
                        cell=cell,
                        operator=operator.name,
                        caught_by=operator.caught_by,
                        line=line,
                        description=f"line {line}: {_describe(operator, place.node, new)}",
                        code=code,
                        name=f"{question}-{operator.name}-{own}",
                        former_name=f"{question}-{operator.name}-{former}",
                    )
                )
    return mutants


def sample(mutants: Sequence[Mutant], count: int) -> list[Mutant]:
    """Choose ``count`` mutants, or all if there are fewer, in the given order.

    The mutants of an operator, and those of a question, are ordered by the hashes of their names; a
    mutant is chosen as early as its turn in one of the two. So each operator and question gets its
    share, and one mutant more or less changes the choice only a little.
    """
    turns: Counter[str] = Counter()
    turn: dict[str, int] = {}
    by_hash = sorted(mutants, key=_hash)
    for mutant in by_hash:
        keys = (f"operator {mutant.operator}", f"question {mutant.question}")
        turn[mutant.name] = min(turns[key] for key in keys)
        turns.update(keys)
    chosen = {m.name for m in sorted(by_hash, key=lambda m: turn[m.name])[: max(count, 0)]}
    return [mutant for mutant in mutants if mutant.name in chosen]


def difference(original: str, mutant: Mutant) -> str:
    """Return what a mutant changes in the code of its cell, as a unified diff."""
    before = ast.unparse(_parse(original)).splitlines()
    after = mutant.code.splitlines()
    lines = difflib.unified_diff(before, after, "solution", mutant.name, n=2, lineterm="")
    return "\n".join(lines)


def _hash(mutant: Mutant) -> str:
    return sha256(mutant.name.encode()).hexdigest()


def _parse(source: str) -> ast.Module:
    """Parse a cell; IPython's magics, which are not Python, become ``pass`` or empty lines."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        tree = ast.parse(_MAGIC.sub(lambda match: f"{match[1]}pass" if match[1] else "", source))
    mark_parameters(tree)
    mark_top_level(tree)
    mark_without_gradients(tree)
    return tree


def marked_lines(source: str) -> set[int] | None:
    """Return the numbers of lines marked as the solution; None if none are."""
    lines: set[int] = set()
    inside = marked = False
    for number, line in enumerate(source.splitlines(), start=1):
        if _BEGIN.search(line):
            inside = marked = True
        elif _END.search(line):
            inside = False
        elif inside or _LINE.search(line):
            marked = True
            lines.add(number)
    return lines if marked else None


@dataclass(frozen=True)
class _Around:
    """The context of a node: lines, statement, and the names of functions and classes."""

    lines: range
    statement: ast.AST
    within: str


def _places(node: ast.AST, around: _Around) -> Iterator[_Place]:
    """Yield the places of all mutable nodes below ``node``, parents first.

    ``around`` is the context of ``node``; some nodes below it have no lines of their own.
    """
    for field, value in ast.iter_fields(node):
        if field in _SKIPPED_FIELDS or (called(node) in _SEEDS and field in {"args", "keywords"}):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _skipped(child):
                continue
            start = getattr(child, "lineno", None)
            own = range(start, child.end_lineno + 1) if start else around.lines  # type: ignore[attr-defined]
            at = child if isinstance(child, ast.stmt) else around.statement
            yield _Place(
                *(child, node, field, index if isinstance(value, list) else None),
                *(own, at, around.within),
            )
            name = f"{around.within}.{child.name}" if isinstance(child, _NAMED) else around.within
            yield from _places(child, _Around(own, at, name))


def _said(operator: Operator, place: _Place, new: ast.AST) -> str:
    """Return the text whose hash is in a mutant's name."""
    if operator.whole:
        return "\0".join([operator.name, place.within, _head(place.node)])
    return _statement(place, new)


def _statement(place: _Place, new: ast.AST) -> str:
    """Return the code of a mutated statement, without nested statements, and its place.

    Call it within ``_replaced``, while the tree contains the fault.
    """
    was = _head(place.node) if place.node is place.statement else ""
    now = new if place.node is place.statement else place.statement
    whole = now.body if isinstance(now, ast.Module) else [now]
    return "\0".join([place.within, was, *map(_head, whole)])


def _head(statement: ast.AST) -> str:
    """Return the code of a statement without nested statements."""
    parts: dict[str, list[ast.AST]] = {}
    for name, value in ast.iter_fields(statement):
        first = value[0] if isinstance(value, list) and value else None
        if isinstance(first, ast.stmt):
            parts[name] = [ast.Pass()] if name == "body" else []
        elif isinstance(first, (ast.excepthandler, ast.match_case)):
            parts[name] = [changed(one, body=[ast.Pass()]) for one in value]
    return ast.unparse(changed(statement, **parts))


def _skipped(node: ast.AST) -> bool:
    """Return whether a node and everything below it is skipped."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or called(node.value) in _MESSAGES | _SEEDS
    if isinstance(node, ast.keyword):
        return node.arg in _SEEDS
    return isinstance(node, _SKIPPED_NODES)


@contextmanager
def _replaced(place: _Place, new: ast.AST) -> Iterator[None]:
    """Replace a node of the tree by another, or by the body of a module, within a block."""
    old = getattr(place.parent, place.field)
    if place.index is None:
        value: object = new
    else:
        items = new.body if isinstance(new, ast.Module) else [new]
        value = [*old[: place.index], *items, *old[place.index + 1 :]]
    setattr(place.parent, place.field, value)
    try:
        yield
    finally:
        setattr(place.parent, place.field, old)


def _describe(operator: Operator, old: ast.AST, new: ast.AST) -> str:
    """Describe in one line what became of a node or, of a whole one, of its changed lines."""
    codes = [ast.unparse(node) for node in (old, new)]
    if operator.whole:
        codes = _differing(*codes)
    before, after = (" ".join(code.split()) for code in codes)
    if isinstance(new, ast.Pass):
        return f"{_cut(before, 0)} is dropped"
    if not before:
        return f"{_cut(after, 0)} is added"
    # If the code is long, show the part that differs.
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return f"{_cut(before, start)} becomes {_cut(after, start)}"


def _differing(old: str, new: str) -> list[str]:
    """Return the lines of two texts from the first to the last difference."""
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return ["\n".join(before), "\n".join(after)]


def _cut(code: str, start: int) -> str:
    if len(code) <= _SNIPPET:
        return code
    first = max(0, min(start - _LEAD, len(code) - _SNIPPET))
    last = first + _SNIPPET
    return f"{'...' if first else ''}{code[first:last]}{'...' if last < len(code) else ''}"
