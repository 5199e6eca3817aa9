"""Figures and training loops of the lab on dropout. No question asks you to read this file."""

import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F

from torchgrade.student import LivePlot, progress, show_after  # the notebook calls show_after

# Colours that most eyes can tell apart.
BLUE, ORANGE, GREEN, GREY = "#0072b2", "#d55e00", "#009e73", "#777777"
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


# Part 1


def draw_coin(a, p, tosses=400):
    """Toss one coin many times: the average of the output so far, and the values that it takes."""
    luck = torch.Generator().manual_seed(1)
    coin = torch.bernoulli(torch.full((tosses,), p), generator=luck)
    count = torch.arange(1, tosses + 1)
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
    kinds = (("plain", coin * a, ORANGE, -0.12), ("inverted", coin * a / p, BLUE, 0.12))
    for name, h, colour, shift in kinds:
        left.plot(count, h.cumsum(0) / count, color=colour, label=f"{name} dropout")
        value, how_often = h.unique(return_counts=True)
        label = f"{name} dropout"
        right.bar(value + shift, how_often / tosses, width=0.22, color=colour, label=label)
    left.axhline(a, color=GREY, linestyle="--", label="activation $a$ of the unit")
    left.set(xlabel="number of tosses", ylabel="average of $h$ so far")
    left.set(xlim=(1, tosses), ylim=(0, 2 * a), title="What the next layer sees on average")
    right.set(xlabel="value of $h$", ylabel="share of tosses", ylim=(0, 1))
    right.set(title="What it sees in a single step")
    for axis in (left, right):
        axis.legend(frameon=False, loc="upper right")
    plt.show()


# Part 2


def draw_masks(dropout_forward, picture):
    """Show one picture after dropout in test mode and with several keep probabilities."""
    figure, axes = plt.subplots(1, 5, figsize=(11, 2.9), layout="constrained")
    shown = [("test mode", {"mode": "test", "p": 0.5})]
    shown += [(f"train mode, p = {p}", {"mode": "train", "p": p}) for p in (0.9, 0.7, 0.5, 0.25)]
    for axis, (title, param) in zip(axes, shown):
        out, _ = dropout_forward(picture, param)
        drawn = axis.imshow(out, cmap="magma", vmin=0, vmax=4)
        label = f"mean {out.mean():.3f}, largest {out.max():.1f}"
        axis.set(title=title, xticks=[], yticks=[], xlabel=label)
    figure.colorbar(drawn, ax=axes, label="value of the pixel", shrink=0.9)
    plt.show()


# Part 3


def train_layers(propagate, pixels, labels, p, scaled, epochs=15):
    """Train three hidden layers of 256 units, without nn.Module, and return [(w, b), ...]."""
    sizes = (784, 256, 256, 256, 10)
    pairs = zip(sizes, sizes[1:])
    layers = [(torch.randn(a, b) * math.sqrt(2 / a), torch.zeros(b)) for a, b in pairs]
    parameters = [t.requires_grad_() for layer in layers for t in layer]
    optimizer = torch.optim.Adam(parameters, lr=1e-3)
    for _ in range(epochs):
        for batch in torch.randperm(len(pixels)).split(64):
            _, scores = propagate(pixels[batch], layers, p, "train", scaled)
            loss = F.cross_entropy(scores, labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return [(w.detach(), b.detach()) for w, b in layers]


def look(propagate, pixels, labels, layers, p, mode, scaled):
    """Measure a trained network: layer means, loss, how sure it is and how often it is right."""
    means, scores = propagate(pixels, layers, p, mode, scaled)
    return {
        "means": means,
        "loss": F.cross_entropy(scores, labels).item(),
        "sure": scores.softmax(1).amax(1).mean().item(),
        "right": (scores.argmax(1) == labels).float().mean().item(),
    }


def train_with_and_without_scaling(propagate, repair, images, labels):
    """Train with both kinds of dropout for several p; keep what is measured on held-out images."""
    torch.manual_seed(0)
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    pixels, learn, watch = images.flatten(1), order[360:], order[:360]
    held_out = (pixels[watch], labels[watch])
    propagate(pixels[:2], [(torch.ones(784, 3), torch.zeros(3))], 0.5, "test", True)[1].mean()
    results = {}
    runs = [(p, scaled) for p in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9) for scaled in (True, False)]
    for p, scaled in progress(runs, "networks"):
        layers = train_layers(propagate, pixels[learn], labels[learn], p, scaled)
        name = "inverted" if scaled else "plain"
        for mode in ("train", "test"):
            results[name, p, mode] = look(propagate, *held_out, layers, p, mode, scaled)
        if not scaled:
            results["repaired", p, "test"] = look(
                propagate, *held_out, repair(layers, p), p, "test", scaled
            )
    return results


