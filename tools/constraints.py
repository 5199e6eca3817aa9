"""Resolve the packages of a Gradescope image: a file of exact versions for each Python.

    python tools/constraints.py python3.10 python3.11 python3.12 python3.13

Each interpreter's own pip resolves torchgrade's dependencies and those of its extra `grade` (as
pyproject.toml has them), without installing anything, and the versions go into
torchgrade/authoring/container/constraints/. It does so for the first release of that Python, X.Y.0:
an image may have any later one, and some packages need 3.11.5, say. Dependencies of only a CUDA
build of torch are left out, as torch itself pins them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "torchgrade" / "authoring" / "container" / "constraints"
_CUDA = re.compile(r"nvidia[-_]|cuda[-_]|triton$")


def main() -> None:
    """Resolve for each interpreter named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pythons", nargs="+", help="interpreters, one of each version")
    for python in parser.parse_args().pythons:
        path = write(python)
        print(f"{path.relative_to(ROOT)}: {len(path.read_text().splitlines())} lines")


def requirements() -> list[str]:
    """Read the requirements of the wheel with its extra `grade`."""
    project = msgspec.toml.decode((ROOT / "pyproject.toml").read_bytes())["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["grade"]]


def resolve(python: str, version: str) -> dict[str, str]:
    """Return the versions that an interpreter's pip would install: name -> version."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        first = ["--python-version", f"{version}.0", "--only-binary", ":all:", "--target", folder]
        subprocess.run([*command, *first, "--report", str(report), *requirements()], check=True)
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    versions = {one["metadata"]["name"]: one["metadata"]["version"] for one in found}
    return {name: version for name, version in versions.items() if not _CUDA.match(name)}


def write(python: str) -> Path:
    """Write the file for an interpreter's version."""
    said = "import sys; print('{}.{}'.format(*sys.version_info))"
    version = subprocess.check_output([python, "-c", said], text=True).strip()
    head = [
        f"# What a Gradescope image with Python {version} installs, resolved by pip for that",
        "# version; `python tools/constraints.py python3.10 ...` makes it anew.",
    ]
    found = resolve(python, version)
    lines = [f"{name}=={found[name].partition('+')[0]}" for name in sorted(found, key=str.lower)]
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / f"python{version}.txt"
    path.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
