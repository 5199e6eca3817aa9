"""Figures, tables of networks and the training loop of the lab. No question asks you to read this file."""

import time

import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

from torchgrade import datasets
from torchgrade.student import show_after  # the notebook calls it

# Colours that most eyes can tell apart.
COLOURS = ["#777777", "#0072b2", "#d55e00", "#009e73", "#cc79a7"]
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})


def digits(count):
    """Return some scans of handwritten digits, (count, 1, 28, 28) with values from 0 to 1."""
    return datasets.tensors("digits", train=True)[0][:count]


def squares():
    """Return four images of 4 x 4 pixels, each with a square of 3 x 3 ones in another corner."""
    images = torch.zeros(4, 4, 4)
    for image, (top, left) in zip(images, ((0, 0), (0, 1), (1, 1), (1, 0))):
        image[top : top + 3, left : left + 3] = 1
    return images


def draw_squares():
    """Draw the four images of question 4, with the windows of a 2 x 2 pooling."""
    _, axes = plt.subplots(1, 4, figsize=(8, 2.2), layout="constrained")
    for number, (axis, image) in enumerate(zip(axes, squares()), start=1):
        axis.imshow(image, cmap="gray", vmin=0, vmax=1, extent=(0, 4, 4, 0))
        for edge in (0, 2, 4):
            axis.axhline(edge, color=COLOURS[2])
            axis.axvline(edge, color=COLOURS[2])
        axis.set(title=f"image {number}", xticks=[], yticks=[], xlim=(-0.05, 4.05), ylim=(4.05, -0.05))
    plt.show()


