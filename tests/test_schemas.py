"""The published schemas are those of the structs, and take what the structs take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from tools.schemas import FOLDER, schemas

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
