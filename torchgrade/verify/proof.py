"""The evidence about a lab: the results of its solution, variants and mutants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from torchgrade.authoring.outline import Outline
from torchgrade.authoring.secret import secret_lines
from torchgrade.bundle.signatures import Signatures
from torchgrade.course import Lab
from torchgrade.records import Manifest
from torchgrade.verify.mutation.given import GivenAnswer
from torchgrade.verify.mutation.idle import IdleAnswer
from torchgrade.verify.mutation.mutants import Mutant
from torchgrade.verify.variant import Variant
from torchgrade.verify.written import WrittenTest, written_tests

__all__ = [
    "CONTAINER_MEMORY",
    "Budget",
    "Case",
    "Noise",
    "Order",
    "Proof",
    "Run",
    "TriedGivenAnswer",
    "TriedIdleAnswer",
    "TriedMutant",
    "TriedVariant",
    "counted",
    "mutation_score",
]


@dataclass(frozen=True)
class Case:
    """The result of a test case. ``test`` is the name of its function, unique in the lab."""

    test: str
    question: str
    hidden: bool
    passed: bool
    points: float
    message: str = ""


@dataclass(frozen=True)
class Run:
    """The result of a notebook: its test cases, in the order of the manifest.

    ``pending`` are those that need a GPU and were not judged: they have neither passed nor failed,
    and are not among ``cases``. ``errors`` are errors of cells, with the cell; ``fault`` says why
    it could not be graded, if there are no cases. ``slowest`` is the slowest cell, with its
    seconds.
    """

    cases: tuple[Case, ...] = ()
    pending: tuple[Case, ...] = ()
    errors: tuple[str, ...] = ()
    fault: str = ""
    seconds: float = 0.0
    slowest: tuple[int, float] = (0, 0.0)

    @cached_property
    def failed(self) -> Mapping[str, str]:
        """Test function -> question, for the cases that did not pass."""
        return {case.test: case.question for case in self.cases if not case.passed}

    @cached_property
    def unknown(self) -> Mapping[str, str]:
        """Test function -> question, for the cases that were not judged."""
        return {case.test: case.question for case in self.pending}


@dataclass(frozen=True)
class TriedVariant:
    """A mistake or an alternative, and its results."""

    variant: Variant
    run: Run

    @property
    def caught(self) -> bool:
        """Whether every test that a mistake names has failed on it (any test if it names none).

        A test that could not be judged without a GPU counts as failed.
        """
        named = set(self.variant.fails)
        failed = self.run.failed.keys() | self.run.unknown.keys() & named
        return bool(failed) and named <= failed

    @property
    def accepted(self) -> bool:
        """Whether an alternative passes all tests except those that it declares it cannot pass."""
        return not self.run.fault and set(self.run.failed) <= set(self.variant.excepted)


@dataclass(frozen=True)
class TriedMutant:
    """A mutant, and its results; ``reason`` is why the author declares it equivalent."""

    mutant: Mutant
    run: Run
    reason: str = ""

    @property
    def caught(self) -> bool:
        """Whether a test case, or the run itself, distinguished it from the solution."""
        return bool(self.run.failed or self.run.fault)


@dataclass(frozen=True)
class TriedIdleAnswer:
    """An answer that does nothing, and its results."""

    idle: IdleAnswer
    run: Run


@dataclass(frozen=True)
class TriedGivenAnswer:
    """An answer found in given code, and its results."""

    given: GivenAnswer
    run: Run


@dataclass(frozen=True)
class Noise:
    """How often right work lost a point with random seeds: test function -> number of failures."""

    name: str
    seeds: int
    threads: int
    failed: Mapping[str, int]


@dataclass(frozen=True)
class Order:
    """The results of a question's tests when run alone, in reverse order, or twice."""

    how: str
    question: str
    run: Run


CONTAINER_MEMORY = 768 * 2**20
"""Bytes of memory of Gradescope's default container."""


@dataclass(frozen=True)
class Budget:
    """What grading the solution needs: seconds with one thread, peak PSS in bytes.

    ``slowest`` is the slowest cell, with its seconds. ``alone`` is the peak with only one
    question's tests, by question; it is measured if the whole comes near the memory of Gradescope's
    container.
    """

    seconds: float
    memory: int
    slowest: tuple[int, float] = (0, 0.0)
    alone: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Proof:
    """All evidence about a lab; what was not requested is ``None`` or empty."""

    lab: Lab
    outline: Outline
    manifest: Manifest
    solution: dict[str, Run] = field(default_factory=dict)  # by engine
    blank: Run | None = None
    idle: list[TriedIdleAnswer] = field(default_factory=list)
    given: list[TriedGivenAnswer] = field(default_factory=list)
    mistakes: list[TriedVariant] = field(default_factory=list)
    alternatives: list[TriedVariant] = field(default_factory=list)
    misplaced: list[Variant] = field(default_factory=list)  # of a question that does not exist
    mutants: list[TriedMutant] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)  # not tried, as this run was partial
    unknown: Mapping[str, str] = field(default_factory=dict)  # called equivalent, but no mutant
    noise: list[Noise] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    budget: Budget | None = None
    signatures: Signatures | None = None
    skipped: frozenset[str] = frozenset()  # gates that were not requested
    unused_silences: list[tuple[str, str]] = field(default_factory=list)  # target and reason

    @cached_property
    def questions_of(self) -> Mapping[str, str]:
        """Test function -> question."""
        return {case.test: q.name for q in self.manifest.questions for case in q.cases}

    @cached_property
    def tests(self) -> list[WrittenTest]:
        """The test cells of the source notebook."""
        return written_tests(self.outline)

    def asks_for(self, test: str, names: Iterable[str]) -> bool:
        """Return whether a test uses one of these names, which may be answers of another cell."""
        written = self._by_name.get(test)
        return written is None or not written.names.isdisjoint(names)

    @cached_property
    def _by_name(self) -> Mapping[str, WrittenTest]:
        return {test.name: test for test in self.tests}

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, ...]]:
        """Question -> the lines of its solution that students must not see."""
        found: dict[str, tuple[str, ...]] = {}
        for line, whose in secret_lines(self.outline, self.lab).items():
            question = whose.removeprefix("the solution of ")
            if question != whose:
                found[question] = (*found.get(question, ()), line)
        return found


def mutation_score(proof: Proof, question: str | None = None) -> float | None:
    """Return the share of mutants that were caught; those with a reason don't count.

    It is ``None`` if no mutant counts.
    """
    mutants = counted(proof, question)
    return sum(m.caught for m in mutants) / len(mutants) if mutants else None


def counted(proof: Proof, question: str | None = None) -> list[TriedMutant]:
    """List the mutants that count in a score.

    Those that the author declares equivalent don't count, nor do survivors if a test of their own
    question could not be judged without a GPU.
    """
    return [
        m
        for m in proof.mutants
        if not m.reason
        and question in (None, m.mutant.question)
        and (m.caught or m.mutant.question not in m.run.unknown.values())
    ]