def draw_edges(conv_forward):
    """Draw what two filters for edges find in a digit, with stride 1 and with stride 2."""
    image = digits(1)
    across = torch.tensor([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    filters = torch.stack([across, across.T])[:, None]
    _, axes = plt.subplots(1, 5, figsize=(11, 2.5), layout="constrained")
    axes[0].imshow(image[0, 0], cmap="gray")
    axes[0].set(title="28 x 28")
    for stride, pair in ((1, axes[1:3]), (2, axes[3:5])):
        maps, _ = conv_forward(image, filters, torch.zeros(2), {"stride": stride, "pad": 1})
        for axis, found, name in zip(pair, maps[0], ("left and right", "top and bottom")):
            axis.imshow(found, cmap="RdBu", vmin=-4, vmax=4)
            axis.set(title=f"{name}\nstride {stride}: {found.shape[0]} x {found.shape[1]}")
    for axis in axes:
        axis.set(xticks=[], yticks=[])
        axis.spines[:].set_visible(False)
    plt.show()


# Part 4: what is timed.


def timing_cases(sizes=(8, 16, 32, 48)):
    """Return (x, w, b, conv_param) for square images of each size: 8 filters of 3 x 3 x 4."""
    draw = torch.Generator().manual_seed(0)
    cases = []
    for size in sizes:
        x = torch.randn(2, 4, size, size, generator=draw)
        w, b = torch.randn(8, 4, 3, 3, generator=draw), torch.randn(8, generator=draw)
        cases.append((x, w, b, {"stride": 1, "pad": 1}))
    return cases


def library(x, w, b, conv_param):
    """Convolve as PyTorch does."""
    return F.conv2d(x, w, b, stride=conv_param["stride"], padding=conv_param["pad"])


# Part 5: tables of networks. A row is one convolution.


def _row(name, in_channels, out_channels, kernel_size, map_size):
    return {
        "name": name,
        "in_channels": in_channels,
        "out_channels": out_channels,
        "kernel_size": kernel_size,
        "map_size": map_size,
    }


def _squeezenet(stem, fires):
    """Return the rows of a SqueezeNet: its stem, its fire modules, and the layer with the classes."""
    rows, channels = [stem], stem["out_channels"]
    for number, (squeeze, expand, size) in enumerate(fires, start=2):
        rows += [
            _row(f"fire{number}.squeeze", channels, squeeze, 1, size),
            _row(f"fire{number}.expand1x1", squeeze, expand, 1, size),
            _row(f"fire{number}.expand3x3", squeeze, expand, 3, size),
        ]
        channels = 2 * expand
    return [*rows, _row("classes", channels, 1000, 1, 13)]


def squeezenet_1_0():
    """Return the convolutions of SqueezeNet 1.0 (Iandola et al., 2016) for images of 224 x 224."""
    fires = [(16, 64, 54), (16, 64, 54), (32, 128, 54), (32, 128, 27), (48, 192, 27)]
    fires += [(48, 192, 27), (64, 256, 27), (64, 256, 13)]
    return _squeezenet(_row("stem", 3, 96, 7, 109), fires)


def squeezenet_1_1():
    """Return the convolutions of SqueezeNet 1.1, of the same authors, for images of 224 x 224."""
    fires = [(16, 64, 55), (16, 64, 55), (32, 128, 27), (32, 128, 27), (48, 192, 13)]
    fires += [(48, 192, 13), (64, 256, 13), (64, 256, 13)]
    return _squeezenet(_row("stem", 3, 64, 3, 111), fires)


def resnet_20():
    """Return the 3 x 3 convolutions of ResNet-20 (He et al., 2016) for images of 32 x 32."""
    rows, channels = [_row("stem", 3, 16, 3, 32)], 16
    for stage, (width, size) in enumerate(((16, 32), (32, 16), (64, 8)), start=1):
        for number in range(1, 7):
            rows.append(_row(f"stage{stage}.{number}", channels, width, 3, size))
            channels = width
    return rows


def draw_macs(macs_by_map):
    """Draw the share of each map size in the work of both SqueezeNets."""
    _, axes = plt.subplots(1, 2, figsize=(9, 2.8), layout="constrained", sharey=True)
    for axis, name, rows in zip(axes, ("1.0", "1.1"), (squeezenet_1_0(), squeezenet_1_1())):
        found = macs_by_map(rows)
        sizes = sorted(found, reverse=True)
        total = sum(found.values())
        axis.bar([f"{n} x {n}" for n in sizes], [found[n] / total for n in sizes], color=COLOURS[1])
        axis.set(title=f"SqueezeNet {name}: {total / 1e6:.0f} million MACs", xlabel="map")
    axes[0].set_ylabel("share of all MACs")
    plt.show()


def _seconds(call, tries=7):
    call()
    found = []
    for _ in range(tries):
        begin = time.perf_counter()
        call()
        found.append(time.perf_counter() - begin)
    return min(found)


def time_depthwise(depthwise_separable_ratio, widths=(16, 32, 64, 128, 256), size=32):
    """Draw how many times faster the separable layer is here, beside the ratio of MACs."""
    counted = [float(depthwise_separable_ratio(n, n, 3)) for n in widths]
    measured = []
    with torch.no_grad():
        for n in widths:
            x, full = torch.randn(8, n, size, size), torch.randn(n, n, 3, 3)
            deep, point = torch.randn(n, 1, 3, 3), torch.randn(n, n, 1, 1)
            normal = _seconds(lambda: F.conv2d(x, full, padding=1))
            split = _seconds(lambda: F.conv2d(F.conv2d(x, deep, padding=1, groups=n), point))
            measured.append(normal / split)
    _, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    axis.semilogx(widths, counted, marker="o", color=COLOURS[1], label="fewer MACs")
    axis.semilogx(widths, measured, marker="o", color=COLOURS[2], label="faster on this machine")
    axis.axhline(1, color=COLOURS[0], linewidth=1)
    axis.set(xlabel="channels", ylabel="times", xticks=widths, xticklabels=widths, ylim=(0, None))
    axis.minorticks_off()
    axis.legend(frameon=False, fontsize=9)
    plt.show()


# Part 6: what an output sees, and what it does when the image moves.


def random_tower(depth, kernel_size=3, channels=8, seed=0):
    """Return a network of convolutions with random weights, and ReLUs between them."""
    torch.manual_seed(seed)
    layers, width = [], 1
    for _ in range(depth):
        layers += [nn.Conv2d(width, channels, kernel_size, padding=kernel_size // 2), nn.ReLU()]
        width = channels
    return nn.Sequential(*layers)


def draw_field(measured_field, depth=8, size=31, tries=40):
    """Draw how much each pixel counts for the middle output of towers with random weights."""
    total = torch.zeros(size, size)
    for seed in range(tries):
        net = random_tower(depth, seed=seed)
        x = torch.randn(1, 1, size, size, requires_grad=True)
        net(x)[0, :, size // 2, size // 2].sum().backward()
        total += x.grad[0, 0].abs()
    box = measured_field(random_tower(depth), torch.randn(1, 1, size, size))
    _, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    left.imshow(total / total.max(), cmap="magma")
    corner = [size // 2 - side // 2 - 0.5 for side in reversed(box)]
    left.add_patch(plt.Rectangle(corner, box[1], box[0], fill=False, edgecolor="white"))
    left.set(title=f"{depth} layers of 3 x 3: box of {box[0]} x {box[1]}", xticks=[], yticks=[])
    right.plot(total.sum(0) / total.sum(), color=COLOURS[1])
    right.set(xlabel="column of pixels", ylabel="share of the gradient", ylim=(0, None))
    plt.show()


def _features(x):
    draw = torch.Generator().manual_seed(0)
    w = torch.randn(8, 1, 3, 3, generator=draw) / 3
    return F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="circular"), w))


def _pooled(x, pool):
    for _ in range(3):
        x = pool(x)
    return x


def _blur_pool(x):
    """Take the maximum of each 2 x 2 window, blur the result, then keep every second value."""
    x = F.max_pool2d(F.pad(x, (0, 1, 0, 1), mode="circular"), 2, stride=1)
    k = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 8
    kernel = (k[:, None] * k).expand(x.shape[1], 1, 4, 4)
    x = F.pad(x, (1, 2, 1, 2), mode="circular")
    return F.conv2d(x, kernel, stride=2, groups=x.shape[1])


def shift_layers():
    """Return the layers of the figure on shifts, by name; each takes images (N, 1, H, W)."""
    return {
        "no pooling": _features,
        "average, 3 times": lambda x: _pooled(_features(x), lambda y: F.avg_pool2d(y, 2)),
        "maximum, 3 times": lambda x: _pooled(_features(x), lambda y: F.max_pool2d(y, 2)),
        "blurred maximum, 3 times": lambda x: _pooled(_features(x), _blur_pool),
    }


def draw_shift(shift_change, longest=16):
    """Draw how much features change when a digit moves, and how far they move along."""
    images = F.pad(digits(64), (2, 2, 2, 2))
    shifts = range(longest + 1)
    _, (left, right) = plt.subplots(1, 2, figsize=(11, 3.4), layout="constrained", sharey=True)
    for (name, layer), colour in zip(shift_layers().items(), COLOURS):
        step = 1 if name == "no pooling" else 8
        still = [float(shift_change(layer, images, s, 0)) for s in shifts]
        along = [float(shift_change(layer, images, s, s // step)) for s in shifts]
        left.plot(shifts, still, color=colour, label=name)
        right.plot(shifts, along, color=colour)
    left.set(xlabel="shift of the image in pixels", ylabel="change of the features")
    left.set(title="compared with the features before")
    right.set(xlabel="shift of the image in pixels", title="compared with the features, moved along")
    left.legend(frameon=False)
    plt.show()


# Part 7: the network.


def train(make, epochs=5, batch_size=32, learning_rate=0.2):
    """Train a ThreeLayerConvNet on small digits by plain SGD; draw its loss and its filters."""
    images, labels = datasets.tensors("digits", train=True)
    held_out, truth = datasets.tensors("digits", train=False)
    # 14 x 14 pixels, with about mean 0 and standard deviation 1
    images, held_out = ((F.avg_pool2d(x, 2) - 0.3) / 0.35 for x in (images, held_out))
    net = make()
    losses = []
    for epoch in range(epochs):
        order = torch.randperm(len(images), generator=torch.Generator().manual_seed(epoch))
        for batch in order.split(batch_size):
            loss, grads = net.loss(images[batch], labels[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient
            losses.append(float(loss))
    right = (net.loss(held_out).argmax(1) == truth).float().mean().item()
    figure = plt.figure(figsize=(10, 3.2), layout="constrained")
    left, tiles = figure.subfigures(1, 2, width_ratios=(3, 2))
    axis = left.subplots()
    axis.plot(losses, color=COLOURS[1])
    axis.set(xlabel="step", ylabel="training loss", ylim=(0, None))
    axis.set(title=f"right on {right:.1%} of {len(truth)} digits that were held out")
    filters = net.params["W1"].detach()[:16, 0]
    for place, weights in zip(tiles.subplots(4, 4).flat, filters):
        place.imshow(weights, cmap="RdBu", vmin=-filters.abs().max(), vmax=filters.abs().max())
        place.set(xticks=[], yticks=[])
        place.spines[:].set_visible(False)
    tiles.suptitle("filters", fontsize=10)
    plt.show()
