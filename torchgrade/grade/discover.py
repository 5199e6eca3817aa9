"""Find submissions: single files, folders, a Gradescope export, or nbgrader's submitted tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from torchgrade.errors import AuthorError

__all__ = ["Submission", "discover", "of_student"]

_METADATA = "submission_metadata.yml"
_SUFFIXES = {".ipynb", ".zip"}


@dataclass(frozen=True)
class Submission:
    """What one student handed in, and what is known of who and when.

    ``path`` is a notebook, a zip, or the folder of a submission. ``name`` is the path below what
    was named on the command line, and unique among the submissions of a run.
    """

    path: Path
    name: str
    student: str = ""
    sid: str = ""
    submitted_at: str = ""


class _Loader(yaml.SafeLoader):
    """Reads Gradescope's YAML, which carries Ruby tags, as plain data."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: str(getattr(node, "value", "")))


def discover(paths: Sequence[Path], lab: str) -> list[Submission]:
    """List the submissions below ``paths``, in the order of their names.

    Raises:
        AuthorError: a path does not exist, or holds no submission.
    """
    found: list[Submission] = []
    for path in paths:
        if not path.exists():
            raise AuthorError(f"{path} does not exist: expected a notebook, a zip or a folder")
        if path.is_file():
            here = [Submission(path, path.name, student=path.stem)]
        else:
            here = _folder(path, lab)
        if not here:
            raise AuthorError(f"{path} holds no .ipynb and no .zip")
        found.extend(here)
    return _unique(found)


def of_student(student: str, folder: Path, lab: str) -> Submission:
    """Describe what a student handed in, as it lies in nbgrader's submitted/STUDENT/LAB."""
    return Submission(
        folder,
        f"{student}/{lab}",
        student=student,
        sid=student,
        submitted_at=_first_line(folder / "timestamp.txt"),
    )


def _unique(found: list[Submission]) -> list[Submission]:
    """Tell submissions of one name, named one by one on the command line, apart by their paths."""
    times = Counter(s.name for s in found)
    named = [
        replace(s, name="/".join(p for p in s.path.parts if p not in {"/", "..", "."}))
        if times[s.name] > 1
        else s
        for s in found
    ]
    return list({s.name: s for s in named}.values())


def _folder(root: Path, lab: str) -> list[Submission]:
    metadata = _gradescope(root / _METADATA)
    if metadata:
        return [
            _described(root / name, name, metadata[name])
            for name in sorted(metadata)
            if (root / name).is_dir()
        ]
    if _is_submission(root):
        return [Submission(root, root.name, student=root.name)]
    trees = sorted(path for path in root.glob(f"*/{lab}") if path.is_dir())
    if trees:
        return [of_student(path.parent.name, path, lab) for path in trees]
    return _walk(root, root)


def _walk(folder: Path, root: Path) -> list[Submission]:
    found: list[Submission] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__MACOSX")) or path.is_symlink():
            continue
        name = path.relative_to(root).as_posix()
        if path.is_dir() and _is_submission(path):
            found.append(Submission(path, name, student=path.name))
        elif path.is_dir():
            found.extend(_walk(path, root))
        elif path.suffix in _SUFFIXES:
            found.append(Submission(path, name, student=path.stem))
    return found


def _is_submission(folder: Path) -> bool:
    """Tell whether a folder is one submission: exactly one notebook, with what belongs to it."""
    files = [path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file()]
    return len(files) == 1 and files[0].suffix == ".ipynb"


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip().splitlines()[0]
    except (OSError, IndexError):
        return ""


def _gradescope(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise AuthorError(f"{path} is not the YAML of a Gradescope export: {error}") from None
    if not isinstance(data, dict):
        raise AuthorError(f"{path} is not the metadata of a Gradescope export, found {data!r:.80}")
    return {str(name): entry for name, entry in data.items()}


def _described(path: Path, name: str, entry: Any) -> Submission:
    entry = entry if isinstance(entry, dict) else {}
    people = [p for p in entry.get(":submitters") or [] if isinstance(p, dict)]
    return Submission(
        path,
        name,
        student=", ".join(str(p.get(":name") or p.get(":email") or "") for p in people),
        sid=", ".join(str(p.get(":sid") or "") for p in people),
        submitted_at=str(entry.get(":created_at") or ""),
    )
