"""Figures and the training loop of the lab on optimizers. No question asks you to read this file."""

import math

import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

from torchgrade import datasets
from torchgrade.student import LivePlot, one_thread, progress, show_after  # the notebook calls show_after

# Colours that most eyes can tell apart.
COLOURS = ["#777777", "#0072b2", "#d55e00", "#009e73", "#cc79a7"]
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


def draw_correction(adam, steps=100, rate=0.1):
    """Draw how long the steps of Adam are for a constant gradient, with and without correction."""
    w, config, with_correction = torch.zeros(1), {"learning_rate": rate}, []
    for _ in range(1, steps + 1):
        after, config = adam(w, torch.full((1,), 3.0), config)
        with_correction.append(float((after - w).abs()))
        w = after
    t = range(1, steps + 1)
    without = [rate * (1 - 0.9**n) / math.sqrt(1 - 0.999**n) for n in t]
    _, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axis.plot(t, without, color=COLOURS[2], label="without the correction")
    axis.plot(t, with_correction, color=COLOURS[1], label="your adam")
    axis.set(xlabel="step", ylabel="length of the step", ylim=(0, None))
    axis.set(title="A gradient that is the same in every step")
    axis.legend(frameon=False)
    plt.show()


def draw_bytes(optimizer_bytes):
    """Draw what weights, gradients and each rule take for a network of a million weights."""
    model = nn.Sequential(nn.Linear(500, 1000), nn.ReLU(), nn.Linear(1000, 500))
    weights = sum(p.numel() * p.element_size() for p in model.parameters())
    rules = ["sgd", "momentum", "rmsprop", "adam"]
    kept = [optimizer_bytes(model, rule) for rule in rules]
    _, axis = plt.subplots(figsize=(8, 2.6), layout="constrained")
    for left, width, label, colour in (
        ([0] * 4, [weights] * 4, "weights", COLOURS[0]),
        ([weights] * 4, [weights] * 4, "gradients", COLOURS[1]),
        ([2 * weights] * 4, kept, "what the rule keeps", COLOURS[2]),
    ):
        width = [value / 2**20 for value in width]
        left = [value / 2**20 for value in left]
        axis.barh(rules, width, left=left, label=label, color=colour)
    axis.set(xlabel="MiB in training, without activations")
    axis.invert_yaxis()
    axis.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    plt.show()


def draw_ravine(descend, rules, steps=60, steepness=40.0):
    """Draw the paths of some rules down a ravine, and the loss on the way."""
    scale = torch.tensor([1.0, steepness])
    start = torch.tensor([-8.0, 1.0])
    x, y = torch.meshgrid(torch.linspace(-9, 3, 200), torch.linspace(-2, 2, 200), indexing="xy")
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
    left.contour(x, y, 0.5 * (x**2 + steepness * y**2), levels=12, colors="#dddddd")
    for (name, (rule, config)), colour in zip(rules.items(), COLOURS):
        path = descend(rule, lambda w: scale * w, start, steps, config)
        left.plot(*path.T, ".-", color=colour, linewidth=1, markersize=3, label=name)
        loss = 0.5 * (path**2 * scale).sum(1)
        right.semilogy(loss, color=colour, label=name)
    left.plot(0, 0, "k+")
    left.set(xlim=(-9, 3), ylim=(-2, 2), xlabel="x", ylabel="y", title=f"{steps} steps")
    right.set(xlabel="step", ylabel="loss", title="The loss on the way")
    right.legend(frameon=False)
    plt.show()


@one_thread()
def train_with_all(update, rules, epochs=8, batch_size=32):
    """Train the same network on the digits with each rule, and draw the losses meanwhile."""
    images, labels = datasets.tensors("digits", train=True)
    images = images.flatten(1)
    held_out, truth = datasets.tensors("digits", train=False)
    held_out = held_out.flatten(1)
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
    first = {name: p.detach().clone() for name, p in model.named_parameters()}
    orders = [torch.randperm(len(images)).split(batch_size) for _ in range(epochs)]
    figure, axis = plt.subplots(figsize=(9, 3.6), layout="constrained")
    lines = []
    with LivePlot(figure) as plot:
        for (name, (rule, settings)), colour in zip(rules.items(), COLOURS):
            params, state = first, {key: dict(settings) for key in first}
            losses = []
            for order in progress(orders, name):
                for batch in order:
                    leaves = {key: p.detach().requires_grad_() for key, p in params.items()}
                    scores = torch.func.functional_call(model, leaves, (images[batch],))
                    loss = F.cross_entropy(scores, labels[batch])
                    grads = torch.autograd.grad(loss, list(leaves.values()))
                    params, state = update(rule, params, dict(zip(leaves, grads)), state)
                    losses.append(loss.item())
            with torch.no_grad():
                found = torch.func.functional_call(model, params, (held_out,)).argmax(1)
            right = (found == truth).float().mean().item()
            smooth = torch.tensor(losses).unfold(0, 10, 1).mean(1)
            axis.semilogy(range(10, len(losses) + 1), smooth, color=colour, label=name)
            axis.set(xlabel="step", ylabel="training loss (mean of ten steps)")
            axis.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
            plot.refresh()
            lines.append(f"{name:10s} right on {right:.1%} of {len(truth)} images that were held out")
    print("\n".join(lines))
