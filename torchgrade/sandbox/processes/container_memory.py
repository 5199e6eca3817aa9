"""How much memory this process's container has."""

from __future__ import annotations

from pathlib import Path

import psutil

__all__ = ["container_memory"]

_MOUNT = Path("/sys/fs/cgroup")


def container_memory(mount: Path = _MOUNT, own: Path = Path("/proc/self/cgroup")) -> int:
    """Return the smallest limit here, in bytes: the machine's memory, or a limit of its cgroups.

    https://docs.kernel.org/admin-guide/cgroup-v1/memory.html and .../cgroup-v2.html

    Args:
        mount: where cgroups are mounted.
        own: the list of this process's cgroups.
    """
    limits = [int(psutil.virtual_memory().total)]
    for folder in _folders(mount, own):
        for name in ("memory.max", "memory.limit_in_bytes"):
            text = _read(folder / name).strip()
            if text.isdigit():  # not "max"
                limits.append(int(text))
    return min(limits)


def _folders(mount: Path, own: Path) -> list[Path]:
    """List the folders of this process's memory cgroup and its ancestors.

    In a container the list may have a path of the host, of which the mount only shows the end.
    """
    found = [mount, mount / "memory"]
    for line in _read(own).splitlines():
        _, controllers, path = line.split(":", 2)
        if controllers in ("", "memory"):
            folder = mount / controllers / path.strip("/")
            found += [folder, *folder.parents]
    return [folder for folder in found if folder.is_relative_to(mount)]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
