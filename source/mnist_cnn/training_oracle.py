"""What a training loop of Question 6 must have done, found out from the batches that it used."""

from typing import NamedTuple

import torch
from torch import nn


class Replay(NamedTuple):
    """The same training, done again."""

    order: list[int]  # which training image came when
    state: dict[str, torch.Tensor]
    losses: list[float]  # of each epoch, the mean over images
    hits: list[float]  # of each epoch, the fraction of images classified right in training
    validated: list[float]  # the accuracy on the validation images after each epoch


def batches_used(seen, val_images):
    """Return the inputs of the training passes: with a graph, and not of validation images alone."""
    held_out = val_images.flatten(1)
    passes = zip(seen.forwards, seen.inputs, strict=True)
    inputs = [x.cpu().flatten(1) for (mode, grad, size), x in passes if grad]
    return [x for x in inputs if not (x[:, None] == held_out[None]).all(2).any(1).all()]


def places(batch, images):
    """Return the places of a batch's images among all, which differ from each other."""
    hit = (batch[:, None] == images.flatten(1)[None]).all(2)
    said = "the model was trained on something that is not one of the training images"
    assert bool((hit.sum(1) == 1).all()), said
    return hit.int().argmax(1)


def looks_shuffled(orders):
    """Return whether 60 orders of 25 images, one for each epoch, look as if drawn at random.

    Each is compared with the order in which the images are given, and with that of the epoch
    before: by how many places images move, 12,480 in all with a deviation of 207, and how often
    neighbours stay neighbours, 115 times with a deviation of 10 (3000 simulations). The bounds are
    6.8 deviations and more away: a right shuffle misses them with a probability below 1e-9.
    """
    epochs, images = len(orders), len(orders[0])
    assert (epochs, images) == (60, 25)
    for befores in ([list(range(images))] * epochs, [list(range(images)), *orders[:-1]]):
        moved = together = 0
        for before, order in zip(befores, orders, strict=True):
            place = {image: k for k, image in enumerate(order)}
            now = [place[image] for image in before]
            moved += sum(abs(k - was) for was, k in enumerate(now))
            together += sum(abs(k - after) == 1 for k, after in zip(now, now[1:], strict=False))
        if not (11_080 < moved < 13_880 and 45 < together < 190):
            return False
    return True


def replay(network, batches, train_set, val_set, *, lr, epochs):
    """Train a network of the test's own on the same batches, as Question 6 says.

    network: changed in place; begins with the weights with which the student's model began
    batches: what `batches_used` returned
    """
    images, labels = train_set
    assert len(batches) > 0, "train never calls the model with gradients on"
    said = f"{len(batches)} training steps can't be shared out among {epochs} epochs"
    assert len(batches) % epochs == 0, said
    steps = len(batches) // epochs
    optimizer = torch.optim.Adam(network.parameters(), lr=lr)
    order, losses, hits, validated = [], [0.0] * epochs, [0.0] * epochs, []
    for step, x in enumerate(batches):
        where = places(x, images)
        order += where.tolist()
        optimizer.zero_grad()
        scores = network(images[where])
        loss = nn.functional.cross_entropy(scores, labels[where])
        loss.backward()
        optimizer.step()
        losses[step // steps] += loss.item() * len(x) / len(images)
        hits[step // steps] += float((scores.argmax(1) == labels[where]).sum()) / len(images)
        if (step + 1) % steps == 0:
            network.eval()
            with torch.no_grad():
                right = network(val_set[0]).argmax(1) == val_set[1]
            network.train()
            validated.append(float(right.double().mean()))
    return Replay(order, network.state_dict(), losses, hits, validated)
