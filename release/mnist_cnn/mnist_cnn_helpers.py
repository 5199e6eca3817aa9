"""Figures, progress bars and small services of the lab's notebook. No answer is in here."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from IPython.display import display
from torch import nn

from torchgrade.student import ProgressBar

Pair = tuple[torch.Tensor, torch.Tensor]


def hold_out(images: torch.Tensor, labels: torch.Tensor) -> tuple[Pair, Pair]:
    """Mark a sixth of the images, the same ones every time, for validation; the others train."""
    shuffled = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    kept = shuffled.argsort() >= len(images) // 6
    return (images[kept], labels[kept]), (images[~kept], labels[~kept])


def ready(*functions: Callable[..., Any], **values: object) -> bool:
    """Whether all answers are there; say which one is missing otherwise.

    Functions are looked at, not called: one whose body is still `...` counts as missing.
    """
    missing = [f"{function.__name__}()" for function in functions if _blank(function)]
    missing += [name for name, value in values.items() if value is None or value is ...]
    for name in missing:
        print(f"{name} is not written yet. Do that first, then run this cell again.")
    return not missing


def _blank(function: Callable[..., Any]) -> bool:
    code = getattr(function, "__code__", None)
    if code is None:  # a class or another callable: somebody wrote it
        return False
    said = {constant for constant in code.co_consts if constant is not function.__doc__}
    return not code.co_names and said <= {None, ...}


def show_classes(images: torch.Tensor, labels: torch.Tensor, title: str) -> None:
    """Draw three images of each class."""
    figure, axes = plt.subplots(3, 10, figsize=(10, 3.3))
    for digit, column in enumerate(axes.T):
        column[0].set_title(digit)
        for axis, image in zip(column, images[labels == digit][:3], strict=True):
            axis.imshow(image[0], cmap="gray_r")
            axis.axis("off")
    figure.suptitle(title, y=1.02)
    plt.show()


def show_softmax_losses(floor: float | None) -> None:
    """Draw the loss with and without a softmax too many, against the lead of the right class."""
    lead = torch.linspace(-12, 12, 200)
    logits = torch.zeros(200, 10)
    logits[:, 0] = lead
    target = torch.zeros(200, dtype=torch.int64)
    once = nn.functional.cross_entropy(logits, target, reduction="none")
    twice = nn.functional.cross_entropy(logits.softmax(1), target, reduction="none")
    figure, axis = plt.subplots(figsize=(6.5, 3.4))
    axis.plot(lead, once, label="cross-entropy of the logits")
    axis.plot(lead, twice, label="with a Softmax in between")
    if floor is not None:
        axis.axhline(float(floor), color="gray", linestyle=":", label="your softmax_floor")
    axis.set(xlabel="lead $z$ of the right class", ylabel="loss", ylim=(0, 8))
    axis.legend()
    figure.tight_layout()
    plt.show()


class SweepPlot:
    """A progress bar over runs, and the accuracies so far: `with SweepPlot(runs=30) as plot`."""

    def __init__(self, runs: int) -> None:
        self.bar = ProgressBar("runs", runs)
        self.shown: Any = None

    def __enter__(self) -> SweepPlot:
        self.bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.bar.__exit__(*error)

    def counting(self, fit: Callable[..., Any]) -> Callable[..., Any]:
        """Return `fit` with a step of the bar after each call."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            outcome = fit(*args, **kwargs)
            self.bar.step()
            return outcome

        return counted

    def draw(self, sweeps: list[dict[float, float]]) -> None:
        """Draw a dot for each run, the mean over seeds, and one standard deviation both ways."""
        figure = _sweep_figure(sweeps)
        if self.shown is None:
            self.shown = display(figure, display_id=True)
        else:
            self.shown.update(figure)
        plt.close(figure)


