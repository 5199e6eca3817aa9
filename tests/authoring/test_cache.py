"""A lab that has not changed since its last build is current; what tells so may be of any age."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import source
from torchgrade.authoring.cache import is_current, remember


def test_a_lab_is_current_until_its_source_changes(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    assert not is_current(course, lab)
    remember(course, lab)
    assert is_current(course, lab)
    (lab.source / "lab.toml").write_text("points = 11")
    assert not is_current(course, lab)


def test_git_leaves_out_what_is_kept(tmp_path: Path) -> None:
    course, lab = source.hello(tmp_path)
    remember(course, lab)
    assert (course.cache / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("change", [{"inputs": 1}, {"of_another": ""}, None])
def test_what_another_version_noted_is_nothing(
    tmp_path: Path, change: dict[str, object] | None
) -> None:
    course, lab = source.hello(tmp_path)
    remember(course, lab)
    [path] = (course.cache / "build").iterdir()
    last = json.loads(path.read_text())
    path.write_text(json.dumps({**last, **change} if change else []))
    assert not is_current(course, lab)
