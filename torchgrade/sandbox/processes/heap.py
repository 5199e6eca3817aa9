"""What a process does about its own memory, so that its forks are quick and small.

A fork copies one entry for every 4 KiB page that the process wrote to: with all of torch imported
that takes 6 to 12 ms. On pages of 2 MiB it takes 3. What a fork then writes to is still copied in
pages of 4 KiB.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.syscalls import libc

__all__ = ["collapse", "give_back", "keep_no_large_blocks", "let_go_of_files"]

# include/uapi/asm-generic/mman-common.h
_DONTNEED = 4  # MADV_DONTNEED
_COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1
_SIZE = 2 * 2**20
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD, malloc.h


def give_back() -> None:
    """Return what was freed to the system, where the C library can (glibc).

    A process that does so before a fork does not leave it what a cell has freed, a model for
    instance. It takes a tenth of a millisecond where there is nothing to give back.
    """
    if hasattr(libc, "malloc_trim"):
        libc.malloc_trim(0)


def let_go_of_files() -> None:
    """Drop pages of files, code above all, that were read and never written to.

    Importing torch reads 50 MB of code that is never run again. A page that is needed after all
    comes back from the file, or from the system's cache.
    """
    for start, end in list(_unchanged()):
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONTNEED)


def keep_no_large_blocks() -> None:
    """Have each block of 1 MiB and more given back as it is freed, where the C library can (glibc).

    It usually moves this limit up to 32 MiB, and then keeps what is between smaller blocks: a test
    that compares tensors of 4 MB in a loop made 130 MB of it. Large networks run a third slower.
    """
    if hasattr(libc, "mallopt"):
        libc.mallopt(_MMAP_THRESHOLD, 2**20)


def collapse() -> None:
    """Move all private memory that is of no file to large pages, as far as the kernel can."""
    for start, end in list(_anonymous()):
        # It refuses what has holes in it, or where it finds no free large page: no harm done.
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _COLLAPSE)


def _unchanged() -> Iterator[tuple[int, int]]:
    """List the mappings of files that cannot be written to and never were: start, end."""
    for part in proc.mappings(counted=True):
        if (
            part.permissions in ("r--p", "r-xp")
            and part.name.startswith("/")
            and not part.anonymous
        ):
            yield part.start, part.end


def _anonymous() -> Iterator[tuple[int, int]]:
    """List the large pages' worth of writable mappings of no file: start, end."""
    for part in proc.mappings():
        if part.permissions == "rw-p" and not part.inode and part.name in ("", "[heap]"):
            start, end = -(-part.start // _SIZE) * _SIZE, part.end // _SIZE * _SIZE
            if start < end:
                yield start, end
