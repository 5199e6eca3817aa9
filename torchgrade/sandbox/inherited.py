"""What a player inherits from the fork server and must not keep: descriptors, environment, limits.

See fork(2) for what a child inherits, setrlimit(2) for the limits, and proc(5) for oom_score_adj.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from torchgrade.sandbox.processes import proc

__all__ = [
    "Limits",
    "close_descriptors",
    "forget_multiprocessing",
    "limit",
    "scrub_environment",
]


def close_descriptors(keep: Collection[int]) -> None:
    """Close all descriptors except these; the standard ones lead to /dev/null."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in {0, 1, 2}.difference(keep):
        os.dup2(null, fd)
    folder = "/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"
    for fd in {int(name) for name in os.listdir(folder)}.difference(keep, (0, 1, 2)):
        with contextlib.suppress(OSError):  # listdir's own descriptor
            os.close(fd)


# A process that asks CUDA itself whether there is a GPU can't fork any more, so ask the driver's
# management library, NVML (https://docs.pytorch.org/docs/stable/notes/cuda.html).
_GPU = ("CUDA_VISIBLE_DEVICES", "PYTORCH_NVML_BASED_CUDA_CHECK")
_KEPT = (*_GPU, "OMP_NUM_THREADS", "TORCHGRADE_DATA", "TORCHGRADE_PART")


def scrub_environment(folder: Path) -> None:
    """Replace the environment by one that only mentions the player's folder."""
    kept = {name: os.environ.get(name) for name in _KEPT}
    _wipe_first_environment()
    os.environ.clear()
    os.environ.update({name: value for name, value in kept.items() if value is not None})
    os.environ.update(
        PATH=f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        HOME=str(folder),
        TMPDIR=f"{folder}/.tmp",
        USER="student",  # getpass.getuser(), which torch calls, fails for a uid without a name
        LOGNAME="student",
        LANG="C.UTF-8",
        LC_ALL="C.UTF-8",
        MPLCONFIGDIR=f"{folder}/.cache/matplotlib",
        MPLBACKEND="module://matplotlib_inline.backend_inline",
        IPYTHONDIR=f"{folder}/.ipython",
        XDG_CACHE_HOME=f"{folder}/.cache",
        XDG_CONFIG_HOME=f"{folder}/.config",
        XDG_DATA_HOME=f"{folder}/.local/share",
        XDG_RUNTIME_DIR=f"{folder}/.tmp",
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONNOUSERSITE="1",
        TORCHGRADE_OFFLINE="1",
        # joblib's workers look in /proc for their memory, which is closed, so it works without
        # them.
        JOBLIB_MULTIPROCESSING="0",
    )


def _wipe_first_environment() -> None:
    """Overwrite the parent's initial environment, which stays readable in /proc/self/environ."""
    start, end = proc.environment_range()
    if 0 < start < end:
        # libc's pointers into it are cleared first, so that nothing reads the zeros.
        os.environ.clear()
        ctypes.memset(start, 0, end - start)


def forget_multiprocessing() -> None:
    """Reset multiprocessing and tempfile, whose state is the parent's."""
    tempfile.tempdir = None
    tracker = sys.modules.get("multiprocessing.resource_tracker")
    if tracker is not None:
        tracker._resource_tracker.__init__()
    process = sys.modules.get("multiprocessing.process")
    if process is not None:
        process.current_process()._config.pop("tempdir", None)
    context = sys.modules.get("multiprocessing.context")
    if context is not None:
        # Not forkserver, which would import everything again, and listens on a socket others can
        # reach.
        context._default_context.set_start_method("fork", force=True)


@dataclass(frozen=True)
class Limits:
    """The resource limits of a player.

    Args:
        memory: bytes that each of its processes may allocate, in addition to what it was forked
            with.
        processes: processes and threads together; only applies with its own uid. A notebook of a
            hundred questions needs three for each: its snapshot, and those where its tests run.
        file_size: bytes of a file, including shared memory.
        open_files: descriptors of a process.
        cpu_seconds: CPU seconds of a process.
    """

    memory: int = 2 << 30
    processes: int = 400
    file_size: int = 256 << 20
    open_files: int = 256
    cpu_seconds: int = 600


_NICE = 10  # the grader's own processes come first


def limit(limits: Limits, *, own_uid: bool) -> None:
    """Set the rlimits, which can't be raised again."""
    wanted = {
        # Not RLIMIT_AS, as torch maps far more than it uses.
        resource.RLIMIT_DATA: (limits.memory + proc.data_size(),) * 2,
        resource.RLIMIT_FSIZE: (limits.file_size,) * 2,
        resource.RLIMIT_NOFILE: (limits.open_files,) * 2,
        # First a signal that tells the cause, then one that can't be ignored.
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + 1),
        resource.RLIMIT_CORE: (0, 0),
    }
    # The kernel counts by uid. There is room for many more than the grader's own processes, so that
    # this user's other work fails no right solution, and a fork bomb still ends.
    room = limits.processes if own_uid else proc.threads_of(os.getuid()) + 4 * limits.processes
    wanted[resource.RLIMIT_NPROC] = (room, room)
    for name, pair in wanted.items():
        hard = resource.getrlimit(name)[1]
        if hard != resource.RLIM_INFINITY:
            pair = (min(pair[0], hard), min(pair[1], hard))
        resource.setrlimit(name, pair)
    os.nice(_NICE)
    with contextlib.suppress(OSError):  # if memory runs out, the kernel kills players first
        Path("/proc/self/oom_score_adj").write_text("1000")
