"""Adapts worker processes of a player, such as those of a DataLoader.

Their tensors are sent by value: torch would send a descriptor through a socket that it connects to,
which players may not do. A player without its own /dev/shm works without workers, as a semaphore is
a file there, which others would find.
"""

from __future__ import annotations

import contextlib
import errno
import sys
from typing import Any

with contextlib.suppress(ImportError):  # no semaphores on this platform
    import multiprocessing.synchronize  # noqa: F401 - in the fork server, to be changed later

__all__ = ["LAYER", "do_without_workers", "send_by_value"]

LAYER = "one process: num_workers of a DataLoader counts as 0"
_WHY = (
    "the grader can't give a notebook shared memory of its own here: "
    "do without multiprocessing (threads and subprocesses work)"
)


def send_by_value() -> None:
    """Make multiprocessing pickle tensors with their data, like any other object."""
    reductions = sys.modules.get("torch.multiprocessing.reductions")
    reduction = sys.modules.get("multiprocessing.reduction")
    if reductions is not None and reduction is not None:
        reducers = reduction.ForkingPickler._extra_reducers
        for kind, reduce in list(reducers.items()):
            if getattr(reduce, "__module__", "") == reductions.__name__:
                del reducers[kind]


def do_without_workers() -> None:
    """Make a DataLoader load in its own process, and multiprocessing say why it can't work."""
    loader = sys.modules.get("torch.utils.data.dataloader")
    if loader is not None:
        _load_alone(loader)
    synchronize = sys.modules.get("multiprocessing.synchronize")
    if synchronize is not None:
        _explain(synchronize)


def _load_alone(module: Any) -> None:
    start = module.DataLoader.__iter__

    def __iter__(self: Any) -> Any:  # noqa: N807 - it takes the place of one of that name
        if not self.num_workers:
            return start(self)
        asked = self.num_workers, self.timeout
        self.num_workers = self.timeout = 0
        try:
            return start(self)
        finally:
            self.num_workers, self.timeout = asked

    module.DataLoader.__iter__ = __iter__


def _explain(module: Any) -> None:
    start = module.SemLock.__init__

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        try:
            start(self, *args, **kwargs)
        except PermissionError:
            raise PermissionError(errno.EACCES, _WHY) from None

    module.SemLock.__init__ = __init__
