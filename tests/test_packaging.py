"""What a student installs is small: checks, data sets, weights and device need no grader part."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import msgspec

import torchgrade

ROOT = Path(__file__).parents[1]

GRADER_PARTS = (
    "IPython",
    "ipykernel",
    "jinja2",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "nbgrader",
    "otter",
    "rich",
    "torchvision",
    "typer",
    "yaml",
)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_the_base_package_imports_without_grader_parts() -> None:
    code = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({GRADER_PARTS!r}))\n"  # None: any import of it fails
        "import torchgrade\n"
        "from torchgrade import checks, datasets, weights\n"
        "print(torchgrade.device(), len(datasets.load('digits', train=False)))"
    )
    done = run(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "360"


def test_without_torchvision_a_data_set_of_files_says_what_to_install() -> None:
    done = run(
        "import sys; sys.modules['torchvision'] = None\n"
        "from torchgrade.datasets.layout import torchvision_class; torchvision_class('mnist')"
    )
    assert "MNIST is read by torchvision, which is not installed: pip install" in done.stderr


def test_without_the_grade_extra_the_command_says_what_to_install() -> None:
    done = run("import sys; sys.modules['typer'] = None; import torchgrade.cli")
    assert done.returncode == 1
    assert "pip install 'torchgrade[grade]'" in done.stderr


def test_the_base_package_requires_no_grader_part() -> None:
    project = msgspec.toml.decode((ROOT / "pyproject.toml").read_bytes())["project"]
    base = {re.split(r"[<>=!~; \[]", line)[0] for line in project["dependencies"]}
    assert base.isdisjoint({*GRADER_PARTS, "otter-grader", "PyYAML", "pyyaml"})
    assert "torch" in base


def test_the_source_distribution_has_the_package_and_nothing_of_the_labs(tmp_path: Path) -> None:
    code = f"import hatchling.build; hatchling.build.build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    [path] = tmp_path.iterdir()
    with tarfile.open(path) as made:
        names = {name.split("/", 2)[1] for name in made.getnames()}
    own = {"torchgrade", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff"}
    assert names - own <= {".gitignore", "PKG-INFO", "pyproject.toml"}
    assert own <= names


def test_a_version_is_the_same_wherever_it_stands() -> None:
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    [stated] = re.findall(r'^version = "(.+)"$', settings, re.MULTILINE)
    released = re.findall(r"^## \[(\d.*)\] - ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert torchgrade.__version__ == stated == released[0]
