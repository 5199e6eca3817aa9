"""What a student may read is settled once: for a submission, its tests, and a run that goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.report import CaseOutcome, Shown


def shown(cell: int) -> Shown:
    cases = (CaseOutcome(True, "half of a pair: \ud83d"), None)
    return Shown(
        questions={"q1": cases}, errors=(), outputs=(), seconds=((cell, 0.5),), notes=("one",)
    )


def test_the_first_look_is_the_one_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "unfinished" / "a.json"
    first = FirstLook(path, "run 1")
    first.keep("ada", shown(1))
    first.keep("ada", shown(2))
    assert first.recall("ada") == shown(1)
    assert first.recall("bob") is None, "another submission, or other tests"
    later = FirstLook(path, "run 1", again=True)
    later.keep("ada", shown(3))
    assert later.recall("ada") == shown(1)
    assert FirstLook(path, "run 2", again=True).recall("ada") is None
    assert FirstLook(path, "run 1").recall("ada") is None, "a new run looks for itself"
    later.forget()
    assert not path.parent.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"mark": "run 1"}', "\x00"])
def test_a_damaged_file_counts_for_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert FirstLook(path, "run 1", again=True).recall("ada") is None


def test_a_full_disk_changes_nothing_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    look = FirstLook(tmp_path / "file" / "a.json", "run 1")
    look.keep("ada", shown(1))
    assert look.recall("ada") == shown(1)
    look.forget()
