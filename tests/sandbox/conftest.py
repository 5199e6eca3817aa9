"""Players of several kinds, and what may lie beside them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.players import (
    LIBC,
    UID,
    Players,
    become,
    fork,
    make_folder,
    needs_root,
)
from tests.support.waiting import until
from torchgrade.sandbox import isolate


@pytest.fixture
def prepared() -> Iterator[None]:
    """The layers are those of this machine; a test may take some away."""
    before = isolate.prepared
    isolate.prepare()
    yield
    isolate.prepared = before


@pytest.fixture(params=[pytest.param("root", marks=needs_root), "ordinary user"])
def players(request: pytest.FixtureRequest, prepared: None) -> Iterator[Players]:
    """Players of a grader that is root, and of one that is not."""
    for folder in make_folder():
        yield Players(UID if request.param == "root" else None, folder)


@pytest.fixture
def own_uid(prepared: None) -> Iterator[Players]:
    for folder in make_folder():
        yield Players(UID, folder)


@pytest.fixture
def ordinary(prepared: None) -> Iterator[Players]:
    for folder in make_folder():
        yield Players(None, folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder outside, of the player's own uid, that everybody may use."""
    for folder in make_folder():
        (folder / "secret.txt").write_text("hidden test")
        (folder / "secret.txt").chmod(0o666)
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def neighbour() -> Iterator[int]:
    """Another process of the player's uid."""
    pid = fork(lambda: (become(UID), LIBC.prctl(4, 1), time.sleep(120)))
    until(lambda: os.stat(f"/proc/{pid}/environ").st_uid == UID)  # as what may be traced has it
    yield pid
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
