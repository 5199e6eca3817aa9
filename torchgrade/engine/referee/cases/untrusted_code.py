"""Keeps a test from running code in the referee that a student may have written.

A test of plain otter may run a script that the notebook has written, import it, or evaluate a text.
In the student's process that is as harmless as a cell; here it could read every test and everything
that the grader may read. So it is refused, and the case runs inside: see `inside_runner`. In a lab
of ours it is not graded; but if a file that the test reads, and no author provided, contains a
pickle or a program, that costs the case.
"""

from __future__ import annotations

import ast
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn, Protocol

from yaml.constructor import UnsafeConstructor

import torchgrade
from torchgrade.datasets.files import are_being_read
from torchgrade.engine.proxies.pickling import Unsupported
from torchgrade.engine.referee.cases.access_policy import AccessPolicy
from torchgrade.engine.referee.cases.native_loads import (
    intercept_file_opens,
    intercept_program_loads,
)
from torchgrade.engine.referee.cases.student_templates import intercept_templates

__all__ = ["guard_templates", "install_audit_hook", "refusing_untrusted"]

_WHY = (
    "it runs what a student may have written: a file, a text, another process. Such a test runs "
    "beside the student's objects alone (`inside` in lab.toml)"
)
_PICKLED = "a test must not unpickle what a student hands in"
_PROGRAM = "a test must not run a model that is a program, in TorchScript, which a student hands in"
_TEMPLATE = "a test must not fill a student's template that names private attributes"
_PROCESSES = {"subprocess.Popen", "os.system", "os.exec"}
_PROCESSES |= {"os.posix_spawn", "os.spawn", "pty.spawn"}
_EVALUATIONS = {"compile", "exec", "marshal.loads"}
"""Events in Python's table of audit events that are refused if a test causes them."""

_COMPILED = (".pyc", ".so", ".pyd")
_STANDARD = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib")})
_INSTALLED = tuple({sysconfig.get_path(name) for name in ("purelib", "platlib")})
_GRADER = tuple(
    os.path.join(os.path.dirname(torchgrade.__file__), name, "") for name in ("engine", "sandbox")
)
_EVALUATORS = """
    sympy/parsing/ sympy/utilities/lambdify.py sympy/utilities/autowrap.py
    jinja2/ mako/ tornado/template.py pandas/core/computation/ patsy/ formulaic/ asteval/
    IPython/core/ jupyter_client/
""".split()  # noqa: SIM905 (a list of a dozen strings reads worse)
_OF_PYTHON = "timeit.py cProfile.py profile.py bdb.py trace.py code.py codeop.py".split()  # noqa: SIM905
_EVALUATES = tuple(
    os.path.join(path, *name.split("/"))
    for paths, names in ((_INSTALLED, _EVALUATORS), (_STANDARD, _OF_PYTHON))
    for path in paths
    for name in names
)
"""Where libraries evaluate a test's arguments, or start a process that does."""


class _RunningTest(Protocol):
    """The session of a running test."""

    unsupported: str
    access_denied: bool

    def refuse(self, why: str) -> Exception:
        """Note something that can't be done with a student's object; it costs the test case."""


_IsTheirs = Callable[[object], bool]

_session: _RunningTest | None = None


@contextmanager
def refusing_untrusted(session: _RunningTest) -> Iterator[None]:
    """Return a context in which code that a test must not run here is refused."""
    global _session
    _session = session
    try:
        yield
    finally:
        _session = None


def guard_templates() -> None:
    """Refuse templates that read too much in the tests that are loaded from now on, as they run."""
    intercept_templates(lambda: _refuse_content(_TEMPLATE) if _session is not None else None)


