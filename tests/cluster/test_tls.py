"""Scheduler, workers and command speak TLS; who has no certificate of theirs is turned away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

from tests.support import certificates, tiny
from tests.support.machines import Machines

pytestmark = pytest.mark.slow(reason="starts five processes, each of which imports Dask and torch")

CELLS = ["def double(x):\n    return 2 * x"]
TESTS = {"q1": "def test_two(double):\n    assert double(2) == 4"}
STUDENTS = ("ada", "bob", "cyd")


@pytest.fixture
def graded(tmp_path: Path) -> list[str]:
    """The command that grades three submissions."""
    bundle, made = tiny.make(tmp_path / "lab", CELLS, TESTS)
    for student in STUDENTS:
        (tmp_path / "inbox" / student).mkdir(parents=True)
        shutil.copy(next(made.path.rglob("*.ipynb")), tmp_path / "inbox" / student)
    return [
        *(sys.executable, "-m", "torchgrade", "grade", "--autograder", str(bundle.folder)),
        *(str(tmp_path / "inbox"), "--out", str(tmp_path / "out"), "--cluster"),
    ]


def test_grades_come_by_tls_and_to_nobody_without_a_certificate(
    graded: list[str], tmp_path: Path
) -> None:
    ours = certificates.configured(tmp_path / "ours", certificates.made(tmp_path / "ca"))
    other = certificates.configured(tmp_path / "other", certificates.made(tmp_path / "ca2"))
    gone = certificates.configured(tmp_path / "gone", Path("/nowhere"))
    environment = {name: text for name, text in os.environ.items() if name != "DASK_CONFIG"}

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*graded, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**environment, **more},
        )

    with Machines(
        tmp_path / "cluster", 2, simulated=False, environment=ours, protocol="tls"
    ) as machines:
        assert machines.address.startswith("tls://")
        for address, more, said in (
            (machines.address, {}, "needs a certificate, and Dask's configuration has none"),
            (machines.address, gone, "ca-file: /nowhere/ca.pem"),
            (machines.address, other, "does not take the certificate of this machine"),
            (
                machines.address.replace("tls", "tcp"),
                {},
                "that speaks TLS has an address with tls://",
            ),
        ):
            refused = run(address, **more)
            assert refused.returncode == 2, refused.stderr
            assert said in " ".join(refused.stderr.split())
            assert "Traceback" not in refused.stderr
            assert not (tmp_path / "out").exists()
        done = run(machines.address, **ours)
    assert done.returncode == 0, done.stderr
    grades = json.loads((tmp_path / "out" / "grades.json").read_text())["grades"]
    assert [(one["submission"], one["score"]) for one in grades] == [(s, 1.0) for s in STUDENTS]
