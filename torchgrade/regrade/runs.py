"""Reads a run from disk, to compare it with another."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from torchgrade.errors import AuthorError
from torchgrade.files.decoding import FormError, read_json
from torchgrade.files.regular import why
from torchgrade.records import Batch, Manifest
from torchgrade.results.consistency import check_batch
from torchgrade.results.merging import RunFile, check_run

__all__ = ["GradedRun", "open_run"]

_GRADES, _RUN = "grades.json", "run.json"


@dataclass(frozen=True)
class GradedRun:
    """The grades of a run; its manifest, if it is beside them, has names of tests and headings."""

    path: Path
    batch: Batch
    manifest: Manifest | None = None


def open_run(path: Path) -> GradedRun:
    """Read the grades that `torchgrade grade --out` has written.

    Args:
        path: the folder, or the file grades.json in it or elsewhere.

    Raises:
        AuthorError: there are none, or another torchgrade wrote them.
    """
    file = path / _GRADES if path.is_dir() else path
    try:
        batch = read_json(file, Batch, check_batch)
    except FileNotFoundError:
        there = f"the folder {path} has no {_GRADES}" if path.is_dir() else f"there is no {path}"
        raise AuthorError(
            f"{there}: expected the --out folder of `torchgrade grade`, or its {_GRADES}"
        ) from None
    except OSError as error:
        raise AuthorError(f"{file} can't be read: {why(error)}") from None
    except FormError as error:
        raise AuthorError(
            f"{error}; it is not from `torchgrade grade`, damaged, or from another torchgrade: "
            "grade with this one"
        ) from None
    manifest = None
    with contextlib.suppress(OSError, FormError):
        manifest = read_json(file.with_name(_RUN), RunFile, check_run).manifest
    return GradedRun(path, batch, manifest)
