"""How the reference of this lab is trained, and what a threshold should tell from it.

`torchgrade calibrate resnet` calls `train`; docs/thresholds.md describes the form of this file.
Weights are what is handed in, and the grader measures them on test images that it normalises
itself: only mistakes that show there are listed.
"""

import tempfile
from pathlib import Path
from types import SimpleNamespace

import torch
import torchgrade
from torchgrade import datasets

VARIANTS = {
    "reference": "the solution, with the recipe of the notebook",
    "a_tenth": "trained for a tenth of the epochs",
    "no_augmentation": "neither crops nor flips",
    "no_schedule": "the learning rate stays at its peak",
    "not_normalised": "trained on pixels from 0 to 1, while the test images are normalised",
}
EPOCHS = {"cifar10": 60, "digits": 15}  # as the notebook has them


def train(solution, dataset, seed, variant, device, step):
    """Train as the notebook's last cell does, and return the accuracy on the test part."""
    normalise = solution.normalise
    solution.choice = SimpleNamespace(name=dataset)
    solution.device = device
    solution.flip = dataset == "cifar10"
    solution.tqdm = lambda total, unit: Bar(step, total)
    solution.display = lambda figure, display_id: SimpleNamespace(update=lambda figure: None)
    if variant == "no_augmentation":
        solution.augment_batch = lambda images, flip: images
    if variant == "no_schedule":
        solution.learning_rate = lambda epoch, epochs, warmup: 0.2
    if variant == "not_normalised":
        solution.normalise = lambda images: images
    epochs = EPOCHS[dataset]
    if variant == "a_tenth":
        epochs = max(1, epochs // 10)
    model = solution.ResNet20()
    with tempfile.TemporaryDirectory() as folder:
        solution.path = str(Path(folder) / "best.safetensors")
        solution.train_resnet(epochs, seed=seed)
        torchgrade.load_weights(model, solution.path)
    images, labels = datasets.tensors(dataset, train=False, like="cifar10")
    with torch.no_grad():
        return solution.share_right(
            model.to(device), normalise(images).to(device), labels.to(device)
        )


class Bar:
    """Tells how far a training is, in the place of a progress bar."""

    def __init__(self, step, total):
        self.step, self.total, self.done = step, total, 0

    def update(self):
        self.done += 1
        self.step(self.done, self.total)

    def set_postfix(self, **values):
        pass

    def close(self):
        pass
