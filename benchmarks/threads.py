"""How long a training step takes with one thread and with two, for networks of the labs' sizes.

    python benchmarks/threads.py

A step is forward, backward and SGD on random images; the median of twenty counts. On a machine that
has other work, threads wait for each other, and two are slower than one.
"""

from __future__ import annotations

import statistics
import time

import torch
from torch import nn

STEPS = 20


def networks() -> list[tuple[str, nn.Module, torch.Tensor]]:
    """Return names, networks and batches of inputs."""
    wide = [nn.Linear(784, 256), nn.ReLU()]
    for _ in range(2):
        wide += [nn.Linear(256, 256), nn.ReLU()]
    return [
        (
            "784-64-10 (`optimizers`), 32",
            nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10)),
            torch.randn(32, 784),
        ),
        (
            "three layers of 256 (`dropout_scaling`), 64",
            nn.Sequential(*wide, nn.Linear(256, 10)),
            torch.randn(64, 784),
        ),
        (
            "two convolutions on 28 x 28 (as in `mnist_cnn`), 128",
            nn.Sequential(*_block(1, 16), *_block(16, 32), nn.Flatten(), nn.Linear(32 * 49, 10)),
            torch.randn(128, 1, 28, 28),
        ),
        (
            "`SimpleNN` on 32 x 32 (`cifar10_training`), 128",
            nn.Sequential(
                *_block(3, 8, 5, 0),
                *_block(8, 16, 3, 0),
                nn.Flatten(),
                nn.Linear(16 * 36, 120),
                nn.ReLU(),
                nn.Linear(120, 84),
                nn.ReLU(),
                nn.Linear(84, 10),
            ),
            torch.randn(128, 3, 32, 32),
        ),
    ]


def _block(before: int, after: int, size: int = 3, padding: int = 1) -> list[nn.Module]:
    return [nn.Conv2d(before, after, size, padding=padding), nn.ReLU(), nn.MaxPool2d(2)]


def milliseconds(net: nn.Module, x: torch.Tensor) -> float:
    """Return what a step takes, as a rule."""
    y = torch.arange(len(x)) % 10
    sgd = torch.optim.SGD(net.parameters(), lr=0.01)
    steps = []
    for _ in range(STEPS):
        start = time.perf_counter()
        sgd.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        sgd.step()
        steps.append(time.perf_counter() - start)
    return 1000 * statistics.median(steps)


def main() -> None:
    """Print a row for each network."""
    print("| network, batch | one thread | two threads |\n|---|---|---|")
    for name, net, x in networks():
        taken = []
        for threads in (1, 2):
            torch.set_num_threads(threads)
            taken.append(f"{float(f'{milliseconds(net, x):.2g}'):g} ms")
        print(f"| {name} | {' | '.join(taken)} |")


if __name__ == "__main__":
    main()
