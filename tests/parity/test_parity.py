"""The isolated engine gives every entry of the corpus what otter gives it, case by case.

A difference is allowed where `differences.toml` lists it with the reason why ours is right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.parity.oracle import LAB, ROOT, differences, lab_entries, record, stored
from tests.parity.variants import LISTED, allowed, chosen, variant_ids
from tests.support import corpus
from tests.support.corpus import Entry, digest
from torchgrade.course import Course
from torchgrade.engine.engine import Engine

LABS = [name for name in Course(ROOT).lab_names if stored(LAB + name)]

SLOW = {
    f"{LAB}{name}": pytest.mark.slow(reason="trains for seconds; others are always compared")
    for name in ("backprop", "mnist_cnn", "resnet")
}


def compare(entry: Entry, engine: Engine) -> None:
    known = stored(entry.assignment).get(digest(entry.autograder, entry.submitted))
    assert known, f"{entry.id} has no record: run `python -m tests.parity.oracle`"
    found = differences(record(entry, engine), known)
    listed = allowed(entry.id)
    unlisted = {case: words for case, words in found.items() if case not in listed}
    assert unlisted == {}, f"{entry.why} ({entry.submitted})"
    stale = set(listed) - set(found)
    assert not stale, f"differences.toml lists {stale}, where nothing differs any more"


LARGE = pytest.mark.slow(reason="ten seconds of CPU; values/copies has the same sizes")
LIBRARIES = pytest.mark.slow(
    reason="a whole course's, with libraries to import; idioms has the kinds"
)
COURSES = (
    *("survey/", "survey_ok/", "toolkit/", "inference/", "corpora/", "physics/"),
    *("imaging/", "graphs/"),
)
SLOW_ENTRIES = {name: LIBRARIES for name in corpus.ids() if name.startswith(COURSES)}
SLOW_ENTRIES |= {"values/solution": LARGE, "values/half": LARGE}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=SLOW_ENTRIES.get(name, ())) for name in corpus.ids()]
)
def test_the_same_as_otter(name: str, engine: Engine) -> None:
    compare(corpus.entry(name), engine)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=SLOW.get(name.partition("/")[0], ()))
        for name in chosen(variant_ids(LAB, LABS))
    ],
)
def test_a_lab_is_graded_as_otter_grades_it(name: str, engine: Engine, tmp_path: Path) -> None:
    lab = name.removeprefix(LAB).partition("/")[0]
    entries = {entry.id: entry for entry in lab_entries(lab, tmp_path, name)}
    compare(entries[name], engine)


def test_every_listed_difference_is_of_an_entry_and_has_a_reason() -> None:
    known = set(corpus.ids()) | set(variant_ids(LAB, LABS))
    known |= set(variant_ids("nbgrader_", Course(ROOT).lab_names))
    for listed in LISTED.get("difference", []):
        assert listed["entry"] in known
        assert listed["cases"]
        assert len(listed["reason"].split()) >= 5, listed


def test_the_corpus_is_as_broad_as_promised() -> None:
    entries = corpus.entries()
    assert [entry.id for entry in entries] == corpus.ids()
    odd = list((corpus.HERE / "odd").glob("*.ipy"))
    small: dict[str, Any] = {}
    for entry in entries:
        if not entry.assignment.startswith("tiny"):
            small.setdefault(entry.assignment, []).append(entry)
    assert len(odd) >= 25
    assert len(small) >= 10
    assert all(len(found) >= 4 for found in small.values())
    assert len({digest(e.autograder, e.submitted) for e in entries}) == len(entries)
