"""Memory moves to large pages, and what was freed goes back."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from torchgrade.sandbox.processes import heap as own

_SIZE = 64 * 2**20


def _large_kib(address: int) -> int:
    """Read how much of the mapping at an address lies on large pages."""
    for part in Path("/proc/self/smaps").read_text().split("VmFlags")[:-1]:
        found = re.search(r"^(\w+)-(\w+) rw", part, re.MULTILINE)
        if found and int(found[1], 16) <= address < int(found[2], 16):
            large = re.search(r"AnonHugePages:\s+(\d+)", part)
            return int(large[1]) if large else 0
    return 0


def _small_pages() -> mmap.mmap:
    memory = mmap.mmap(-1, _SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_NOHUGEPAGE)
    memory[:] = os.urandom(4096) * (_SIZE // 4096)
    memory.madvise(mmap.MADV_HUGEPAGE)
    return memory


def _moved(memory: mmap.mmap) -> int:
    """Read how many KiB of the mapping lie on large pages."""
    return _large_kib(ctypes.addressof(ctypes.c_char.from_buffer(memory)) + _SIZE // 2)


@pytest.mark.skipif(sys.platform != "linux", reason="the call is Linux's")
def test_memory_moves_to_large_pages_and_keeps_its_contents():
    if tuple(map(int, platform.release().split("-")[0].split(".")[:2])) < (6, 1):
        pytest.skip("this kernel can't collapse pages")
    for _ in range(3):  # the kernel may refuse one mapping, and take the next
        memory = _small_pages()
        before = bytes(memory)
        own.collapse()
        assert memory[:] == before
        if _moved(memory):
            return
    # A machine that ran for long may have no large page free: a plain call tells.
    plain = _small_pages()
    with contextlib.suppress(OSError):
        plain.madvise(25)  # MADV_COLLAPSE
    assert not _moved(plain)
    pytest.skip("no large page is free")


_LOOP = """
import ctypes, os, sys
from torchgrade.sandbox.processes import heap
from torchgrade.sandbox.syscalls import libc
from torchgrade.sandbox.processes.proc import resident as anonymous

libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]

def block(size):
    made = libc.malloc(size)
    ctypes.memset(made, 1, size)
    return made

if "limited" in sys.argv:
    heap.keep_no_large_blocks()
libc.free(block(2**22))  # from here on blocks of this size come from the heap
before, large = anonymous(os.getpid()), []
for _ in range(10):
    large.append(block(2**22))
    block(100_000)  # stays, so that what lies below cannot be cut off
for made in large:
    libc.free(made)
print(anonymous(os.getpid()) - before)
heap.give_back()
print(anonymous(os.getpid()) - before)
"""


def _grown(*words: str) -> list[int]:
    # Dask's nanny leaves one of these behind in the process that starts it.
    usual = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    said = subprocess.check_output([sys.executable, "-c", _LOOP, *words], text=True, env=usual)
    return [int(line) for line in said.split()]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the calls are glibc's")
def test_freed_blocks_are_given_back():
    freely, given_back = _grown()
    assert freely > 2**25
    assert given_back < 2**23
    at_once, _ = _grown("limited")
    assert at_once < 2**23
