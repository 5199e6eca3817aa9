"""How the references of this lab are trained, and what a threshold should tell from them.

`torchgrade calibrate cifar10_training` calls `train`; docs/thresholds.md describes the form of this
file. The threshold of lab.toml is that of question 10. Question 9's own, 0.65, rests on "plain".
"""

import torch
from cifar10_training_helpers import MEAN, STD, FastBatches, training_pictures
from torch import nn

from torchgrade import datasets

VARIANTS = {
    "reference": "question 10: batch norm, Swish, augmentation, 20 epochs, 0.05 halved every 4",
    "plain": "question 9: SimpleNN(), 20 epochs, 0.01 halved every 5",
    "own": "question 12: OwnNet(), 10 epochs, 0.05 halved every 2",
    "one_epoch": "question 10, trained for one epoch",
    "no_augmentation": "question 10 without crops and mirror images",
    "no_decay": "question 10 at a rate that stays at 0.05",
    "pixels_as_they_are": "question 10, trained on pixels from 0 to 1",
}
GPU = ("cifar10",)  # minutes there, hours on a CPU


def train(solution, dataset, seed, variant, device, step):
    """Train as the notebook does, and return the accuracy on the test part."""
    net = trained(solution, dataset, seed, variant, device, step)
    mean, std = torch.tensor(MEAN).view(3, 1, 1), torch.tensor(STD).view(3, 1, 1)
    images, labels = datasets.pixels(dataset, train=False, like="cifar10")
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(500), labels.split(500)):
            scores = net.eval()(((x / 255 - mean) / std).to(device))
            right += (scores.argmax(1).cpu() == y).sum().item()
    return right / len(labels)


def trained(solution, dataset, seed, variant, device, step):
    """Return the network that a variant of the training ends with."""
    torch.manual_seed(seed)
    if variant == "own":
        net, rate, epochs, every = solution.OwnNet(), 0.05, 10, 2
    elif variant == "plain":
        net, rate, epochs, every = solution.SimpleNN(), 0.01, 20, 5
    else:
        net = solution.SimpleNN(batch_norm=True, activation=solution.Swish)
        rate, epochs, every = 0.05, 20, 4
    if dataset == "digits":  # an epoch of these has 11 batches
        epochs, every = 40, 10 if variant == "plain" else 8
    epochs = 1 if variant == "one_epoch" else epochs
    images, labels = training_pictures(dataset)
    held_out = 5000 if dataset == "cifar10" else len(images) // 10
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    loaders = []
    augmented = variant not in ("plain", "no_augmentation")
    for chosen, augment in ((order[held_out:], augmented), (order[:held_out], False)):
        loader = FastBatches(images[chosen], labels[chosen], augment)
        if variant == "pixels_as_they_are":
            loader.mean, loader.std = torch.zeros(3, 1, 1), torch.ones(3, 1, 1)
        loaders.append(loader)
    loaders[0] = Counted(loaders[0], epochs, step)
    net = net.to(device, memory_format=torch.channels_last)
    optimizer = solution.make_optimizer(net)
    optimizer.param_groups[0]["lr"] = rate
    if variant == "own":
        optimizer.param_groups[0]["weight_decay"] = 5e-4
    decay = 1.0 if variant == "no_decay" else 0.5
    solution.fit(net, *loaders, optimizer, nn.CrossEntropyLoss(), epochs, every, decay)
    return net


class Counted:
    """A loader that says after each epoch how far the training is."""

    def __init__(self, loader, epochs, step):
        self.loader, self.epochs, self.step, self.done = loader, epochs, step, 0

    def __len__(self):
        return len(self.loader)

    def __iter__(self):
        yield from self.loader
        self.done += 1
        self.step(self.done, self.epochs)
