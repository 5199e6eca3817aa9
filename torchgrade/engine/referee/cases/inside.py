"""Test cases that run inside the player, as plain otter runs them.

Some tests of plain otter need what only one process gives: a student's class by its name, a context
manager, the source of a function, a patched `input`. Such a case runs in a copy of its question's
snapshot. Its code alone goes there: what other cases ask for is nobody's business that can print.
What comes back is what that process says, which the code under test could forge.
"""

from __future__ import annotations

import ast
import builtins
import doctest

from torchgrade.engine.protocol.channel import unexpected
from torchgrade.engine.protocol.job import Job
from torchgrade.engine.protocol.messages import Error, Judged, parse_message
from torchgrade.engine.protocol.reasons import Reason, Why, of_error
from torchgrade.engine.protocol.requests import Judge
from torchgrade.engine.protocol.wire import WireError
from torchgrade.engine.proxies.otter_tests import TestFile, TestFunction
from torchgrade.engine.referee.cases.case import CaseRun
from torchgrade.engine.referee.process import Process
from torchgrade.engine.referee.time_limit import TimeLimit, TimeUp

__all__ = ["is_inside", "may_go_inside", "needs_the_players_names", "run_case_inside"]

_CALLS = {
    *("type", "dir", "vars", "globals", "locals", "eval", "exec"),
    *("clone", "functional_call"),  # of scikit-learn and torch.func
}
_ATTRIBUTES = {
    *("__class__", "__bases__", "__mro__", "__code__", "__closure__", "__globals__"),
    *("__annotations__", "__cause__", "__context__", "args", "exceptions"),
    *("gca", "gcf", "get_fignums", "register_forward_hook", "shares_memory"),
}
_FILES = {
    "NamedTemporaryFile",
    "TemporaryDirectory",
    "mkstemp",
    "mkdtemp",
    "write_text",
    "write_bytes",
}
_STREAMS = {"redirect_stderr", "catch_warnings", "setprofile", "settrace", "stdin", "stderr"}
_OBJECTS = ast.Name, ast.Subscript, ast.Call
_BUILTINS = frozenset(vars(builtins))
_MODULES = {"inspect", "pickle", "dataclasses", "unittest", "gc", "logging"}
"""What of a test is not the same from outside: names, classes and frames of another process, files
that the test writes for the student's code to read, and what that code says beside its output."""

_READ_BY_OTTER = {"OK_FORMAT", "name", "points", "all_or_nothing"}
_ALL_NAMES = {"globals", "vars", "eval", "exec"}


def may_go_inside(job: Job, test_file: TestFile) -> bool:
    """Whether a case of a question runs inside, or would if what it asks for were refused."""
    return job.inside_if_refused or any(name == test_file.name for name, _ in job.inside)


def is_inside(job: Job, test_file: TestFile, index: int) -> bool:
    """Return whether a case runs inside from the start: as is settled, or as it is written."""
    if not job.inside_if_refused:
        return (test_file.name, index) in job.inside
    return needs_the_players_names(_python(test_file, index))


def needs_the_players_names(code: str) -> bool:
    """Return whether the code of a test asks for what only the student's own process can say."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return False  # a magic, say
    return any(map(_is_telling, ast.walk(tree)))


def _is_telling(node: ast.AST) -> bool:
    """Whether this is of a test that asks for what only the student's own process can say."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        called = node.func.id
        return called in _CALLS | _FILES | _STREAMS or (called == "open" and _writes(node))
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES | _FILES | _STREAMS
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in _MODULES
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
        # Of two objects; None, True and classes of a library are the same on both sides.
        return all(
            isinstance(side, _OBJECTS) and ast.unparse(side) not in _BUILTINS
            for side in (node.left, node.comparators[0])
        )
    if isinstance(node, ast.keyword):
        return node.arg == "create_graph"  # a second derivative
    return isinstance(node, ast.YieldFrom) or (isinstance(node, ast.ClassDef) and bool(node.bases))


