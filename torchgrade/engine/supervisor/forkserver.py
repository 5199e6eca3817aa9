"""The fork server: a process that has imported everything, from which referees are forked.

``python -m torchgrade.engine.supervisor.forkserver FD [single]``, started only by the supervisor.
It is only reachable over the inherited socket `FD`: there is no path to connect to, and nothing is
unpickled. It has no tests, labels or secrets, has run no parallel region and not touched CUDA.
`single` says that there will be one submission, so it skips what only pays off from the second one
on.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from torchgrade.engine.supervisor.deferred_imports import COMPILER
from torchgrade.sandbox.syscalls import die_with_parent, prctl

if TYPE_CHECKING:  # nothing is imported too early
    from torchgrade.engine.player.shell import Shell
    from torchgrade.engine.protocol.lines import Record

__all__ = ["main"]

_MAX_REQUEST = 2**20
_A_CLASS = 3  # submissions: of these, more are likely to come
_COULD_NOT_START = 1 << 8  # as of a process that exits with 1


def main(fd: int, *, single: bool = False) -> None:
    """Serve until the supervisor hangs up."""
    control = socket.socket(fileno=fd)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to handle
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]  # nothing may be imported from the folder where `python -m` was called
    from torchgrade.engine.protocol.job import ServerReady
    from torchgrade.engine.protocol.lines import encode
    from torchgrade.engine.supervisor import preload
    from torchgrade.plugins import PluginError
    from torchgrade.sandbox import isolate, privileges
    from torchgrade.sandbox.processes import heap
    from torchgrade.sandbox.processes.reaper import become_subreaper

    with contextlib.suppress(ImportError, OSError, RuntimeError):  # the sandbox reports that later
        importlib.import_module("pyseccomp")  # runs ldconfig: before there is much memory to share
    gc.disable()  # nearly all objects from imports stay: collecting takes most of a second
    try:
        shell = preload.everything(single=single)
    except PluginError as error:
        sys.exit(str(error))  # the supervisor shows the log if the server does not start
    sys.path[:] = [path for path in sys.path if path]  # IPython's own idea of the same
    sys.dont_write_bytecode = True  # of modules beside a notebook, which are there for a moment
    isolate.prepare()
    privileges.prepare()
    if sys.platform == "linux":
        prctl(4, 0)  # PR_SET_DUMPABLE: players of the same user must not read this memory
    become_subreaper()
    _freeze()
    gc.enable()
    if single:
        heap.let_go_of_files()
    ready = ServerReady(pid=os.getpid(), shares_nothing=isolate.shares_nothing())
    control.send(encode(ready))
    _Server(control, shell, at_leisure=None if single else heap.collapse).serve()


def _freeze() -> None:
    """Prepare for forks: exclude current objects from garbage collection, which copies pages."""
    from torchgrade.engine.player import out_of_reach
    from torchgrade.sandbox.processes import heap

    out_of_reach.find_modules()
    gc.collect()
    gc.freeze()
    heap.give_back()


class _Server:
    """Starts referees on request.

    Args:
        control: the connection to the supervisor.
        shell: the shell for players.
        at_leisure: called when the third referee is running and no more are requested, and again
            after further imports.
    """

    def __init__(
        self, control: socket.socket, shell: Shell, at_leisure: Callable[[], None] | None
    ) -> None:
        self._control = control
        self._at_leisure = at_leisure
        self._due = at_leisure
        self._shell = shell
        self._started = 0
        self._imported = set[str]()
        self._referees: dict[int, tuple[int, int | None]] = {}  # pid -> slot, uid
        self._wake, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        while True:
            is_class = self._started >= _A_CLASS and self._referees
            patience = 0.0 if self._due and is_class else None
            ready, _, _ = select.select([self._control.fileno(), self._wake], [], [], patience)
            if not ready and self._due:
                self._import((COMPILER,))  # of a class, some use it: most of a second, once
                self._due()
                self._due = None
            if self._wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
                self._reap()
            if self._control.fileno() in ready:
                request, fds, _, _ = socket.recv_fds(self._control, _MAX_REQUEST, 1)
                if not request:
                    self._shut_down()
                self._start(request, fds[0])

    def _start(self, request: bytes, fd: int) -> None:
        from torchgrade.engine.protocol.job import Ended, Started, WorkerSpec
        from torchgrade.engine.protocol.lines import decode

        spec = decode(request, WorkerSpec)
        self._import(spec.libraries)
        try:
            child = os.fork()
        except OSError:  # too many processes: only this referee fails
            os.close(fd)
            self._tell(Ended(slot=spec.slot, status=_COULD_NOT_START))
            return
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._control.close()
            os.close(self._wake)
            die_with_parent()
            from torchgrade.engine.referee.referee import referee

            referee(socket.socket(fileno=fd), spec, self._shell)
        os.close(fd)
        self._started += 1
        self._referees[child] = spec.slot, spec.uid
        self._tell(Started(slot=spec.slot, pid=child))

    def _import(self, libraries: tuple[str, ...]) -> None:
        """Import libraries that this submission, and so probably its class, uses, if installed."""
        new = [name for name in libraries if name not in self._imported]
        for name in new:
            self._imported.add(name)
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        if new:
            _freeze()
            self._due = self._at_leisure

    def _reap(self) -> None:
        """Record which referees have ended, and kill what their players left running."""
        from torchgrade.engine.protocol.job import Ended

        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            if pid in self._referees:
                slot, uid = self._referees.pop(pid)
                self._clean(uid)
                self._tell(Ended(slot=slot, status=status))

    def _clean(self, uid: int | None) -> None:
        """Kill what a player left running; the supervisor checks again by uid."""
        from torchgrade.sandbox.processes import reaper

        # TimeoutError, for one: what hangs in the kernel stops nobody else.
        with contextlib.suppress(OSError):
            if uid is not None:
                reaper.end_uid(uid)
            # With a uid, too: a player that was stopped before it had taken its own has ours.
            reaper.end_children(keep=self._referees)

    def _tell(self, record: Record) -> None:
        from torchgrade.engine.protocol.lines import encode

        with contextlib.suppress(OSError):  # the supervisor may be gone, which is seen elsewhere
            self._control.send(encode(record))

    def _shut_down(self) -> None:
        uids = [uid for _, uid in self._referees.values()]
        for pid in self._referees:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self._referees = {}
        for uid in uids or [None]:
            self._clean(uid)
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), single="single" in sys.argv[2:])
