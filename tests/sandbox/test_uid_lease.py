"""Uids of players are nobody else's: real locks, processes and accounts."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from torchgrade.engine.supervisor import slots
from torchgrade.errors import GraderError
from torchgrade.sandbox import uid_lease
from torchgrade.sandbox.processes import proc
from torchgrade.sandbox.uid_lease import UidLeaseError, lease_uids

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc"),
    pytest.mark.skipif(os.getuid() != 0, reason="only root gives uids"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "leases"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Only three blocks, below those that graders get, and others for each worker of pytest's.

    What runs with one of these uids, or has it in the system's accounts, all workers would see.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = uid_lease.FIRST - 3 * uid_lease.BLOCK * (worker % 6 + 1)  # above 60,000: no account's
    monkeypatch.setattr(uid_lease, "FIRST", first)
    monkeypatch.setattr(uid_lease, "LAST", first + 3 * uid_lease.BLOCK - 1)
    return [first + number * uid_lease.BLOCK for number in range(3)]


def firsts(folder: Path) -> list[int]:
    """UidLease all that there are, and let go of them."""
    held = []
    with suppress(UidLeaseError):
        while True:
            held.append(lease_uids(folder, patience=0))
    for lease in held:
        lease.close()
    return sorted(lease.uids[0] for lease in held)


CLAIM = """
import sys
from pathlib import Path
from torchgrade.sandbox.uid_lease import lease_uids
lease = lease_uids(Path(sys.argv[1]))
print(lease.uids[0], lease.uids[-1], flush=True)
sys.stdin.read()
"""


def test_graders_that_run_at_once_share_no_uid(folder: Path) -> None:
    command = [sys.executable, "-c", CLAIM, str(folder)]
    graders = [
        subprocess.Popen(command, stdin=-1, stdout=-1, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    found = set[int]()
    for grader in graders:
        assert grader.stdout is not None
        first, last = map(int, grader.stdout.readline().split())
        assert first >= uid_lease.FIRST
        assert last <= uid_lease.LAST
        assert last - first == uid_lease.BLOCK - 1
        assert found.isdisjoint(range(first, last + 1))
        found.update(range(first, last + 1))
    for grader in graders:
        grader.communicate("")


def test_where_all_are_taken_a_grader_waits_and_then_refuses(
    folder: Path, three: list[int]
) -> None:
    held = [lease_uids(folder, patience=0) for _ in three]
    with pytest.raises(UidLeaseError, match="no uid is free"):
        lease_uids(folder, patience=0.3)
    threading.Timer(0.3, held[1].close).start()
    late = lease_uids(folder, patience=60)
    assert late.uids == held[1].uids
    for lease in (held[0], held[2], late):
        lease.close()


def test_uids_of_a_process_are_left_alone(folder: Path, three: list[int]) -> None:
    """Real, effective, saved or of a group: whoever it is, it is not to be ended."""
    assert firsts(folder) == three
    uid = three[1] + 7
    kinds = [
        f"os.setresuid({uid}, 0, 0)",
        f"os.setresuid(0, {uid}, 0)",
        f"os.setresuid(0, 0, {uid})",
        f"os.setgroups([{uid}])",
    ]
    for change in kinds:
        script = f"import os, sys; {change}; print(flush=True); sys.stdin.read()"
        command = [sys.executable, "-c", script]
        with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as somebody:
            assert somebody.stdout is not None
            somebody.stdout.readline()
            assert firsts(folder) == [three[0], three[2]], change
            somebody.communicate("")


@pytest.mark.skipif(shutil.which("useradd") is None, reason="there is no useradd")
def test_uids_of_an_account_are_left_alone(folder: Path, three: list[int]) -> None:
    name = f"tgtest{os.getpid()}"
    subprocess.run(["useradd", "-M", "-u", str(three[0] + 63), name], check=True)
    try:
        assert firsts(folder) == three[1:]
    finally:
        subprocess.run(["userdel", name], check=True)


@pytest.mark.skipif(shutil.which("groupadd") is None, reason="there is no groupadd")
def test_gids_of_a_group_are_left_alone(folder: Path, three: list[int]) -> None:
    name = f"tgtest{os.getpid()}"
    subprocess.run(["groupadd", "-g", str(three[2]), name], check=True)
    try:
        assert firsts(folder) == three[:2]
    finally:
        subprocess.run(["groupdel", name], check=True)


def test_nobody_but_root_can_hold_a_claim(folder: Path, three: list[int]) -> None:
    lease = lease_uids(folder, patience=0)
    script = (
        "import fcntl, os, sys\n"
        "for call in (os.listdir, lambda p: os.open(p + '/' + sys.argv[2], os.O_RDONLY)):\n"
        "    try: call(sys.argv[1])\n"
        "    except PermissionError: print('refused')\n"
    )
    folder.parent.chmod(0o755)
    command = [sys.executable, "-I", "-c", script, folder, lease.uids[0]]
    command = ["/usr/bin/env", "python3", *command[1:]] if not _readable() else command
    done = subprocess.run(
        [str(part) for part in command], user=three[0], capture_output=True, text=True
    )
    assert done.stdout.split() == ["refused"] * 2, done.stderr
    lease.close()


def _readable() -> bool:
    """Whether every user can start this interpreter."""
    real = Path(sys.executable).resolve()
    return all(folder.stat().st_mode & 1 for folder in real.parents)


@pytest.mark.parametrize("make", ["wide", "file", "link", "foreign", "no parent"])
def test_a_folder_that_is_not_roots_alone_is_refused(folder: Path, make: str) -> None:
    other = folder.with_name("other")
    other.mkdir(mode=0o700)
    if make == "file":
        folder.touch()
    elif make == "link":
        folder.symlink_to(other)
    elif make == "no parent":
        folder = folder / "leases"
    else:
        folder.mkdir(mode=0o700)
        folder.chmod(0o777 if make == "wide" else 0o700)
        os.chown(folder, 12345 if make == "foreign" else 0, 0)
    with pytest.raises(UidLeaseError, match="leases of uids"):
        lease_uids(folder, patience=0)


def test_a_container_that_lacks_the_uids_or_the_rights_gives_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert uid_lease.may_give_uids()
    all_ids, two_ranges = [range(65536)], [range(1), range(1, 60001)]
    docker = 0xA80425FB
    for uids, gids, capabilities, may in (
        (all_ids, all_ids, docker, True),
        ([range(1)], all_ids, docker, False),
        (all_ids, two_ranges, docker, False),
        (all_ids, all_ids, 0, False),
    ):
        monkeypatch.setattr(proc, "id_maps", lambda found=(uids, gids): found)
        monkeypatch.setattr(proc, "capabilities", lambda found=capabilities: found)
        assert uid_lease.may_give_uids() is may, (uids, gids, capabilities)


# Places.


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[slots.Slots]:
    monkeypatch.setattr(slots, "lay_out", lambda *_: folder)
    monkeypatch.setattr(slots, "lease_uids", lambda: lease_uids(folder))
    monkeypatch.setattr(slots, "COUNT", 3)
    found = slots.Slots()
    yield found
    found.close()


def test_one_job_more_than_there_are_places_waits_for_one(
    places: slots.Slots, folder: Path
) -> None:
    taken = [places.take(folder, folder) for _ in range(3)]
    assert len({place.uid for place in taken}) == 3
    more = list[slots.Slot]()
    waiting = threading.Thread(target=lambda: more.append(places.take(folder, folder)))
    waiting.start()
    time.sleep(0.2)
    assert not more
    places.give_back(taken[1], None)
    waiting.join(20)
    assert [place.uid for place in more] == [taken[1].uid]


def test_a_place_whose_processes_do_not_end_is_given_to_nobody(
    places: slots.Slots, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(uid: int) -> None:
        raise TimeoutError

    monkeypatch.setattr(slots, "end_uid", hang)
    slot: Any = SimpleNamespace(
        kill=lambda: None, wait=lambda: None, orphaned=False, shares_nothing=True
    )
    for _ in range(3):
        places.give_back(places.take(folder, folder), slot)
    places.settle()
    with pytest.raises(GraderError, match="do not end"):
        places.take(folder, folder)


def test_a_grader_that_stops_keeps_its_uids_until_the_last_place_is_given_back(
    places: slots.Slots, folder: Path, three: list[int]
) -> None:
    """To end what runs as a uid that is another grader's already would end that one's work."""
    place = places.take(folder, folder)
    places.close()
    assert len(firsts(folder)) == 2
    places.give_back(place, None)
    places.settle()
    assert firsts(folder) == three


def test_a_place_is_given_back_where_its_folders_could_not_be_made(
    places: slots.Slots, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(slots, "lay_out", full)
        for _ in range(5):
            with pytest.raises(OSError, match="No space"):
                places.take(folder, folder)
    assert places.take(folder, folder).uid is not None


def test_a_lock_is_the_claim_and_goes_with_its_holder(folder: Path, three: list[int]) -> None:
    lease = lease_uids(folder, patience=0)
    file = os.open(folder / str(lease.uids[0]), os.O_RDWR)
    with pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lease.close()
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(file)
