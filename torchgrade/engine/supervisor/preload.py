"""Import once what every player and referee needs in memory."""

from __future__ import annotations

import contextlib
import glob

import torchgrade.notebook  # noqa: F401 - it imports nbformat in less time than others do
from torchgrade.engine.player.shell import Shell, make_shell
from torchgrade.engine.supervisor.deferred_imports import compiler_deferred, defer_import

__all__ = ["everything"]

_GPUS = ("/dev/nvidia[0-9]*", "/dev/kfd", "/dev/dxg")
"""Devices by which CUDA and ROCm find a GPU; asking CUDA itself would initialize it."""


class _NoStack:
    """Stands for the module `traceback` where torch keeps stacks that nobody will read."""

    @staticmethod
    def format_stack() -> list[str]:
        return []


def everything(*, single: bool = False) -> Shell:
    """Import what notebooks and tests use, and make the shell that cells run in.

    Args:
        single: whether to leave out what only some of them use.

    Raises:
        PluginError: two checks have the same name.
    """
    with contextlib.suppress(ImportError):  # scikit-learn's k-means and neighbours need it
        import threadpoolctl

        # It asks the loader then which libraries there are: a player has no /proc/self/maps.
        threadpoolctl._HAS_PROCFS = False
    defer_import("otter")  # it imports all of otter, with pandas: 22 MB that no test needs
    import matplotlib

    # Where a player may read no file of the interpreter, it can import none of these later.
    import numpy.fft
    import numpy.random  # noqa: F401
    import otter.version  # noqa: F401 - a notebook may assert the least one
    import torch
    import torch.utils._device
    import torch.utils.data

    with compiler_deferred():
        import torchvision.models
        import torchvision.transforms  # noqa: F401
    # The first tensor on the device meta asks for these, with SymPy, in every process anew.
    import torch.fx.experimental.symbolic_shapes

    if torch.distributed.is_available():
        import torch.distributed.tensor
    import tqdm.auto  # noqa: F401

    import torchgrade.datasets
    import torchgrade.devices
    import torchgrade.engine.proxies.modules
    import torchgrade.engine.referee.referee
    import torchgrade.weights

    if not single:
        from torchgrade.checks.registered import CHECKS

        CHECKS.names()  # a name that is taken is an error now, and not when a test asks for it

    shell = make_shell()
    matplotlib.use("module://matplotlib_inline.backend_inline")
    from matplotlib import pyplot

    _seed_without_stacks()
    torch.set_num_threads(1)  # a fork after a parallel region hangs
    if not any(map(glob.glob, _GPUS)):
        # At its first backward autograd starts a thread for each GPU, and with these no fork can
        # compute gradients. torch.compile and torch.export have it believe in eight; so now.
        torch.ones((), requires_grad=True).backward()  # type: ignore[no-untyped-call]
    for like in ("mnist", "cifar10"):
        torchgrade.datasets.load("digits", train=True, like=like)
    # The first figure loads the backend, fonts and styles.
    pyplot.subplots(layout="constrained")
    pyplot.close("all")
    return shell


def _seed_without_stacks() -> None:
    """Have `torch.manual_seed` cost microseconds.

    For each kind of accelerator that is not in use yet it keeps the seed with the formatted stack,
    for the message of an error. A player's stack has fifty frames: half a millisecond each time.
    """
    import torch

    for kind in (torch.cuda, torch.xpu, torch.mtia):
        if hasattr(kind, "traceback"):
            vars(kind)["traceback"] = _NoStack
