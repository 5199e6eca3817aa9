"""Runs right work with many seeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from torchgrade import notebook as nb
from torchgrade.engine.engine import Selection
from torchgrade.verify.notebook_runner import Task
from torchgrade.verify.proof import Noise, Proof, Run
from torchgrade.verify.variant import apply, changed_cell

__all__ = ["count_failures", "noise_tasks"]

Who = tuple[str, int]
"""The name of right work, and the number of threads it runs with."""


def noise_tasks(
    proof: Proof, solved: Any, only: tuple[str, ...], seeds: int
) -> list[tuple[Who, Task]]:
    """List the runs: the solution with all questions, an alternative with its own.

    Half of the seeds use one thread, half two.
    """
    outline = proof.outline
    answers = [outline.source(n) for q in outline.questions for n in outline.code(q.solutions)]
    first = [nb.source(cell) for cell in solved.cells].index(answers[0]) + 1
    works = [("solution", solved, only, first)]
    for tried in proof.alternatives:
        variant = tried.variant
        if tried.accepted:
            notebook = apply(variant, outline, solved)
            cell = changed_cell(solved, notebook)
            works.append((variant.name, notebook, (variant.question,), cell))
    return [
        ((name, threads), Task(notebook, Selection(asked, seed=f"{seed}"), threads, cell=cell))
        for name, notebook, asked, cell in works
        for threads in (1, 2)
        for seed in range(threads, seeds + 1, 2)
    ]


def count_failures(proof: Proof, runs: Iterable[tuple[Who, Run]]) -> list[Noise]:
    """Count how often each test failed right work."""
    excepted = {t.variant.name: t.variant.excepted for t in proof.alternatives}
    failed: dict[Who, dict[str, int]] = {}
    seeds = Counter[Who]()
    for who, run in runs:
        seeds[who] += 1
        counts = failed.setdefault(who, {})
        for test in run.failed or ([f"({run.fault})"] if run.fault else []):
            if test not in excepted.get(who[0], ()):
                counts[test] = counts.get(test, 0) + 1
    return [
        Noise(name, seeds[name, threads], threads, counts)
        for (name, threads), counts in failed.items()
    ]
