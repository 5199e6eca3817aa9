"""The scores of a network for all test images, computed once for all tests of a question.

When points depend on several accuracies, each is a test case that needs the same scores, which take
seconds on a large test set and minutes in a container with half a CPU.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable

import torch

from torchgrade.checks.models.network import Network, add_to_hash

__all__ = ["remembered"]

_SAMPLE = 32  # images, evenly spaced, that tell one way of preparing them from another

_last: tuple[str, torch.Tensor] | None = None


def remembered(
    model: object,
    images: torch.Tensor,
    prepare: Callable[[torch.Tensor], torch.Tensor] | None,
    batch_size: int,
    compute: Callable[[], torch.Tensor],
) -> torch.Tensor:
    """Return what `compute` gives, or what it gave the last time for the same network and images.

    Only for a network that was rebuilt here (`checks.rebuilt`): its calls and state are all there
    is to it. A student's own object may answer differently the next time.
    """
    global _last
    if type(model) is not Network:
        return compute()
    key = _key(model, images, prepare, batch_size)
    if _last is None or _last[0] != key:
        _last = key, compute()
    return _last[1]


def _key(
    model: Network,
    images: torch.Tensor,
    prepare: Callable[[torch.Tensor], torch.Tensor] | None,
    batch_size: int,
) -> str:
    chosen = torch.linspace(0, len(images) - 1, min(_SAMPLE, len(images))).round().long()
    sample = images[chosen] if prepare is None else prepare(images[chosen])
    secret = os.environ.get("TORCHGRADE_SEED", "")  # decides the order and the batches
    found = hashlib.sha256(f"{model.digest()} {batch_size} {secret}".encode())
    for tensor in (images, sample):
        add_to_hash(found, tensor)
    return found.hexdigest()
