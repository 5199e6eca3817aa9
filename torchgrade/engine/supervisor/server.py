"""The supervisor's end of the fork server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress

import psutil

from torchgrade.engine.protocol.job import Ended, ServerReady, Started, WorkerSpec
from torchgrade.engine.protocol.lines import decode, encode
from torchgrade.errors import GraderError
from torchgrade.sandbox.processes.reaper import become_subreaper
from torchgrade.sandbox.uid_lease import may_give_uids

__all__ = ["KilledError", "RefereeProcess", "Server"]

_PATIENCE = 60.0  # seconds until a killed referee must be gone
_START = 120.0  # CPU seconds for importing everything on a slow machine
_STILL = 120.0  # seconds without using any CPU: it hangs
_AT_MOST = 900.0  # seconds, on a busy machine
_LOOK = 2.0  # seconds between checks
_END = 30.0  # seconds for a process to end, whose memory has to be freed
_KEPT = (
    *(
        "PATH",
        "LANG",
        "LC_ALL",
        "TZ",
        "HOME",
        "TMPDIR",
        "XDG_CACHE_HOME",
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "LD_LIBRARY_PATH",
    ),
    *("TORCHGRADE_DATA", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "CUDA_VISIBLE_DEVICES"),
)


class RefereeProcess:
    """A referee as the supervisor sees it.

    Args:
        shares_nothing: whether its player shares no writable folder with others.
    """

    def __init__(self, *, shares_nothing: bool) -> None:
        self.pid = 0
        self.status = 0  # with which it ended
        self.shares_nothing = shares_nothing
        self.orphaned = False
        self._ended = threading.Event()
        self._unwanted = False

    def begin(self, pid: int) -> None:
        """Record its process, and kill that at once if it was to be killed before it started."""
        self.pid = pid
        if self._unwanted:
            self.kill()

    def kill(self) -> None:
        """Kill the referee, if it has not ended."""
        self._unwanted = True
        if self.pid and not self._ended.is_set():
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the referee has ended and, if the fork server could, its player's processes.

        Raises:
            TimeoutError: it does not end.
        """
        if not self._ended.wait(_PATIENCE):
            raise TimeoutError(f"referee {self.pid} does not end")
        deadline = time.monotonic() + _PATIENCE
        while self.orphaned and self.pid and _runs(self.pid):  # it dies with the fork server
            if time.monotonic() > deadline:
                raise TimeoutError(f"referee {self.pid} does not end")
            time.sleep(0.005)

    def end(self, *, orphaned: bool = False) -> None:
        """Record that the referee has ended, or that the fork server died and can't tell."""
        self.orphaned = orphaned
        self._ended.set()


def _runs(pid: int) -> bool:
    """Return whether a referee, whose parent this process may have become, is still running."""
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    return bool(psutil.pid_exists(pid))


class KilledError(GraderError):
    """The fork server was killed before it was ready, as by the system when memory runs out."""


def _in_words(status: int | None) -> str:
    if status is None:
        return "it hung up, and does not end"
    if status >= 0:
        return f"it ended with status {status}"
    killed = " (the system does so where memory runs out)" if status == -signal.SIGKILL else ""
    return f"it was ended by {signal.strsignal(-status) or f'signal {-status}'}{killed}"


class Server:
    """Starts a fork server, and requests referees from it.

    Args:
        single: whether there will be only one submission.

    Raises:
        KilledError: it was killed before it was ready.
        GraderError: it did not start; the message says how it ended, with its log.
    """

    def __init__(self, *, single: bool = False) -> None:
        if not may_give_uids():  # if the fork server dies, its orphans come here
            become_subreaper()
        self.gone = False
        self._referees: dict[int, RefereeProcess] = {}
        self._lock = threading.Lock()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the server
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Players inherit its memory: keep the environment (tokens, say) out of it.
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        # With it torch.cuda.is_available() does not initialise CUDA, so the process can still be
        # forked.
        environment["PYTORCH_NVML_BASED_CUDA_CHECK"] = "1"
        environment["JOBLIB_MULTIPROCESSING"] = "0"  # as in players; it is read on import
        environment["PYTHONHASHSEED"] = "0"  # the order of sets must be reproducible
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(
                        sys.executable,
                        "-m",
                        "torchgrade.engine.supervisor.forkserver",
                        str(theirs.fileno()),
                    ),
                    *(["single"] if single else []),
                ],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                env=environment,
                start_new_session=True,
            )
        ready, why = self._first_word()
        if not ready:
            with self._log, self._control:
                status = self._ended() if why is None else None
                text = f"the fork server did not start, {why or _in_words(status)}:\n{self.log()}"
                raise KilledError(text) if status and status < 0 else GraderError(text)
        self._shares_nothing = decode(ready, ServerReady).shares_nothing
        self._control.settimeout(None)
        threading.Thread(target=self._listen, name="fork server", daemon=True).start()

    def _first_word(self) -> tuple[bytes, str | None]:
        """Wait until it says that it is ready; else return nothing, and why if it still runs.

        The limit counts its CPU time, of which it may get little on a busy machine.
        """
        self._control.settimeout(_LOOK)
        begun = moved = time.monotonic()
        used = 0.0
        while True:
            with suppress(TimeoutError):
                try:
                    return self._control.recv(4096), None
                except ConnectionError:  # it has ended
                    return b"", None
            before, used, now = used, self._cpu_seconds(), time.monotonic()
            moved = now if used > before else moved
            if used > _START or now > min(moved + _STILL, begun + _AT_MOST):
                self._kill()
                return b"", f"nothing came from it in {now - begun:.0f} s, {used:.0f} s of CPU"

    def _cpu_seconds(self) -> float:
        with suppress(psutil.Error):
            times = psutil.Process(self._process.pid).cpu_times()
            return float(times.user + times.system)
        return 0.0

    def _ended(self) -> int | None:
        """Return the exit status of a process that has hung up; None if it does not end."""
        try:
            return self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._kill()
            return None

    def _kill(self) -> None:
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END)

    @property
    def pid(self) -> int:
        """The fork server's process id."""
        return self._process.pid

    def start(self, spec: WorkerSpec, line: socket.socket) -> RefereeProcess:
        """Make the fork server start a referee.

        Args:
            spec: what the referee and its player start with.
            line: the referee's end of a socketpair, which is closed here.

        Raises:
            GraderError: the fork server is gone.
        """
        referee = RefereeProcess(shares_nothing=self._shares_nothing)
        with self._lock:
            self._referees[spec.slot] = referee
        with line:
            try:
                socket.send_fds(self._control, [encode(spec)], [line.fileno()])
            except OSError:
                self.gone = True
                raise GraderError(f"the fork server is gone:\n{self.log()}") from None
        return referee

    def log(self) -> str:
        """Return the end of the fork server's log."""
        self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, self._log.tell() - 4000))
        return self._log.read().decode(errors="replace")

    def close(self) -> None:
        """Hang up; the fork server kills everything that it started."""
        with suppress(OSError):  # it may be gone already
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._control.close()
        self._log.close()

    def _listen(self) -> None:
        try:
            while event := self._next_event():
                record = decode(event, Started, Ended)
                with self._lock:
                    if isinstance(record, Started):
                        self._referees[record.slot].begin(record.pid)
                    elif isinstance(record, Ended):
                        referee = self._referees.pop(record.slot)
                        referee.status = record.status
                        referee.end()
        finally:
            self.gone = True
            with self._lock:
                for referee in self._referees.values():
                    referee.end(orphaned=True)

    def _next_event(self) -> bytes:
        try:
            return self._control.recv(4096)
        except OSError:
            return b""
