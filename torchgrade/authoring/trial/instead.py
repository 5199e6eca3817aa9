"""What to write instead of a test that works in the student's process, but not from another one.

Plain otter runs tests in the student's process. Here they run in another one, where some Python
idioms don't work: a student's class is not a class there, its source is not available, a patch
changes nothing. Such idioms are found in the test's code, not by its exception, which may be
anything: an AssertionError, a TypeError of the referee, a recursion.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from torchgrade.engine.referee.cases.as_written import writes

__all__ = ["instead"]

_MOST = 2
"""Sentences to show at a time: a test rarely has more than one idiom."""

_GENERAL = (
    "It passes in the process of the student's code, and not in the one in which it is graded: "
    "take plain values of the student's objects, and compare those (docs/labs.md, Tests in "
    "another process), or list its question under `inside` of lab.toml, where their code could "
    "forge the result"
)
_NO_SOURCE = (
    "The source of the student's code is not in this process: `checks.no_calls` sees to it "
    "that a call does without functions of a library; else test what the function returns"
)
_SECOND_DERIVATIVE = (
    "A second derivative can't be taken across processes: compare gradients at two points that "
    "are close (`(g(x + h) - g(x)) / h`), or let a function of the notebook return what is to be "
    "tested"
)
_HOOK = (
    "A test's hook does not reach the student's module: `checks.layers(net, x)` tells which "
    "layers ran, with which shapes, `checks.watch` what a training did"
)
_PATCHED_INPUT = (
    "The student's `input` is in another process, which no patch reaches: let the notebook's "
    "function take the text as a parameter, or a function that returns it"
)
_PATCH = (
    "A patch only changes this process, and the student's code runs in another: "
    "`checks.no_calls` checks that a call does not use functions of a library, and a function "
    "that the student's code takes as a parameter can be the test's"
)
_FILE = (
    "A file that a test writes is not in the folder of the student's code: hand over its "
    "content, or put the file among `files` of the assignment"
)
_UNHEARD = (
    "Warnings, logs and stderr of the student's code stay in its process: let it print "
    "or return what you want to test; a test can capture what a call prints to stdout"
)
_STDIN = (
    "The student's `sys.stdin` is in another process: let the notebook's function take the text, "
    "or its lines, as a parameter"
)
_CALLS: tuple[tuple[set[str], str], ...] = (
    (
        {"functional_call"},
        "torch.func does not reach into the student's process: load the weights with "
        "`net.load_state_dict(...)`, and call `net(x)`",
    ),
    ({"getsource", "getsourcelines", "getsourcefile"}, _NO_SOURCE),
    (
        {"asdict", "astuple", "fields", "is_dataclass"},
        "The fields of a student's dataclass are in another process: compare its attributes one by "
        "one (`answer.x == 1`)",
    ),
    (
        {"gcf", "gca", "get_fignums", "get_axes"},
        "The current figure is in the student's process: let a cell keep it under a name "
        "(`fig, ax = plt.subplots()`), and take that as a parameter",
    ),
    (
        {"globals", "locals", "vars", "dir", "eval", "exec"},
        "`{name}` sees the test's own names: take the student's as parameters",
    ),
    (
        {"deepcopy", "copy", "dumps", "getrefcount", "get_objects", "id"},
        "`{code}` would need the student's object in this process: take plain values of it (a "
        "tensor, `state_dict()`, an attribute), and copy or compare those",
    ),
    (
        {"write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "savefig"},
        _FILE,
    ),
    (
        {"redirect_stderr", "catch_warnings", "assertWarns", "assertLogs", "assertNoLogs"},
        _UNHEARD,
    ),
    (
        {"settrace", "setprofile"},
        "A trace only sees calls in this process: let the notebook count them (in a list, "
        "say), and test what it has counted",
    ),
)
"""The advice on a call, by the last name of the called function."""

_CODE = {"__code__", "__closure__", "__globals__"}

Theirs = Callable[[ast.AST], bool]
"""Returns whether an expression is, or begins with, a parameter of the test: a student's object."""


def instead(test: str) -> str:
    """Return what to write instead, in sentences.

    Args:
        test: the code of a test function or doctest that passes inside the student's process, but
            not outside.
    """
    try:
        tree = ast.parse(test)
    except SyntaxError:  # such as a magic
        return _GENERAL
    names = {
        argument.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node in tree.body
        for argument in (*node.args.args, *node.args.kwonlyargs)
    }
    made = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and _is_set(node)}

    def theirs(node: ast.AST) -> bool:
        while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
            node = node.func if isinstance(node, ast.Call) else node.value
        return isinstance(node, ast.Name) and (node.id in names or node.id in made)

    found = dict.fromkeys(said for node in ast.walk(tree) for said in _said(node, theirs, names))
    return ". ".join(list(found)[:_MOST]) or _GENERAL


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _said(node: ast.AST, theirs: Theirs, names: set[str]) -> Iterator[str]:
    """Yield the advice for a node."""
    for look in (_of_class, _of_with, _of_except, _of_call, _of_attribute, _of_comparison):
        said = look(node, theirs, names)
        if said:
            yield said