def _writes(opening: ast.Call) -> bool:
    """Whether a call of `open` is for writing."""
    modes = [*opening.args[1:2], *(item.value for item in opening.keywords if item.arg == "mode")]
    texts = [str(mode.value) for mode in modes if isinstance(mode, ast.Constant)]
    return any(set(text) & set("wax+") for text in texts)


def run_case_inside(test_file: TestFile, index: int, process: Process, limit: TimeLimit) -> CaseRun:
    """Run the case number `index` of an otter test file in a process of the player's.

    Args:
        test_file: of `otter.test_files`.
        index: of the case.
        process: a copy of the question's snapshot, for this and nothing but other such cases.
        limit: how long it may take.
    """
    run = CaseRun(inside=True)
    try:
        with limit:
            process.channel.send(_request(test_file, index).parts())
            said = parse_message(process.channel.receive(unexpected).message, Judged, Error)
            limit.stop()
        if isinstance(said, Judged):
            run.passed, run.message = said.passed, said.text
        else:
            run.message, run.details = f"{said.name}: {said.text}", said.traceback
            run.unjudged = True
    except TimeUp as error:
        run.died, run.timed_out = str(error), bool(limit.exceeded)
    except (EOFError, OSError):
        run.died = Why(Reason.ENDED)
    except WireError as error:
        run.died = Why(of_error(error))
    if run.died:
        run.message = f"The code under test did not answer: {run.died}."
    return run


def _request(test_file: TestFile, index: int) -> Judge:
    """Ask for a case by its code alone."""
    body = test_file.test_cases[index].body
    if isinstance(body, str):
        return Judge("doctest", f"{test_file.name} {index}", body)
    return Judge("function", test_file.name, _alone(test_file.source, body))


def _python(test_file: TestFile, index: int) -> str:
    """Return the Python code of a case."""
    body = test_file.test_cases[index].body
    if isinstance(body, str):
        return "".join(example.source for example in doctest.DocTestParser().get_examples(body))
    return _alone(test_file.source, body)


def _alone(source: str, test: TestFunction) -> str:
    """Return the source of a test file without its other cases and what only these use.

    All else stays on the lines it had.
    """
    first = test.test_func.__code__.co_firstlineno
    body = ast.parse(source).body
    if not any(_is_a_case(node) and first in _lines_of(node) for node in body):
        return source  # no decorator makes it one
    own = [node for node in body if not _is_a_case(node) or first in _lines_of(node)]
    defined = {id(node): _defined(node) for node in own}
    needed, waiting = set[str](), [node for node in own if not defined[id(node)]]
    while waiting:
        names = {one.id for one in ast.walk(waiting.pop()) if isinstance(one, ast.Name)} - needed
        needed |= names
        waiting += [node for node in own if defined[id(node)] & names]
    if needed & _ALL_NAMES:
        needed.update(*defined.values())
    kept = [node for node in own if not defined[id(node)] or defined[id(node)] & needed]
    shown = {line for node in kept for line in _lines_of(node)}
    lines = source.splitlines(keepends=True)
    for node in body:
        for line in _lines_of(node):
            if line not in shown:
                lines[line - 1] = "\n"
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "points":
            # A list has the points of each case: otter counts them, and here is one case alone.
            for line in _lines_of(node):
                lines[line - 1] = "\n"
            lines[node.lineno - 1] = "points = None\n"
    return "".join(lines)


def _defined(node: ast.stmt) -> set[str]:
    """Return the names that are defined by what does nothing else: a function, a value."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.decorator_list:
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = {one.id for one in ast.walk(ast.Tuple(targets)) if isinstance(one, ast.Name)}
    return set() if names & _READ_BY_OTTER else names


def _lines_of(node: ast.stmt) -> range:
    start = min(one.lineno for one in (node, *getattr(node, "decorator_list", ())))
    return range(start, (node.end_lineno or start) + 1)


def _is_a_case(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(map(_makes_a_case, node.decorator_list))


def _makes_a_case(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name == "test_case"
