"""Groups similar submissions: by their weights, and by code that few others have.

Similarity proves nothing, and costs no points: a person compares. Short answers, and those that
many students have, mean nothing, as there are few ways to write them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from torchgrade.records import Grade, Manifest, SimilarWeights

__all__ = ["AlikeCode", "AlikeWeights", "alike_code", "alike_weights"]

_SHORTEST = 80
"""Least characters of an answer, without spaces and comments, for it to count."""

_FEW, _SHARE = 3, 0.02
"""Most students, or the largest share of a class, with an answer that counts."""

_ENOUGH = 2
"""Least rare answers that two submissions must share: fewer may be chance."""

_DOCSTRING = re.compile(r'("""|\'\'\')(?:.|\n)*?\1')
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True)
class AlikeWeights:
    """Submissions with equal or similar files of weights; see :class:`SimilarWeights`.

    ``cosine`` and ``answers`` are the minima over their pairs, 0 if not measured.
    """

    submissions: tuple[str, ...]
    files: tuple[str, ...]
    identical: bool
    cosine: float
    answers: float


@dataclass(frozen=True)
class AlikeCode:
    """Submissions that share code that few others have.

    ``questions`` are those in which all or some of them do, ``identical`` says that their files are
    equal except for outputs.
    """

    submissions: tuple[str, ...]
    questions: tuple[str, ...]
    identical: bool


def alike_weights(pairs: Sequence[SimilarWeights]) -> list[AlikeWeights]:
    """Group pairs of similar networks, the largest group first."""
    groups = _together((pair.first, pair.second) for pair in pairs)
    of_group: dict[str, list[SimilarWeights]] = defaultdict(list)
    for pair in pairs:
        of_group[groups[pair.first][0]].append(pair)
    found = []
    for first, inner in of_group.items():
        files = dict.fromkeys(name for pair in inner for name in (pair.file, pair.other_file))
        cosines = [pair.cosine for pair in inner if pair.cosine]
        answers = [pair.answers for pair in inner if pair.answers]
        same = all(pair.identical for pair in inner)
        least = min(cosines, default=0.0), min(answers, default=0.0)
        found.append(AlikeWeights(tuple(groups[first]), tuple(files), same, *least))
    return sorted(found, key=lambda one: (-len(one.submissions), one.submissions))


def alike_code(grades: Sequence[Grade], manifest: Manifest) -> list[AlikeCode]:
    """Find submissions with the same rare answers, the largest group first.

    Args:
        grades: the grades of a class.
        manifest: the questions.
    """
    holders = _holders(grades)
    most = max(_FEW, round(_SHARE * len(grades)))
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (question, _), names in holders.items():
        if 1 < len(names) <= most:
            for pair in combinations(sorted(names), 2):
                shared[pair].add(question)
    enough = min(_ENOUGH, len({question for question, _ in holders}))
    alike = {pair: questions for pair, questions in shared.items() if len(questions) >= enough}
    digests = {grade.submission: grade.digest for grade in grades if grade.digest}
    same: dict[str, list[str]] = defaultdict(list)
    for name, digest in digests.items():
        same[digest].append(name)
    for names in same.values():
        for pair in pairwise(names):
            alike.setdefault((min(pair), max(pair)), set())
    groups = _together(alike)
    found = []
    for members in {tuple(group) for group in groups.values()}:
        inner = [asked for pair, asked in alike.items() if pair[0] in members]
        asked = set().union(*inner)
        identical = len({digests.get(name, name) for name in members}) == 1
        ordered = tuple(name for name in manifest.headings if name in asked)
        found.append(AlikeCode(members, ordered, identical))
    return sorted(found, key=lambda one: (-len(one.questions), one.submissions))


def _holders(grades: Sequence[Grade]) -> Mapping[tuple[str, Hashable], list[str]]:
    """Return the submissions with each answer: question and code -> submissions."""
    holders: dict[tuple[str, Hashable], list[str]] = defaultdict(list)
    for grade in grades:
        answers: dict[str, str] = defaultdict(str)
        for cell in grade.answers:
            answers[cell.question] += _plain(cell.source) if cell.lines else ""
        for question, code in answers.items():
            if len(code) >= _SHORTEST:
                holders[question, code].append(grade.submission)
    return holders


def _plain(source: str) -> str:
    """Return code without comments, docstrings, spaces and empty lines."""
    return "".join(_COMMENT.sub("", _DOCSTRING.sub("", source)).split())


def _together(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the group of each name: all names connected by pairs, in order."""
    groups: dict[str, list[str]] = {}
    for one, other in pairs:
        first, second = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if first is not second:
            first += second
            groups.update(dict.fromkeys(second, first))
    for group in groups.values():
        group.sort()
    return groups
