"""An autograder, opened: the tests, the settings and the list of what to expect from them."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchgrade.course import MANIFEST, OTTER_CONFIG
from torchgrade.errors import AuthorError
from torchgrade.records import Manifest

__all__ = ["Bundle", "open_bundle"]


@dataclass(frozen=True)
class Bundle:
    """The folder of an autograder with its manifest and otter's configuration."""

    folder: Path
    manifest: Manifest
    config: dict[str, Any]

    @property
    def support_files(self) -> Path:
        """Files that lie in the working folder of every submission."""
        return self.folder / "files"

    def pack(self, path: Path) -> None:
        """Write the zip that ``otter run`` takes."""
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(self.folder.rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(self.folder).as_posix())


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Open the folder ``autograder/<lab>`` or the zip made from it.

    Raises:
        AuthorError: there is none, or it was not made by ``torchgrade build``.
    """
    if path.is_dir():
        yield _read(path)
    elif path.is_file() and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
            yield _read(Path(folder))
    else:
        raise AuthorError(
            f"{path} is no autograder: expected a folder or a zip made by `torchgrade build`"
        )


def _read(folder: Path) -> Bundle:
    try:
        manifest = Manifest.from_dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        config = json.loads((folder / OTTER_CONFIG).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AuthorError(
            f"{folder} is not complete: {Path(error.filename).name} is missing. "
            "`torchgrade build` makes it."
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise AuthorError(
            f"{folder} was made by another torchgrade ({error}): build again"
        ) from None
    return Bundle(folder, manifest, config)
