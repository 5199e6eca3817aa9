"""The supervisor's end of the fork server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict

from torchgrade.errors import GraderError
from torchgrade.grade.job import Seat

__all__ = ["Server", "Slot"]

_START = 120.0  # seconds that importing everything may take on a slow machine
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


class Slot:
    """One referee, as far as the supervisor knows it."""

    def __init__(self) -> None:
        self.pid = 0
        self.status = 0  # with which it ended
        self._ended = threading.Event()

    def kill(self) -> None:
        """End the referee, if it has not ended."""
        if self.pid and not self._ended.is_set():
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the referee, and whatever its player started, have ended."""
        self._ended.wait(60)

    def end(self) -> None:
        """Note that it has."""
        self._ended.set()


class Server:
    """Starts a fork server, and asks it for referees.

    Args:
        single: there will be one submission alone.
    """

    def __init__(self, *, single: bool = False) -> None:
        self.gone = False
        self._slots: dict[int, Slot] = {}
        self._lock = threading.Lock()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the server
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Its memory is every player's: what the environment holds (tokens, say) stays out of it.
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        # With it torch.cuda.is_available() leaves CUDA alone, so that who asks can still be forked.
        environment["PYTORCH_NVML_BASED_CUDA_CHECK"] = "1"
        environment["PYTHONHASHSEED"] = "0"  # the order of a set is part of "the same grade"
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "torchgrade.grade.forkserver", str(theirs.fileno())),
                    *(["single"] if single else []),
                ],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                env=environment,
                start_new_session=True,
            )
        self._control.settimeout(_START)
        try:
            ready = self._control.recv(4096)
        except TimeoutError:
            ready = b""
        if not ready:
            self._process.kill()
            raise GraderError(f"the fork server did not start:\n{self.log()}")
        self._control.settimeout(None)
        threading.Thread(target=self._listen, name="fork server", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the fork server's process."""
        return self._process.pid

    def start(self, seat: Seat, line: socket.socket) -> Slot:
        """Have a referee started for a seat; `line` is its end of a socketpair, and is closed."""
        slot = Slot()
        with self._lock:
            self._slots[seat.slot] = slot
        with line:
            try:
                socket.send_fds(self._control, [json.dumps(asdict(seat)).encode()], [line.fileno()])
            except OSError:
                self.gone = True
                raise GraderError(f"the fork server is gone:\n{self.log()}") from None
        return slot

    def log(self) -> str:
        """Give the last words of the fork server."""
        self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, self._log.tell() - 4000))
        return self._log.read().decode(errors="replace")

    def close(self) -> None:
        """Hang up; the fork server ends everything that it started."""
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
        while True:
            try:
                event = self._control.recv(4096)
            except OSError:
                event = b""
            if not event:
                break
            content = json.loads(event)
            with self._lock:
                if "started" in content:
                    self._slots[content["started"]].pid = content["pid"]
                else:
                    slot = self._slots.pop(content["ended"])
                    slot.status = content["status"]
                    slot.end()
        self.gone = True
        with self._lock:
            for slot in self._slots.values():
                slot.end()
