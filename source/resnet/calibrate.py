"""How the reference of this lab is trained, and what a threshold should tell from it.

`torchgrade calibrate resnet` calls `train`; docs/thresholds.md describes the form of this file.
Weights are what is handed in, and the grader measures them on test images that it normalises
itself: only mistakes that show there are listed.
"""

import copy

import torch
from resnet_helpers import share_right, training_data

from torchgrade import datasets

VARIANTS = {
    "reference": "the solution, with the recipe of the notebook",
    "from_scratch": "question 13's budget: 10 epochs of CIFAR-10, 15 of the digits, the last one",
    "a_tenth": "trained for a tenth of the epochs",
    "no_augmentation": "neither crops nor flips",
    "no_schedule": "the learning rate stays at its peak",
}
GPU = ("cifar10",)  # minutes there, hours on a CPU
EPOCHS = {"cifar10": 60, "digits": 15}  # as the notebook has them
SCRATCH = {"cifar10": 10, "digits": 15}


def train(solution, dataset, seed, variant, device, step):
    """Train as the notebook does, and return the accuracy on the test part."""
    torch.manual_seed(seed)
    loader, validation = training_data(dataset, device)
    epochs = SCRATCH[dataset] if variant == "from_scratch" else EPOCHS[dataset]
    if variant == "a_tenth":
        epochs = max(1, epochs // 10)
    if variant == "no_augmentation":
        loader.augment = False
    model = solution.ResNet20().to(device, memory_format=torch.channels_last)
    best, kept = 0.0, None

    def rate(epoch):
        if variant == "no_schedule":
            return 0.2
        return solution.learning_rate(epoch, epochs=epochs, warmup=epochs / 5)

    def after_epoch(model, history):
        nonlocal best, kept
        step(len(history["loss"]), epochs)
        accuracy = share_right(model, *validation)
        if accuracy > best and variant != "from_scratch":
            best, kept = accuracy, copy.deepcopy(model.state_dict())

    mixed = device.type == "cuda"
    named = {"mixed_precision": mixed, "after_epoch": after_epoch}
    solution.train_resnet(model, loader, epochs, rate, **named)
    if kept is not None:
        model.load_state_dict(kept)
    images, labels = datasets.pixels(dataset, train=False, like="cifar10")
    return share_right(model, images.to(device), labels.to(device))
