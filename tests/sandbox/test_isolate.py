"""A player in its sandbox: which layers are on, and that it ends with its parent."""

from __future__ import annotations

import os
import sys
import time

import pytest

from tests.sandbox.players import (
    HAVE_CODE,
    UID,
    Players,
    become,
    fork,
    landlock_version,
    needs_landlock,
    needs_seccomp,
    read_all,
)
from torchgrade.sandbox import isolate, landlock, seccomp

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


@needs_landlock(6)
@needs_seccomp
def test_every_layer_is_on_and_named(players: Players) -> None:
    players.do(lambda: None)
    expected = {"session", "descriptors", "environment", "rlimits", "no-new-privs", "seccomp"}
    assert expected < set(players.layers)
    assert f"landlock {landlock_version()}" in players.layers
    if players.uid is not None:
        assert f"uid {UID}" in players.layers
        assert isolate.missing(players.layers) == []
    else:
        no_uid, *closed = isolate.missing(players.layers)
        assert no_uid == "no uid: the grader is not root"
        if HAVE_CODE:
            assert not closed
        else:  # these players come from root, and are given no capability
            text = f"no interpreter: uid {UID} may not read "
            assert closed in [[text + str(path)] for path in isolate.prepared.code]


@pytest.mark.parametrize("layer", ["landlock", "seccomp"])
def test_a_layer_that_is_not_there_is_named_and_no_error(
    players: Players, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*args: object) -> None:
        raise OSError(38, "Function not implemented")

    module, probe = {"landlock": (landlock, "version"), "seccomp": (seccomp, "program")}[layer]
    monkeypatch.setattr(module, probe, absent)
    isolate.prepare()
    assert players.do(lambda: 7) == 7
    [text] = [text for text in isolate.missing(players.layers) if layer in text]
    assert text.startswith(f"no {layer}: ")
    assert "Function not implemented" in text


def test_a_player_dies_with_its_parent(players: Players) -> None:
    reading, writing = os.pipe()

    def parent() -> None:
        if players.uid is None:
            become(UID)

        def play() -> None:
            isolate.enter(players.plan(), keep={writing})
            os.write(writing, b"on")
            time.sleep(120)

        fork(play)
        os.close(writing)
        assert os.read(reading, 2) == b"on"

    pid = fork(parent)
    os.close(writing)
    os.waitpid(pid, 0)
    assert read_all(reading, 20) == b""  # the last one that could write has ended
    os.close(reading)
