"""A network that is better than luck explains is pointed out to staff."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.bundle import Bundle
from torchgrade.grade.outstanding import outstanding
from torchgrade.records import Measured

GOOD, BETTER = Measured("q1", 990, 1000), Measured("q1", 995, 1000)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """An autograder whose lab was calibrated on the digits."""
    tests, files = {"q1": "def test_x(x): pass"}, {"lab.toml": '[data]\ndataset = "digits"\n'}
    made, _ = tiny.make(tmp_path, ["x = 1"], tests, files=files)
    return replace(made, manifest=replace(made.manifest, outstanding={"digits": 0.992}))


def test_more_than_the_bound_is_pointed_out_once(bundle: Bundle) -> None:
    [flag] = outstanding(bundle, [GOOD, BETTER, BETTER])
    assert flag.startswith("q1: its network is right on 99.50% of 1,000 test images")
    assert "99.20%" in flag


def test_a_lab_without_a_bound_for_its_data_set_flags_nobody(bundle: Bundle) -> None:
    other = replace(bundle, manifest=replace(bundle.manifest, outstanding={"mnist": 0.5}))
    none = replace(bundle, manifest=replace(bundle.manifest, outstanding={}))
    assert outstanding(other, [BETTER]) == outstanding(none, [BETTER]) == ()
