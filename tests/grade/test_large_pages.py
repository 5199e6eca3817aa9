"""Memory on large pages holds what it held."""

from __future__ import annotations

import mmap
import os
import platform
import re
import sys
from pathlib import Path

import pytest

from torchgrade.grade import large_pages

_SIZE = 64 * 2**20


def _large_kib(address: int) -> int:
    """Read how much of the mapping at an address lies on large pages."""
    for part in Path("/proc/self/smaps").read_text().split("VmFlags")[:-1]:
        found = re.search(r"^(\w+)-(\w+) rw", part, re.MULTILINE)
        if found and int(found[1], 16) <= address < int(found[2], 16):
            large = re.search(r"AnonHugePages:\s+(\d+)", part)
            return int(large[1]) if large else 0
    return 0


@pytest.mark.skipif(sys.platform != "linux", reason="the call is Linux's")
def test_memory_moves_to_large_pages_and_keeps_its_contents():
    if tuple(map(int, platform.release().split("-")[0].split(".")[:2])) < (6, 1):
        pytest.skip("this kernel can't collapse pages")
    import ctypes

    memory = mmap.mmap(-1, _SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_NOHUGEPAGE)
    memory[:] = os.urandom(4096) * (_SIZE // 4096)
    before = bytes(memory)
    memory.madvise(mmap.MADV_HUGEPAGE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + _SIZE // 2
    small = _large_kib(address)
    large_pages.collapse()
    assert memory[:] == before
    assert _large_kib(address) > small + _SIZE // 1024 // 2
