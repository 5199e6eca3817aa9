"""Zips and wheels have the same bytes for the same content, and the wheel installs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import torchgrade
from torchgrade.authoring import archive


def test_a_zip_does_not_depend_on_time_or_order(tmp_path: Path) -> None:
    files = {"b.txt": b"two", "a/run": b"#!/bin/sh\n", "c.bin": bytes(range(256))}
    archive.write_zip(tmp_path / "one.zip", files)
    os.utime(tmp_path / "one.zip", (0, 0))
    archive.write_zip(tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as made:
        assert made.namelist() == ["a/run", "b.txt", "c.bin"]
        assert made.getinfo("a/run").external_attr >> 16 & 0o111, "scripts stay executable"
        assert not made.getinfo("b.txt").external_attr >> 16 & 0o111


def test_an_editors_leftovers_are_no_part_of_a_tree(tmp_path: Path) -> None:
    for name in ("a.txt", ".ipynb_checkpoints/a.txt", "__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(archive.tree(tmp_path)) == ["a.txt"]


def installed(wheel: Path, target: Path, code: str) -> str:
    """Install a wheel into a folder, and return what code prints that imports it from there."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--target", str(target), str(wheel)],
        check=True,
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(target)},
        cwd=target,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_installs_and_runs(tmp_path: Path) -> None:
    target = tmp_path / "installed"
    code = "import torchgrade, torchgrade.checks; print(torchgrade.__file__)"
    said = installed(archive.wheel(tmp_path), target, code)
    assert str(target) in said
    assert (target / "torchgrade" / "results" / "templates" / "base.html").is_file()


_IMPORT_ALL = """
import importlib, importlib.metadata, pkgutil
import torchgrade
for found in pkgutil.walk_packages(torchgrade.__path__, "torchgrade."):
    importlib.import_module(found.name)
    print(found.name)
distribution = importlib.metadata.distribution("torchgrade")
print(distribution.version, distribution.metadata.get_all("Provides-Extra"))
"""


def test_the_wheel_of_students_is_whole_and_has_no_grader_in_it(tmp_path: Path) -> None:
    wheel = archive.wheel(tmp_path, student=True)
    *names, last = installed(wheel, tmp_path / "installed", _IMPORT_ALL).splitlines()
    assert {"torchgrade.checks.battery", "torchgrade.student", "torchgrade.weights"} < set(names)
    for room in ("authoring", "cli", "engine", "grade", "nbgrader", "results", "verify"):
        assert f"torchgrade.{room}" not in names
    assert last == f"{torchgrade.__version__}+student None"
    with zipfile.ZipFile(wheel) as made:
        held = made.namelist()
    assert {"torchgrade/student/templates/card.html", "torchgrade/datasets/digits.npz"} < set(held)
    assert wheel.stat().st_size < archive.wheel(tmp_path).stat().st_size / 2


def test_the_wheel_is_reproducible(tmp_path: Path) -> None:
    first = archive.wheel(tmp_path).read_bytes()
    assert archive.wheel(tmp_path).read_bytes() == first
