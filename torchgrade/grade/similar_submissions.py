"""Which submissions hand in the same weights, or nearly: for the instructor to look at."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from torchgrade.grade.submissions.submission import Submission
from torchgrade.grade.submissions.take_in import take_in
from torchgrade.records import Manifest, SimilarWeights
from torchgrade.texts import one_line

__all__ = ["similar_weights"]

_MOST_FILES = 20  # of one submission; each is compared with all others of the class
_ALIKE = 0.9999
"""Least cosine of two files that are listed. On the MNIST net two seeds gave 0.005, one step of
Adam after 30 left 0.99997, and 30 more left 0.992."""


def similar_weights(
    submissions: Sequence[Submission], manifest: Manifest
) -> tuple[SimilarWeights, ...]:
    """Compare the .safetensors files of a class, each with each that has the same shapes.

    Of each file a hash and a sketch of 16 kB are kept, nothing else. A file that is not of the
    format, and a submission that was rejected, are left out: their grades say so.
    """
    if not manifest.hand_in or len(submissions) < 2:
        return ()
    import numpy as np

    from torchgrade.weights.sketch import Sketch, sketch_of

    groups: defaultdict[object, list[tuple[str, str, Sketch]]] = defaultdict(list)
    for submission in submissions:
        for name, path in _files(submission, manifest):
            try:
                found = sketch_of(path)
            except Exception:  # of a header that nobody thought of
                found = None
            if found is not None:
                alike = found.shapes if found.values is not None else found.digest
                groups[alike].append((submission.name, name, found))
    pairs = []
    for files in groups.values():
        values = [found.values for *_, found in files]
        for i, (first, name, one) in enumerate(files):
            others = [value for value in values[i + 1 :] if value is not None]
            # All files of a group have values, or none has.
            cosines = np.stack(others) @ one.values if others and one.values is not None else None
            for j, (second, other_name, other) in enumerate(files[i + 1 :]):
                same = one.digest == other.digest
                cosine = 1.0 if same else 0.0 if cosines is None else round(float(cosines[j]), 6)
                if first != second and cosine >= _ALIKE:
                    pairs.append(SimilarWeights(first, second, name, other_name, same, cosine))
    pairs.sort(key=lambda pair: (not pair.identical, -pair.cosine, pair.first, pair.second))
    return tuple(pairs)


def _files(submission: Submission, manifest: Manifest) -> Iterator[tuple[str, Path]]:
    """Take a submission in once more, and give its files of weights."""
    with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
        try:
            take_in(submission, manifest, Path(folder))
        except Exception:  # the grade says why; the other grades must not be lost for a list
            return
        for path in sorted(Path(folder).rglob("*.safetensors"))[:_MOST_FILES]:
            yield one_line(path.relative_to(folder).as_posix()), path
