"""Calibrate a lab: train what is missing, fit, propose a threshold."""

from __future__ import annotations

import math
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from statistics import fmean, stdev

from torchgrade.authoring import read_source
from torchgrade.calibration.evidence import Evidence, VariantEvidence, read_evidence
from torchgrade.calibration.fit import LEAST_SEEDS, Fit, fit, rounded_down
from torchgrade.course import Course, Lab
from torchgrade.errors import AuthorError, GraderError
from torchgrade.verify.calibrate.journal import Journal, Key
from torchgrade.verify.calibrate.recipe import REFERENCE, Recipe, read_recipe
from torchgrade.verify.calibrate.settings import target_of
from torchgrade.verify.calibrate.work import Task, Training, TrainingError, train_once

__all__ = ["CalibrationRequest", "calibrate"]

_TOLD_APART = 0.05
"""A variant that reaches the threshold more often can't be distinguished from right work."""


@dataclass(frozen=True)
class CalibrationRequest:
    """What to calibrate, and how.

    Args:
        dataset: the data set to calibrate on.
        seeds: the number of trainings of the reference.
        variant_seeds: the number of trainings of each known-bad variant; 0: none is trained.
        variants: the known-bad variants to train; all by default. Earlier measurements of the
            others are kept.
        jobs: how many trainings run at a time.
        step: called with the number of finished trainings and the number of all.
    """

    dataset: str
    seeds: int = 10
    variant_seeds: int = 5
    variants: Sequence[str] = ()
    jobs: int = 1
    step: Callable[[int, int], None] = field(default=lambda done, total: None)


def calibrate(course: Course, lab: Lab, request: CalibrationRequest, pool: Executor) -> Evidence:
    """Train the reference of a lab and its known-bad variants, and propose a threshold.

    Every training is stored as soon as it ends, so an interrupted calibration resumes where it
    stopped, and one with more seeds only trains the new ones.

    Args:
        course: the course of the lab.
        lab: the lab, with a calibrate.py.
        request: what to calibrate, and how.
        pool: runs the trainings, in processes that ``work.prepare`` has initialized.

    Raises:
        AuthorError: the lab's calibrate.py is not right or raised, too few seeds were asked for,
            or the reference is too unsteady for any threshold.
        GraderError: a training's process died, or the data set is not on this machine.
    """
    for seeds in (request.seeds, request.variant_seeds or LEAST_SEEDS):
        if seeds < LEAST_SEEDS:
            raise AuthorError(
                f"expected at least {LEAST_SEEDS} seeds, got {seeds}: their spread determines "
                "how low a threshold must be; 10 of the reference are a good start"
            )
    target = target_of(lab, request.dataset)
    recipe = read_recipe(lab, read_source(lab))
    images = _test_images(request.dataset)
    tasks = _tasks(recipe, request)
    journal = Journal(course.to_keep("calibrate", f"{lab.name}.jsonl"), recipe.digest)
    known = {**_measured(lab, request.dataset, recipe), **journal.read()}
    trainings = _train(tasks, known, journal, pool, images, request)
    chosen = {task.variant for task in tasks}
    earlier = [
        t for t in known.values() if t.dataset == request.dataset and t.variant not in chosen
    ]
    return _propose(recipe, [*trainings, *earlier], images, target)


def _test_images(dataset: str) -> int:
    from torchgrade import datasets

    return len(datasets.load(dataset, train=False))  # type: ignore[arg-type]  # all have a length


def _tasks(recipe: Recipe, request: CalibrationRequest) -> list[Task]:
    unknown = set(request.variants) - set(recipe.variants)
    if unknown:
        raise AuthorError(
            f"no variant {', '.join(sorted(unknown))} in {recipe.where}: there are "
            f"{', '.join(recipe.variants)}"
        )
    chosen = [
        REFERENCE,
        *(name for name in request.variants or recipe.variants if name != REFERENCE),
    ]
    return [
        Task(
            recipe.where,
            recipe.code,
            recipe.definitions,
            recipe.support,
            request.dataset,
            variant,
            seed,
            request.dataset in recipe.gpu,
        )
        for variant in chosen
        for seed in range(request.seeds if variant == REFERENCE else request.variant_seeds)
    ]


def _measured(lab: Lab, dataset: str, recipe: Recipe) -> dict[Key, Training]:
    """Return the trainings behind the lab's evidence, if its recipe has not changed."""
    evidence = read_evidence(lab).get(dataset)
    if evidence is None or evidence.made_from != recipe.digest:
        return {}
    devices, torch = ", ".join(evidence.devices), evidence.versions["torch"]
    return {
        (dataset, name, seed): Training(
            dataset, name, seed, accuracy, found.seconds, devices, torch
        )
        for name, found in evidence.variants.items()
        for seed, accuracy in zip(found.seeds, found.accuracies, strict=True)
    }