def _of_class(node: ast.AST, theirs: Theirs, _: set[str]) -> str:
    if not isinstance(node, ast.ClassDef):
        return ""
    if any(map(theirs, node.bases)):
        return (
            f"The class {node.name} can't be made of a student's class, which is in another "
            "process: test an object of the student's class, or let a cell of the notebook define "
            f"{node.name}, and take it as a parameter"
        )
    return (
        f"The class {node.name} is the test's own, and no code of a test goes to the student's "
        "process: hand over plain values, objects of libraries or functions, which are called "
        f"back, or let a cell of the notebook define {node.name}, and take it as a parameter"
    )


def _of_with(node: ast.AST, theirs: Theirs, names: set[str]) -> str:
    if not isinstance(node, ast.With):
        return ""
    for item in node.items:
        at = item.context_expr
        if _called(at) in ("no_grad", "inference_mode", "enable_grad") and theirs(at):
            module = ast.unparse(at).partition(".")[0]
            return (
                f"`{ast.unparse(at)}` is of the student's {module}, in another process: write "
                f"`import {module}` in the test, and take no parameter of that name"
            )
        if theirs(at) and _called(at) not in ("raises", "warns"):
            return (
                f"`with {ast.unparse(at)}` would need the student's process around the block: test "
                "what a function of the notebook does that has this block in it, or call "
                "`__enter__` and `__exit__` and look at what they change"
            )
    return ""


def _of_except(node: ast.AST, theirs: Theirs, _: set[str]) -> str:
    kind: ast.AST | None = None
    if isinstance(node, ast.ExceptHandler):
        kind = node.type
    elif isinstance(node, ast.Call) and _called(node) in ("raises", "assertRaises") and node.args:
        kind = node.args[0]
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind] if kind else []
    for one in kinds:
        if theirs(one):
            name = ast.unparse(one)
            return (
                f"{name} is a class of another process, and none that can be caught here: what a "
                "student's code raises comes as the nearest exception of Python's own, with its "
                "text; write `except Exception as error`, and look at `str(error)`"
            )
    return ""


def _of_call(node: ast.AST, theirs: Theirs, _: set[str]) -> str:
    if not isinstance(node, ast.Call):
        return ""
    name, code = _called(node), ast.unparse(node)
    if name == "open" and writes(node):
        return _FILE
    if any(keyword.arg == "create_graph" for keyword in node.keywords):
        return _SECOND_DERIVATIVE
    if name.startswith("register_") and name.endswith("hook"):
        return _HOOK
    if name in ("patch", "setattr", "setitem", "object") and ("patch" in code or "mock" in code):
        return _PATCHED_INPUT if "input" in code else _PATCH
    if name in ("isinstance", "issubclass") and len(node.args) == 2 and theirs(node.args[1]):
        return (
            f"`{code}` checks for a student's class, which is in another process: name the "
            "library class that it is derived from, or test what the object does"
        )
    if name in ("dir", "vars") and node.args:
        return f"`{code}` describes a stand-in: access the attribute that you mean by its name"
    return (
        next((said for names, said in _CALLS if name in names), "")
        .replace("{name}", name)
        .replace("{code}", code)
    )


def _of_attribute(node: ast.AST, theirs: Theirs, _: set[str]) -> str:
    if isinstance(node, ast.Attribute) and node.attr in _CODE:
        return _NO_SOURCE
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        streams = {"sys.stdin": _STDIN, "sys.stderr": _UNHEARD}
        if said := streams.get(ast.unparse(node)):
            return said
        if theirs(node):
            return (
                f"What `{ast.unparse(node)} = ...` sets is not of this process: use plain values "
                "there, or let a cell of the notebook do it"
            )
    return ""


def _of_comparison(node: ast.AST, theirs: Theirs, _: set[str]) -> str:
    told = isinstance(node, ast.Attribute) and node.attr in ("__name__", "__class__", "__mro__")
    if (isinstance(node, ast.Call) and _called(node) == "type" and len(node.args) == 1) or told:
        return (
            "The type of a student's object is that of a stand-in here: "
            "`isinstance(answer, torch.optim.Adam)` and the like say what it is made from"
        )
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
        other = node.comparators[0]
        if theirs(node.left) and not isinstance(other, ast.Constant):
            return (
                f"`{ast.unparse(node)}` compares copies: compare values, or what a change of one "
                "does to the other"
            )
    return ""


def _called(node: ast.AST) -> str:
    """Return the last name of the called function; empty if it has none."""
    if not isinstance(node, ast.Call):
        return ""
    called = node.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
