"""Caches results of earlier runs of verify, so that only what changed runs again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path

import torchgrade
from torchgrade.files.decoding import decoded
from torchgrade.plugins import registered_code
from torchgrade.verify.proof import Run

__all__ = ["RunCache", "digest", "tools"]


def digest(parts: Iterable[str | bytes]) -> str:
    """Hash texts, in order."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        whole.update(f"{len(content)} ".encode() + content)
    return whole.hexdigest()


@cache
def tools() -> str:
    """Hash what a result depends on besides the lab: our code, plug-ins, otter and torch."""
    folder = Path(torchgrade.__file__).parent
    code = [folder / "verify" / "proof.py"]  # version of the cache's format
    code += [
        p
        for room in ("engine", "sandbox", "bundle", "grade", "checks", "datasets", "weights")
        for p in (folder / room).rglob("*.py")
    ]
    code += registered_code(["torchgrade.checks", "torchgrade.datasets"])
    versions = [importlib.metadata.version(name) for name in ("otter-grader", "torch", "numpy")]
    return digest([*versions, *(path.read_bytes() for path in sorted(code))])


class RunCache:
    """Caches results of test cases by what they were made from, in a file that may be deleted.

    One question's results are one entry, so that a changed test of one question leaves the
    results of all others.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._base = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("create table if not exists runs (key text primary key, run text)")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def get(self, key: str) -> Run | None:
        """Return the entry for a key; None if there is none that this version can read."""
        with self._lock:
            row = self._base.execute("select run from runs where key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return decoded(json.loads(row[0]), Run)
        except ValueError:
            return None

    def put(self, key: str, run: Run) -> None:
        """Store a run."""
        text = json.dumps(asdict(run))
        with self._lock:
            self._base.execute("insert or replace into runs values (?, ?)", (key, text))
