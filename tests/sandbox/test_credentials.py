"""What a player is: no user of anybody's, with no capability but one to read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.sandbox.players import (
    HAVE_CODE,
    Players,
    needs_root,
    outcome,
    read,
)
from torchgrade.sandbox import isolate, landlock, mounts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


@needs_root
@pytest.mark.skipif(HAVE_CODE, reason="every uid can read this interpreter")
def test_without_landlock_nothing_is_kept_that_reads_all_files(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> int:
        raise OSError(38, "no")

    monkeypatch.setattr(landlock, "version", absent)
    monkeypatch.setattr(mounts, "why_not", lambda: "not permitted")
    isolate.prepare()
    assert own_uid.do(lambda: outcome(read, "/etc/shadow")) == "PermissionError"
    assert "capabilities: none" in own_uid.layers
    assert any(text.startswith("no interpreter: ") for text in isolate.missing(own_uid.layers))


def test_no_capability_is_left_but_to_read(players: Players) -> None:
    def capabilities() -> dict[str, int]:
        lines = Path("/proc/self/status").read_text().splitlines()
        pairs = [line.split(":") for line in lines if line.startswith("Cap")]
        return {name: int(value, 16) for name, value in pairs if name != "CapBnd"}

    found = players.do(capabilities)
    assert len(found) == 4
    allowed = (0, 1 << 2) if players.uid is not None else (0,)
    assert all(value in allowed for value in found.values()), found
