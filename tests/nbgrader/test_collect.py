"""What `nbgrader collect` takes out of an exchange that students write into."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from torchgrade.nbgrader import configure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")


def collect(submission: Path, target: Path, **limits: int) -> None:
    """Copy a submission out of the exchange, as a course of torchgrade's does."""
    config = Config()
    configure(config)
    course = CourseDirectory(**limits)
    config.ExchangeFactory.collect(coursedir=course).do_copy(str(submission), str(target))


def test_links_and_pipes_stay_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "tests.py").write_text("the hidden tests")
    submission = tmp_path / "in" / "eve+lab+time"
    (submission / "own").mkdir(parents=True)
    (submission / "own" / "notes.txt").write_text("mine")
    (submission / "lab.ipynb").write_text("{}")
    (submission / "timestamp.txt").write_text("1" * 100_000)
    (submission / "tests.txt").symlink_to(tmp_path / "secret" / "tests.py")
    (submission / "own" / "folder").symlink_to(tmp_path / "secret")
    os.mkfifo(submission / "pipe")
    collect(submission, tmp_path / "out")
    taken = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*")}
    assert taken == {"lab.ipynb", "own", "own/notes.txt", "timestamp.txt"}
    assert (tmp_path / "out" / "timestamp.txt").stat().st_size == 1_000


def test_what_can_not_be_collected_does_not_end_the_command(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    (tmp_path / "large" / "lab.ipynb").write_text("1" * 10_000)
    (tmp_path / "link").symlink_to(tmp_path / "large")
    collect(tmp_path / "large", tmp_path / "out", max_dir_size=1)
    collect(tmp_path / "link", tmp_path / "out")
    assert not (tmp_path / "out").exists()
