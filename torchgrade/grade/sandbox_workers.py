"""Does without worker processes where a player has the grader's own uid.

A semaphore is a file in /dev/shm, where all of a user's processes would find it, and a worker's
tensors come through connect(), which could reach that user's other sockets: neither is there.
"""

from __future__ import annotations

import contextlib
import errno
import sys
from typing import Any

with contextlib.suppress(ImportError):  # a platform without semaphores
    import multiprocessing.synchronize  # noqa: F401 - in the fork server, to be changed later

__all__ = ["LAYER", "do_without_workers"]

LAYER = "one process: num_workers of a DataLoader counts as 0"
_WHY = (
    "the grader, which runs as an ordinary user here, gives a notebook no shared memory: "
    "do without multiprocessing (threads and subprocesses work)"
)


def do_without_workers() -> None:
    """Have a DataLoader load in its own process, and say why where multiprocessing can't work."""
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