def install_audit_hook(
    own: Path, given: frozenset[str], bundle: Path, policy: AccessPolicy
) -> None:
    """Check what this process runs and opens from now on, within :func:`refusing_untrusted`.

    Args:
        own: the folder with the files that the student's code wrote; the player's is beside it.
        given: names of the autograder's files in there, in lower case.
        bundle: the autograder, whose tests run here.
        policy: judges what is opened.
    """
    root = os.path.join(os.path.realpath(own), "")
    tests = (os.path.join(bundle, ""), root, "<doctest ", *_EVALUATES)
    events = _WATCHED | policy.events
    is_theirs = _theirs(root, given)

    def is_of_a_test(frame: FrameType | None) -> bool:
        return frame is not None and frame.f_code.co_filename.startswith(tests)

    def is_refused(event: str, arguments: tuple[object, ...], caller: FrameType) -> bool:
        if event in _PROCESSES:
            return is_of_a_test(_past_standard_library(caller))
        if event in _EVALUATIONS:
            beyond = caller.f_back if caller.f_code.co_filename == ast.__file__ else None
            if is_of_a_test(caller) or (beyond and _path_of(beyond).startswith(_EVALUATES)):
                return True
        loads = _LOADS.get(event)
        return loads is not None and loads(arguments, is_theirs)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        session = _session
        # Files of a data set may: they belong to this machine, and have a checksum.
        if event == "pickle.find_class" and not are_being_read():
            _refuse_pickled()
        if session is None or event not in events:
            return
        caller = sys._getframe(1)
        if event in _WATCHED and is_refused(event, arguments, caller):
            session.unsupported = session.unsupported or _WHY
            raise Unsupported(_WHY)
        if event in policy.events and not _is_of_the_grader(caller):
            policy.check(event, arguments, _path_of(caller))

    policy.on_refusal = _note_access_denied
    sys.addaudithook(hook)
    intercept_program_loads(lambda arguments: _look_at_model(arguments, is_theirs))
    intercept_file_opens(policy.check_file)
    for make in ("find_python_module", "find_python_name"):  # every class that YAML names
        setattr(UnsafeConstructor, make, _refuse_pickled)


def _note_access_denied() -> None:
    if _session is not None:
        _session.access_denied = True


def _theirs(root: str, given: frozenset[str]) -> _IsTheirs:
    """Return a function that says whether a path leads to a file that a student may have written.

    Args:
        root: the folder with copies of such files, beside the player's own.
        given: names of the autograder's files in there.
    """
    roots = os.path.join(os.path.dirname(os.path.dirname(root)), "")

    def is_theirs(path: object) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        found = os.path.realpath(os.fsdecode(path))
        return found.startswith(roots) and found.removeprefix(root).casefold() not in given

    return is_theirs


def _look_at_model(arguments: tuple[object, ...], is_theirs: _IsTheirs) -> None:
    """Accept a model that is a program only from a file that is not a student's."""
    paths = [one for one in arguments if isinstance(one, (str, bytes, os.PathLike))]
    if not any(os.path.isfile(path) and not is_theirs(path) for path in paths):
        _refuse_content(_PROGRAM)


def _refuse_pickled(*_: object) -> NoReturn:
    _refuse_content(_PICKLED)


def _refuse_content(why: str) -> NoReturn:
    """Refuse the content of a file: the student is to blame, and it costs the case."""
    raise _session.refuse(why) if _session is not None else Unsupported(why)


def _path_of(frame: FrameType) -> str:
    return frame.f_code.co_filename


def _is_of_the_grader(caller: FrameType) -> bool:
    """Return whether the grader itself opens something while a test runs, such as /proc."""
    frame = _past_standard_library(caller)
    return frame is None or _path_of(frame).startswith(_GRADER)


def _past_standard_library(frame: FrameType | None) -> FrameType | None:
    """Return the innermost frame outside Python's own modules."""
    while frame is not None:
        path = frame.f_code.co_filename
        own = path.startswith(_STANDARD) and not path.startswith(_INSTALLED)
        if not own and not path.startswith("<frozen "):
            break
        frame = frame.f_back
    return frame


def _opens_compiled(arguments: tuple[object, ...], is_theirs: _IsTheirs) -> bool:
    """Return whether a file with compiled code is opened: its recorded source can be forged."""
    path = arguments[0]
    if not isinstance(path, (str, bytes)) or not os.fsdecode(path).endswith(_COMPILED):
        return False
    return is_theirs(path) and os.path.exists(path)


def _runs_file(arguments: tuple[object, ...], is_theirs: _IsTheirs) -> bool:
    path = str(getattr(arguments[0], "co_filename", "<"))
    return path[:1] != "<" and is_theirs(path) and os.path.exists(path)


def _loads_library(arguments: tuple[object, ...], is_theirs: _IsTheirs) -> bool:
    name = arguments[0]  # without a folder the system's library paths are searched
    return isinstance(name, str) and os.sep in name and is_theirs(name)


_LOADS: dict[str, Callable[[tuple[object, ...], _IsTheirs], bool]] = {
    "open": _opens_compiled,
    "exec": _runs_file,
    "import": lambda arguments, is_theirs: is_theirs(arguments[1]),
    "ctypes.dlopen": _loads_library,
}
"""Events that are refused if they load a student's file."""

_WATCHED = _PROCESSES | _EVALUATIONS | _LOADS.keys()
