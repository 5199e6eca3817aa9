"""The accuracy of a trained model, each answer depending on one image alone."""

from __future__ import annotations

from collections.abc import Callable

import torch

from torchgrade.checks import probes
from torchgrade.checks.measured import note_scores
from torchgrade.checks.messages import fail, plural
from torchgrade.checks.models.remembered import remembered
from torchgrade.checks.random import generator
from torchgrade.checks.values import tensor
from torchgrade.errors import AuthorError

__all__ = ["accuracy", "rounding"]

_TOLERANCE = 0.01  # of the spread of an image's scores
_ROUNDINGS = 8  # units in the last place of the largest score
_FEW = 2  # images whose scores may change more than that, whatever the reason
_SIZES = 4  # of batches
_ALONE, _SMALL = 8, 16  # images that are sent alone, and in one small batch
_UNSURE = (
    "The accuracy could not be measured: in eval mode the answer for an image must not depend on "
    "chance, nor on the other images of its batch."
)


def accuracy(
    model: torch.nn.Module,
    images: torch.Tensor,
    labels: torch.Tensor,
    *,
    at_least: float,
    batch_size: int = 50,
    prepare: Callable[[torch.Tensor], torch.Tensor] | None = None,
    what: str = "the model",
    hint: str = "",
) -> float:
    """Check the accuracy in eval mode, without a graph. Modes are restored.

    The order of the images and the batches, of four sizes, are drawn from the grader's seed for
    this submission, so that neither the place of an image nor its neighbours reveal its class. The
    student's model never sees the labels. Then some images are given again in other batches: 8
    alone, 16 in a small batch, and up to `batch_size` / 2 in a large one. A model that now gives an
    image other scores fails for that, before its right answers are counted.

    False-failure rate of that: a score counts as changed if it moved by more than 1 % of the spread
    of an image's scores plus 8 units in the last place of the largest score, and two changed images
    are allowed, for models with an internal decision that rounding may tip. Other batch sizes use
    other kernels, which differ only by rounding. On a CPU that was at most 1.0e-7 of the spread for
    the MNIST net in float32, and 2.1e-4 in bfloat16, against 3e-2 for the same net with statistics
    of the batch. So a right model fails if three images are off by 100,000 times what was seen (240
    times in bfloat16, where the second term is the larger one).

    Args:
        model: returns scores (N, C) for images; the class with the largest one is its answer.
        images: (N, ...), moved to the device of the model's parameters batch by batch.
        labels: class indices (N,).
        at_least: least accuracy, from 0 to 1.
        batch_size: the most images in a batch; batches other than the last have at least half of
            that.
        prepare: turns a batch of images into the model's input, such as bytes into normalised
            floats, so that the floats of all images are never in memory together.
        what: names the model in messages.
        hint: advice to add to messages: where to look.

    Returns:
        The accuracy, from 0 to 1.

    Raises:
        AssertionError: an answer depends on the other images of its batch, or on chance; the
            accuracy is too low; or the scores have another shape, or NaN in them.
        AuthorError: there are no images, not as many labels, or `batch_size` is below 1.

    Example:
        >>> images, labels = torch.eye(10), torch.arange(10) % 2
        >>> net = nn.Linear(10, 2)
        >>> _ = [nn.init.zeros_(value) for value in net.parameters()]
        >>> checks.accuracy(net, images, labels, at_least=0.9)
        Traceback (most recent call last):
            ...
        torchgrade.errors.ToldError: the model is right on 50.00% of 10 images; at least ...
    """
    _check_arguments(len(images), len(labels), batch_size)
    asked = _Asked(model, images, prepare, f"the output of {what}", hint)

    def compute() -> torch.Tensor:
        scores = _scores_of_all(asked, len(labels), batch_size, generator("accuracy"))
        _same_in_other_company(asked, scores, batch_size, what, hint)
        return scores

    scores = remembered(model, images, prepare, batch_size, compute)
    note_scores(scores, labels, at_least)
    right = int((scores.argmax(1) == labels.cpu()).sum())
    reached = right / len(labels)
    if reached < at_least:
        fail(
            what,
            f"is right on {reached:.2%} of {plural(len(labels), 'image')}; at least {at_least:.2%} "
            "is needed.",
            hint,
            told=f"The network is right on {reached:.2%} of {plural(len(labels), 'test image')}; "
            f"this test asks for {at_least:.2%}.",
        )
    return reached


