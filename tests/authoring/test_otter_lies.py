"""What `otter assign` says of a solution is not taken for granted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import source
from torchgrade.authoring import build


def test_otter_calls_tests_that_never_ran_passed_and_a_build_does_not(tmp_path: Path) -> None:
    """A quote in a message makes a test file that is not Python; its run scores 0 of 0."""
    course, lab = source.hello(tmp_path)
    source.edit(lab, "Large scores must", 'Large "scores" must')
    source.edit(lab, "run_tests: false\nexport_cell", "run_tests: true\nexport_cell")
    otter = subprocess.run(
        [sys.executable, "-m", "otter", "assign", "-v", str(lab.notebook), str(tmp_path / "out")],
        capture_output=True,
        text=True,
    )
    assert otter.returncode == 0
    assert "All autograder tests passed" in otter.stdout + otter.stderr

    [result] = build(course, [lab])
    assert result.status == "failed"
    assert 'no " and no' in result.message
    assert not lab.release.exists()
