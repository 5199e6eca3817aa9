"""How the reference of this lab is trained, and what a threshold should tell from it.

`torchgrade calibrate backprop` calls `train`; docs/thresholds.md describes the form of this file.
"""

import torch
from backprop_helpers import accuracy, prepare

from torchgrade import datasets

VARIANTS = {
    "reference": "the solution: 128 and 64 units, nine tenths of the training images, ten epochs",
    "one_epoch": "trained for one epoch",
    "linear": "no hidden layer",
    "no_penalty": "without the penalty of the weights",
    "constant_rate": "the learning rate does not decay",
    "small_steps": "a learning rate ten times too small",
    "not_normalised": "trained on pixels from 0 to 1, while the test images are normalised",
}
EPOCHS, SCALE, PENALTY, RATE, DECAY = 10, 0.05, 3e-3, 0.1, 0.8  # the notebook's recipe
BATCH = {"cifar10": 100, "digits": 20}


def train(solution, dataset, seed, variant, device, step):
    """Train as the notebook does, and return the accuracy on the test part."""
    pixels, labels = datasets.pixels(dataset, train=True)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0))
    chosen = order[len(labels) // 10 :]  # the notebook's split
    if variant == "not_normalised":
        images = pixels[chosen].flatten(1).float() / 255
    else:
        images = prepare(pixels[chosen], dataset)
    labels = labels[chosen]

    torch.manual_seed(seed)
    dims = () if variant == "linear" else (128, 64)
    reg = 0.0 if variant == "no_penalty" else PENALTY
    net = solution.FullyConnectedNet(
        dims, images.shape[1], 10, reg, weight_scale=SCALE, seed=seed
    )
    rate = RATE / 10 if variant == "small_steps" else RATE
    epochs = 1 if variant == "one_epoch" else EPOCHS
    for epoch in range(epochs):
        solution.train(net, images, labels, 1, BATCH[dataset], rate)
        rate *= 1.0 if variant == "constant_rate" else DECAY
        step(epoch + 1, epochs)
    pixels, labels = datasets.pixels(dataset, train=False)
    return accuracy(net, prepare(pixels, dataset), labels)
