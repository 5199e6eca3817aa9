"""What every player and referee starts with in memory, imported once."""

from __future__ import annotations

from torchgrade.grade.shell import Shell, make_shell

__all__ = ["everything"]


def everything() -> Shell:
    """Import what notebooks and tests use, and make the shell that cells run in."""
    import matplotlib
    import pandas  # type: ignore[import-untyped] # noqa: F401
    import torch
    import torch.utils.data
    import torchvision.models
    import torchvision.transforms  # noqa: F401
    import tqdm.auto  # noqa: F401

    import torchgrade.datasets
    import torchgrade.devices
    import torchgrade.grade.modules
    import torchgrade.grade.referee
    import torchgrade.weights

    shell = make_shell()
    matplotlib.use("module://matplotlib_inline.backend_inline")
    from matplotlib import pyplot

    torch.set_num_threads(1)  # a fork after a parallel region hangs
    for like in ("mnist", "cifar10"):
        torchgrade.datasets.load("digits", train=True, like=like)
    # The first figure loads the backend, fonts and styles.
    pyplot.subplots(layout="constrained")
    pyplot.close("all")
    return shell
