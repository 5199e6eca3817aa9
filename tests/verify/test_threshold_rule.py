"""Evidence that does not bear a threshold out is found, each kind of it, and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import calibrated as tiny
from torchgrade.authoring import read_source
from torchgrade.calibration import read_evidence, write_evidence
from torchgrade.course import Lab
from torchgrade.records import Manifest
from torchgrade.settings import LabSettings
from torchgrade.verify import Finding, Proof
from torchgrade.verify.rules import all_rules


def findings(lab: Lab) -> list[Finding]:
    proof = Proof(lab, read_source(lab), Manifest("hello", "Hello", "", ()))
    return [found for rule in all_rules() if rule.gate != "lint" for found in rule.check(proof)]


@pytest.fixture
def calibrated(tmp_path: Path) -> Lab:
    course, lab = tiny.make(tmp_path)
    write_evidence(lab, "digits", tiny.run(course, lab))
    return lab


def other_threshold(lab: Lab) -> None:
    assert lab.settings.data is not None
    lab.settings.data.threshold["digits"] = 0.91


def stale(lab: Lab) -> None:
    tiny.put(lab, tiny.RECIPE.replace("350", "351"))


def often_missed(lab: Lab) -> None:
    evidence = read_evidence(lab)["digits"]
    write_evidence(lab, "digits", dataclasses.replace(evidence, false_failure=0.002))


BREAKS: list[tuple[Callable[[Lab], None], str]] = [
    (lambda lab: lab.calibration.unlink(), "has not been calibrated"),
    (lambda lab: lab.calibration.write_text("{}"), "calibrate anew"),
    (lambda lab: lab.calibrate.unlink(), "calibrate.py is missing"),
    (other_threshold, "proposes 0.9"),
    (stale, "another solution"),
    (often_missed, "probability 0.002"),
]


@pytest.mark.parametrize(("spoil", "words"), BREAKS)
def test_a_threshold_without_good_evidence_is_found(
    calibrated: Lab, spoil: Callable[[Lab], None], words: str
) -> None:
    assert findings(calibrated) == []
    spoil(calibrated)
    [found] = findings(calibrated)
    assert (found.code, found.severity) == ("V901", "warning")
    assert words in found.message
    assert "torchgrade calibrate" in found.advice


def test_a_lab_without_thresholds_needs_no_evidence(calibrated: Lab) -> None:
    calibrated.calibration.unlink()
    assert findings(dataclasses.replace(calibrated, settings=LabSettings())) == []
