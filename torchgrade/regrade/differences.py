"""Unified diffs of the tests, or their files, that changed grades."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchgrade.regrade.causes import receipt_for
from torchgrade.regrade.comparison import Comparison, QuestionChange
from torchgrade.regrade.sources import OfBundle, Source, Text, files_of

__all__ = ["Differences", "TextDifference", "differences_of"]

_LINES = 400
"""Most lines of a difference to show."""


@dataclass(frozen=True)
class TextDifference:
    """How a text has changed: the lines of a unified diff, or ``why`` there are none."""

    name: str
    before: str = ""
    now: str = ""
    lines: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Differences:
    """Changes in tests, by question, and in the autograder's files."""

    tests: Mapping[str, tuple[TextDifference, ...]]
    files: tuple[TextDifference, ...] = ()


def differences_of(
    comparison: Comparison, olds: Sequence[Source], news: Sequence[Source]
) -> Differences:
    """Return the changes in everything that changed grades, as far as available.

    Args:
        comparison: the comparison of two runs.
        olds: sources for the tests of the old run, in the order in which they are searched.
        news: the same for the new run.
    """
    found = {}
    for name, changes in comparison.by_question.items():
        pairs = dict.fromkeys(
            (one.tests[name], other.tests[name])
            for change, question in changes
            for one, other in [(receipt_for(change.before, name), receipt_for(change.now, name))]
            if one and other and _has(question, "tests")
        )
        if pairs:
            found[name] = tuple(_of_test(name, pair, olds, news) for pair in pairs)
    every = (one for changes in comparison.by_question.values() for _, one in changes)
    files = _of_files(olds, news) if any(_has(one, "files") for one in every) else []
    return Differences(found, tuple(files))


def _has(question: QuestionChange, kind: str) -> bool:
    return any(cause.kind == kind for cause in question.causes)


def _of_test(
    question: str, digests: tuple[str, str], olds: Sequence[Source], news: Sequence[Source]
) -> TextDifference:
    name = f"tests/{question}.py"
    old, new = _find(question, digests[0], olds), _find(question, digests[1], news)
    if old is not None and new is not None:
        return _between(name, old, new)
    missing = " and ".join(word for word, text in (("old", old), ("new", new)) if text is None)
    others = [
        source.name
        for text, side in ((old, olds), (new, news))
        for source in side
        if text is None and isinstance(source, OfBundle)
    ]
    why = f"the text of its tests ({missing}) is not at hand"
    if others:
        why = f"what is in {' and '.join(others)} is not what graded here"
    return TextDifference(
        name, why=f"{why}: name both autograders (--autograders OLD NEW), or a course in git"
    )


def _find(question: str, digest: str, sources: Sequence[Source]) -> Text | None:
    return next(filter(None, (source.find(question, digest) for source in sources)), None)


def _of_files(olds: Sequence[Source], news: Sequence[Source]) -> list[TextDifference]:
    """Compare the autograders' files, if both are available."""
    both = [next((s for s in side if isinstance(s, OfBundle)), None) for side in (olds, news)]
    if both[0] is None or both[1] is None:
        return []
    before = files_of(both[0].bundle)
    now = files_of(both[1].bundle)
    return [
        _between(
            name,
            Text(before.get(name, ""), both[0].name),
            Text(now.get(name, ""), both[1].name),
        )
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]


def _between(name: str, old: Text, new: Text) -> TextDifference:
    made = difflib.unified_diff(old.text.splitlines(), new.text.splitlines(), lineterm="", n=3)
    lines = list(made)[2:]  # the names come first, and ours are longer
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], f"... and {len(lines) - _LINES} more lines"]
    return TextDifference(name, old.where, new.where, tuple(lines))
