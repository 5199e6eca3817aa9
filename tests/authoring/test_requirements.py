"""What an assignment asks for reaches its students, and the image where it is graded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import source
from tests.support.source import BuiltCourse
from torchgrade.authoring import archive, build
from torchgrade.authoring.container import container_files
from torchgrade.authoring.requirements import release_requirements
from torchgrade.errors import AuthorError

ROOT = Path(__file__).parents[2]
OURS = ["./w.whl", "otter-grader==7.0.0", "jupyterlab>=4.2", "ipywidgets>=8", "matplotlib>=3.8"]


def listed(needed: str) -> list[str]:
    lines = release_requirements("w.whl", needed, images=False).splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_a_release_asks_for_what_torchgrade_and_the_assignment_need() -> None:
    assert listed("") == OURS
    assert listed("pandas\ntqdm==4.67.1\n") == [*OURS, "pandas", "tqdm==4.67.1"]
    assert listed("Jupyter_Lab\nMatplotlib==3.10.0\n") == [*OURS[:4], "Jupyter_Lab",
                                                          "Matplotlib==3.10.0"]  # fmt: skip


def test_torchvision_is_asked_for_where_there_are_images() -> None:
    with_images = release_requirements("w.whl", "", images=True)
    assert with_images.splitlines()[-2:] == ["matplotlib>=3.8", "torchvision>=0.25"]
    theirs = release_requirements("w.whl", "torchvision==0.30\n", images=True)
    assert theirs.count("torchvision=") + theirs.count("torchvision>") == 1
    assert "torchvision" not in release_requirements("w.whl", "", images=False)


def test_a_version_that_the_image_can_not_have_is_refused() -> None:
    for wrong in ("numpy==1.0.0", "NumPy[x] == 1.0.0 ; python_version > '3'", "a\nnumpy==1.0\n"):
        with pytest.raises(AuthorError, match="leave the version out"):
            container_files(wrong)
    files = container_files("numpy>=1.0\neinops==0.8.1\n")
    assert files["requirements.txt"] == b"numpy>=1.0\neinops==0.8.1\n"
    pinned = next(line for line in files["constraints/python3.11.txt"].decode().splitlines()
                  if line.startswith("numpy=="))  # fmt: skip
    assert container_files(pinned)["requirements.txt"].decode() == pinned


@pytest.mark.usefixtures("warm")
def test_a_build_puts_the_requirements_of_the_assignment_into_the_release(
    built: BuiltCourse,
) -> None:
    cells = source.cells(built.lab)
    cells[0].source += "\nrequirements: [einops==0.8.1, 'torchgrade>=0']"
    source.rewrite(built.lab, cells)
    [result] = build(built.course, [built.lab])
    assert result.status == "built", result.message
    text = (built.lab.release / "requirements.txt").read_text()
    assert text.splitlines()[-1] == "einops==0.8.1"
    assert text.count("torchgrade") == 1
    assert (built.lab.autograder / "requirements.txt").read_text() == "einops==0.8.1\n"


def test_one_file_serves_the_course() -> None:
    """All labs but the first have images, and their files are one; the first needs less."""
    texts = {path.parent.name: path.read_text() for path in ROOT.glob("release/*/requirements.txt")}
    first = texts.pop("initialization")
    [rest] = set(texts.values())
    assert first == rest.replace("torchvision>=0.25\n", "").replace(" torchvision ", " ")


def test_a_torch_that_a_platform_has_is_kept(tmp_path: Path) -> None:
    """Pip looks at what it is told of packages, and more is not there of this torch."""
    platform = tmp_path / "platform"
    for name, version in (("torch", "2.10.0+cu128"), ("torchvision", "0.25.0+cu128")):
        told = platform / f"{name}-{version}.dist-info"
        told.mkdir(parents=True)
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (told / "METADATA").write_text(about)
    wheel = archive.wheel(tmp_path)
    (tmp_path / "requirements.txt").write_text(release_requirements(wheel.name, "", images=True))
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index"]
    done = subprocess.run(
        [*pip, "-r", "requirements.txt"],
        env={**os.environ, "PYTHONPATH": str(platform), "PIP_FIND_LINKS": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "Would install torchgrade-" in done.stdout
    assert "torch>=2.10 in ./platform" in done.stdout, "it is this one that was looked at"
