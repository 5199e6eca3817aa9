"""Data sets that are part of a package: torchgrade's digits, and those of plug-ins."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from torchgrade.plugins import Point
from torchgrade.settings import WITH_FILES

if TYPE_CHECKING:
    from torch.utils.data import Dataset

__all__ = ["CARRIED", "CarriedDataset"]


class CarriedDataset(ABC):
    """A data set that is part of a package, so it needs no download.

    A student's code can read all of it, including the test part, as it can read the package.
    ``mean_std`` are those of the training images, in [0, 1], per channel; ``likes`` are names of
    other data sets whose shape it can take.
    """

    mean_std: ClassVar[tuple[tuple[float, ...], tuple[float, ...]]]
    likes: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def load(
        self, *, train: bool, transform: Callable[[Any], Any] | None, like: str | None
    ) -> Dataset[tuple[Any, int]]:
        """Return a part, with ``data`` and ``targets`` like ``torchgrade.datasets.Pictures``.

        Args:
            train: the training part, otherwise the test part.
            transform: called with each PIL image.
            like: one of ``likes``, or None.
        """


def _carried(name: str, value: object) -> CarriedDataset | None:
    """Make a data set of a class, whose name must differ from data sets with files."""
    free = name not in WITH_FILES
    if isinstance(value, type) and issubclass(value, CarriedDataset) and free:
        return value() if len(value.mean_std) == 2 else None
    return None


_OWN = {"digits": "torchgrade.datasets.digits:CarriedDigits"}
"""torchgrade's own: name -> location of its class. ``settings.DATASETS`` also lists the names."""

CARRIED = Point(
    "torchgrade.datasets",
    "a subclass of torchgrade.datasets.CarriedDataset with mean_std, under another name than "
    + " or ".join(WITH_FILES),
    _carried,
    _OWN,
)
