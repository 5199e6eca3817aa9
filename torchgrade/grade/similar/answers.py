"""Submissions whose networks give similar answers to test images, for staff to look at.

Reordered units, weights rescaled between layers, or a little noise hide a copied network from a
comparison of weights, but its answers stay the same.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from torchgrade.records import Grade, SimilarWeights

__all__ = ["with_answers"]

_ALIKE = 0.98
"""Least correlation of margins that is listed. On the digits, networks of one recipe from four
seeds gave 0.84 to 0.91, and noise of 1 % of the weights' spread left 0.998, of 3 % 0.985."""


def with_answers(
    pairs: Iterable[SimilarWeights], grades: Iterable[Grade]
) -> tuple[SimilarWeights, ...]:
    """Add the similarity of answers to pairs with similar weights, and pairs with similar answers.

    Args:
        pairs: the pairs found by their weights, in order.
        grades: the grades of the class, with the measurements of its networks.
    """
    groups: defaultdict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for grade in grades:
        for one in grade.measured:
            if one.margins:
                groups[one.question, one.images].append((grade.submission, one.margins))
    found: dict[frozenset[str], SimilarWeights] = {}
    for (question, _), networks in groups.items():
        for first, second, likeness in _alike(networks):
            key = frozenset((first, second))
            if key not in found or found[key].answers < likeness:
                where = f"answers in {question}"
                found[key] = SimilarWeights(first, second, where, where, False, 0.0, likeness)
    known = []
    for pair in pairs:
        also = found.pop(frozenset((pair.first, pair.second)), None)
        known.append(replace(pair, answers=also.answers) if also else pair)
    new = sorted(found.values(), key=lambda pair: (-pair.answers, pair.first, pair.second))
    return (*known, *new)


def _alike(networks: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of submissions, with the correlation of their margins."""
    rows = np.stack([_unit(margins) for _, margins in networks])
    correlations = np.triu(rows @ rows.T, 1)
    for i, j in np.argwhere(correlations >= _ALIKE):
        first, second = networks[i][0], networks[j][0]
        if first != second:
            yield first, second, round(float(correlations[i, j]), 6)


def _unit(margins: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return margins as a vector of mean 0 and length 1."""
    values = np.frombuffer(base64.b64decode(margins), np.int8).astype(np.float64)
    values -= values.mean()
    length = np.linalg.norm(values)
    return values / length if length else values
