"""Zips and wheels with the same bytes for the same content: times, order and rights are fixed."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import torchgrade
from torchgrade.files.writing import replacing

__all__ = ["LEFTOVERS", "tree", "wheel", "wheel_name", "write_tree", "write_zip"]

_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
LEFTOVERS = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
"""What Python, Jupyter and macOS leave in folders: no part of a source, nor of what it gives."""


def tree(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder: path with forward slashes -> content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not LEFTOVERS.intersection(path.relative_to(folder).parts)
    }


def write_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` below a folder; scripts can be run."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(_mode(content))


def _mode(content: bytes) -> int:
    return 0o755 if content.startswith(b"#!") else 0o644


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` as a zip, whole or not at all."""
    with replacing(path) as made, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every platform
            entry.external_attr = (stat.S_IFREG | _mode(files[name])) << 16
            archive.writestr(entry, files[name], compresslevel=6)


def wheel_name() -> str:
    """Return the file name of torchgrade's own wheel."""
    return f"torchgrade-{torchgrade.__version__}-py3-none-any.whl"


def wheel(folder: Path) -> Path:
    """Write the wheel of the torchgrade that is running into ``folder``.

    A wheel is a zip with a list of its files
    (https://packaging.python.org/en/latest/specifications/binary-distribution-format/). It is made
    from the installed package, so that an instructor needs neither a checkout nor a build tool.
    """
    distribution = importlib.metadata.distribution("torchgrade")
    info = f"torchgrade-{torchgrade.__version__}.dist-info"
    package = Path(torchgrade.__file__).parent
    files = {f"torchgrade/{name}": content for name, content in tree(package).items()}
    for name in ("METADATA", "entry_points.txt"):
        text = distribution.read_text(name)
        if text is not None:
            files[f"{info}/{name}"] = text.encode()
    files[f"{info}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: torchgrade\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    rows = [
        f"{name},sha256={_digest(content)},{len(content)}"
        for name, content in sorted(files.items())
    ]
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    path = folder / wheel_name()
    write_zip(path, files)
    return path


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
