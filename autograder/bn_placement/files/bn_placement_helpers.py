"""Figures of the lab on batch normalization. No question asks you to read this file."""

import matplotlib.pyplot as plt
import torch
from torch import nn

from torchgrade.student import LivePlot, needs  # the notebook calls needs

# Colours that most eyes can tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#777777")
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


def watch_batch_norm(model, images):
    """Return [(what enters, what leaves)] for each batch norm layer, and the model's output."""
    seen = []

    def note(layer, given, out):
        seen.append((given[0].clone(), out.clone()))

    layers = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    hooks = [m.register_forward_hook(note) for m in layers]
    with torch.no_grad():
        result = model(images)
    for hook in hooks:
        hook.remove()
    return seen, result


# Figures that grow while a network trains


def live_plot(*titles, height=3.3, **settings):
    """Make a panel for each title; `settings` go to all of them, such as xlabel="epoch"."""
    size = (5.2 * len(titles), height)
    figure, grid = plt.subplots(1, len(titles), figsize=size, layout="constrained", squeeze=False)
    for panel, title in zip(grid[0], titles):
        panel.set(title=title, **settings)
    return LivePlot(figure)


# Part 1


def draw_three_steps(before, after, out):
    """Show how the values of each channel are spread, after each layer of a block."""
    _, axes = plt.subplots(1, 3, figsize=(11, 3.2), layout="constrained")
    titles = ["after the convolution", "after batch norm", "after ReLU"]
    bins = {"bins": 84, "range": (-6, 6), "histtype": "step", "linewidth": 1.5}
    for ax, values, title in zip(axes, [before, after, out], titles):
        for channel in range(before.shape[1]):
            v = values[:, channel].flatten()
            mean, std = round(v.mean().item(), 2) + 0.0, v.std().item()
            label = f"channel {channel}: mean {mean:+.2f}, std {std:.2f}"
            ax.hist(v.numpy(), density=True, log=True, label=label, **bins)
        ax.set(title=title, xlabel="value", xlim=(-6, 6), ylim=(3e-4, 1e3))
        ax.legend(fontsize=8, frameon=False, loc="upper right")
    axes[0].set_ylabel("density (log scale)")
    plt.show()


# Experiment A


def draw_handed_on(trained, images):
    """Show what the third block receives in each network, and the channel means of the first."""
    _, axes = plt.subplots(1, 3, figsize=(13, 3.4), layout="constrained")
    for ax, colour, (name, net) in zip(axes, COLOURS, trained.items()):
        values = net[:2](images[:256]).detach().flatten()
        zero, negative = (100 * f.float().mean().item() for f in (values == 0, values < 0))
        label = f"exactly 0: {zero:.0f} %\nnegative: {negative:.0f} %"
        bins = {"bins": 64, "range": (-3, 5), "density": True, "log": True}
        ax.hist(values.numpy(), color=colour, label=label, **bins)
        ax.axvline(0, color="black", linewidth=0.8)
        ax.set(xlabel="value", ylabel="density (log scale)")
        ax.set_title(f"what block 3 receives,\n{name}")
        ax.legend(frameon=False)
    _draw_means(axes[2], next(iter(trained.values())).train(), images[:512])
    plt.show()


def _draw_means(ax, net, images):
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    seen, _ = watch_batch_norm(net, images)
    for depth, (norm, (_, out)) in enumerate(zip(norms, seen), start=1):
        beta, mean = norm.bias.detach().numpy(), out.mean(dim=(0, 2, 3)).numpy()
        ax.scatter(beta, mean, s=18, label=f"block {depth}")
    ax.axline((0, 0), slope=1, color="grey", linewidth=0.8)
    ax.axhline(0, color="grey", linewidth=0.8, linestyle=":")
    ax.set(xlabel=r"$\beta$", ylabel="mean of the channel")
    ax.set_title("outputs of batch norm after training,\none point for each channel")
    ax.locator_params(nbins=5)
    ax.legend(frameon=False, fontsize=8)


# Experiment C


def one_image_in_batches(net, images, labels, sizes, times=100):
    """Put one image into random batches of each size, with `net` in training mode.

    Return the probability of its true class in evaluation mode, and {size: its probability in each
    of `times` batches}. The image is one of which the network is fairly, but not quite, sure.
    """
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        sure = net.eval()(images).softmax(1).gather(1, labels[:, None])[:, 0]
        index = (sure - 0.8).abs().argmin().item()
        net.train()
        answers = {}
        for size in sizes:
            others = torch.randint(0, len(labels), (times, size - 1), generator=generator)
            batches = torch.cat([torch.full((times, 1), index), others], dim=1)
            scores = torch.stack([net(images[batch])[0] for batch in batches])
            answers[size] = scores.softmax(1)[:, labels[index]]
    return sure[index].item(), answers


def draw_forgotten_eval(right, errors, sure, answers):
    """Show the errors in training mode on the left, and the answers for one image on the right."""
    sizes = list(answers)
    _, (left, dots) = plt.subplots(1, 2, figsize=(10.4, 3.6), layout="constrained")
    for colour, (name, values) in zip(COLOURS[1:], errors.items()):
        left.plot(sizes, values, "o-", color=colour, label=f"training mode, {name}")
    left.axhline(right, color=COLOURS[0], label="evaluation mode")
    left.set(xscale="log", xlabel="batch size", ylabel="test error (percent)")
    left.set(xlim=(0.8, 320), title="error of the same network")
    left.set_ylim(0, 1.45 * max(right, 1, *(v for values in errors.values() for v in values)))
    left.set_xticks(sizes, [str(size) for size in sizes])
    left.minorticks_off()
    generator = torch.Generator().manual_seed(2)
    for place, values in enumerate(answers.values()):
        places = place + 0.3 * (torch.rand(len(values), generator=generator) - 0.5)
        label = None if place else "training mode"
        dots.plot(places, values, ".", color=COLOURS[1], alpha=0.5, label=label)
    dots.axhline(sure, color=COLOURS[0], label="evaluation mode")
    dots.set_xticks(range(len(sizes)), [str(size) for size in sizes])
    dots.set(xlabel="batch size", ylabel="probability of the true class", ylim=(-0.03, 1.03))
    dots.set_title(f"one image in {len(values)} random batches")
    for ax in (left, dots):
        ax.legend(frameon=False, fontsize=8)
    plt.show()


# Experiment D


def gamma(block):
    """Return the weight of the first batch norm layer in a block."""
    return next(m.weight for m in block.modules() if isinstance(m, nn.BatchNorm2d))


def also_decay(optimizer, blocks, strength):
    """Let an optimizer decay gamma and beta of these blocks as well."""
    chosen = [p for block in blocks for p in block.parameters() if p.dim() == 1]
    known = {id(p) for p in chosen}
    for group in optimizer.param_groups:
        group["params"] = [p for p in group["params"] if id(p) not in known]
    if chosen:
        optimizer.add_param_group({"params": chosen, "weight_decay": strength})
