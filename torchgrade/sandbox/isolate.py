"""Isolates a player before the first byte of a student's code runs.

The fork server calls `prepare` once; each freshly forked player calls `enter`, which needs no
imports and no files of ours. A layer that the platform lacks is reported and not an error; a layer
that fails raises OSError.

The order matters. Inherited state is dropped while /proc and the folder can still be opened with
the parent's rights; then come mounts, which need root; then user and capabilities, as changing them
clears the next two: the signal at the parent's death, and the flag that makes the process
undumpable. no_new_privs must precede seccomp and Landlock; Landlock is last, as its rules open
files. Finally the player tries to open what must be closed to it. Each layer has its own module,
listed in the package's docstring.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from torchgrade.sandbox import landlock, mounts, seccomp
from torchgrade.sandbox.credentials import change_credentials
from torchgrade.sandbox.inherited import (
    Limits,
    close_descriptors,
    forget_multiprocessing,
    limit,
    scrub_environment,
)
from torchgrade.sandbox.syscalls import die_with_parent, prctl
from torchgrade.sandbox.walls import try_closed, without_closed
from torchgrade.sandbox.workers import LAYER, do_without_workers, send_by_value

__all__ = [
    "OWN_FOLDERS",
    "Limits",
    "Plan",
    "enter",
    "missing",
    "places_of_code",
    "prepare",
    "shares_nothing",
]

OWN_FOLDERS = (".tmp", ".cache", ".ipython")
"""Folders in a player's folder that are not part of a student's work."""

_DUMPABLE, _NO_NEW_PRIVS = 4, 38  # include/uapi/linux/prctl.h


@dataclass(frozen=True)
class Plan:
    """What a player gets.

    Args:
        folder: its working folder, which it already owns and can reach as that uid: the only one
            where it may write.
        uid: the user (and group) to become, which nobody else has; None if the grader is not root.
        readable: other files and folders that it may read, such as data sets.
        closed: files and folders that it must not be able to open, with links resolved; they are
            excluded from what everybody may read.
        tried: more of these for it to try to open.
        limits: its resource limits.
    """

    folder: Path
    uid: int | None
    readable: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()
    tried: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Prepared:
    """What `prepare` found on this machine: a layer is there if no reason against it is given."""

    landlock: int  # Landlock's ABI version, 0 if there is none
    no_landlock: str  # why
    no_mounts: str  # why
    filters: dict[bool, bytes]  # BPF programs, by whether the player has its own uid
    no_seccomp: str  # why
    names: tuple[Path, ...]  # paths of everything that everybody may read, resolved or not
    code: tuple[Path, ...]  # folders of Python's modules, links resolved
    system: tuple[Path, ...]  # other paths that everybody may read
    devices: tuple[Path, ...]  # devices of GPUs


prepared: Prepared | None = None
"""For all players of this process and its forks. Tests may replace it, to omit a layer."""


def shares_nothing() -> bool:
    """Return whether players with their own uid share no writable folder."""
    return prepared is not None and not prepared.no_mounts


def places_of_code() -> tuple[Path, ...]:
    """Return where Python's modules are, as `prepare` has found if it was called."""
    # In a fork, to look through all modules copies 5,000 pages for their reference counts.
    return prepared.code if prepared else tuple(landlock.code_paths())


def prepare() -> None:
    """Detect the available layers and compile the filters; for the trusted fork server."""
    global prepared
    version, no_landlock, filters, no_seccomp = 0, "", {}, ""
    try:
        version = landlock.version()
    except OSError as error:
        no_landlock = error.strerror or str(error)
    try:
        filters = {own_uid: seccomp.program(own_uid) for own_uid in (True, False)}
    except (ImportError, OSError, RuntimeError) as error:
        no_seccomp = str(error)
    devices, of_gpus = landlock.gpu_paths()
    asked = (*landlock.code_paths(), *landlock.system_paths(), *of_gpus)
    code = tuple(dict.fromkeys(path.resolve() for path in landlock.code_paths()))
    system = tuple(dict.fromkeys(path.resolve() for path in (*landlock.system_paths(), *of_gpus)))
    names = tuple(dict.fromkeys((*asked, *code, *system)))
    no_mounts = mounts.why_not()
    prepared = Prepared(
        version, no_landlock, no_mounts, filters, no_seccomp, names, code, system, devices
    )


