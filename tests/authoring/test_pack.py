"""An autograder of plain otter, rewrapped: the same tests, our scripts, nothing lost unsaid."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import gradescope, tiny
from torchgrade.authoring import archive
from torchgrade.authoring.pack import pack
from torchgrade.container import main
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError

TESTS = {"q1": "def test_two(double):\n    assert double(2) == 4"}
CELLS = [
    "def double(x):\n    return 2 * x",
    'import otter; grader = otter.Notebook(); grader.check("q1")',
]
ENVIRONMENT = {
    "name": "otter-env",
    "channels": ["conda-forge"],
    "dependencies": [
        *("python=3.13", "pip", "jupyter_server"),
        {"pip": ["otter-grader[grading,plugins]==7.0.0", "einops==0.8.1", "torch>=2", "torchdata"]},
    ],
}


def otters_zip(
    folder: Path, environment: Any = ENVIRONMENT, config: dict[str, Any] | None = None
) -> tuple[Path, Path]:
    """Write a zip as `otter assign` does; returns it, and a folder with a right submission."""
    bundle, submission = tiny.make(folder, CELLS, TESTS)
    files = archive.tree(bundle.folder)
    del files["torchgrade.json"]
    files["otter_config.json"] = json.dumps({"assignment_name": "lab", **(config or {})}).encode()
    files |= {
        "run_autograder": b"#!/bin/bash\nmamba activate otter-env\n",
        "run_otter.py": b"",
        "setup.sh": b"#!/bin/bash\nmamba env create\n",
        "environment.yml": yaml.safe_dump(environment).encode(),
        "files/data.csv": b"1,2\n",
    }
    path = folder / "hw1-autograder_2025_01_30T12_00_00_000000.zip"
    archive.write_zip(path, files)
    return path, submission.path


def test_it_has_the_same_tests_our_scripts_and_the_assignments_requirements(
    tmp_path: Path,
) -> None:
    path, _ = otters_zip(tmp_path)
    made, _ = pack(path)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made) as after:
        names = set(after.namelist())
        for name in ("tests/q1.py", "files/data.csv", "otter_config.json"):
            assert after.read(name) == before.read(name)
        assert "mamba" not in after.read("setup.sh").decode()
        assert after.read("requirements.txt").decode() == "einops==0.8.1\ntorchdata\n"
        assert after.getinfo("run_autograder").external_attr >> 16 & 0o111
    assert {archive.wheel_name(), "constraints/python3.10.txt"} < names
    assert names.isdisjoint({"environment.yml", "run_otter.py", "torchgrade.json"})


def test_it_grades_in_the_container(tmp_path: Path, engine: IsolatedEngine) -> None:
    path, submission = otters_zip(tmp_path)
    made, _ = pack(path, tmp_path / "out" / "hw1.zip")
    root = tmp_path / "autograder"
    gradescope.lay_out(root, made, submission)
    assert main(root, engine) == 0
    results = json.loads((root / "results" / "results.json").read_text())
    assert [test.get("score") for test in results["tests"]] == [None, 1.0]


@pytest.mark.parametrize(
    ("config", "dependency", "expected"),
    [
        ({"plugins": ["otter.plugins.builtin.GoogleSheetsGradeOverride"]}, None, "plugins"),
        ({"lang": "r"}, None, "for R"),
        ({}, "ffmpeg", "asks conda for 'ffmpeg'"),
        ({}, {"pip": ["-r requirements.txt"]}, "pip line '-r requirements.txt'"),
        ({}, {"pip": ["einops==0.8.1", "Pandas==1.5.0"]}, "ask for Pandas==1.5.0.*leave the"),
    ],
)
def test_what_can_not_be_honoured_is_refused(
    tmp_path: Path, config: dict[str, Any], dependency: Any, expected: str
) -> None:
    more = [dependency] if dependency else []
    environment = {**ENVIRONMENT, "dependencies": [*ENVIRONMENT["dependencies"], *more]}
    path, _ = otters_zip(tmp_path, environment, config)
    with pytest.raises(AuthorError, match=expected):
        pack(path)
    assert not path.with_name(f"{path.stem}-isolated.zip").exists()


def test_requirements_that_lie_beside_the_environment_are_read(tmp_path: Path) -> None:
    environment = {**ENVIRONMENT, "dependencies": ["pip", {"pip": ["-r requirements.txt"]}]}
    path, _ = otters_zip(tmp_path, environment)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("requirements.txt", "# what it takes\neinops==0.8.1  # new\n\ntorch\n")
    with zipfile.ZipFile(pack(path)[0]) as after:
        assert after.read("requirements.txt").decode() == "einops==0.8.1\n"


def test_requirements_without_an_environment_are_read(tmp_path: Path) -> None:
    path, _ = otters_zip(tmp_path)
    older = tmp_path / "older.zip"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(older, "w") as made:
        for name in archive.namelist():
            if name != "environment.yml":
                made.writestr(name, archive.read(name))
        made.writestr("requirements.txt", "einops==0.8.1\notter-grader==3.3.0\n")
    with zipfile.ZipFile(pack(older)[0]) as after:
        assert after.read("requirements.txt").decode() == "einops==0.8.1\n"


def test_settings_without_an_effect_are_named(tmp_path: Path) -> None:
    _, notes = pack(otters_zip(tmp_path, config={"pdf": True})[0])
    assert "pdf has no effect" in notes[0]


def test_a_zip_of_ours_and_the_zip_itself_are_refused(tmp_path: Path) -> None:
    path, _ = otters_zip(tmp_path)
    with pytest.raises(AuthorError, match="another name"):
        pack(path, path)
    with pytest.raises(AuthorError, match="made by `torchgrade build`"):
        pack(tmp_path / "autograder")
