"""What a player may read, write and signal, with Landlock on."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.sandbox.players import (
    REFUSED,
    UID,
    Players,
    needs_landlock,
    needs_root,
    outcome,
    read,
)
from torchgrade.sandbox import isolate

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


@needs_landlock(1)
def test_a_player_reads_no_file_that_it_was_not_given(players: Players, open_folder: Path) -> None:
    secrets = [
        "/etc/shadow",
        str(open_folder / "secret.txt"),
        str(REPOSITORY / "pyproject.toml"),
        *map(str, sorted((REPOSITORY / "autograder").glob("*/*"))[:2]),
    ]
    folders = ["/", "/root", "/home", "/tmp", "/dev/shm", str(REPOSITORY / "autograder")]

    def look() -> list[str]:
        return [outcome(read, p) for p in secrets] + [outcome(os.listdir, p) for p in folders]

    assert set(players.do(look)) <= REFUSED


@needs_root
def test_of_a_checkout_a_player_reads_what_is_imported_already(own_uid: Players) -> None:
    assert own_uid.do(lambda: outcome(read, str(Path(isolate.__file__)))) == "done"


@needs_landlock(1)
def test_a_player_reads_its_data_and_does_not_write_it(players: Players, open_folder: Path) -> None:
    data = open_folder / "secret.txt"

    def use() -> list[str]:
        return [outcome(read, str(data)), outcome(data.write_text, "x"), outcome(data.unlink)]

    answer = players.do(use, players.plan(readable=(data,)))
    assert answer[0] == "done"
    assert set(answer[1:]) <= REFUSED
    assert data.read_text() == "hidden test"


@needs_landlock(1)
def test_other_processes_in_proc_are_closed(players: Players, neighbour: int) -> None:
    def look() -> list[str]:
        names = ["environ", "mem", "maps", "cmdline", "status", "fd/0"]
        return [
            outcome(os.listdir, "/proc"),
            *(outcome(read, f"/proc/{neighbour}/{name}") for name in names),
            *(outcome(read, f"/proc/{os.getppid()}/{name}") for name in names),
        ]

    assert set(players.do(look)) == {"PermissionError"}


@needs_landlock(3)
def test_a_player_writes_its_folder_only(players: Players, open_folder: Path) -> None:
    secret = open_folder / "secret.txt"
    places = [open_folder, Path("/tmp"), Path("/var/tmp")]

    def write() -> list[str]:
        Path("own.txt").write_text("mine")
        os.mkdir("sub")
        os.rename("own.txt", "sub/own.txt")
        os.link("sub/own.txt", "again.txt")
        return [
            *(outcome((place / f"tg{UID}").write_text, "x") for place in places),
            *(outcome(os.mkdir, place / f"tg{UID}") for place in places),
            outcome(os.truncate, secret, 0),
            outcome(os.unlink, secret),
            outcome(os.symlink, "/", open_folder / "link"),
        ]

    assert set(players.do(write)) <= REFUSED
    assert secret.read_text() == "hidden test"
    assert (players.folder / "again.txt").read_text() == "mine"


@needs_landlock(6)
def test_a_player_signals_nobody_outside(players: Players, neighbour: int) -> None:
    def send() -> list[str]:
        child = os.fork()
        if child == 0:
            time.sleep(60)
        answer = [outcome(os.kill, pid, 9) for pid in (neighbour, os.getppid(), child)]
        os.waitpid(child, 0)
        return answer

    assert players.do(send) == ["PermissionError", "PermissionError", "done"]
