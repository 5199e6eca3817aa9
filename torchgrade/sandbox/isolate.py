"""What a player gives up before the first byte of a student's code runs.

The fork server calls `prepare` once; each freshly forked player calls `enter`, which needs no
import and no file of ours. A layer that this platform has not is named, never an error; a layer
that it has and that fails raises OSError.

The order matters. What is inherited goes while /proc and the folder can still be opened as the
parent could; then mounts, which take root's rights; then the user and the capabilities, as a change
of them clears what comes next: the signal at the parent's death, and that nobody looks in. No new
privileges come before seccomp and Landlock, which ask for that; Landlock comes after it, as its
rules open files. At the end the player tries whether what is closed to it is. Each layer has a
module of its own; the package's docstring lists them.
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
"""What a player has in its folder that is no part of a student's work."""

_DUMPABLE, _NO_NEW_PRIVS = 4, 38  # include/uapi/linux/prctl.h


@dataclass(frozen=True)
class Plan:
    """What one player is given.

    Args:
        folder: its working folder, its own already, which that uid can reach: the only one where
            it may write.
        uid: the user (and group) to become, that nobody else has; None where the grader is not
            root.
        readable: files and folders that it may read besides, such as data sets.
        closed: files and folders that it must not be able to open, links resolved; they are left
            out of what everybody may read.
        tried: what of these it tries to open, besides.
        limits: what it may use.
    """

    folder: Path
    uid: int | None
    readable: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()
    tried: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Prepared:
    """What `prepare` found on this machine: a layer is on where nothing is said against it."""

    landlock: int  # version of its interface, 0 without
    no_landlock: str  # why
    no_mounts: str  # why
    filters: dict[bool, bytes]  # BPF programs, by "has a uid of its own"
    no_seccomp: str  # why
    names: tuple[Path, ...]  # of all that everybody may read, their own and those of links
    code: tuple[Path, ...]  # where Python's modules are, links resolved
    system: tuple[Path, ...]  # what else everybody may read
    devices: tuple[Path, ...]  # of GPUs


prepared: Prepared | None = None
"""For all players of this process and its forks. Others may replace it, to do without a layer."""


def shares_nothing() -> bool:
    """Return whether players that have a uid have no folder in common where they may write."""
    return prepared is not None and not prepared.no_mounts


def places_of_code() -> tuple[Path, ...]:
    """Return where Python's modules are, as `prepare` has found if it was called."""
    # In a fork, to look through all modules copies 5,000 pages for their reference counts.
    return prepared.code if prepared else tuple(landlock.code_paths())


def prepare() -> None:
    """Find out what there is and compile the filters; for the trusted fork server."""
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
        plan: what it is given.
        keep: the descriptors that stay open.

    Python objects of the parent whose descriptors are closed here stay in memory: whatever closes
    one of them later would close a newer descriptor of that number.

    Returns:
        The layers, each as a short text; those that are not on start with "no ".

    Raises:
        OSError: a layer that is there could not be put on, or the parent has died.
    """
    if prepared is None:
        prepare()
    assert prepared is not None
    own_uid = plan.uid is not None
    parent = os.getppid()
    if sys.platform == "linux":
        prctl(_DUMPABLE, 1)  # of a closed process, which the parent may be, /proc/self is root's
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
    else:  # semaphores and shared memory are files where others would find them
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
    """Return the layers that are not on, of those that :func:`enter` returned."""
    return [layer for layer in layers if layer.startswith("no ")]


def _restrict(plan: Plan, ready: Prepared, parent: int) -> list[str]:
    """Put on what can't be taken off again."""
    own_uid = plan.uid is not None
    layers = []
    executable = without_closed((*ready.code, *ready.system), plan.closed)
    die_with_parent()  # only now: a change of credentials clears it
    if os.getppid() != parent:
        raise ProcessLookupError(errno.ESRCH, "the parent of this player has died")
    # Nobody of the same uid may look into a player. A grader that is not root must, to see how
    # much memory a player has of its own; then Landlock keeps the other players out.
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
