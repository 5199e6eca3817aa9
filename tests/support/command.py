"""The command, in a fork of this process, or here."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from torchgrade import cli


def torchgrade(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a fork of this process: all that takes long to import is there already.

    Its exit code and what it writes to both streams are those of a shell's command.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = started(*arguments, cwd=cwd, out=out.fileno(), err=err.fileno())
        process.join()
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode())
    code = process.exitcode
    assert code is not None
    return subprocess.CompletedProcess(list(map(str, arguments)), code, *said)


def started(*arguments: str | Path, cwd: Path, out: int, err: int = 2) -> BaseProcess:
    """Start the command in a fork of this process.

    Args:
        arguments: what follows `torchgrade`.
        cwd: where it runs.
        out: the descriptor to which it writes.
        err: the one for errors; this process's own if left out.
    """
    words = list(map(str, arguments))
    process = get_context("fork").Process(target=_become_the_command, args=(words, cwd, out, err))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pytest-xdist has a thread
        process.start()
    return process


def torchgrade_here(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, where it uses the fork server of the fixture `warm`.

    For tests of what it writes and says; how a process of its own ends is seen with the other.
    """
    words = ["torchgrade", *map(str, arguments)]
    out, err, before = io.StringIO(), io.StringIO(), (os.getcwd(), sys.argv)
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _run(words)
    finally:
        os.chdir(before[0])
        sys.argv = before[1]
    return subprocess.CompletedProcess(words[1:], code, out.getvalue(), err.getvalue())


def _run(words: list[str]) -> int:
    """Run the command as a shell does, and return its exit code."""
    sys.argv = words
    with warnings.catch_warnings():
        warnings.resetwarnings()  # pytest makes errors of them, and so does no shell
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            cli.main()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _become_the_command(words: list[str], cwd: Path, out: int, err: int) -> None:
    code = 1
    try:
        os.chdir(cwd)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = (os.fdopen(fd, "w", buffering=1, closefd=False) for fd in (1, 2))
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = _run(["torchgrade", *words])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
