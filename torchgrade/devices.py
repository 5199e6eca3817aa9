"""The device that a notebook computes on."""

from __future__ import annotations

import torch

__all__ = ["device"]


def device() -> torch.device:
    """Return the fastest device that this machine has: CUDA, else Apple's MPS, else the CPU.

    Returns:
        ``torch.device("cuda")``, ``torch.device("mps")`` or ``torch.device("cpu")``. It never has
        an index, so that ``CUDA_VISIBLE_DEVICES`` and ``torch.cuda.set_device`` still apply.
    """
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
