"""What a player with mounts of its own sees of the file system, and leaves there."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.players import (
    LIBC,
    REFUSED,
    UID,
    Players,
    fork,
    landlock_version,
    needs_mounts,
    needs_root,
    outcome,
    read,
)
from torchgrade.sandbox import isolate, landlock, mounts
from torchgrade.sandbox.isolate import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox's layers are Linux's")


@needs_root
@needs_mounts
def test_with_mounts_the_interpreter_is_read_and_its_closed_folder_is_not(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> int:
        raise OSError(38, "no")

    def look() -> list[Any]:
        code = [os.listdir(path) != [] for path in map(str, isolate.prepared.code)]
        return [all(code), os.listdir("/home"), os.listdir("/run"), os.listdir("/dev/shm")]

    monkeypatch.setattr(landlock, "version", absent)
    isolate.prepare()
    whole = [path for path in isolate.prepared.code if path.is_dir()]
    monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, code=tuple(whole)))
    code, home, run, shm = own_uid.do(look)
    assert code
    assert (run, shm) == ([], [])
    assert len(home) <= 1  # what leads to the interpreter, or to this checkout
    assert "capabilities: none" in own_uid.layers


@needs_root
@needs_mounts
def test_without_landlock_what_is_closed_is_shut_by_mounts(
    own_uid: Players, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, landlock=0))
    place = Path(tempfile.mkdtemp(dir="/var"))
    try:
        place.chmod(0o777)
        (place / "tests").mkdir(mode=0o777)
        for name in ("tests/q1.py", "lab.zip"):
            (place / name).write_text("hidden test")
            (place / name).chmod(0o666)
        closed = (place / "tests", place / "lab.zip", place / "nowhere")

        def look() -> list[str]:
            files = [outcome(read, str(place / name)) for name in ("tests/q1.py", "lab.zip")]
            return [*files, outcome(os.listdir, place / "tests"), outcome(os.listdir, place)]

        assert own_uid.do(look, own_uid.plan(closed=closed)) == ["PermissionError"] * 3 + ["done"]
        assert "walls" in own_uid.layers
        assert (place / "lab.zip").read_text() == "hidden test"
    finally:
        shutil.rmtree(place)


@needs_root
@needs_mounts
@pytest.mark.parametrize("above", ["/root", "/dev/shm", "/var"])
def test_a_players_folder_may_lie_in_what_is_hidden(own_uid: Players, above: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tg", dir=above))
    try:
        os.chown(folder, UID, UID)
        (folder / "given.txt").write_text("given")
        (folder / "given.txt").chmod(0o644)
        data = Path(tempfile.mkdtemp(prefix="tg", dir=above)) / "data.txt"
        data.parent.chmod(0o755)
        data.write_text("data")
        data.chmod(0o644)

        def use() -> list[str]:
            Path("own.txt").write_text(Path("given.txt").read_text() + data.read_text())
            return [outcome(os.listdir, above), os.getcwd()]

        player = Players(UID, folder)
        player.do(use, player.plan(readable=(data,)))
        assert (folder / "own.txt").read_text() == "givendata"
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(data.parent)


@needs_root
@needs_mounts
@pytest.mark.parametrize("with_landlock", [True, False])
def test_what_a_player_leaves_where_everybody_may_write_no_other_finds(
    own_uid: Players, with_landlock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [Path("/dev/shm"), Path("/tmp"), Path("/var/tmp")]
    open_to_all = Path(tempfile.mkdtemp(dir="/var"))
    open_to_all.chmod(0o777)
    if not with_landlock:
        monkeypatch.setattr(isolate, "prepared", replace(isolate.prepared, landlock=0))

    def leave() -> list[str]:
        from _multiprocessing import SemLock

        SemLock(1, 1, 1, f"/tg{UID}", False)
        return [outcome((place / f"tg{UID}").write_text, "x") for place in places]

    def find() -> list[Any]:
        found = [outcome(os.stat, place / f"tg{UID}") for place in places]
        return [*found, outcome(os.stat, f"/dev/shm/sem.tg{UID}")]

    try:
        left = own_uid.do(leave)
        assert left == ["done", *[left[1]] * 2]
        assert left[1] == "PermissionError" if with_landlock else "done"
        assert set(own_uid.do(find)) == {"FileNotFoundError"}
        assert not [place for place in places if (place / f"tg{UID}").exists()]
        # What else everybody may write to is read-only, whatever Landlock says.
        assert own_uid.do(lambda: outcome((open_to_all / "x").write_text, "x")) in REFUSED
        assert not list(open_to_all.iterdir())
    finally:
        open_to_all.rmdir()


@needs_root
@needs_mounts
def test_what_a_player_writes_to_memory_is_bounded(own_uid: Players) -> None:
    def fill() -> list[int]:
        sizes = [0, 0]
        try:
            for number in range(64):
                with open(f"/dev/shm/{number}", "wb") as file:
                    sizes[0] += file.write(bytes(1 << 20))
        except OSError:
            pass
        for number in range(64):
            os.path.exists(f"/dev/shm/{number}") and os.unlink(f"/dev/shm/{number}")
        try:
            for number in range(50_000):
                os.close(os.open(f"/dev/shm/n{number}", os.O_CREAT))
                sizes[1] += 1
        except OSError:
            pass
        return sizes

    size, number = own_uid.do(fill, own_uid.plan(limits=Limits(memory=64 << 20)))
    assert size <= mounts.memory_of_files(64 << 20)
    assert 1_000 < number < 20_000


@needs_root
def test_without_the_right_to_mount_a_player_has_no_shared_memory(own_uid: Players) -> None:
    def attempt() -> None:
        header, sets = struct.pack("=Ii", 0x20080522, 0), (ctypes.c_uint32 * 6)()
        LIBC.capget(header, sets)
        for kind in (0, 1):
            sets[kind] &= ~(1 << 21)  # CAP_SYS_ADMIN, which containers usually have not
        assert LIBC.capset(header, sets) == 0
        isolate.prepare()
        answer = own_uid.do(lambda: outcome(Path(f"/dev/shm/tg{UID}").write_text, "x"))
        if landlock_version():
            assert answer == "PermissionError"
        Path(f"/dev/shm/tg{UID}").unlink(missing_ok=True)
        assert "no mounts: Operation not permitted (unshare)" in own_uid.layers
        assert any("num_workers" in layer for layer in own_uid.layers)
        os._exit(7)

    assert os.waitstatus_to_exitcode(os.waitpid(fork(attempt), 0)[1]) == 7