def _sweep_figure(sweeps: list[dict[float, float]]) -> plt.Figure:
    rates = sorted(sweeps[0])
    values = np.array([[one[p] for p in rates] for one in sweeps])
    spread = values.std(axis=0, ddof=1) if len(sweeps) > 1 else np.zeros(len(rates))
    figure, axes = plt.subplots(1, 2, figsize=(10, 3.4))
    for axis in axes:
        axis.plot(rates, values.T, ".", color="gray", alpha=0.6)
        axis.errorbar(rates, values.mean(axis=0), yerr=spread, fmt="o-", capsize=3)
        axis.set(xlabel="dropout rate $p$", ylabel="validation accuracy")
    top = values.mean(axis=0).max()
    axes[0].set_title(f"{len(sweeps)} seed{'s' * (len(sweeps) > 1)}")
    axes[1].set(ylim=(top - 0.05, min(1.0, top + 0.01)), title="the same, close up")
    figure.tight_layout()
    return figure


def probabilities_of(model: nn.Module, images: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Return the probabilities (N, 10) that a network gives to the classes; its mode is kept."""
    judge = copy.deepcopy(model).eval()
    with torch.inference_mode():
        parts = [judge(part.to(device)).softmax(dim=1).cpu() for part in torch.split(images, 500)]
    return torch.cat(parts)


def show_mistakes(images: torch.Tensor, labels: torch.Tensor, probabilities: torch.Tensor) -> None:
    """Draw the confusion matrix, and the mistakes of which the network is surest."""
    says = probabilities.argmax(dim=1)
    table = torch.zeros(10, 10, dtype=torch.int64).index_put(
        (labels, says), torch.ones_like(labels), accumulate=True
    )
    figure, axis = plt.subplots(figsize=(5, 4.4))
    axis.imshow(table.clone().fill_diagonal_(0), cmap="Oranges")
    for label, said in table.nonzero().tolist():
        axis.text(said, label, int(table[label, said]), ha="center", va="center", fontsize=8)
    ticks = {"xticks": range(10), "yticks": range(10)}
    axis.set(xlabel="the network says", ylabel="the label says", **ticks)
    axis.set_title("Confusion matrix (colour: mistakes only)")
    figure.tight_layout()
    plt.show()

    wrong = (says != labels).nonzero().flatten()
    surest = wrong[probabilities[wrong].amax(dim=1).argsort(descending=True)][:16]
    figure, axes = plt.subplots(2, 8, figsize=(10, 4))
    for axis in axes.flat:
        axis.axis("off")
    for axis, i in zip(axes.flat, surest.tolist(), strict=False):
        axis.imshow(images[i, 0], cmap="gray_r")
        sure = float(probabilities[i, says[i]])
        axis.set_title(f"{int(says[i])} ({sure:.0%})\nlabel {int(labels[i])}", fontsize=9)
    figure.suptitle(f"{len(wrong)} mistakes; those of which the network is surest")
    figure.tight_layout()
    plt.show()


def without_batch_norm(model: nn.Sequential) -> nn.Sequential:
    """Return the same layers in a row, without the batch norm."""
    leaves = [layer for layer in model.modules() if not isinstance(layer, nn.Sequential)]
    return nn.Sequential(*(layer for layer in leaves if not isinstance(layer, nn.BatchNorm2d)))


def ablation(
    variants: dict[str, Callable[[], nn.Module]],
    fit: Callable[[nn.Module], dict[str, list[float]]],
    seeds: int,
) -> None:
    """Train each variant under each seed, and print mean accuracies and their spread over seeds."""
    print(f"{'':24s} training   validation (mean of {seeds} seeds +- standard deviation)")
    with ProgressBar("runs", len(variants) * seeds) as bar:
        for name, make in variants.items():
            runs = []
            for seed in range(seeds):
                torch.manual_seed(seed)
                runs.append(fit(make()))
                bar.step()
            trained = [run["train_accuracy"][-1] for run in runs]
            validated = [run["val_accuracy"][-1] for run in runs]
            spread = np.std(validated, ddof=1) if seeds > 1 else math.nan
            print(f"{name:24s} {np.mean(trained):.4f}     {np.mean(validated):.4f} +- {spread:.4f}")
