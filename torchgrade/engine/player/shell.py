"""Run a notebook's cells in the player: IPython, with bounded outputs."""

from __future__ import annotations

import builtins
import contextlib
import subprocess
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from torchgrade.engine.player.bounded_stream import MOST, BoundedStream
from torchgrade.engine.protocol.messages import TEXT, TRACE

__all__ = ["Cells", "describe_error", "is_more_than_its_text", "make_shell"]

_PARTS = 40  # outputs of a cell


class _Publisher(DisplayPublisher):
    def publish(self, data: object, *_: object, **__: object) -> None:
        self.shell.keep(data)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: object, md_dict: object = None) -> None:
        shell: Any = self.shell
        shell.keep(format_dict)

    def finish_displayhook(self) -> None:
        self._is_active = False

    def quiet(self) -> bool:
        """Return whether the cell ends in a semicolon (IPython would look it up in its history)."""
        shell: Any = self.shell
        return bool(self.semicolon_at_end_of_expression(shell.source))  # type: ignore[no-untyped-call]


class Shell(InteractiveShell):
    """IPython without a terminal, which keeps what it would show."""

    outputs: list[str]
    source = ""  # of the cell that runs

    def init_display_pub(self) -> None:
        self.outputs = []
        self.display_pub_class = _Publisher
        super().init_display_pub()  # type: ignore[no-untyped-call]

    def init_displayhook(self) -> None:
        self.displayhook_class = _Hook
        super().init_displayhook()  # type: ignore[no-untyped-call]

    def keep(self, data: object) -> None:
        """Keep the text of what is displayed, as far as there is room, without drawing pictures."""
        text = data.get("text/plain") if type(data) is dict else None
        if type(text) is str and len(self.outputs) < _PARTS:
            self.outputs.append(text[:MOST])

    def enable_gui(self, gui: object = None) -> None:
        """Accept `%matplotlib inline`: there is no event loop to join."""

    def system(self, command: str) -> None:
        """Run `!command` through pipes: the sandbox has no terminals."""
        done = subprocess.run(
            self.var_expand(command, depth=1),  # type: ignore[no-untyped-call]
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.user_ns["_exit_code"] = done.returncode
        sys.stdout.write(done.stdout.decode(errors="replace"))

    def showtraceback(self, *_: object, **__: object) -> None:
        """Show nothing: the error is part of the cell's answer."""

    showsyntaxerror = showtraceback


def make_shell() -> Shell:
    """Make the shell, once in the fork server: no student's code has run in it yet."""
    config = Config()
    config.HistoryManager.enabled = False  # it starts a thread, which does not survive a fork
    config.HistoryManager.hist_file = ":memory:"
    # Only show a figure's name: drawing one takes longer than the rest of a grade.
    config.InlineBackend.figure_formats = set()
    config.InteractiveShell.autocall = 0
    config.InteractiveShell.colors = "nocolor"
    shell: Shell = Shell.instance(config=config)
    return shell


class Cells:
    """Runs cells, and reports what they did.

    Args:
        shell: made by :func:`make_shell`.
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.namespace: dict[str, Any] = shell.user_ns
        self.printed = BoundedStream()
        builtins.input = _no_input
        shell.user_ns["__name__"] = "__main__"
        shell.user_ns["sys"] = sys  # otter's first cell imports it

    def run(self, source: str) -> tuple[str, str, str, list[str]]:
        """Run one cell; return its error and traceback, what it printed, and what it displayed."""
        self._shell.outputs.clear()
        self._shell.source = source
        self.printed.take()
        with self.redirected():
            result = self._shell.run_cell(source)  # type: ignore[no-untyped-call]
        error = result.error_before_exec or result.error_in_exec
        raised = ("", "") if error is None else describe_error(error)
        return *raised, self.printed.take(), list(self._shell.outputs)

    @contextlib.contextmanager
    def redirected(self) -> Iterator[None]:
        """Redirect what is printed to :attr:`printed`."""
        with contextlib.redirect_stdout(self.printed), contextlib.redirect_stderr(self.printed):
            yield


def describe_error(error: BaseException) -> tuple[str, str]:
    """Return an exception's class and text, and its traceback, whatever its methods do."""
    try:
        text = str(error)
    except BaseException:
        text = ""
    try:
        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except BaseException:
        trace = ""
    return f"{type(error).__name__}: {text}"[:TEXT], trace[-TRACE:]


def is_more_than_its_text(error: BaseException) -> bool:
    """Return whether a test may find more in an exception than its text."""
    if type(error).__module__ != "builtins":  # a student's class does not cross, one of a library's
        return False  # does if its text is all that there is to it
    own = error.args != () and (len(error.args) > 1 or type(error.args[0]) is not str)
    return own or bool(vars(error))


def _no_input(prompt: object = "") -> str:
    raise RuntimeError(
        "input() can't be answered while a notebook is graded: give the value in the cell itself"
    )
