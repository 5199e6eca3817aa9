"""Data sets that a package carries: torchgrade's digits, and those of other packages."""

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
    """A data set that is there wherever its package is: without a file and without a network.

    A student's code can read all of it, its test part too, as it can read the package. ``mean_std``
    are those of the training pictures, in [0, 1], per channel; ``likes`` are names of other data
    sets in whose shape it can be had.
    """

    mean_std: ClassVar[tuple[tuple[float, ...], tuple[float, ...]]]
    likes: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def load(
        self, *, train: bool, transform: Callable[[Any], Any] | None, like: str | None
    ) -> Dataset[tuple[Any, int]]:
        """Return one part, with ``data`` and ``targets`` as ``torchgrade.datasets.Pictures`` has.

        Args:
            train: the training part, else the test part.
            transform: called with each PIL image.
            like: one of ``likes``, or None.
        """


def _carried(name: str, value: object) -> CarriedDataset | None:
    """Return a data set of a class, whose name is none of those that have files."""
    free = name not in WITH_FILES
    if isinstance(value, type) and issubclass(value, CarriedDataset) and free:
        return value() if len(value.mean_std) == 2 else None
    return None


_OWN = {"digits": "torchgrade.datasets.digits:CarriedDigits"}
"""torchgrade's own: name -> where its class is. ``settings.DATASETS`` lists the names as well."""

CARRIED = Point(
    "torchgrade.datasets",
    "a subclass of torchgrade.datasets.CarriedDataset with mean_std, under another name than "
    + " or ".join(WITH_FILES),
    _carried,
    _OWN,
)
