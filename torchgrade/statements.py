"""True or false, with a wording and its opposite: each student judges one of the two.

A lab shows pairs of texts of which one is true. Which one a student gets depends on a name that the
student sets, so that an answer copied from a neighbour is worth nothing, and an answer learned
by heart has to be understood. Nothing that students are given tells which text is the true one:
pairs have no order, and the key is a private file of the lab or stands in a hidden test.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from torchgrade.errors import AuthorError

__all__ = ["statements_for", "verdicts_for"]


def statements_for(student: str, pairs: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return, for each pair, the text that this student is asked to judge.

    Args:
        student: a name or number; capitals, and spaces around it and between its words, make no
            difference.
        pairs: letter -> two texts, of which one is true. Their order makes no difference.

    Raises:
        ValueError: no name was set.
        AuthorError: what should be a pair is none.
    """
    name = " ".join(student.casefold().split()) if isinstance(student, str) else ""
    if not name:
        raise ValueError("a name or number of yours is needed, as a text that is not empty")
    drawn = {}
    for letter, texts in pairs.items():
        ordered = sorted(set(texts))
        if len(ordered) != 2:
            raise AuthorError(f"{letter}: expected two different texts, got {len(ordered)}")
        seed = "\n".join((name, letter, *ordered))
        drawn[letter] = ordered[hashlib.sha256(seed.encode()).digest()[0] % 2]
    return drawn


def verdicts_for(
    student: str, pairs: Mapping[str, Collection[str]], true: Collection[str]
) -> dict[str, bool]:
    """Return, for each pair, whether the text that this student was asked to judge is true.

    Args:
        student: as for `statements_for`.
        pairs: as for `statements_for`.
        true: the key: all texts that are true, one of each pair.

    Raises:
        ValueError: no name was set.
        AuthorError: the key says of a pair that both of its texts are true, or neither.
    """
    drawn = statements_for(student, pairs)
    for letter, texts in pairs.items():
        if len(set(texts) & set(true)) != 1:
            raise AuthorError(f"{letter}: the key must hold one of the two texts")
    return {letter: text in true for letter, text in drawn.items()}