def _check_arguments(images: int, labels: int, batch_size: int) -> None:
    if images != labels or labels == 0:
        raise AuthorError(f"accuracy: {images} images for {labels} labels")
    if batch_size < 1:
        raise AuthorError(f"accuracy: expected a batch_size of at least 1, got {batch_size}")


def _scores_of_all(
    asked: _Asked, count: int, batch_size: int, draw: torch.Generator
) -> torch.Tensor:
    """Return the scores (N, C) of all images, computed in batches, in a random order.

    There is one request per batch: all images at once would be in memory three times. The answers
    go into one tensor: small ones kept between large images would keep the heap from shrinking.
    """
    scores = torch.empty(0)
    for part in _parts(torch.randperm(count, generator=draw), batch_size, draw):
        answers = asked.scores(part)
        if not len(scores):
            scores = answers.new_empty(count, answers.shape[1])
        scores[part] = answers
    return scores


def _parts(order: torch.Tensor, batch_size: int, draw: torch.Generator) -> list[torch.Tensor]:
    """Split an order into batches of a few sizes.

    Only a few: for every new size a model's convolutions are set up again, and what that and the
    buffers leave behind adds up to hundreds of MB.
    """
    least = (batch_size + 1) // 2  # which the large batch with other neighbours has
    drawn = torch.randint(least, batch_size + 1, (_SIZES - 1,), generator=draw)
    choice = [least, *drawn.tolist()]
    sizes: list[int] = []
    while (left := len(order) - sum(sizes)) > 0:
        size = choice[int(torch.randint(len(choice), (), generator=draw))]
        sizes.append(min(size, left))
    return list(torch.split(order, sizes))


def rounding(scores: torch.Tensor) -> torch.Tensor:
    """Return the most by which rounding may move scores (N, C); see `accuracy`."""
    most, least = scores.amax(1).double(), scores.amin(1).double()
    spread = (_TOLERANCE * most - _TOLERANCE * least).median()  # of numbers up to the largest, too
    eps = torch.finfo(scores.dtype).eps if scores.is_floating_point() else 0.0
    return spread + _ROUNDINGS * eps * scores.abs().amax().double()


class _Asked:
    """A model with the images that it is evaluated on."""

    def __init__(
        self,
        model: torch.nn.Module,
        images: torch.Tensor,
        prepare: Callable[[torch.Tensor], torch.Tensor] | None,
        what: str,
        hint: str,
    ) -> None:
        self._model, self._images, self._what, self._hint = model, images, what, hint
        self._prepare = prepare
        self._classes: int | None = None

    def scores(self, part: torch.Tensor, times: int = 1) -> torch.Tensor:
        """Return the scores of the images at these indices, on the CPU."""
        images = self._images[part]
        if self._prepare is not None:
            images = self._prepare(images)
        found = []
        for out in probes.batch_outputs(self._model, [images] * times):
            shape = (len(part), self._classes)
            given = tensor(out, shape=shape, what=self._what, hint=self._hint).detach().cpu()
            self._classes = given.shape[1]
            found.append(given)
        return found[0] if times == 1 else torch.stack(found)


def _same_in_other_company(
    asked: _Asked,
    scores: torch.Tensor,
    batch_size: int,
    what: str,
    hint: str,
) -> None:
    """Fail if images get other scores in other batches than before."""
    order = torch.randperm(len(scores), generator=generator("accuracy in other company"))
    companies = (
        *torch.split(order[:_ALONE], 1),
        order[:_SMALL].flip(0),
        order[-max(1, batch_size // 2) :].flip(0),
    )
    most = rounding(scores)

    def moved(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        return (one.double() - other.double()).abs().amax(1) > most

    changed: set[int] = set()
    for company in companies:
        changed.update(company[moved(asked.scores(company), scores[company])].tolist())
    if len(changed) <= min(_FEW, len(scores) // 2):
        return
    if moved(*asked.scores(companies[-1], times=2)).any():
        fail(
            what,
            "gives the same images other scores each time, also in eval mode. Is something random "
            "left on? F.dropout needs training=self.training.",
            hint,
            told=_UNSURE,
        )
    fail(
        what,
        f"gives {plural(len(changed), 'image')} other scores when they come in another batch: its "
        "answer for an image depends on the other images in the batch. BatchNorm in training mode, "
        "or with track_running_stats=False? model.eval() must put every layer into eval mode. A "
        "softmax or a mean over dimension 0, which is the batch?",
        hint,
        told=_UNSURE,
    )
