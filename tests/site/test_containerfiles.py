"""The Containerfiles are linted, copy what there is, and have steps that can be done elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.containers import Image, instructions

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "containers").glob("*.Containerfile"))
HADOLINT = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")


def test_there_are_three() -> None:
    assert [path.stem for path in FILES] == ["grader", "gradescope", "student"]


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed: `make setup`")
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_hadolint_finds_nothing(path: Path, tmp_path: Path) -> None:
    assert HADOLINT is not None
    done = subprocess.run([HADOLINT, path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    wrong = tmp_path / "Containerfile"
    wrong.write_text(path.read_text().replace("FROM ${BASE}", "FROM debian\nRUN cd /tmp"))
    assert subprocess.run([HADOLINT, wrong], capture_output=True).returncode == 1


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_its_steps_are_known_and_begin_with_a_base(path: Path) -> None:
    words = [word for word, _ in instructions(path.read_text("utf-8"))]
    assert words[:2] == ["ARG", "FROM"]
    assert "RUN" in words


def test_what_the_grader_copies_is_in_the_repository_and_not_ignored() -> None:
    text = (ROOT / "containers" / "grader.Containerfile").read_text("utf-8")
    copied = [path for word, rest in instructions(text) if word == "COPY" for path in rest.split()]
    ignored = (ROOT / ".dockerignore").read_text().split()
    for path in copied:
        if not path.startswith("/"):
            assert (ROOT / path).exists(), path
            assert f"!{path.partition('/')[0]}" in ignored


def test_an_instruction_that_has_no_step_is_refused() -> None:
    assert list(instructions("# a\nRUN a \\\n    && b\n")) == [("RUN", "a      && b")]
    with pytest.raises(ValueError, match="no step for ONBUILD"):
        list(instructions("ONBUILD RUN a"))


def test_files_arguments_and_settings_are_laid_out(tmp_path: Path) -> None:
    context, root = tmp_path / "context", tmp_path / "root"
    (context / "files").mkdir(parents=True)
    (context / "files" / "a.txt").write_text("a")
    (context / "b-1.whl").write_text("b")
    image = Image(root, context, {"WHERE": "here"})
    for word, rest in (
        ("ARG", "WHERE=there"),
        ("ARG", "MORE="),
        ("ENV", 'PATH=/opt/bin NAME="a b"'),
        ("WORKDIR", "/work"),
        ("USER", "1000"),
        ("COPY", "files /src/files"),
        ("COPY", "*.whl /tmp/"),
    ):
        image.do(word, rest)
    assert image.args == {"WHERE": "here", "MORE": ""}
    assert (image.env["PATH"], image.env["NAME"]) == ("/opt/bin", "a b")
    assert (image.folder, image.user) == ("/work", "1000")
    assert (root / "work").is_dir()
    assert (root / "src" / "files" / "a.txt").read_text() == "a"
    assert (root / "tmp" / "b-1.whl").read_text() == "b"
    with pytest.raises(FileNotFoundError):
        image.do("COPY", "none /src/")
