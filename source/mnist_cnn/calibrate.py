"""How the reference of this lab is trained, and what a threshold should tell from it.

`torchgrade calibrate mnist_cnn` calls `train`; docs/thresholds.md describes the form of this file.
Weights are what is handed in, and the grader measures them on test images that it normalises
itself: only mistakes that show there are listed.
"""

from unittest import mock

import torch
from torch import nn

from torchgrade import datasets

VARIANTS = {
    "reference": "the solution: dropout 0.2, five sixths of the training images, all epochs",
    "rehearsal": "trained in the notebook's rehearsal: at most 10,000 images, 2 epochs",
    "one_epoch": "trained for one epoch",
    "half_the_images": "trained on half of the images",
    "not_shuffled": "the images come in the same order in every epoch",
    "not_normalised": "trained on pixels from 0 to 1, while the test images are normalised",
    "drop_for_keep": "dropout 0.8, from taking the rate for that of keeping",
    "large_steps": "a learning rate ten times too large",
    "linear": "a single linear layer",
}
EPOCHS = {"mnist": 10, "digits": 20}  # as the notebook's full run has them


def train(solution, dataset, seed, variant, device, step):
    """Train as the notebook's last run does, and return the accuracy on the test part."""
    (mean,), (std,) = datasets.MEAN_STD[dataset]
    images, labels = datasets.tensors(dataset, train=True)
    if variant != "not_normalised":
        images = (images - mean) / std
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
    # The notebook's split. Training watches a few of the validation images only, to save time.
    held_out = len(images) // 6
    watched, chosen = order[:held_out][:100], order[held_out:]
    if variant == "half_the_images":
        chosen = chosen[: len(chosen) // 2]
    if variant == "rehearsal":
        chosen = chosen[:10_000]
    epochs = {"one_epoch": 1, "rehearsal": 2}.get(variant, EPOCHS[dataset])

    torch.manual_seed(seed)
    rate = 0.8 if variant == "drop_for_keep" else solution.final_rate
    model = solution.build_model(rate)
    if variant == "linear":
        model = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
    solution.device = device
    permutation = torch.arange if variant == "not_shuffled" else torch.randperm
    with mock.patch.object(torch, "randperm", permutation):
        solution.train(
            model,
            (images[chosen], labels[chosen]),
            (images[watched], labels[watched]),
            epochs=epochs,
            lr=1e-2 if variant == "large_steps" else 1e-3,
            report=lambda history: step(len(history["loss"]), epochs),
        )
    test_images, test_labels = datasets.tensors(dataset, train=False)
    return solution.accuracy(model, (test_images - mean) / std, test_labels)
