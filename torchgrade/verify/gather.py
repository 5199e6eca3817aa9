"""Gathers the evidence about a lab, gate by gate."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from torchgrade import notebook as nb
from torchgrade.authoring import Trees, read_source, staged
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.engine import Selection
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import Submission, jobs_for, run_notebook
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.verify.cache import RunCache
from torchgrade.verify.finding import Gate
from torchgrade.verify.mutation.equivalent import read_equivalent
from torchgrade.verify.mutation.given import GivenAnswer, given_answers
from torchgrade.verify.mutation.idle import IdleAnswer, idle_answers
from torchgrade.verify.mutation.mutants import Mutant, mutants_of, sample
from torchgrade.verify.mutation.sampling import some_of_each
from torchgrade.verify.notebook_runner import Engine, NotebookRunner, Task
from torchgrade.verify.options import VerifyOptions
from torchgrade.verify.proof import (
    CONTAINER_MEMORY,
    Budget,
    Case,
    Order,
    Proof,
    Run,
    TriedGivenAnswer,
    TriedIdleAnswer,
    TriedMutant,
    TriedVariant,
)
from torchgrade.verify.seeds.noise import count_failures, noise_tasks
from torchgrade.verify.seeds.signatures import SEEDS, signatures
from torchgrade.verify.variant import (
    Variant,
    apply,
    changed_cell,
    read_variants,
    replace_cell,
)

__all__ = ["QUICK_MUTANTS", "gather"]

QUICK_MUTANTS = 25
_LEAST = 20  # seconds that a wrong solution always gets, however fast the right one is
_SLOWER = 10  # multiple of the right solution's seconds
_NEAR = 0.85  # share of a container's memory above which questions are measured one by one
_LOOK = 0.02  # seconds between two measurements of memory and time


def gather(
    course: Course, lab: Lab, engine: Engine, cache: RunCache, options: VerifyOptions
) -> Proof:
    """Gather the evidence about a lab.

    Raises:
        AuthorError: the lab can't be read or staged, or one of its files is invalid.
    """
    outline = read_source(lab)
    for name in options.questions:
        outline.question(name)
    with staged(course, lab) as trees, open_bundle(trees.autograder) as bundle:
        jobs = options.jobs if options.elsewhere else jobs_for(bundle.manifest, options.jobs)
        runner = NotebookRunner(lab, bundle, trees.solutions, engine, cache, jobs)
        skipped = frozenset(gate for gate in get_args(Gate) if not options.wants(gate))
        proof = Proof(lab, outline, bundle.manifest, skipped=skipped)
        _Gatherer(proof, trees, bundle, runner, options).run()
        return proof


class _Gatherer:
    def __init__(
        self,
        proof: Proof,
        trees: Trees,
        bundle: Bundle,
        runner: NotebookRunner,
        options: VerifyOptions,
    ) -> None:
        self._proof, self._trees, self._bundle = proof, trees, bundle
        self._runner, self._options = runner, options
        name = proof.lab.notebook.name
        self._solved, self._blank = nb.read(trees.solutions / name), nb.read(trees.release / name)
        self._only = options.questions
        self._seconds = 0  # for a wrong solution

    def run(self) -> None:
        options, proof = self._options, self._proof
        options.step("solution", 0, 1)
        right = self._runner.run(Task(self._solved, Selection(questions=self._only)))
        proof.solution["isolated"] = right
        if right.fault or right.failed or right.errors:
            return  # results of a mistake mean nothing if the solution itself is wrong
        self._seconds = max(_LEAST, int(_SLOWER * right.seconds))
        if options.wants("solution") and not options.quick and not self._only:
            proof.solution["otter"] = self._otter(right)
        if options.wants("solution"):
            proof.blank = self._runner.run(Task(self._blank, Selection(questions=self._only)))
        for gate, gather in (
            ("idle", self._idle),
            ("mistakes", self._mistakes),
            ("alternatives", self._alternatives),
            ("mutants", self._mutants),
            ("order", self._orders),
            ("noise", self._noise),
            ("budget", self._budget),
        ):
            if options.wants(gate):
                gather()
        if options.signatures:
            self._signatures()

    def _otter(self, right: Run) -> Run:
        """Grade the solution with the real otter, which needs seconds to start a kernel.

        Cases that are pending in our own engine fail there: otter has no such verdict.
        """
        submission = Submission(self._trees.solutions, "solution")
        grade, outcome = run_notebook(self._bundle, submission, OtterEngine())
        hidden = {case.name: case for q in grade.questions for case in q.cases}
        return Run(
            cases=tuple(
                Case(
                    spec.test,
                    q.name,
                    spec.hidden,
                    found.status == "passed",
                    spec.points,
                    found.message,
                )
                for q in self._proof.manifest.questions
                for spec in q.cases
                if (found := hidden.get(spec.name)) is not None and spec.test not in right.unknown
            ),
            pending=right.pending,
            errors=tuple(f"cell {error.cell}: {error.error}" for error in outcome.errors),
            fault="" if grade.status == "graded" else grade.message or grade.status,
            seconds=grade.seconds,
        )

    def _mistakes(self) -> None:
        self._proof.mistakes = self._try("mistakes", self._proof.lab.mistakes)

    def _signatures(self) -> None:
        """Run the mistakes with other seeds as well."""
        tried = self._proof.mistakes
        tasks = [
            (one.variant, self._varied(one.variant, Selection((one.variant.question,), seed=seed)))
            for one in tried
            for seed in SEEDS
        ]
        runs = [(one.variant, one.run) for one in tried]
        runs += self._runs("mistakes", tasks)
        seen = signatures(self._bundle.test_digests, runs)
        known = self._bundle.signatures
        self._proof.signatures = known.renewed(seen, self._only) if self._only else seen

    def _alternatives(self) -> None:
        self._proof.alternatives = self._try("alternatives", self._proof.lab.alternatives)

    def _try(self, gate: Gate, folder: Path) -> list[TriedVariant]:
        asked = self._only
        written = [v for v in read_variants(folder) if not asked or v.question in asked]
        there = {question.name for question in self._proof.outline.questions}
        variants = [variant for variant in written if variant.question in there]
        self._proof.misplaced += [variant for variant in written if variant.question not in there]
        count = self._options.sample
        chosen = some_of_each(
            variants, count, lambda v: v.name, lambda v: v.question, cost=lambda v: len(v.also)
        )  # a mistake that costs points in other questions is run with their tests, too
        self._proof.left_out[gate] = len(variants) - len(chosen)
        tasks = [(variant, self._varied(variant, self._tests(variant))) for variant in chosen]
        return [TriedVariant(variant, run) for variant, run in self._runs(gate, tasks)]

    def _varied(self, variant: Variant, tests: Selection) -> Task:
        notebook = apply(variant, self._proof.outline, self._solved)
        cell = changed_cell(self._solved, notebook)
        file = variant if variant.file else None
        return Task(notebook, tests, 1, self._seconds, cell, file)

    def _tests(self, variant: Variant) -> Selection:
        """Choose the questions to test a variant with: its own and all later ones.

        Results of earlier ones can't change. With --quick, only its own and those under `also`.
        """
        if self._only:
            asked = (variant.question, *variant.also)
            return Selection(questions=tuple(q for q in self._runner.questions if q in asked))
        if variant.file:
            return Selection()
        order = [question.name for question in self._proof.outline.questions]
        later = order[order.index(variant.question) :]
        if self._options.quick:
            later = [name for name in later if name in (variant.question, *variant.also)]
        known = tuple(name for name in self._runner.questions if name in later)
        return Selection(questions=known)

    def _mutants(self) -> None:
        proof, options = self._proof, self._options
        outline = proof.outline
        mutants: list[Mutant] = []
        for question in outline.questions:
            if not question.manual:
                for cell in outline.code(question.solutions):
                    mutants += mutants_of(question.name, cell, outline.source(cell))
        reasons = read_equivalent(proof.lab)
        names = {name for mutant in mutants for name in (mutant.name, mutant.former_name)}
        proof.unknown = {name: why for name, why in reasons.items() if name not in names}
        asked = [m for m in mutants if not self._only or m.question in self._only]
        chosen = sample(asked, QUICK_MUTANTS) if options.quick else asked
        proof.left_out["mutants"] = len(mutants) - len(chosen)
        first = [(m, self._mutated(m, (m.question,))) for m in chosen]
        runs = dict(self._runs("mutants", first))
        left = [m for m in chosen if not runs[m].failed and not runs[m].fault]
        if not self._only:  # a later question that builds on the answer may catch it
            runs |= dict(self._runs("mutants", [(m, self._mutated(m, ())) for m in left]))
        proof.mutants = [
            TriedMutant(m, runs[m], reasons.get(m.name) or reasons.get(m.former_name, ""))
            for m in chosen
        ]

    def _idle(self) -> None:
        outline = self._proof.outline
        answers = [
            answer
            for question in outline.questions
            if question.name in (self._only or self._runner.questions)
            for cell in outline.code(question.solutions)
            for answer in idle_answers(question.name, cell, outline.source(cell))
        ]
        given = [
            answer
            for question in outline.questions
            if question.name in (self._only or self._runner.questions)
            for answer in given_answers(outline, question)
        ]
        tried: list[IdleAnswer | GivenAnswer] = [*answers, *given]
        count = self._options.sample
        chosen = some_of_each(tried, count, lambda a: a.code, lambda a: (type(a), a.question))
        self._proof.left_out["idle"] = len(tried) - len(chosen)
        tasks = [(answer, self._in_place(answer)) for answer in chosen]
        for answer, run in self._runs("idle", tasks):
            if isinstance(answer, IdleAnswer):
                self._proof.idle.append(TriedIdleAnswer(answer, run))
            else:
                self._proof.given.append(TriedGivenAnswer(answer, run))

    def _in_place(self, answer: IdleAnswer | GivenAnswer) -> Task:
        source = self._proof.outline.source(answer.cell)
        notebook = replace_cell(self._solved, source, answer.code)
        tests = Selection(questions=(answer.question,))
        cell = changed_cell(self._solved, notebook)
        return Task(notebook, tests, seconds=self._seconds, cell=cell)

    def _mutated(self, mutant: Mutant, questions: tuple[str, ...]) -> Task:
        source = self._proof.outline.source(mutant.cell)
        notebook = replace_cell(self._solved, source, mutant.code)
        cell = changed_cell(self._solved, notebook) if questions else 0
        return Task(notebook, Selection(questions=questions), seconds=self._seconds, cell=cell)

    def _orders(self) -> None:
        all_of = self._only or self._runner.questions
        asked = [
            (("reverse", ""), Selection(questions=self._only, order="reverse")),
            (("twice", ""), Selection(questions=self._only, order="twice")),
        ]
        if not self._options.quick:
            asked += [(("alone", name), Selection(questions=(name,))) for name in all_of]
        tasks = [(how, Task(self._solved, tests)) for how, tests in asked]
        self._proof.orders = [
            Order(how, question, run) for (how, question), run in self._runs("order", tasks)
        ]

    def _noise(self) -> None:
        tasks = noise_tasks(self._proof, self._solved, self._only, self._options.seeds)
        self._proof.noise = count_failures(self._proof, self._runs("noise", tasks))

    def _budget(self) -> None:
        """Grade the solution once with one thread, sampling its memory.

        This is done as in a container: in an engine that expects one submission, and has not
        collected large pages for many forks. If the peak comes near the container's memory, each
        question is also measured alone; the result is the highest peak of all runs, since sampling
        may miss a little of each.
        """
        with IsolatedEngine(walls="unneeded", single=True) as engine:
            run, seconds, most = self._measured(engine, Selection())
            alone: dict[str, int] = {}
            if most > _NEAR * CONTAINER_MEMORY:
                for name in self._runner.questions:
                    alone[name] = self._measured(engine, Selection(questions=(name,)))[2]
        self._proof.budget = Budget(seconds, max(most, *alone.values(), 0), run.slowest, alone)

    def _measured(self, engine: IsolatedEngine, tests: Selection) -> tuple[Run, float, int]:
        """Grade the solution; return the outcome, the seconds, and the peak memory.

        Time that other processes take from the machine does not count: the clock leaves it out.
        """
        most, ended, clock = 0, threading.Event(), Clock(engine.processes)

        def look() -> None:
            nonlocal most
            clock.look()
            while not ended.wait(_LOOK):
                most = max(most, engine.memory())
                clock.look()

        watch = threading.Thread(target=look)
        watch.start()
        try:
            run = self._runner.on(engine).play(Task(self._solved, tests))
        finally:  # also after Ctrl-C: the sampling thread would keep the command from ending
            ended.set()
            watch.join()
        return run, clock.now(), most

    def _runs(self, gate: Gate, tasks: list[tuple[Any, Task]]) -> Iterator[tuple[Any, Run]]:
        for done, found in enumerate(self._runner.run_all(tasks)):
            self._options.step(gate, done + 1, len(tasks))
            yield found
