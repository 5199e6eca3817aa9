"""What formgrader serves of a submission: its regular files, within bounds, under the course's."""

from __future__ import annotations

import os
from pathlib import Path

from torchgrade.nbgrader.tree import copy_files


def test_only_regular_files_of_a_sensible_size_are_copied(tmp_path: Path) -> None:
    """A pipe would be waited for, a file of holes fill the disk, a link show another's work."""
    source, submitted, folder = (tmp_path / name for name in ("source", "submitted", "out"))
    for place in (source, submitted, folder):
        place.mkdir()
    (source / "data.csv").write_text("the course's")
    (source / "plots").write_text("a file here")
    (source / "students.txt").write_text("to be replaced")
    (submitted / "plots").mkdir()
    (submitted / "plots" / "a.png").write_text("a folder there")
    (submitted / "data.csv").write_text("a student's")
    (submitted / "students.txt").write_text("mine")
    (submitted / "notes").mkdir()
    (submitted / "notes" / "a.txt").write_text("note")
    (submitted / "lab.ipynb").write_text("{}")
    (submitted / "skip.tmp").write_text("x")
    (submitted / "link.txt").symlink_to("/etc/passwd")
    (submitted / "away").symlink_to("/etc")
    os.mkfifo(submitted / "pipe")
    with (submitted / "holes").open("wb") as file:
        file.truncate(2**40)
    copy_files(source, submitted, folder, ignore=["*.tmp"], students=["students.txt"])
    found = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == {
        "data.csv": "the course's",
        "plots": "a file here",
        "students.txt": "mine",
        "notes/a.txt": "note",
    }
