"""nbgrader, otter and the isolated engine give the variants of the labs the same, case by case.

What nbgrader and otter gave is kept in files; `differences.toml` lists where they differ, and why
ours is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parity.nbgrader_oracle import NBGRADER, entries
from tests.parity.oracle import LAB, ROOT, Record, differences, record, stored
from tests.parity.variants import allowed, chosen, variant_ids
from tests.support.corpus import digest
from torchgrade.course import Course
from torchgrade.engine.engine import Engine

LABS = [name for name in Course(ROOT).lab_names if stored(NBGRADER + name)]

QUICK = "dropout_scaling"
"""The lab that every commit grades here; otter's records, which say the same, have all of them."""

SLOW = pytest.mark.slow(reason="grades a whole lab, up to ten seconds of CPU; one is always graded")


def unlisted(entry: str, found: dict[str, str]) -> dict[str, str]:
    return {case: words for case, words in found.items() if case not in allowed(entry)}


@pytest.mark.parametrize("name", [name for name in LABS if stored(LAB + name)])
def test_nbgrader_and_otter_agree(name: str) -> None:
    """Every variant, in what is kept of both: nothing is graded."""
    otters = {r.entry.removeprefix(LAB): r for r in stored(LAB + name).values()}
    found = {}
    for ours in stored(NBGRADER + name).values():
        other = otters.get(ours.entry.removeprefix(NBGRADER))
        if other and (differs := unlisted(ours.entry, differences(ours, other))):
            found[ours.entry] = differs
    assert found == {}


@pytest.mark.parametrize(
    "entry_id",
    [
        pytest.param(entry, marks=[] if entry.startswith(f"{NBGRADER}{QUICK}/") else [SLOW])
        for entry in chosen(variant_ids(NBGRADER, LABS))
    ],
)
def test_the_isolated_engine_agrees_with_nbgrader(
    engine: Engine, tmp_path: Path, entry_id: str
) -> None:
    """As nbgrader's students hand it in."""
    name = entry_id.partition("/")[0].removeprefix(NBGRADER)
    (entry,) = entries(name, tmp_path, entry_id)
    known: Record | None = stored(NBGRADER + name).get(digest(entry.autograder, entry.submitted))
    assert known, f"{entry_id} has no record: run `python -m tests.parity.nbgrader_oracle`"
    found = differences(record(entry, engine), known)
    # Where ours is listed to differ from otter, it differs from nbgrader as well.
    assert unlisted(entry_id.replace(NBGRADER, LAB), unlisted(entry_id, found)) == {}
