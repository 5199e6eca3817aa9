"""How many threads a training takes: networks that are small lose time with more than one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

__all__ = ["one_thread"]


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread for what stands below, or in a function that this decorates.

    To hand out the few numbers of a small network and to wait for all threads takes longer than
    the work itself. As many as before are used afterwards.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
