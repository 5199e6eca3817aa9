"""What a player keeps of what it inherits: environment, descriptors, limits."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.players import (
    Players,
    needs_root,
    outcome,
)
from torchgrade.sandbox.isolate import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


def test_the_environment_is_scrubbed_and_its_first_copy_wiped(
    players: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "token")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("TORCHGRADE_DATA", "/data")

    def look() -> list[Any]:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        start, end = int(fields[47]), int(fields[48])
        first = ctypes.string_at(start, end - start) if start else b""
        shown = subprocess.run(["/usr/bin/env"], capture_output=True, text=True, check=True).stdout
        return [dict(os.environ), shown, len(first), any(first), tempfile.gettempdir()]

    environment, shown, size, readable, temporary = players.do(look)
    folder = str(players.folder)
    assert "SECRET" not in environment
    assert "token" not in shown
    assert size > 100
    assert not readable
    assert environment["HOME"] == folder
    assert environment["OMP_NUM_THREADS"] == "1"
    assert environment["TORCHGRADE_DATA"] == "/data"
    assert environment["TORCHGRADE_OFFLINE"] == "1"
    assert temporary == f"{folder}/.tmp"
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "IPYTHONDIR", "XDG_CACHE_HOME"):
        assert environment[name].startswith(folder)


def test_descriptors_are_closed_but_what_is_kept(players: Players, tmp_path: Path) -> None:
    with open(tmp_path / "secret", "w") as secret, socket.socket() as listener:
        opened = {secret.fileno(), listener.fileno()}

        def look() -> list[int]:
            found = []
            for fd in range(256):
                try:
                    os.fstat(fd)
                    found.append(fd)
                except OSError:
                    pass
            assert all(os.path.samestat(os.fstat(fd), os.stat("/dev/null")) for fd in range(3))
            return found

        found = set(players.do(look))
    assert found >= {0, 1, 2}
    assert len(found) == 4  # and the pipe of the answer
    assert not found & opened


def test_a_player_has_its_own_session_folder_and_mask(players: Players) -> None:
    def look() -> list[Any]:
        return [os.getsid(0) == os.getpid(), os.getcwd(), os.umask(0)]

    assert players.do(look) == [True, str(players.folder), 0o077]


def test_too_much_memory_is_a_memory_error(players: Players) -> None:
    def allocate() -> list[Any]:
        some = len(bytearray(64 << 20))
        try:
            return [some, len(bytearray(1 << 30))]
        except MemoryError:
            return [some, "MemoryError"]

    plan = players.plan(limits=Limits(memory=256 << 20))
    assert players.do(allocate, plan) == [64 << 20, "MemoryError"]


def test_a_file_can_be_only_so_large(players: Players) -> None:
    def write() -> str:
        with open("large", "wb") as file:
            return outcome(file.truncate, (1 << 20) + 1)

    assert players.do(write, players.plan(limits=Limits(file_size=1 << 20))) == "OSError"


@needs_root
def test_there_can_be_only_so_many_processes(own_uid: Players) -> None:
    def start() -> int:
        children = []
        try:
            for _ in range(40):
                child = os.fork()
                if child == 0:
                    time.sleep(60)
                    os._exit(0)
                children.append(child)
        except BlockingIOError:
            pass
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
        return len(children)

    started = own_uid.do(start, own_uid.plan(limits=Limits(processes=16)))
    assert 10 <= started <= 15  # what an earlier test's player left counts until it is reaped


def test_too_much_time_of_a_processor_ends_a_player(players: Players) -> None:
    def spin() -> None:
        while True:
            pass

    assert players.do(spin, players.plan(limits=Limits(cpu_seconds=1))) is None
    assert os.WTERMSIG(players.ended) == signal.SIGXCPU
