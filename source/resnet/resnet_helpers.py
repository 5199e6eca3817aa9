"""Figures, data and files of the lab on ResNet-20. No question asks you to read this file."""

import math

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn

from torchgrade import datasets
from torchgrade.student import needs  # the notebook calls it

MEAN = (0.4914, 0.4822, 0.4465)  # of the CIFAR-10 training images: red, green, blue
STD = (0.2023, 0.1994, 0.2010)

# Colours that most eyes can tell apart.
BLUE, ORANGE, RED = "#0072b2", "#d55e00", "#cb181d"
COLOURS = {"conv": "#9ecae1", "norm": "#c7e9c0", "ReLU": "#fdd0a2", "+": "#fcbba1"}


def normalise(images):
    """Images in [0, 1], (N, 3, 32, 32): subtract MEAN and divide by STD, channel by channel."""
    mean = torch.tensor(MEAN, device=images.device).view(1, 3, 1, 1)
    return (images - mean) / torch.tensor(STD, device=images.device).view(1, 3, 1, 1)


# Figures


def _box(axes, x, y, text, colour, width=2.0, height=0.62):
    corner = (x - width / 2, y - height / 2)
    box = plt.Rectangle(corner, width, height, facecolor=colour, edgecolor="0.25", zorder=2)
    axes.add_patch(box)
    axes.text(x, y, text, ha="center", va="center", fontsize=9, zorder=3)


def _arrow(axes, start, end, **style):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", **style})


def draw_blocks():
    """Two layers of a plain network on the left, a residual block on the right."""
    _, axes = plt.subplots(figsize=(7, 4.6))
    names = ["3x3 conv", "batch norm", "ReLU", "3x3 conv", "batch norm"]
    kinds = ((0, "plain", [*names, "ReLU"]), (5, "residual", [*names, "+", "ReLU"]))
    for x, title, layers in kinds:
        axes.text(x, 0.9, title, ha="center", fontsize=12, fontweight="bold")
        axes.text(x + 0.15, 0.25, "x", fontsize=11, style="italic")
        _arrow(axes, (x, 0.6), (x, -0.7))
        for i, layer in enumerate(layers):
            y = -1.0 - i
            colour = COLOURS[layer.split()[-1]]
            _box(axes, x, y, layer, colour, width=0.7 if layer == "+" else 2.0)
            _arrow(axes, (x, y - 0.31), (x, y - 0.68))
    axes.plot([5, 6.9, 6.9], [0.05, 0.05, -6], color=RED, lw=2)
    _arrow(axes, (6.92, -6), (5.37, -6), color=RED, lw=2)
    axes.text(7.05, -3, "shortcut:\nx as it is", color=RED, va="center")
    axes.text(3.85, -3, "branch\nF(x)", ha="right", va="center")
    axes.set(xlim=(-2, 9), ylim=(-8, 1.3))
    axes.axis("off")
    plt.show()


def draw_network(shapes):
    """The whole network with the shapes of question 2; a question mark where one is open."""
    _, axes = plt.subplots(figsize=(12, 3.1))
    palette = ["#d9d9d9", "#9ecae1", "#a1d99b", "#fdae6b", "#dadaeb"]
    places = [(0.0, "stem\n3x3, 16", 0)]
    for stage, width in ((1, 16), (2, 32), (3, 64)):
        for block in range(3):
            places.append((2.2 + 1.6 * (3 * (stage - 1) + block), f"block\n{width}", stage))
    places += [(17.0, "average\npool", 4), (19.0, "fc", 4)]
    for i, (x, text, part) in enumerate(places):
        half = 0.75 if part in (0, 4) else 0.6
        _box(axes, x, 0, text, palette[part], width=2 * half, height=1.1)
        if i + 1 < len(places):
            following = 0.75 if places[i + 1][2] in (0, 4) else 0.6
            _arrow(axes, (x + half, 0), (places[i + 1][0] - following, 0))
        if 1 <= part <= 3:
            dashed = part > 1 and places[i - 1][2] != part
            style = {"color": RED, "lw": 1.5, "linestyle": "--" if dashed else "-"}
            bend = {"connectionstyle": "arc3,rad=-1.3"}
            _arrow(axes, (x - 0.72, 0.05), (x + 0.72, 0.05), **bend, **style)
    parts = ("stem", "stage1", "stage2", "stage3", "pooled", "logits")
    for x, part in zip((0, 3.8, 8.6, 13.4, 17.0, 19.0), parts):
        value = shapes.get(part)
        known = isinstance(value, (tuple, list))
        text = " x ".join(map(str, value)) if known else "?"
        axes.text(x, -1.0, f"{part}\n{text}", ha="center", va="top", fontsize=9)
    axes.set(xlim=(-1, 20), ylim=(-2, 1.6))
    axes.axis("off")
    plt.show()


