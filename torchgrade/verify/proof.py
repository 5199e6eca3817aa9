"""The evidence about one lab: what its solution, its variants and its mutants scored."""

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
    """What one test case said. ``test`` is the name of its function, unique in the lab."""

    test: str
    question: str
    hidden: bool
    passed: bool
    points: float
    message: str = ""


@dataclass(frozen=True)
class Run:
    """What one notebook showed: its test cases, in the order of the manifest.

    ``pending`` are those that need a GPU and were not judged: they have neither passed nor failed,
    and are not among ``cases``. ``errors`` are those of its cells, with their cell; ``fault`` says
    why there are no cases, if it could not be graded. ``slowest`` is the cell that took longest,
    and its seconds.
    """

    cases: tuple[Case, ...] = ()
    pending: tuple[Case, ...] = ()
    errors: tuple[str, ...] = ()
    fault: str = ""
    seconds: float = 0.0
    slowest: tuple[int, float] = (0, 0.0)

    @cached_property
    def failed(self) -> Mapping[str, str]:
        """Test function -> question, of the cases that did not pass."""
        return {case.test: case.question for case in self.cases if not case.passed}

    @cached_property
    def unknown(self) -> Mapping[str, str]:
        """Test function -> question, of the cases that were not judged."""
        return {case.test: case.question for case in self.pending}


@dataclass(frozen=True)
class TriedVariant:
    """A mistake or an alternative, and what it scored."""

    variant: Variant
    run: Run

    @property
    def caught(self) -> bool:
        """Whether every test that a mistake names failed on it (any test, if it names none).

        A test that could not be judged for want of a GPU is taken to have failed.
        """
        named = set(self.variant.fails)
        failed = self.run.failed.keys() | self.run.unknown.keys() & named
        return bool(failed) and named <= failed

    @property
    def accepted(self) -> bool:
        """Whether an alternative passes all tests but those that it says it cannot pass."""
        return not self.run.fault and set(self.run.failed) <= set(self.variant.excepted)


@dataclass(frozen=True)
class TriedMutant:
    """A mutant, and what it scored; ``reason`` is why its author calls it equivalent."""

    mutant: Mutant
    run: Run
    reason: str = ""

    @property
    def caught(self) -> bool:
        """Whether some test case, or the run itself, told it from the solution."""
        return bool(self.run.failed or self.run.fault)


@dataclass(frozen=True)
class TriedIdleAnswer:
    """An answer that does nothing, and what it scored."""

    idle: IdleAnswer
    run: Run


@dataclass(frozen=True)
class TriedGivenAnswer:
    """An answer that lies in given code, and what it scored."""

    given: GivenAnswer
    run: Run


@dataclass(frozen=True)
class Noise:
    """How often right work lost a point over random seeds: test function -> times it failed."""

    name: str
    seeds: int
    threads: int
    failed: Mapping[str, int]


@dataclass(frozen=True)
class Order:
    """What a question's tests said when they ran alone, in reverse order, or twice."""

    how: str
    question: str
    run: Run


CONTAINER_MEMORY = 768 * 2**20
"""Bytes that Gradescope's container has, where its instructor chooses no other."""


@dataclass(frozen=True)
class Budget:
    """What grading the solution takes: seconds with one thread, peak PSS in bytes.

    ``slowest`` is the cell that took longest, and its seconds. ``alone`` is the peak with the tests
    of one question alone, by question; it is measured where the whole comes near to what
    Gradescope's container has.
    """

    seconds: float
    memory: int
    slowest: tuple[int, float] = (0, 0.0)
    alone: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Proof:
    """All evidence about a lab. What was not asked for is missing: ``None``, or empty."""

    lab: Lab
    outline: Outline
    manifest: Manifest
    solution: dict[str, Run] = field(default_factory=dict)  # by engine
    blank: Run | None = None
    idle: list[TriedIdleAnswer] = field(default_factory=list)
    given: list[TriedGivenAnswer] = field(default_factory=list)
    mistakes: list[TriedVariant] = field(default_factory=list)
    alternatives: list[TriedVariant] = field(default_factory=list)
    misplaced: list[Variant] = field(default_factory=list)  # of a question that there is not
    mutants: list[TriedMutant] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)  # what a run in part did not try
    unknown: Mapping[str, str] = field(default_factory=dict)  # marked equivalent, but no mutant
    noise: list[Noise] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    budget: Budget | None = None
    signatures: Signatures | None = None
    skipped: frozenset[str] = frozenset()  # gates that were not asked for
    unused_silences: list[tuple[str, str]] = field(default_factory=list)  # what for, and the reason

    @cached_property
    def questions_of(self) -> Mapping[str, str]:
        """Test function -> question."""
        return {case.test: q.name for q in self.manifest.questions for case in q.cases}

    @cached_property
    def tests(self) -> list[WrittenTest]:
        """The test cells of the source notebook."""
        return written_tests(self.outline)

    def asks_for(self, test: str, names: Iterable[str]) -> bool:
        """Tell whether a test uses one of these names; it may be of another cell's answers."""
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
    """Return the share of mutants that were caught; those with a reason are not counted.

    It is ``None`` where there is no mutant to count.
    """
    mutants = counted(proof, question)
    return sum(m.caught for m in mutants) / len(mutants) if mutants else None


def counted(proof: Proof, question: str | None = None) -> list[TriedMutant]:
    """List the mutants that a score counts.

    Not counted are those that their author calls equivalent, and those that survive where a test of
    their own question could not be judged for want of a GPU.
    """
    return [
        m
        for m in proof.mutants
        if not m.reason
        and question in (None, m.mutant.question)
        and (m.caught or m.mutant.question not in m.run.unknown.values())
    ]
