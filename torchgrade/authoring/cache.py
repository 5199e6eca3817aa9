"""Records the inputs and outputs of builds, so that only what changed is built again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import torchgrade
from torchgrade.authoring import archive
from torchgrade.authoring.evaluation import has_evaluation_set
from torchgrade.course import Course, Lab
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.writing import write_text

__all__ = ["inputs_digest", "is_current", "outputs", "remember", "stamp"]


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode())
        whole.update(files[name])
    return whole.hexdigest()


def stamp(release: Path) -> str:
    """Return the stamp of what students get: a short hash, which submissions carry.

    What only graders see is not part of it: fixing a hidden test must not make releases outdated.

    Args:
        release: the folder with the notebook and all files that its author hands out with it.
    """
    return _digest(archive.tree(release))[:12]


def inputs_digest(lab: Lab) -> str:
    """Return the hash of everything that a build of ``lab`` depends on."""
    files = {f"source/{name}": content for name, content in archive.tree(lab.source).items()}
    for name, content in archive.tree(Path(torchgrade.__file__).parent).items():
        files[f"torchgrade/{name}"] = content
    files["evaluation set"] = str(has_evaluation_set(lab)).encode()
    files["otter"] = importlib.metadata.version("otter-grader").encode()
    return _digest(files)


def outputs(lab: Lab) -> dict[str, bytes]:
    """Read the published files of a lab: path below the course -> content."""
    found: dict[str, bytes] = {}
    for folder in (lab.release, lab.autograder, lab.solutions):
        if folder.is_dir():
            prefix = folder.relative_to(lab.course).as_posix()
            found |= {f"{prefix}/{name}": text for name, text in archive.tree(folder).items()}
    if lab.autograder_zip.is_file():
        name = lab.autograder_zip.relative_to(lab.course).as_posix()
        found[name] = lab.autograder_zip.read_bytes()
    return found


@dataclass(frozen=True)
class _LastBuild:
    """The hashes of a build's inputs and outputs."""

    inputs: str
    outputs: str


def _place(lab: Lab) -> tuple[str, str]:
    return "build", f"{lab.name}.json"


def is_current(course: Course, lab: Lab) -> bool:
    """Return whether the last build of ``lab`` is unchanged and still matches its source."""
    try:
        last = read_json(course.cache.joinpath(*_place(lab)), _LastBuild)
    except (OSError, FormError):  # never built here, or built by another version
        return False
    return last.inputs == inputs_digest(lab) and last.outputs == _digest(outputs(lab))


def remember(course: Course, lab: Lab) -> None:
    """Store the hashes of the source and of the published files, which were just built from it."""
    last = _LastBuild(inputs_digest(lab), _digest(outputs(lab)))
    write_text(course.to_keep(*_place(lab)), json.dumps(asdict(last)))
