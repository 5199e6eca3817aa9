"""Limits the threads of a training: small networks lose time with more than one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

__all__ = ["one_thread"]


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread within a block, or in a function that this decorates.

    Distributing the few numbers of a small network, and waiting for all threads, takes longer than
    the work itself. Afterwards as many threads are used as before.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
