"""Shows a training, lets it be stopped and resumed, and keeps the best weights."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchgrade.student.training.best import accuracy_on_disk, save_best
from torchgrade.student.training.checkpoint import read, shapes, write
from torchgrade.student.training.loop import Batches, TrainingStopped
from torchgrade.student.training.optimizer_state import fits
from torchgrade.student.training.pace import Pace
from torchgrade.student.training.shown import InPlace, Look
from torchgrade.student.training.steps import each_loss, each_optimizer
from torchgrade.student.training.times import roughly
from torchgrade.student.training.view import View

if TYPE_CHECKING:
    from types import TracebackType

    import torch
    from torch import nn

__all__ = ["Training"]


class Training:
    """Watch a training loop from its first step on, whoever wrote it.

        with Training(net, epochs, len(loader), measure, path="weights/net.safetensors",
                      dataset="digits", checkpoint="checkpoints/net.pt") as training:
            train(net, loader, training.epochs_left, report=training.after_epoch)

    Curves and a bar show each step. The best weights, by validation accuracy, are saved to ``path``
    after each epoch, never replacing better ones. When the block ends, or is interrupted, the model
    has the best weights. After an interrupt, the same cell resumes with the next epoch from
    ``checkpoint``: weights, the optimizer's state and PyTorch's random numbers are as they were. (A
    schedule that is implemented in the loop itself starts anew.)

    Args:
        model: the model to train.
        epochs: the number of epochs.
        batches: the number of steps per epoch.
        measure: takes the model, in eval mode and without gradients, and returns its accuracy on
            validation images. It is not called if the loop itself reports a "val_accuracy".
        path: the .safetensors file for the best weights; None: nothing is saved.
        dataset: the data set that the model is trained on, which is noted in the file.
        notes: more notes in the file.
        checkpoint: the file to resume from; None: always start anew.
        full: (epochs, batches) of the full training, if this is a rehearsal of it. Then nothing is
            saved, and the end says how long the full training will take.
    """

    def __init__(
        self,
        model: nn.Module,
        epochs: int,
        batches: int,
        measure: Callable[[nn.Module], float],
        *,
        path: str | Path | None = None,
        dataset: str = "",
        notes: Mapping[str, object] | None = None,
        checkpoint: str | Path | None = None,
        full: tuple[int, int] | None = None,
    ) -> None:
        rehearsal = full is not None
        self.epochs = epochs
        self._model, self._batches, self._measure = model, max(1, batches), measure
        self._path = None if path is None or rehearsal else Path(path)
        self._checkpoint = None if checkpoint is None or rehearsal else Path(checkpoint)
        self._dataset, self._notes, self._full = dataset, dict(notes or {}), full
        self._done = self._begun_at = self._steps = 0
        self._best: dict[str, torch.Tensor] | None = None
        self.best_accuracy, self.best_epoch, self._saved = -1.0, 0, False
        self._optimizer: Any = None
        self._optimizer_state: dict[str, Any] | None = None
        self._new_losses: list[tuple[float, torch.Tensor]] = []
        self._view, self._pace = View(epochs), Pace()
        self._place = InPlace(self._look)
        self._watching = contextlib.ExitStack()

    @property
    def epochs_left(self) -> int:
        """The number of epochs that a stopped training has left; otherwise all."""
        return self.epochs - self._done

    def batches(self, loader: Any) -> Batches:
        """Return a loader for a loop that reports no epochs: its end is the end of an epoch."""
        return Batches(loader, self._loader_ended)

    def after_epoch(self, *given: Any) -> None:
        """Record the end of an epoch; a training loop calls this.

        Args:
            given: any arguments from the loop. The last may be its history: lists with a value per
                epoch, of which "val_accuracy" and "train_accuracy" are used.
        """
        self._pace.epoch()
        history = given[-1] if given and isinstance(given[-1], Mapping) else {}
        self._count(history)
        accuracy = _newest(history, "val_accuracy")
        if accuracy is None:
            accuracy = self._measured(self._model)
        accuracy = 0.0 if math.isnan(accuracy) else accuracy
        self._view.validation.append((self._done, accuracy))
        trained = _newest(history, "train_accuracy")
        if trained is not None:
            self._view.train_accuracy.append((self._done, trained))
        if self._best is None or accuracy > self.best_accuracy:
            self._best = _copied(self._model)
            self.best_accuracy, self.best_epoch = accuracy, self._done
            self._save()
        if self._checkpoint is not None:
            write(self._checkpoint, self._standing())
        self._place.refresh_sometimes()

    def __enter__(self) -> Training:
        self._go_on()
        self._pace = Pace()
        self._watching.enter_context(each_loss(self._step))
        self._watching.enter_context(each_optimizer(self._before_step))
        self._place.refresh()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._watching.close()
        stopped = isinstance(error, KeyboardInterrupt)
        if error is not None and not stopped:
            self._view.remarks.append("An error stopped the training.")
            self._place.end()
            return
        if self._steps and not stopped and not self._view.validation:
            self.after_epoch()  # the loop reported no epoch
        if self._best is not None:
            self._model.load_state_dict(self._best)
        self._say_how_it_ended(stopped)
        if self._checkpoint is not None and not stopped:
            self._checkpoint.unlink(missing_ok=True)
        self._place.end()
        if stopped:
            raise TrainingStopped(f"You stopped the training in epoch {self._done + 1}.") from None

    def _step(self, loss: torch.Tensor) -> None:
        self._pace.step()
        self._steps += 1
        epoch = self._done + min(1.0, self._steps / self._batches)
        self._new_losses.append((epoch, loss.reshape(())))
        if self._steps == 1 and self._done == self._begun_at:
            self._place.refresh()
        else:
            self._place.refresh_sometimes()

    def _before_step(self, optimizer: Any) -> None:
        """Load the state of the stopped training's optimizer into an optimizer of the model."""
        if optimizer is self._optimizer:
            return
        own = {id(parameter) for parameter in self._model.parameters()}
        if any(id(p) in own for group in optimizer.param_groups for p in group["params"]):
            self._optimizer = optimizer
            state, self._optimizer_state = self._optimizer_state, None
            if state is not None and fits(optimizer, state):
                optimizer.load_state_dict(state)
            elif state is not None:
                self._view.remarks.append(
                    "The optimizer starts anew, as the state in the checkpoint is from another one."
                )

    def _loader_ended(self) -> None:
        if self._steps:  # otherwise the loop only looked at the images
            self.after_epoch()

    def _count(self, history: Mapping[str, Any]) -> None:
        """Record which epoch has ended; a loop resumed from its own checkpoint knows better."""
        lengths = [len(values) for values in history.values() if isinstance(values, list)]
        number = max(self._done + 1, self._begun_at + max(lengths, default=0))
        self._take_losses()
        self._view.loss.shift(number - self._done - 1)
        self._done, self._steps = number, 0

    def _measured(self, model: nn.Module) -> float:
        import torch

        modes = [(module, module.training) for module in model.modules()]
        model.eval()
        try:
            # A validation loader may draw a seed, after which the training would get other random
            # numbers.
            with torch.no_grad(), torch.random.fork_rng(devices=[]):
                return float(self._measure(model))
        finally:
            for module, training in modes:
                module.training = training

    def _save(self) -> None:
        if self._path is not None:
            self._saved |= save_best(
                self._model,
                self._path,
                self.best_accuracy,
                dataset=self._dataset,
                notes=self._notes,
                measure=self._measured,
            )

    def _take_losses(self) -> None:
        import torch

        if self._new_losses:
            new, self._new_losses = self._new_losses, []
            values = torch.stack([loss.float() for _, loss in new]).tolist()  # waits once for a GPU
            for (epoch, _), value in zip(new, values, strict=True):
                self._view.loss.add(epoch, value)
            self._view.newest = values[-1]

    def _look(self) -> Look:
        self._take_losses()
        view, steps = self._view, self._done * self._batches + self._steps
        total = max(1, self.epochs * self._batches)
        view.share, view.elapsed = min(1.0, steps / total), self._pace.elapsed()
        if not view.head or view.head.startswith("Epoch "):
            view.head = f"Epoch {min(self._done + 1, self.epochs)} of {self.epochs}"
            view.left = self._pace.seconds_for(max(0, total - steps), self.epochs - self._done)
        return view.look()

    def _say_how_it_ended(self, stopped: bool) -> None:
        view, say = self._view, self._view.remarks.append
        view.left = 0.0
        if stopped:
            view.head = f"Stopped in epoch {self._done + 1} of {self.epochs}"
        else:
            trained = f"Trained for {self._done} epochs"
            view.head = trained if self._best is not None else "Nothing was trained"
        if self._best is None:
            none = "The loop took no step. If its checkpoint says it is done, delete that file."
            say("No epoch was finished." if stopped else none)
            return
        say(
            f"The network has the weights of epoch {self.best_epoch}, "
            f"with a validation accuracy of {self.best_accuracy:.4f}."
        )
        if self._path is not None:
            there = accuracy_on_disk(self._model, self._path, self._measured)
            left = f"was left as it is: its weights are as good or better ({there:.4f})"
            say(f"{self._path} {'has these weights' if self._saved else left}.")
        if stopped and self._checkpoint is not None:
            say("Run the cell again to go on from the last epoch that was complete.")
        if self._full is not None:
            epochs, batches = self._full
            time = roughly(self._pace.seconds_for(epochs * batches, epochs))
            whole = f"{epochs} epochs of {batches:,} batches"
            say(f"A rehearsal: nothing was saved. The whole training, {whole}, takes {time} here.")
            say("Set REHEARSAL = False for it, and run the cells from there again.")

    def _recipe(self) -> dict[str, Any]:
        notes = {str(name): str(value) for name, value in self._notes.items()}
        plan = {"epochs": self.epochs, "batches": self._batches, "dataset": self._dataset}
        return {**plan, "notes": notes}

    def _standing(self) -> dict[str, Any]:
        import torch

        optimizer = None if self._optimizer is None else self._optimizer.state_dict()
        return {
            "recipe": self._recipe(),
            "done": self._done,
            "model": _copied(self._model),
            "optimizer": optimizer,
            "random": torch.get_rng_state(),
            "best": (self._best, self.best_accuracy, self.best_epoch, self._saved),
            "loss": self._view.loss.points(),
            "validation": self._view.validation,
            "train_accuracy": self._view.train_accuracy,
        }

    def _go_on(self) -> None:
        """Restore the state from the checkpoint, if there is one that fits."""
        import torch

        found = None if self._checkpoint is None else read(self._checkpoint)
        if found is None:
            return
        say = self._view.remarks.append
        if found["recipe"] != self._recipe():
            say(f"{self._checkpoint} is of a training with other settings; this one is new.")
            return
        if shapes(found["model"]) != shapes(self._model.state_dict()):  # perhaps half loaded
            say(f"{self._checkpoint} is of another network; this training is new.")
            return
        self._model.load_state_dict(found["model"])
        self._done = self._begun_at = found["done"]
        self._best, self.best_accuracy, self.best_epoch, self._saved = found["best"]
        self._optimizer_state = found["optimizer"]
        for x, y in found["loss"]:
            self._view.loss.add(x, y)
        self._view.validation = [tuple(point) for point in found["validation"]]
        self._view.train_accuracy = [tuple(point) for point in found["train_accuracy"]]
        torch.set_rng_state(found["random"])
        say(f"Goes on after epoch {self._done} of a training that was stopped.")


def _copied(model: nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.detach().cpu().clone() for name, value in model.state_dict().items()}


def _newest(history: Mapping[str, Any], name: str) -> float | None:
    """Return the last value of a list in the history of a student's loop; None if there is none."""
    try:
        return float(history[name][-1])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
