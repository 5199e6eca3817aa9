"""What every player and referee starts with in memory, imported once."""

from __future__ import annotations

from torchgrade.grade.shell import Shell, make_shell

__all__ = ["everything"]


def everything() -> Shell:
    """Import what notebooks and tests use, and make the shell that cells run in."""
    import matplotlib
    import pandas  # type: ignore[import-untyped] # noqa: F401
    import sklearn.datasets  # noqa: F401
    import torch.utils.data  # noqa: F401
    import torchvision.models
    import torchvision.transforms  # noqa: F401
    import tqdm.auto  # noqa: F401

    import torchgrade.datasets
    import torchgrade.grade.modules
    import torchgrade.grade.referee
    import torchgrade.weights  # noqa: F401

    shell = make_shell()
    matplotlib.use("module://matplotlib_inline.backend_inline")
    import matplotlib.pyplot

    return shell
