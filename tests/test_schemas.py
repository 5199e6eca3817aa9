"""The published schemas are those of the structs, and take what the structs take."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from tools.schemas import FOLDER, schemas
from tools.site.schemas import schemas_page

COURSE = FOLDER.parents[1]
LABS = sorted(COURSE.glob("source/*/lab.toml"))
WRITTEN = sorted([*COURSE.glob("autograder/*/torchgrade.json"), *COURSE.glob("source/*/cal*.json")])


def schema(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_what_is_published_is_what_the_structs_say() -> None:
    published = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert published == schemas(), "`python tools/schemas.py` writes them anew"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((FOLDER / name).read_text("utf-8")))


@pytest.mark.parametrize("path", LABS, ids=[path.parent.name for path in LABS])
def test_the_labs_of_the_repository_fit(path: Path) -> None:
    jsonschema.validate(msgspec.toml.decode(path.read_bytes()), schema("lab.toml"))


@pytest.mark.parametrize("path", WRITTEN, ids=["/".join(path.parts[-2:]) for path in WRITTEN])
def test_what_the_repository_has_of_other_files_fits(path: Path) -> None:
    jsonschema.validate(json.loads(path.read_bytes()), schema(path.name))


@pytest.mark.parametrize("text", ["titel = 1", "points = 'x'", "[limits]\ncell = 0", "[data]\n"])
def test_what_the_struct_refuses_does_not_fit(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(msgspec.toml.decode(text), schema("lab.toml"))


TAPLO = shutil.which("taplo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    assert TAPLO is not None
    return subprocess.run([TAPLO, "lint"], cwd=folder, capture_output=True, text=True)


@pytest.mark.skipif(TAPLO is None, reason="taplo is not installed: `make setup`")
def test_an_editor_checks_lab_toml_as_the_site_says(tmp_path: Path) -> None:
    """The rule that the page of schemas shows, in a course of one's own; and the repository's."""
    assert linted(COURSE).returncode == 0
    [rule] = re.findall(r"```toml\n(.*?)```", schemas_page(), re.DOTALL)
    (tmp_path / ".taplo.toml").write_text(rule)
    shutil.copy(FOLDER / "lab.toml.schema.json", tmp_path)
    lab = tmp_path / "source" / "mine" / "lab.toml"
    lab.parent.mkdir(parents=True)
    lab.write_text('title = "Mine"\npoints = 10\n')
    assert linted(tmp_path).returncode == 0
    lab.write_text('title = "Mine"\npoints = "ten"\n')
    done = linted(tmp_path)
    assert done.returncode != 0
    assert "lab.toml:2" in done.stdout + done.stderr
