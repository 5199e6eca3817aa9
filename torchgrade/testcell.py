"""Run a test in a test cell of an nbgrader notebook, and fail the cell if it fails.

nbgrader gives a test cell no points if it raises *or writes to stderr*, and takes a displayed
number for partial points. So a test here shows nothing: it passes, or raises.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import sys
import tempfile
from collections.abc import Callable, Iterator

__all__ = ["TestFailed", "test_case"]


class TestFailed(AssertionError):  # noqa: N818 - what a student reads
    """A test has failed; the message says why, first in its author's words."""

    __test__ = False  # not a class of tests, despite its name


class test_case:  # noqa: N801 - otter's name, and its arguments
    """Decorate a test function as otter's ``test_case`` does, and run it at once.

    The function's parameters are names of the notebook, ``None`` if they are not defined, and
    ``env`` is the dict of all of them. The function's name is removed from the notebook.

    Args:
        name: otter's name, not used here.
        points: the points of the cell, not used here: nbgrader knows them.
        hidden: whether the test is removed from what students get.
        success_message: not shown.
        failure_message: the author's hint.
    """

    __test__ = False

    def __init__(
        self,
        name: str | None = None,
        points: float | None = None,
        hidden: bool = False,
        success_message: str | None = None,
        failure_message: str | None = None,
    ) -> None:
        self.hint = failure_message or ""

    def __call__(self, test: Callable[..., None]) -> None:
        """Run the test.

        Raises:
            TestFailed: it did not pass.
        """
        __tracebackhide__ = True  # IPython then leaves out this frame
        names = test.__globals__
        arguments = {
            name: names if name == "env" else names.get(name)
            for name in inspect.signature(test).parameters
        }
        failed = None
        try:
            with _silence():
                test(**arguments)
        except KeyboardInterrupt:
            raise  # the student's stop button, or nbgrader's time limit
        except BaseException as error:  # SystemExit would pass as success
            said = "\n".join(filter(None, (self.hint, f"{type(error).__name__}: {error}")))
            where = error.__traceback__.tb_next if error.__traceback__ else None
            failed = TestFailed(said).with_traceback(where)
        finally:
            _clear_output()
        if failed:
            raise failed from None


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep Python, libraries in C and child processes from writing to the cell."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as sink:
        kept = [(number, os.dup(number)) for number in (1, 2)]
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        try:
            for number, _ in kept:
                os.dup2(sink.fileno(), number)
            with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
                yield
        finally:
            for number, copy in kept:
                os.dup2(copy, number)
                os.close(copy)


def _clear_output() -> None:
    """Remove output that came all the same: a log handler keeps the stream of an earlier cell."""
    shell = sys.modules.get("IPython")
    if shell is not None and shell.get_ipython() is not None:
        from IPython.display import clear_output

        clear_output()  # type: ignore[no-untyped-call]