def _train(
    tasks: Sequence[Task],
    known: Mapping[Key, Training],
    journal: Journal,
    pool: Executor,
    images: int,
    request: CalibrationRequest,
) -> list[Training]:
    """Run trainings not in the journal; after a failure, those running finish and are stored."""
    found = {task: known.get((task.dataset, task.variant, task.seed)) for task in tasks}
    todo = [task for task in tasks if found[task] is None]
    request.step(len(tasks) - len(todo), len(tasks))
    running: dict[Future[Training], Task] = {}
    problem: Exception | None = None
    while running or (todo and problem is None):
        # Submit no more than can run: what is queued in a pool would still be trained after Ctrl-C.
        while todo and problem is None and len(running) < request.jobs:
            task = todo.pop(0)
            running[pool.submit(train_once, task)] = task
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            try:
                training = _checked(future, task, images)
            except (AuthorError, GraderError) as error:
                problem = problem or error
                for waiting in [one for one in running if one.cancel()]:
                    del running[waiting]
                continue
            journal.add(training)
            found[task] = training
            request.step(sum(one is not None for one in found.values()), len(tasks))
    if problem is not None:
        raise problem
    return [training for training in found.values() if training is not None]


def _checked(future: Future[Training], task: Task, images: int) -> Training:
    """Return the result of a training, if its accuracy is a share of the test images."""
    try:
        training = future.result()
    except TrainingError as error:
        raise AuthorError(f"{task.where} raised ({task.name}):\n{error}") from None
    except BrokenProcessPool:
        raise GraderError(
            f"the process of a training died ({task.name}); out of memory? What had ended is "
            "kept: the same command goes on from there, with fewer --jobs perhaps"
        ) from None
    right = training.accuracy * images
    # Accuracies in float32 are off by about 1e-8, those on only some of the images by far more.
    if not (math.isfinite(right) and 0 <= right <= images and abs(right - round(right)) < 0.01):
        raise AuthorError(
            f"{task.where} ({task.name}): expected train to return the accuracy on all {images} "
            f"test images of {task.dataset}, a share of them, got {training.accuracy!r}"
        )
    return training


def _propose(recipe: Recipe, trainings: Sequence[Training], images: int, target: float) -> Evidence:
    of = {name: [t for t in trainings if t.variant == name] for name in recipe.variants}
    of = {name: found for name, found in of.items() if len(found) >= LEAST_SEEDS}
    fits = {name: fit([t.accuracy for t in of[name]], images) for name in of}
    right = fits[REFERENCE]
    bound = right.bound()
    threshold = target if target <= bound else rounded_down(bound, images)
    if threshold <= 0:
        raise AuthorError(
            f"{recipe.where}: the reference's accuracy varies so much between seeds that no "
            f"threshold is fair: {', '.join(f'{t.accuracy:.4f}' for t in of[REFERENCE])}"
        )
    mean = fmean(t.accuracy for t in of[REFERENCE])
    variants = {
        name: _variant(what, of[name], fits[name], threshold)
        for name, what in recipe.variants.items()
        if name in of
    }
    return Evidence(
        made_from=recipe.digest,
        images=images,
        target=target,
        target_false_failure=_significant(right.fails(target)),
        bound=round(bound, 6),
        threshold=threshold,
        false_failure=_significant(right.fails(threshold)),
        sampling_error=_significant(math.sqrt(mean * (1 - mean) / images)),
        not_told_apart=tuple(
            name
            for name, found in variants.items()
            if name != REFERENCE and found.passes > _TOLD_APART
        ),
        variants=variants,
        versions={
            "python": platform.python_version(),
            "torch": ", ".join(_all(t.torch for t in trainings)),
        },
        devices=_all(t.device for t in trainings),
    )


def _variant(
    what: str, trainings: Sequence[Training], fitted: Fit, threshold: float
) -> VariantEvidence:
    accuracies = tuple(round(t.accuracy, 6) for t in trainings)
    return VariantEvidence(
        what=what,
        seeds=tuple(t.seed for t in trainings),
        accuracies=accuracies,
        mean=round(fmean(accuracies), 6),
        sd=_significant(stdev(accuracies)),
        normality=_significant(fitted.normality),
        passes=_significant(fitted.passes(threshold)),
        reached=sum(accuracy >= threshold for accuracy in accuracies),
        seconds=round(fmean(t.seconds for t in trainings), 2),
    )


def _all(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the items of comma-separated lists, each once."""
    return tuple(sorted({part for text in texts for part in text.split(", ")}))


def _significant(value: float) -> float:
    """Round to three digits: more would be noise."""
    return float(f"{value:.3g}")
