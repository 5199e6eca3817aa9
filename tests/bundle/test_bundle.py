"""An autograder of ours is opened, or refused with the file and the field that is wrong."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from torchgrade.bundle import open_bundle
from torchgrade.errors import AuthorError
from torchgrade.records import CaseSpec, Manifest, QuestionSpec

MANIFEST = Manifest(
    "lab",
    "Lab",
    "abc",
    (QuestionSpec("q1", 1.0, cases=(CaseSpec("q1 - 1", "test_a", True, 1.0),)),),
)


def autograder(folder: Path, **changes: Any) -> Path:
    content = {**MANIFEST.to_dict(), **changes}
    (folder / "torchgrade.json").write_text(json.dumps(content))
    (folder / "otter_config.json").write_text('{"show_stdout": true, "lang": "python"}')
    return folder


def test_what_was_written_is_read(tmp_path: Path) -> None:
    with open_bundle(autograder(tmp_path)) as bundle:
        assert bundle.manifest == MANIFEST
        assert bundle.otter.show_stdout
        assert bundle.config["lang"] == "python"


def test_an_autograder_of_an_older_version_lacks_keys(tmp_path: Path) -> None:
    autograder(tmp_path)
    path = tmp_path / "torchgrade.json"
    kept = ("lab", "title", "stamp", "questions")
    path.write_text(json.dumps({key: MANIFEST.to_dict()[key] for key in kept}))
    with open_bundle(tmp_path) as bundle:
        assert bundle.manifest == MANIFEST


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"secnds": 3}, "torchgrade.json: unknown key 'secnds' (did you mean 'seconds'?)"),
        ({"seconds": "3"}, "torchgrade.json: seconds: expected a whole number, got '3'"),
        ({"questions": [{"name": "q1"}]}, "torchgrade.json: questions[0].points: expected a val"),
    ],
)
def test_a_field_that_is_wrong_is_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(AuthorError, match="made by another torchgrade: build again") as caught:
        open_bundle(autograder(tmp_path, **changes)).__enter__()
    assert said in str(caught.value)


def test_a_setting_of_otters_that_is_wrong_is_named(tmp_path: Path) -> None:
    (autograder(tmp_path) / "otter_config.json").write_text('{"seed": "42"}')
    with pytest.raises(AuthorError, match=r"otter_config\.json: seed: expected a whole number"):
        open_bundle(tmp_path).__enter__()


def test_a_zip_of_an_old_otter_is_told_from_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tests/q1.py", "test = {}")
    with pytest.raises(AuthorError, match=r"an otter before 2\.0 made it") as caught:
        open_bundle(path).__enter__()
    assert str(caught.value).startswith(str(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "")
    with pytest.raises(
        AuthorError, match=r"is not complete: torchgrade\.json is missing"
    ) as caught:
        open_bundle(path).__enter__()
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ["hw1/tests/q1.py", "hw1/otter_config.json", "__MACOSX/hw1/._x"],
            r"contains one: hw1\. .*at its top",
        ),
        (["hw1/tests/q1.py", "hw1/torchgrade.json"], r"contains one: hw1\."),
        (["autograder/autograder.zip", "student/hw1.ipynb"], r"autograder/autograder\.zip\."),
        (["hw1-autograder_2026_01_30.zip", "otter_config.json"], r"hw1-autograder_2026_01_30\.zip"),
        (["hw1.ipynb", ".OTTER_LOG"], r"hw1\.ipynb, and no tests/: .*submission"),
        (["hw1/hw1.ipynb", "hw1/data.csv"], r"hw1/hw1\.ipynb, and no tests/"),
        (["readme.txt"], r"torchgrade\.json is missing"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "folder"])
def test_what_is_taken_for_an_autograder_is_said(
    tmp_path: Path, names: list[str], said: str, zipped: bool
) -> None:
    path = tmp_path / ("it.zip" if zipped else "it")
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "{}")
    for name in () if zipped else names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text("{}")
    with pytest.raises(AuthorError, match=said) as caught:
        open_bundle(path).__enter__()
    assert str(caught.value).startswith(str(path))