def draw_augmented(train_transform, images):
    """Four images, each with six draws of `train_transform`."""
    from torchvision.transforms.functional import to_pil_image

    mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
    _, grid = plt.subplots(4, 7, figsize=(9, 5.3))
    for row, image in zip(grid, images[:4]):
        picture = to_pil_image(image)
        row[0].imshow(picture)
        for axes in row[1:]:
            seen = train_transform(picture) * std + mean
            axes.imshow(seen.clamp(0, 1).permute(1, 2, 0))
        for axes in row:
            axes.axis("off")
    grid[0][0].set_title("image", fontsize=10)
    grid[0][3].set_title("draws of train_transform", fontsize=10)
    plt.show()


def draw_schedules(step_schedule, learning_rate):
    """The two schedules of question 11."""
    _, panels = plt.subplots(1, 2, figsize=(10, 2.8), layout="constrained")
    iterations = range(0, 64_000, 100)
    panels[0].semilogy(iterations, [float(step_schedule(i)) for i in iterations])
    panels[0].set(title="steps (He et al.)", xlabel="iteration", ylabel="learning rate")
    epochs = [e / 10 for e in range(601)]
    panels[1].plot(epochs, [float(learning_rate(e)) for e in epochs])
    panels[1].set(title="warm-up and cosine (used below)", xlabel="epoch")
    for panel in panels:
        panel.grid(alpha=0.3)
    plt.show()


# Networks for the experiment of question 8


def plain_block(channels):
    """Two layers as in the left half of the first figure: no shortcut."""

    def layer():
        convolution = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        return convolution, nn.BatchNorm2d(channels), nn.ReLU()

    return nn.Sequential(*layer(), *layer())


def deep_network(make_block, blocks, batch_norm=True):
    """A stack of equal blocks of 16 channels, made by `make_block(16)`, with 2 blocks + 2 layers.

    With batch_norm=False every batch norm in it is taken out.
    """
    net = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1, bias=False),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        *(make_block(16) for _ in range(blocks)),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, 10),
    )
    for module in [] if batch_norm else list(net.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.BatchNorm2d):
                setattr(module, name, nn.Identity())
    return net


# Data


def augment_batch(images, flip):
    """A crop (after 4 pixels of zeros) and a flip for each image of a batch (N, 3, 32, 32)."""
    count, device = len(images), images.device
    place = torch.arange(32, device=device)
    rows = torch.randint(0, 9, (count, 1), device=device) + place
    columns = torch.randint(0, 9, (count, 1), device=device) + place
    if flip:
        mirrored = torch.rand(count, 1, device=device) < 0.5
        columns = torch.where(mirrored, columns.flip(1), columns)
    which = torch.arange(count, device=device)[:, None, None]
    padded = F.pad(images, (4, 4, 4, 4))
    return padded[which, :, rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


class Batches:
    """A loader: each epoch all images in a new order, augmented and normalised, in batches.

    images: (N, 3, 32, 32), bytes from 0 to 255, kept on `device`. labels: (N,).
    """

    def __init__(self, images, labels, batch_size=128, flip=True, device="cpu"):
        self.images, self.labels = images.to(device), labels.to(device)
        self.batch_size, self.flip, self.augment = batch_size, flip, True

    def __len__(self):
        return math.ceil(len(self.images) / self.batch_size)

    def __iter__(self):
        order = torch.randperm(len(self.images), device=self.images.device)
        for chosen in order.split(self.batch_size):
            x = normalise(self.images[chosen].float() / 255)
            x = augment_batch(x, self.flip) if self.augment else x
            yield x.contiguous(memory_format=torch.channels_last), self.labels[chosen]


def all_batches(validation, batch_size=128):
    """Return how many batches an epoch of all images has: a tenth was held out for `validation`."""
    return math.ceil(9 * len(validation[0]) / batch_size)


def training_data(name, device="cpu", images=None):
    """Return the loader, and the held-out validation images and labels.

    The split is always the same: weights that were saved earlier were not trained on what measures
    them now. `images` takes that many images for training only.
    """
    pixels, labels = datasets.pixels(name, train=True, like="cifar10")
    order = torch.randperm(len(pixels), generator=torch.Generator().manual_seed(0))
    held_out = 5000 if name == "cifar10" else len(pixels) // 10
    val, rest = order[:held_out], order[held_out:][:images]
    flip = name == "cifar10"  # a mirrored digit is no digit
    loader = Batches(pixels[rest], labels[rest], flip=flip, device=device)
    return loader, (pixels[val].to(device), labels[val].to(device))


@torch.no_grad()
def share_right(model, images, labels):
    """Accuracy in eval mode on images of bytes; the mode of the model is put back."""
    mode = model.training
    model.eval()
    right = 0
    for x, y in zip(images.split(500), labels.split(500)):
        right += (model(normalise(x.float() / 255)).argmax(1) == y).sum().item()
    model.train(mode)
    return right / len(images)


# Training


def leave_in_eval_mode(model, history):
    """What `after_epoch` may do to a model, as many a measurement does."""
    model.eval()
