"""Writes zips and wheels reproducibly: times, order and permissions are fixed."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import torchgrade
from torchgrade.authoring.student_part import part_for_students
from torchgrade.files.writing import replacing

__all__ = ["LEFTOVERS", "tree", "wheel", "wheel_name", "write_tree", "write_zip"]

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can have
LEFTOVERS = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
"""What Python, Jupyter and macOS leave in folders, which is never part of a source or a build."""


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder: path with forward slashes -> content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not LEFTOVERS.intersection(path.relative_to(folder).parts)
    }


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below a folder; scripts are executable."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(_mode(content))


def _mode(content: bytes) -> int:
    return 0o755 if content.startswith(b"#!") else 0o644


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` as a zip, atomically."""
    with replacing(path) as made, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every platform
            entry.external_attr = (stat.S_IFREG | _mode(files[name])) << 16
            archive.writestr(entry, files[name], compresslevel=6)


def wheel_name(*, student: bool = False) -> str:
    """Return the file name of torchgrade's own wheel, or of the students' part of it."""
    return f"torchgrade-{_version(student)}-py3-none-any.whl"


def wheel(folder: Path, *, student: bool = False) -> Path:
    """Write a wheel of the running torchgrade into ``folder``.

    A wheel is a zip with a list of its files
    (https://packaging.python.org/en/latest/specifications/binary-distribution-format/). It is made
    from the installed package, so that an instructor needs neither a checkout nor a build tool.

    Args:
        folder: the target.
        student: write only the part that a release needs, with a version of its own, so that pip
            replaces it when the whole is installed.
    """
    info = f"torchgrade-{_version(student)}.dist-info"
    package = Path(torchgrade.__file__).parent
    files = tree(package)
    if student:
        files = part_for_students(files)
    files = {f"torchgrade/{name}": content for name, content in files.items()}
    for name, content in _metadata(student).items():
        files[f"{info}/{name}"] = content
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: torchgrade\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    rows = [
        f"{name},sha256={_digest(content)},{len(content)}"
        for name, content in sorted(files.items())
    ]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    path = folder / wheel_name(student=student)
    write_zip(path, files)
    return path


def _version(student: bool) -> str:
    return f"{torchgrade.__version__}{'+student' * student}"


def _metadata(student: bool) -> dict[str, bytes]:
    """Return the wheel's metadata files; a student's wheel has no command and no extras."""
    distribution = importlib.metadata.distribution("torchgrade")
    names = ("METADATA",) if student else ("METADATA", "entry_points.txt")
    texts = {name: distribution.read_text(name) for name in names}
    if student and (text := texts["METADATA"]):
        text = re.sub(r"^(Provides-Extra: .*|Requires-Dist: .*extra ==.*)\n", "", text, flags=re.M)
        version = f"Version: {torchgrade.__version__}"
        texts["METADATA"] = text.replace(f"\n{version}\n", f"\n{version}+student\n", 1)
    return {name: text.encode() for name, text in texts.items() if text is not None}


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
