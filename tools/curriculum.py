"""Write the table of tasks in the labs, each with the questions that cover it, and how.

    python tools/curriculum.py

Reads docs/tasks.toml and the tasks.toml of each lab, and writes docs/curriculum.md; a test fails if
that is out of date, or if a task has no question.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from torchgrade.authoring import read_source
from torchgrade.course import Course, Lab
from torchgrade.verify.variant import read_variants
from torchgrade.verify.written import written_tests

__all__ = ["PAGE", "Asked", "asked_by", "by_task", "page", "tasks", "unasked"]

ROOT = Path(__file__).parents[1]
TASKS = ROOT / "docs" / "tasks.toml"
PAGE = ROOT / "docs" / "curriculum.md"

_HEAD = """\
# What the labs ask

<!-- Made by tools/curriculum.py. -->

The labs together ask every task of four university assignments on deep learning, in words, data and
tests of their own: ESE 546 at the University of Pennsylvania (E), ECE 661 at Duke University (D),
CSE 151B/251B at UC San Diego (U) and CS231n at Stanford University (C). For each task: the
questions that ask it, their points, the test cases that students see and those that they don't,
and the known mistakes that `torchgrade verify` runs against them. A question that a person marks
has rubric lines instead of tests.

{asked} of {tasks} tasks have a question.

| task | what it is about | lab | question | points | public | hidden | mistakes |
|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Asked:
    """A question, and the tasks that it covers according to its lab.

    ``public`` and ``hidden`` count its test cases, ``mistakes`` its known wrong answers.
    """

    lab: str
    question: str
    tasks: tuple[str, ...]
    points: float
    manual: bool
    public: int
    hidden: int
    mistakes: int


def tasks() -> dict[str, str]:
    """Return all tasks, in order: id -> description."""
    return msgspec.toml.decode(TASKS.read_bytes(), type=dict[str, str])


def asked_by(lab: Lab) -> Iterator[Asked]:
    """Yield the questions of a lab with tasks in its tasks.toml, in the notebook's order.

    Raises:
        SystemExit: a question or a task in the file does not exist.
    """
    path = lab.source / "tasks.toml"
    text = path.read_bytes() if path.is_file() else b""
    named = msgspec.toml.decode(text, type=dict[str, tuple[str, ...]])
    outline = read_source(lab)
    cases = Counter((test.question, test.hidden) for test in written_tests(outline))
    mistakes = Counter(variant.question for variant in read_variants(lab.mistakes))
    unknown = set(named) - {question.name for question in outline.questions}
    unknown |= {task for ids in named.values() for task in ids} - set(tasks())
    if unknown:
        sys.exit(f"{path} names {', '.join(sorted(unknown))}: there is no such question or task")
    for question in outline.questions:
        if question.name in named:
            yield Asked(
                lab=lab.name,
                question=question.name,
                tasks=named[question.name],
                points=float(question.config.get("points", 0)),
                manual=question.manual,
                public=cases[question.name, False],
                hidden=cases[question.name, True],
                mistakes=mistakes[question.name],
            )


def unasked(found: Mapping[str, list[Asked]]) -> list[str]:
    """Return the tasks that no question covers."""
    return [task for task, questions in found.items() if not questions]


def page() -> str:
    """Return the text of docs/curriculum.md."""
    found = by_task()
    text = _HEAD.format(asked=len(found) - len(unasked(found)), tasks=len(found))
    for task, about in tasks().items():
        for number, one in enumerate(found[task]):
            first = (task, about) if number == 0 else ("", "")
            tests = ("rubric", "") if one.manual else (one.public, one.hidden)
            cells = (*first, f"`{one.lab}`", f"`{one.question}`", f"{one.points:g}", *tests)
            text += f"| {' | '.join(map(str, cells))} | {one.mistakes or ''} |\n"
        if not found[task]:
            text += f"| {task} | {about} | | | | | | |\n"
    return text


def by_task() -> dict[str, list[Asked]]:
    """Return every task with the questions of all labs that cover it."""
    found: dict[str, list[Asked]] = {task: [] for task in tasks()}
    for lab in Course(ROOT).labs():
        for one in asked_by(lab):
            for task in one.tasks:
                found[task].append(one)
    return found


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
