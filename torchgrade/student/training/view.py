"""The display of a training: its position, a bar, the curves so far, and its result."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from torchgrade.student.filling import filled
from torchgrade.student.training.bar import text_bar
from torchgrade.student.training.curve import Curve, Line, picture
from torchgrade.student.training.shown import Look
from torchgrade.student.training.times import clock

__all__ = ["View"]


@dataclass
class View:
    """What is shown of a training so far.

    Attributes:
        epochs: the number of epochs.
        head: its position, "Epoch 3 of 20".
        share: the share that is done, from 0 to 1.
        elapsed: seconds so far.
        left: estimated seconds left.
        newest: the loss in the last step.
        loss: the loss in each step.
        validation: the accuracy after each epoch.
        train_accuracy: the accuracy on training images, if the loop reports it.
        remarks: sentences on its start and end.
    """

    epochs: int
    head: str = ""
    share: float = 0.0
    elapsed: float = 0.0
    left: float = 0.0
    newest: float | None = None
    loss: Curve = field(default_factory=Curve)
    validation: list[tuple[float, float]] = field(default_factory=list)
    train_accuracy: list[tuple[float, float]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def look(self) -> Look:
        """Return it as HTML and as text."""
        said = self._said()
        lines = [Line("validation", self.validation, dots=True)]
        if self.train_accuracy:
            lines.append(Line("training", self.train_accuracy, dots=True))
        page = filled(
            "training.html",
            head=self.head,
            said=said,
            share=self.share,
            loss=picture("training loss", [Line("loss", self.loss.points())], self.epochs),
            accuracy=picture("accuracy", lines, self.epochs),
            remarks=self.remarks,
        )
        text = f"{self.head} {text_bar(self.share)} {said}"
        return Look(page, "\n".join([text, *self.remarks]))

    def _said(self) -> str:
        parts = []
        if self.newest is not None:
            parts.append(f"loss {self.newest:.4f}")
        seen = [(accuracy, epoch) for epoch, accuracy in self.validation if accuracy == accuracy]
        if seen:
            newest = self.validation[-1][1]
            best, epoch = max(seen, key=lambda one: (one[0], -one[1]))
            parts.append(f"validation accuracy {newest:.4f} (best {best:.4f}, epoch {epoch:g})")
        parts.append(clock(self.elapsed))
        if self.left >= 1 and math.isfinite(self.left):
            parts.append(f"{clock(self.left)} left")
        return ", ".join(parts)
