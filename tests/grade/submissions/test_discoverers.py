"""Discoverers of submissions are plug-ins; Gradescope's export is found by one of torchgrade's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.plugins import install
from torchgrade.grade import DISCOVERERS, survey
from torchgrade.plugins import PluginError

CODE = """
from torchgrade.grade import Found, Submission

def discover(top, survey):
    if "acme.txt" not in top.names:
        return None
    return [Found([Submission(top.path / name, name, sid="acme")]) for name in top.notebooks]
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("ada.ipynb", "acme.txt"):
        (folder / name).touch()
    return folder


def test_a_folder_is_shown_to_each_until_one_knows_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inbox: Path
) -> None:
    [before] = survey([inbox], "lab").submissions
    entries = {"torchgrade.discoverers": {"acme": "acme_inbox:discover"}}
    install(monkeypatch, tmp_path, entries, modules={"acme_inbox": CODE})
    assert DISCOVERERS.names() == ("gradescope", "canvas", "moodle", "acme")
    [found] = survey([inbox], "lab").submissions
    assert (before.sid, found.sid) == ("", "acme")
    (inbox / "acme.txt").unlink()
    [after] = survey([inbox], "lab").submissions
    assert after.sid == ""


def test_one_that_can_not_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, inbox: Path
) -> None:
    entries = {"torchgrade.discoverers": {"acme": "acme_nowhere:discover"}}
    install(monkeypatch, tmp_path, entries)
    with pytest.raises(PluginError, match=r"acme-plugins 1\.0 .*can't be loaded.*acme_nowhere"):
        survey([inbox], "lab")
