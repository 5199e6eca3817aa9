"""The command, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def torchgrade(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "torchgrade", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
    )