def enter(plan: Plan, keep: Collection[int]) -> tuple[str, ...]:
    """Give up everything that a player does not need; for a freshly forked process.

    Args:
        plan: what it gets.
        keep: the descriptors that stay open.

    Python objects of the parent whose descriptors are closed here stay in memory: closing one of
    them later would close a newer descriptor with the same number.

    Returns:
        The layers, each as a short text; missing ones start with "no ".

    Raises:
        OSError: an available layer could not be applied, or the parent has died.
    """
    if prepared is None:
        prepare()
    assert prepared is not None
    own_uid = plan.uid is not None
    parent = os.getppid()
    if sys.platform == "linux":
        prctl(_DUMPABLE, 1)  # /proc/self is root's while undumpable, as the parent may be
    os.setsid()
    close_descriptors(keep)
    private = own_uid and not prepared.no_mounts
    scrub_environment(plan.folder)
    forget_multiprocessing()
    os.umask(0o077)
    limit(plan.limits, own_uid=own_uid)
    if private:
        mounts.private_view(
            plan.folder,
            (*prepared.names, *plan.readable, *(path.resolve() for path in plan.readable)),
            () if prepared.landlock else plan.closed,
            size=mounts.memory_of_files(plan.limits.memory),
            no_network=not prepared.filters,
        )
        send_by_value()
        shared = [mounts.LAYER]
    else:  # semaphores and shared memory are files that others would find
        do_without_workers()
        shared = [f"no mounts: {prepared.no_mounts}"] * own_uid + [LAYER]
    os.chdir(plan.folder)
    layers = ["session", "descriptors", "environment", "rlimits"]
    layers += change_credentials(plan.uid, prepared.code, landlock=prepared.landlock > 0)
    layers += shared
    for name in (*OWN_FOLDERS, ".cache/matplotlib"):
        os.makedirs(name, exist_ok=True)
    if sys.platform == "linux":
        layers += _restrict(plan, prepared, parent)
    else:
        layers += [f"no {name}: on {sys.platform}" for name in ("seccomp", "landlock")]
    allowed = (*prepared.code, *prepared.system, *plan.readable)
    layers += try_closed(
        (*plan.closed, *plan.tried),
        allowed,
        landlock=prepared.landlock > 0,
        private=os.stat("/tmp").st_dev if private else -1,
    )
    return tuple(layers)


def missing(layers: Iterable[str]) -> list[str]:
    """Return the missing ones of the layers that :func:`enter` returned."""
    return [layer for layer in layers if layer.startswith("no ")]


def _restrict(plan: Plan, ready: Prepared, parent: int) -> list[str]:
    """Apply the layers that can't be removed again."""
    own_uid = plan.uid is not None
    layers = []
    executable = without_closed((*ready.code, *ready.system), plan.closed)
    die_with_parent()  # only now, as changing credentials clears it
    if os.getppid() != parent:
        raise ProcessLookupError(errno.ESRCH, "the parent of this player has died")
    # No process of the same uid may inspect a player. A grader that is not root must, to measure
    # the player's memory; then Landlock keeps other players out.
    prctl(_DUMPABLE, int(not own_uid and ready.landlock > 0))
    prctl(_NO_NEW_PRIVS, 1)
    layers.append("no-new-privs")
    if ready.filters:
        seccomp.load(ready.filters[own_uid])
        layers.append("seccomp")
    else:
        layers.append(f"no seccomp: {ready.no_seccomp}")
    if ready.landlock:
        landlock.restrict(
            ready.landlock,
            plan.folder,
            plan.readable,
            executable,
            ready.devices,
            shared_memory=own_uid and not ready.no_mounts,
        )
        layers.append(f"landlock {ready.landlock}" + " with GPUs" * bool(ready.devices))
        if ready.landlock < 6 and not own_uid:
            layers.append("no signal scope: it takes landlock 6")
    else:
        layers.append(f"no landlock: {ready.no_landlock}")
    return layers