def draw_scaling(results):
    """Draw what `train_with_and_without_scaling` measured."""
    keeps = sorted({p for _, p, _ in results})
    _, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.9), layout="constrained")
    for name, colour in (("plain", ORANGE), ("inverted", BLUE)):
        for mode, style in (("train", "-"), ("test", "--")):
            means = results[name, 0.5, mode]["means"]
            label = f"{name}, {mode} mode"
            left.plot(range(1, 4), means, style, marker="o", color=colour, label=label)
        sure = [results[name, p, "test"]["sure"] for p in keeps]
        correct = [results[name, p, "test"]["right"] for p in keeps]
        middle.plot(keeps, sure, "-", marker="o", color=colour, label=f"{name}: how sure")
        middle.plot(keeps, correct, ":", marker="s", color=colour, label=f"{name}: how often right")
    curves = (
        ("plain", ORANGE, "plain, nothing done at test"),
        ("repaired", GREEN, "plain, your repair"),
        ("inverted", BLUE, "inverted"),
    )
    for name, colour, label in curves:
        losses = [results[name, p, "test"]["loss"] for p in keeps]
        right.plot(keeps, losses, marker="o", color=colour, label=label)
    left.set(xlabel="hidden layer", ylabel="mean activation after dropout", xticks=[1, 2, 3])
    left.set(title="Layer means, keep probability 0.5")
    middle.set(xlabel="keep probability $p$", ylabel="probability")
    middle.set(title="Test mode: sure and right")
    right.set(xlabel="keep probability $p$", ylabel="cross-entropy loss", ylim=(0, None))
    right.set(title="Test mode: loss")
    for axis in (left, middle, right):
        axis.legend(frameon=False, fontsize=9)
    plt.show()


def with_and_without_scaling(propagate, repair, images, labels):
    """Run the experiment of part 3, draw it, and print the numbers for p = 0.5."""
    results = train_with_and_without_scaling(propagate, repair, images, labels)
    draw_scaling(results)
    for name in ("plain", "inverted"):
        for mode in ("train", "test"):
            row = results[name, 0.5, mode]
            said = f"loss {row['loss']:.3f}, right {row['right']:.1%}, sure {row['sure']:.1%}"
            print(f"{name:9s} p = 0.5, {mode:5s} mode: {said}")
    test, train = (results["plain", 0.5, mode]["means"][2] for mode in ("test", "train"))
    print(f"\nmean of the third hidden layer, plain, test mode / training mode: {test / train:.2f}")


# Part 5


def noisy_split(images, labels, device):
    """Return 400 training images, a fifth of them labelled wrongly, and the rest for validation."""
    noise = torch.Generator().manual_seed(5)
    order = torch.randperm(len(images), generator=noise)
    train_y = labels[order[:400]].clone()
    wrong = torch.randperm(400, generator=noise)[:80]
    train_y[wrong] = (train_y[wrong] + torch.randint(1, 10, (80,), generator=noise)) % 10
    split = (images[order[:400]], train_y, images[order[400:]], labels[order[400:]])
    return [part.to(device) for part in split]


def accuracy(model, x, y):
    """Return the share of right answers in eval mode."""
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def draw_curves(axes, curves, epochs):
    """Draw training and validation accuracy, one picture for each drop probability."""
    for axis, (p_drop, curve) in zip(axes, curves.items()):
        axis.clear()
        axis.axhline(0.8, color=GREY, linewidth=0.8, linestyle=":")
        text = "share of right training labels"
        axis.text(epochs, 0.79, text, color=GREY, ha="right", va="top", fontsize=9)
        axis.set(xlim=(0, epochs + 1), ylim=(0.3, 1.02), title=f"p_drop = {p_drop}")
        axis.set(xlabel="epoch", ylabel="accuracy in eval mode")
        if curve["train"]:
            count = range(1, len(curve["train"]) + 1)
            label = "training (a fifth of the labels wrong)"
            axis.plot(count, curve["train"], color=ORANGE, label=label)
            axis.plot(count, curve["val"], "--", color=BLUE, label="validation")
            axis.legend(frameon=False, loc="lower right")


def overfit(build_net, split, device, epochs=60):
    """Train `build_net(0.0)` and `build_net(0.5)`, draw their curves, return the two networks."""
    train_x, train_y, val_x, val_y = split
    torch.manual_seed(0)
    models = {p_drop: build_net(p_drop).to(device) for p_drop in (0.0, 0.5)}
    curves = {p_drop: {"train": [], "val": []} for p_drop in models}
    figure, axes = plt.subplots(1, 2, figsize=(11, 3.9), layout="constrained")
    with LivePlot(figure) as plot:
        for p_drop, model in models.items():
            optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
            for epoch in progress(range(epochs), f"p_drop = {p_drop}"):
                model.train()
                for batch in torch.randperm(400, device=device).split(32):
                    loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                curves[p_drop]["train"].append(accuracy(model, train_x, train_y))
                curves[p_drop]["val"].append(accuracy(model, val_x, val_y))
                if epoch % 10 == 9:
                    draw_curves(axes, curves, epochs)
                    plot.refresh_sometimes()
    for p_drop, curve in curves.items():
        train, val, best = curve["train"][-1], curve["val"][-1], max(curve["val"])
        print(f"p_drop = {p_drop}: training {train:.1%}, validation {val:.1%} (best {best:.1%})")
    return models
