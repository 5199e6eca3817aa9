"""What is read of processes is right, and reading one that has gone raises nothing."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from torchgrade.sandbox.processes import proc

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")

_ODD_NAME = """
import ctypes, time
ctypes.CDLL(None).prctl(15, b") R 1 (\\n", 0, 0, 0)  # PR_SET_NAME
print(flush=True)
time.sleep(60)
"""
_FIRST_THREAD_ENDS = """
import ctypes, threading, time
def work():
    made = bytearray(32 * 2**20)
    time.sleep(0.3)
    print(flush=True)
    time.sleep(60)
threading.Thread(target=work).start()
ctypes.CDLL(None).pthread_exit(None)
"""


@contextlib.contextmanager
def started(code: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def gone() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.fixture
def odd() -> Iterator[int]:
    with started(_ODD_NAME) as process:
        yield process.pid


def test_a_process_that_has_gone_has_nothing(gone: int) -> None:
    assert proc.state(gone) == "X"
    assert proc.threads(gone) == []
    assert not proc.children(gone)
    assert proc.run_times(gone) == {}
    assert proc.ids(gone) == set()
    assert proc.restrictions(gone) == proc.Restrictions()
    assert proc.sizes(gone) is None
    assert proc.resident(gone) is None
    assert proc.pss(gone, "Pss") == 0
    assert list(proc.mappings(gone)) == []
    assert proc.descriptors(gone) == {}
    assert proc.files_without_names(gone, 0, mapped=True) == set()
    assert not proc.is_busy(gone)
    assert gone not in proc.all_pids()


def test_a_name_that_looks_like_fields_misleads_nobody(odd: int) -> None:
    deadline = time.monotonic() + 10
    while proc.state(odd) != "S" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert proc.state(odd) == "S"
    assert proc.restrictions(odd).filters == proc.restrictions(os.getpid()).filters
    assert odd in (proc.children(os.getpid()) or [odd])


def test_a_zombie_has_ended_and_one_whose_first_thread_has_goes_on() -> None:
    with started(_FIRST_THREAD_ENDS) as process:
        assert proc.state(process.pid) == "Z"
        assert process.pid in proc.processes_of(os.getuid())
        sizes = proc.sizes(process.pid)
        assert sizes is not None
        assert sizes.own > 32 * 2**20
        assert any(link.startswith("pipe:") for link in proc.descriptors(process.pid).values())
        assert list(proc.mappings(process.pid))
        process.send_signal(signal.SIGKILL)
        while proc.state(process.pid, process.pid) != "Z" or len(proc.threads(process.pid)) > 1:
            time.sleep(0.01)
        assert process.pid not in proc.processes_of(os.getuid())


def test_memory_is_counted_in_bytes() -> None:
    before = proc.sizes(os.getpid()), proc.resident(os.getpid()), proc.pss(os.getpid(), "Pss")
    memory = mmap.mmap(-1, 64 * 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory[:] = b"x" * len(memory)
    after = proc.sizes(os.getpid()), proc.resident(os.getpid()), proc.pss(os.getpid(), "Pss")
    assert before[0] is not None
    assert after[0] is not None
    assert 60 * 2**20 < after[0].own - before[0].own < 80 * 2**20
    for now, then in zip(after[1:], before[1:], strict=True):
        if now is not None and then is not None:  # some containers keep the last one secret
            assert 60 * 2**20 < now - then < 80 * 2**20
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    [part] = [m for m in proc.mappings(counted=True) if m.start <= address < m.end]
    assert (part.permissions, part.inode) == ("rw-p", 0)
    assert part.anonymous is not None
    assert part.anonymous >= len(memory)


def test_this_process_is_described() -> None:
    assert {os.getuid(), os.getgid()} <= proc.ids(os.getpid())
    assert threading.get_native_id() in proc.run_times(os.getpid())
    assert proc.data_size() > 2**20
    start_, end = proc.environment_range()
    first = ctypes.string_at(start_, end - start_)
    with open("/proc/self/environ", "rb") as file:
        assert first[:1000] == file.read(1000)
