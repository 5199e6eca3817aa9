"""Memory counts wherever a player has it: in processes, in what they share, in the kernel."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from torchgrade.sandbox.processes.meter import Meter
from torchgrade.sandbox.processes.process_tree import ProcessTree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that tells")

MB = 2**20
SIZE = 96 * MB

# The referee, which inherits orphans, and the player, which waits for a word to begin.
_HEAD = f"""
import ctypes, mmap, os, sys, time
SIZE = {SIZE}
libc = ctypes.CDLL(None)
libc.prctl(36, 1, 0, 0, 0)
player = os.fork()
if player:
    print(player, flush=True)
    time.sleep(60)
    os._exit(0)
sys.stdin.readline()

def ready():
    print("ready", flush=True)
    time.sleep(60)

def filled(size=SIZE):
    return bytearray(b"x") * size
"""

WAYS = {
    "of its own": "kept = filled(); ready()",
    "of a process whose first thread has ended": """
        import threading
        if os.fork() == 0:
            def hold():
                time.sleep(0.2)
                kept = filled()
                ready()
            threading.Thread(target=hold).start()
            libc.syscall(60, 0)
        time.sleep(60)
    """,
    "of an orphan in a session of its own": """
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                kept = filled()
                ready()
            os._exit(0)
        os.wait()
        time.sleep(60)
    """,
    "of several that each have little": """
        down, up = os.pipe()
        for _ in range(6):
            if os.fork() == 0:
                kept = filled(SIZE // 6)
                os.write(up, b"x")
                time.sleep(60)
        for _ in range(6):
            os.read(down, 1)
        ready()
    """,
    "shared, and filled by a process that has ended": """
        shared = mmap.mmap(-1, SIZE)
        if os.fork() == 0:
            shared.write(bytes(SIZE))
            os._exit(0)
        os.wait()
        ready()
    """,
    "shared, and let go of": """
        shared = mmap.mmap(-1, SIZE)
        shared.write(b"x" * SIZE)
        shared.madvise(mmap.MADV_DONTNEED)
        ready()
    """,
    "in a file without a name": """
        file = os.memfd_create("x")
        os.write(file, bytes(SIZE))
        ready()
    """,
    "in tables of pages": """
        # One page that is read costs a table for all that lies around it.
        reach = SIZE // 4096 * 2**21
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
        start = libc.mmap(None, reach, 1, 0x4022, -1, 0)  # readable, private, without reserve
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(reach), 15)  # on small pages
        for place in range(0, reach, 2**21):
            ctypes.c_char.from_address(start + place).value
        ready()
    """,
    "in sockets": """
        import socket
        kept = []
        for _ in range(SIZE // 2**18):
            pair = socket.socketpair()
            pair[0].setblocking(False)
            try:
                while True:
                    pair[0].send(bytes(2**16))
            except BlockingIOError:
                kept.append(pair)
        ready()
    """,
}

Start = Callable[[str], tuple[Meter, Callable[[], None]]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a player; gives a meter, and what has the player do it."""
    with ExitStack() as stack:

        def run(code: str) -> tuple[Meter, Callable[[], None]]:
            process = subprocess.Popen(
                [sys.executable, "-c", _HEAD + textwrap.dedent(code)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.enter_context(process)
            tree = ProcessTree(None, process.pid)
            stack.callback(process.kill)
            stack.callback(lambda: [_kill(pid) for pid in tree.pids()])
            assert process.stdin is not None
            assert process.stdout is not None
            player = int(process.stdout.readline())
            meter = Meter(tree, player)

            def go() -> None:
                assert process.stdin is not None
                assert process.stdout is not None
                process.stdin.write("go\n")
                process.stdin.flush()
                assert process.stdout.readline() == "ready\n"

            return meter, go

        yield run


def _kill(pid: int) -> None:
    subprocess.run(["kill", "-9", str(pid)], check=False)


@pytest.mark.parametrize("where", WAYS)
def test_memory_counts_wherever_it_is(start: Start, where: str) -> None:
    meter, go = start(WAYS[where])
    assert meter.quickly() < SIZE / 8
    go()
    assert meter.quickly() > 0.9 * SIZE
    assert 0.9 * SIZE < meter.exactly() < 3 * SIZE


def test_what_several_share_counts_once(start: Start) -> None:
    meter, go = start(
        """
        kept, shared = filled(), mmap.mmap(-1, SIZE)
        shared.write(bytes(SIZE))
        for _ in range(5):
            if os.fork() == 0:
                time.sleep(60)
        ready()
        """
    )
    go()
    assert meter.quickly() > 6 * SIZE
    assert meter.exactly() < 2.5 * SIZE
