"""`torchgrade verify --watch` answers again as soon as the source changes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.support.source import edit, hello


def _wait(path: Path, text: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while text not in path.read_text():
        assert time.monotonic() < end, f"no {text!r} in:\n{path.read_text()[-3000:]}"
        time.sleep(0.1)


def test_an_edit_is_answered(tmp_path: Path) -> None:
    _, lab = hello(tmp_path)
    said = tmp_path / "said"
    command = [sys.executable, "-m", "torchgrade", "verify", "hello", "--watch", "--quick"]
    with said.open("w") as out:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=out)
        try:
            _wait(said, "1 of 1 mistakes caught")
            assert "0 of 1" not in said.read_text()
            edit(lab, "for scale in (1.0, 1e4):", "for scale in (1.0,):")  # the mistake passes now
            _wait(said, "0 of 1 mistakes caught")
        finally:
            process.terminate()
            process.wait(30)
