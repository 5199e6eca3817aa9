"""Figures, data and files of the lab on CIFAR-10. No question asks you to read this file."""

import math

import matplotlib.pyplot as plt
import torch

from torchgrade import datasets
from torchgrade.statements import statements_for
from torchgrade.student import Training, needs, show_after  # the notebook calls the latter two

MEAN = (0.4914, 0.4822, 0.4465)  # of the CIFAR-10 training pictures: red, green, blue
STD = (0.2023, 0.1994, 0.2010)

# Colours that most eyes can tell apart.
BLUE, ORANGE = "#0072b2", "#d55e00"
plt.rcParams.update({"figure.dpi": 100, "axes.spines.top": False, "axes.spines.right": False})

# Of each pair one text is true. Their order says nothing: they are sorted by their letters.
PAIRS = {
    "a": (
        "PyTorch has the update of Adam and the backward passes of its layers ready: to train a "
        "network of these, one need write neither.",
        "PyTorch leaves the update of Adam and the backward passes of its layers to its users: to "
        "train a network, one has to write both.",
    ),
    "b": (
        "Augmentation can lower the accuracy of a network, if the variants that it makes are not "
        "like the pictures to come.",
        "Augmentation is always beneficial: whatever the pictures and the variants, it does not "
        "lower the accuracy of a network.",
    ),
    "c": (
        "A convolutional network can hardly converge without batch norm, and just as hardly "
        "without dropout.",
        "A convolutional network can converge without batch norm and without dropout; dropout "
        "rather makes it converge more slowly.",
    ),
    "d": (
        "With an L1 penalty more weights end up very close to 0 than with an L2 penalty that "
        "costs as much accuracy.",
        "With an L2 penalty more weights end up very close to 0 than with an L1 penalty that "
        "costs as much accuracy.",
    ),
}

# Measured for this lab: see question 11.
MEASURED = {
    "learning rate": {
        1.0: [0.1022, 0.1022, 0.1022],
        0.1: [0.482, 0.511, 0.5022],
        0.05: [0.507, 0.5368, 0.5236],
        0.01: [0.4778, 0.4946, 0.4852],
        0.005: [0.424, 0.425, 0.4314],
        0.001: [0.234, 0.2512, 0.2258],
    },
    "weight decay": {
        0.01: [0.4242, 0.4586, 0.4328],
        0.001: [0.4652, 0.4938, 0.4638],
        0.0001: [0.4778, 0.4946, 0.4852],
        1e-05: [0.4792, 0.4932, 0.4764],
        0.0: [0.4784, 0.4944, 0.4676],
    },
    "loss at 0.1": {
        "batch norm": [1.703, 1.479, 1.364, 1.32],
        "none": [1.923, 1.74, 1.674, 1.656],
    },
}


def show_statements(student):
    """Print the four statements of a student."""
    try:
        drawn = statements_for(student, PAIRS)
    except ValueError:
        print('Set STUDENT to your name or number first, a text such as "Ada Lovelace".')
        return
    for letter, text in drawn.items():
        print(f"{letter}. {text}\n")


def compare_three_ways(three_layer_net, ThreeLayerConvNet):
    """Give the function the weights of the module, and print how far their scores lie apart."""
    net = ThreeLayerConvNet(3, 8, 4, 10)
    images = torch.randn(5, 3, 32, 32)
    with torch.no_grad():
        apart = net(images) - three_layer_net(images, list(net.parameters()))
    print(f"The scores lie apart by {apart.abs().max():.1e} at most.")


# Data


def training_pictures(name, count=None):
    """Return training images (N, 3, 32, 32), bytes from 0 to 255, and labels; all, or `count`."""
    images, labels = datasets.pixels(name, train=True, like="cifar10")
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(1))[:count]
    return (images, labels) if count is None else (images[order], labels[order])


def batches_in_all(name):
    """Return how many batches an epoch has when all pictures but those held out are trained on."""
    count = len(datasets.pixels(name, train=True, like="cifar10")[1])
    held_out = 5000 if count == 50_000 else count // 10
    return math.ceil((count - held_out) / 128)


class FastBatches:
    """What `make_loaders` gives for training, made in memory: several times as fast.

    images: bytes (N, 3, 32, 32). Each epoch all of them in a new order, in batches of 128.
    """

    def __init__(self, images, labels, augment=True):
        mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
        framed = torch.nn.functional.pad(images, (4, 4, 4, 4))
        self.images, self.labels, self.augment = framed, labels, augment
        self.mean, self.std = mean, std

    def __len__(self):
        return -(-len(self.images) // 128)

    def __iter__(self):
        place = torch.arange(32)
        for chosen in torch.randperm(len(self.images)).split(128):
            rows = columns = place.expand(len(chosen), 32) + 4
            if self.augment:
                rows = torch.randint(0, 9, (len(chosen), 1)) + place
                columns = torch.randint(0, 9, (len(chosen), 1)) + place
                mirrored = torch.rand(len(chosen), 1) < 0.5
                columns = torch.where(mirrored, columns.flip(1), columns)
            which = chosen[:, None, None]
            pixels = self.images[which, :, rows[:, :, None], columns[:, None, :]]
            yield (pixels.permute(0, 3, 1, 2) / 255 - self.mean) / self.std, self.labels[chosen]


# Training


def share_right(net, loader):
    """Accuracy on the pictures of a loader."""
    device = next(net.parameters()).device
    right = [net(x.to(device)).argmax(1).cpu() == y for x, y in loader]
    return torch.cat(right).float().mean().item()


def watched(net, kind, name, epochs, train_loader, val_loader, full):
    """Return the `Training` of one of the three networks, which shows and saves it.

    full: None, or the epochs of the whole training if this is a rehearsal
    """
    return Training(
        net,
        epochs,
        len(train_loader),
        lambda net: share_right(net, val_loader),
        path=f"weights/cifar10_training_{kind}_{name}.safetensors",
        dataset=name,
        checkpoint=f"checkpoints/cifar10_training_{kind}_{name}.pt",
        full=None if full is None else (full, batches_in_all(name)),
    )


# Figures


def draw_augmented(train_transform, name):
    """Four pictures, each with six draws of `train_transform`."""
    from torchvision.transforms.functional import to_pil_image

    images, _ = training_pictures(name, 4)
    mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
    _, grid = plt.subplots(4, 7, figsize=(9, 5.3))
    for row, image in zip(grid, images):
        picture = to_pil_image(image)
        row[0].imshow(picture)
        for axes in row[1:]:
            seen = train_transform(picture) * std + mean
            axes.imshow(seen.clamp(0, 1).permute(1, 2, 0))
        for axes in row:
            axes.axis("off")
    grid[0][0].set_title("picture", fontsize=10)
    grid[0][3].set_title("draws of train_transform", fontsize=10)
    plt.show()


def draw_history(history):
    """Loss and accuracy of a training, with the best epoch."""
    _, panels = plt.subplots(1, 2, figsize=(10, 3), layout="constrained")
    for axes, what in zip(panels, ("loss", "accuracy")):
        axes.plot(history[f"train_{what}"], color=BLUE, marker=".", label="training")
        axes.plot(history[f"val_{what}"], color=ORANGE, marker=".", label="validation")
        axes.axvline(history["best_epoch"], color="0.6", linestyle=":", label="best epoch")
        axes.set(xlabel="epoch", ylabel=what, xlim=(-0.5, len(history["val_loss"]) - 0.5))
    panels[0].legend(frameon=False)
    plt.show()
