"""`torchgrade calibrate`: train a lab's reference many times, and show what that means."""

from __future__ import annotations

import contextlib
import importlib.util
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from torchgrade.cli.common import (
    ClusterOption,
    CourseOption,
    JobsOption,
    LabArgument,
    app,
    cluster_of,
    course_of,
    written_labs,
)
from torchgrade.cli.display import console, errors, progress_bar, tell
from torchgrade.course import SETTINGS, Course, Lab
from torchgrade.errors import AuthorError, GraderError
from torchgrade.sandbox.processes.cores import cores

if TYPE_CHECKING:
    from torchgrade.calibration import Evidence
    from torchgrade.cluster import Where

__all__: list[str] = []

_ON_THE_WAY = 64  # trainings given to a cluster at a time; it runs as many of them as it can


@app.command()
def calibrate(
    lab: LabArgument,
    dataset: Annotated[str, typer.Option(help="The data set; default: that of lab.toml.")] = "",
    seeds: Annotated[int, typer.Option(min=1, help="Trainings of the reference.")] = 10,
    variant_seeds: Annotated[
        int, typer.Option(min=0, help="Trainings of each known-bad variant; 0: none.")
    ] = 5,
    variant: Annotated[
        list[str] | None,
        typer.Option(help="A known-bad variant to train; may be repeated. Default: all."),
    ] = None,
    jobs: JobsOption = 1,
    write: Annotated[bool, typer.Option(help="Put the threshold into lab.toml.")] = False,
    course: CourseOption = Path(),
    cluster: ClusterOption = "",
) -> None:
    """Train a lab's reference many times, and propose an accuracy that right work reaches.

    Finished trainings are kept: the same command continues where it stopped. It exits with 1 if
    right work would miss the threshold in lab.toml.

    Example: torchgrade calibrate mnist_cnn --dataset digits --seeds 10
    """
    found = course_of(course)
    [chosen] = written_labs(found, [lab])
    if not _calibrate_lab(
        found,
        chosen,
        dataset or chosen.wanted_dataset,
        seeds=seeds,
        variant_seeds=variant_seeds,
        variants=variant or (),
        jobs=jobs or cores(),
        write=write,
        cluster=cluster_of(cluster, 0 if jobs == 1 else jobs),
    ):
        raise typer.Exit(1)


def _calibrate_lab(
    course: Course,
    lab: Lab,
    dataset: str,
    *,
    seeds: int,
    variant_seeds: int,
    variants: Sequence[str],
    jobs: int,
    write: bool,
    cluster: Where | None = None,
) -> bool:
    """Calibrate one data set, write the evidence, and show it.

    Returns:
        Whether the threshold in ``lab.toml`` is the proposed one.
    """
    if not all(importlib.util.find_spec(name) for name in ("scipy", "tomlkit")):
        raise AuthorError("torchgrade calibrate needs: pip install 'torchgrade[calibrate]'")
    from torchgrade.calibration import write_evidence
    from torchgrade.verify.calibrate import (
        CalibrationRequest,
        calibrate,
        write_plot,
        write_threshold,
    )

    title = f"{lab.name} on {dataset}"
    with progress_bar() as progress:
        task = progress.add_task(title, total=None)

        def step(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        def far(name: str, done: int, total: int) -> None:
            progress.update(task, description=f"{lab.name}: {name} ({done}/{total})")

        most = jobs if cluster is None else _ON_THE_WAY
        request = CalibrationRequest(dataset, seeds, variant_seeds, variants, most, step)
        try:
            with _pool(jobs, far, cluster, dataset) as pool:
                evidence = calibrate(course, lab, request, pool)
        except GraderError as error:  # here its author has to act
            raise AuthorError(str(error)) from None
        progress.update(task, description=title)
    write_evidence(lab, dataset, evidence)
    plot = lab.calibration_plot(dataset)
    write_plot(plot, title, evidence)
    console.print(_table(title, evidence))
    _say(lab, dataset, evidence)
    console.print(f"evidence: {lab.calibration}, {plot}", soft_wrap=True, markup=False)
    if write and evidence.threshold != evidence.target:
        write_threshold(lab, dataset, evidence.threshold)
        console.print(
            f"wrote {evidence.threshold:g} into {lab.source / SETTINGS}; say it in the notebook's "
            f"text too; next: torchgrade build {lab.name}",
            soft_wrap=True,
            markup=False,
        )
        return True
    return evidence.threshold == evidence.target


@contextlib.contextmanager
def _pool(
    jobs: int, far: Callable[[str, int, int], None], cluster: Where | None, dataset: str
) -> Iterator[Executor]:
    """Yield a pool of processes, or a cluster, that trains and reports progress."""
    if cluster is not None:
        from torchgrade.cluster.authors import training_on

        with training_on(cluster, jobs, dataset, tell) as trainers:
            yield trainers
        return
    from torchgrade.verify.calibrate import prepare

    # A forked process hangs in torch if its parent has computed with threads, or used CUDA.
    context = multiprocessing.get_context("spawn")
    said: Any = context.SimpleQueue()

    def listen() -> None:
        while (message := said.get()) is not None:
            far(*message)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    threads = max(1, cores() // jobs)
    try:
        with ProcessPoolExecutor(jobs, context, prepare, (said, threads)) as pool:
            yield pool
    finally:
        said.put(None)
        listener.join()


def _table(title: str, evidence: Evidence) -> Table:
    table = Table("variant", "seeds", "mean", "sd", "reach it", "next one would", title=title)
    for name, found in evidence.variants.items():
        table.add_row(
            escape(name),
            f"{len(found.seeds)}",
            f"{found.mean:.4f}",
            f"{found.sd:.4f}",
            f"{found.reached}",
            f"{found.passes:.2g}",
        )
    return table


def _say(lab: Lab, dataset: str, evidence: Evidence) -> None:
    """Print what the figures mean, in red if right work would fail."""
    console.print(
        f"threshold {evidence.threshold:g}: work as good as the reference misses it with "
        f"probability {evidence.false_failure:.1g} (bound at 1e-3: {evidence.bound:.4f})",
        soft_wrap=True,
    )
    if evidence.threshold != evidence.target:
        errors.print(
            f"the {evidence.target:g} of {lab.source / SETTINGS} is too high: work as good as the "
            f"reference misses it with probability {evidence.target_false_failure:.2g}. Use "
            f"{evidence.threshold:g} (--write does), or mend the reference.",
            style="bold red",
            markup=False,
            soft_wrap=True,
        )
    for name, found in evidence.variants.items():
        if name in evidence.not_told_apart:
            console.print(
                f"it can't tell {name} ({found.what}): {found.passes:.0%} would pass",
                style="yellow",
                markup=False,
                soft_wrap=True,
            )
        if found.normality < 0.01:
            console.print(
                f"{name} is hardly normal (p = {found.normality:.1g}): its rates are rough; look "
                f"at {lab.calibration_plot(dataset).name}",
                style="yellow",
                markup=False,
                soft_wrap=True,
            )
