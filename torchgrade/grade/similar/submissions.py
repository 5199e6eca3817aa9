"""Submissions with the same weights, or nearly, for staff to look at."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.grade.submissions.intake import Refused
from torchgrade.grade.submissions.take_in import TakenIn
from torchgrade.records import SimilarWeights
from torchgrade.texts import one_line

if TYPE_CHECKING:
    from torchgrade.weights.similarity import Sketch

__all__ = ["WeightsOfClass"]

_MOST_FILES = 20  # per submission; each is compared with all others of the class
_ALIKE = 0.9999
"""Least cosine of two files that are listed. On the MNIST net two seeds gave 0.005, one step of
Adam after 30 left 0.99997, and 30 more left 0.992."""


class WeightsOfClass:
    """Compares the .safetensors files of a class, each with all that have the same shapes.

    It keeps only a hash and a sketch of 16 kB of each file. Malformed files and refused submissions
    are left out: their grades say what is wrong.
    """

    def __init__(self) -> None:
        self._sketches: dict[str, list[tuple[str, Sketch]]] = {}

    def note(self, taken: TakenIn | Refused) -> None:
        """Collect the weights of a submission."""
        if not isinstance(taken, Refused):
            self._sketches[taken.submission.name] = list(_sketches(taken.folder))

    def pairs(self, submissions: Iterable[str]) -> tuple[SimilarWeights, ...]:
        """Return pairs of similar files of submissions with these names, the most similar first."""
        groups: defaultdict[object, list[tuple[str, str, Sketch]]] = defaultdict(list)
        for submission in submissions:
            for name, found in self._sketches.get(submission, ()):
                alike = found.shapes if found.values is not None else found.digest
                groups[alike].append((submission, name, found))
        pairs = [pair for files in groups.values() for pair in _alike(files)]
        pairs.sort(key=lambda pair: (not pair.identical, -pair.cosine, pair.first, pair.second))
        return tuple(pairs)


def _sketches(folder: Path) -> Iterator[tuple[str, Sketch]]:
    from torchgrade.weights.similarity import sketch_of

    for path in sorted(folder.rglob("*.safetensors"))[:_MOST_FILES]:
        with contextlib.suppress(Exception):  # whatever is wrong with a student's file
            found = sketch_of(path)
            if found is not None:
                yield one_line(path.relative_to(folder).as_posix()), found


def _alike(files: Sequence[tuple[str, str, Sketch]]) -> Iterator[SimilarWeights]:
    """Yield the similar pairs among files with the same shapes."""
    import numpy as np

    values = [found.values for *_, found in files]
    for i, (first, name, one) in enumerate(files):
        others = [value for value in values[i + 1 :] if value is not None]
        # Either all files of a group have values, or none has.
        cosines = np.stack(others) @ one.values if others and one.values is not None else None
        for j, (second, other_name, other) in enumerate(files[i + 1 :]):
            same = one.digest == other.digest
            cosine = 1.0 if same else 0.0 if cosines is None else round(float(cosines[j]), 6)
            if first != second and cosine >= _ALIKE:
                yield SimilarWeights(first, second, name, other_name, same, cosine)
