"""Limits of CPU and memory for a command, as a container has them: a cgroup of its own.

https://docs.kernel.org/admin-guide/cgroup-v1/ and .../cgroup-v2.html
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MOUNT = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Group:
    """A cgroup of either version: in version 1 it is one folder for each controller."""

    cpu: Path
    memory: Path
    account: Path
    version: int

    def join(self) -> None:
        """Put this process into it: what `subprocess` calls as `preexec_fn`."""
        for folder in {self.cpu, self.memory, self.account}:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    @property
    def peak(self) -> int:
        """The most memory that it had, in bytes, with the page cache that is charged to it."""
        name = "memory.max_usage_in_bytes" if self.version == 1 else "memory.peak"
        return int((self.memory / name).read_text())

    @property
    def seconds(self) -> float:
        """CPU time that it took."""
        if self.version == 2:
            return _table(self.cpu / "cpu.stat")["usage_usec"] / 1e6
        return int((self.account / "cpuacct.usage").read_text()) / 1e9

    @property
    def kills(self) -> int:
        """How many of its processes were ended because memory ran out."""
        name = "memory.oom_control" if self.version == 1 else "memory.events"
        return _table(self.memory / name).get("oom_kill", 0)

    def remove(self) -> None:
        """Remove it, once all its processes have ended."""
        for folder in {self.cpu, self.memory, self.account}:
            for _ in range(50):
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    break
                time.sleep(0.1)


@contextlib.contextmanager
def limited(cpu: float, memory: int) -> Iterator[Group | None]:
    """Make a cgroup; None where this machine does not let us.

    Args:
        cpu: how many CPUs' time it may take.
        memory: bytes.
    """
    group = None
    with contextlib.suppress(OSError):
        group = _version_2(cpu, memory) if _is_version_2() else _version_1(cpu, memory)
    try:
        yield group
    finally:
        if group is not None:
            group.remove()


def _is_version_2() -> bool:
    return (MOUNT / "cgroup.controllers").is_file()


def _version_1(cpu: float, memory: int) -> Group:
    name = f"torchgrade-{os.getpid()}-{time.monotonic_ns()}"
    controllers = ("cpu", "memory", "cpuacct")  # the first and the last are one on most systems
    group = Group(*((MOUNT / one).resolve() / name for one in controllers), version=1)
    quota = {"cpu.cfs_period_us": 100_000, "cpu.cfs_quota_us": int(cpu * 100_000)}
    _make(group, group.cpu, quota)
    _make(group, group.memory, {"memory.limit_in_bytes": memory})
    _make(group, group.account, {})
    return group


def _version_2(cpu: float, memory: int) -> Group:
    folder = MOUNT / f"torchgrade-{os.getpid()}-{time.monotonic_ns()}"
    group = Group(folder, folder, folder, version=2)
    (MOUNT / "cgroup.subtree_control").write_text("+cpu +memory")
    quota = {"cpu.max": f"{int(cpu * 100_000)} 100000", "memory.max": memory}
    _make(group, folder, quota)
    with contextlib.suppress(OSError):  # there is no such file without swap
        (folder / "memory.swap.max").write_text("0")
    return group


def _make(group: Group, folder: Path, limits: Mapping[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    try:
        for name, value in limits.items():
            (folder / name).write_text(str(value))
    except OSError:
        group.remove()
        raise


def _table(path: Path) -> dict[str, int]:
    """Read a file of lines with a name and a number."""
    lines = (line.split() for line in path.read_text().splitlines())
    return {line[0]: int(line[1]) for line in lines if len(line) == 2}
