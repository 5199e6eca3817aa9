"""What submissions showed on a cluster, which the command keeps, and which is final."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import msgspec

from torchgrade.cluster.wire import Item, Kept, Look, Work
from torchgrade.engine.first_look import FirstLook

__all__ = ["Looks"]


class Looks:
    """The first look at each submission, by its number in the run.

    Args:
        looks: those stored in files, for a run that may be resumed.
    """

    def __init__(self, looks: Mapping[int, FirstLook]) -> None:
        self._looks, self._lock = dict(looks), threading.Lock()

    def keep(self, look: Look) -> Kept:
        """Keep what a submission showed, unless it has shown something before, which is final."""
        with self._lock:
            mine = self._looks.setdefault(look.number, FirstLook())
        mine.keep(look.key, look.shown)
        return Kept(key=look.key, shown=mine.recall(look.key) or look.shown)

    def with_shown(self, item: Work) -> Work:
        """Return a submission with what an earlier attempt showed; other work unchanged."""
        with self._lock:
            mine = self._looks.get(item.number)
        if mine is None or mine.kept is None or not isinstance(item, Item):
            return item
        key, shown = mine.kept
        return msgspec.structs.replace(item, key=key, shown=shown)
