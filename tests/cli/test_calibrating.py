"""`torchgrade calibrate`, the command: what it prints, writes and answers."""

from __future__ import annotations

from pathlib import Path

from tests.support import calibrated as tiny
from tests.support.command import torchgrade
from torchgrade.calibration import read_evidence


def test_the_command_writes_evidence_and_the_threshold_only_if_asked(tmp_path: Path) -> None:
    course, lab = tiny.make(tmp_path, threshold=0.98)
    asked = ("calibrate", "hello", "--seeds", "5", "--variant-seeds", "3")
    run = torchgrade(*asked, cwd=tmp_path)
    assert run.returncode == 1, run.stderr
    proposed = read_evidence(lab)["digits"].threshold
    said = " ".join(run.stderr.split())
    assert "is too high" in said
    assert f"Use {proposed:g} (--write does)" in said
    assert "it can't tell half (half of the images)" in " ".join(run.stdout.split())
    assert lab.calibration_plot("digits").is_file()
    assert course.lab("hello").thresholds == {"digits": 0.98}

    run = torchgrade(*asked, "--write", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert course.lab("hello").thresholds == {"digits": proposed}
    assert len(tiny.trained(lab)) == 11


def test_an_unknown_lab_or_data_set_exits_2(tmp_path: Path) -> None:
    tiny.make(tmp_path)
    run = torchgrade("calibrate", "hello", "--dataset", "cifar10", cwd=tmp_path)
    assert run.returncode == 2
    assert "cifar10" in run.stderr
    assert "data.threshold" in run.stderr


def test_a_lab_without_data_has_nothing_to_calibrate(tmp_path: Path) -> None:
    assert torchgrade("new", "plain", cwd=tmp_path).returncode == 0
    run = torchgrade("calibrate", "plain", cwd=tmp_path)
    assert run.returncode == 2
    assert "plain has nothing to calibrate" in run.stderr
