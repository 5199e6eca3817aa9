"""The HTML report of `torchgrade verify`: which test catches what, and what no test catches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from torchgrade.files.writing import write_text
from torchgrade.pages import Filters, templates_of
from torchgrade.records import CaseSpec
from torchgrade.texts import without_escapes
from torchgrade.verify.finding import Finding, Gate
from torchgrade.verify.mutation.mutants import Mutant, difference
from torchgrade.verify.proof import Proof, TriedMutant, TriedVariant, counted, mutation_score

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["catchers", "gates", "mutation_score", "redundant", "write_report"]

State = Literal["caught", "elsewhere", "stopped", "missed", "survived", "equivalent"]
Mark = Literal["hit", "named", "absent", "none"]


def catchers(proof: Proof) -> Mapping[str, set[str]]:
    """Return test -> names of the mistakes and mutants that it catches, for every test."""
    found: dict[str, set[str]] = {test: set() for test in proof.questions_of}
    runs = [(tried.variant.name, tried.run) for tried in proof.mistakes]
    runs += [(mutated.mutant.name, mutated.run) for mutated in proof.mutants]
    for name, run in runs:
        for test in run.failed:
            found.setdefault(test, set()).add(name)
    return found


def redundant(proof: Proof) -> list[str]:
    """Return tests that catch nothing that other tests of their question don't also catch.

    Questions without mistakes and mutants are left out, as are tests that need a GPU if this
    machine has none: nothing is known about them. The same holds if only some mistakes were run.
    """
    if proof.left_out["mistakes"]:
        return []
    by_test = catchers(proof)
    right = proof.solution.get("isolated")
    unknown = right.unknown if right else {}
    tried = [t.variant.question for t in proof.mistakes]
    tried += [m.mutant.question for m in proof.mutants]
    found = []
    for question in proof.manifest.questions:
        tests = [case.test for case in question.cases if case.test not in unknown]
        for test in tests if question.name in tried else []:
            others = [by_test[other] for other in tests if other != test]
            if by_test[test] <= set().union(*others):
                found.append(test)
    return found


def gates(proof: Proof, findings: Sequence[Finding]) -> Mapping[Gate, int | None]:
    """Return gate -> number of its errors; ``None`` if there is neither error nor evidence."""
    errors = [f.gate for f in findings if f.lab == proof.lab.name and f.closes]
    evidence: Mapping[Gate, object] = {
        "solution": proof.solution,
        "idle": proof.idle,
        "mistakes": proof.mistakes,
        "alternatives": proof.alternatives,
        "mutants": proof.mutants,
        "noise": proof.noise,
        "order": proof.orders,
        "lint": "lint" not in proof.skipped,  # lint only reads the source, which is always there
        "budget": proof.budget is not None,
        "threshold": bool(proof.lab.thresholds),
    }
    return {
        gate: errors.count(gate) if evidence[gate] or gate in errors else None
        for gate in get_args(Gate)
    }


@dataclass(frozen=True)
class _Row:
    """One line of the matrix: a mistake or a mutant, and the tests that caught it."""

    name: str
    what: str
    state: State
    marks: tuple[Mark, ...]
    elsewhere: tuple[str, ...]
    fault: str


@dataclass(frozen=True)
class _Part:
    """What the page shows about one question."""

    name: str
    cases: tuple[CaseSpec, ...]
    groups: list[tuple[str, list[_Row]]]
    mistakes: list[TriedVariant]
    missed: list[TriedVariant]
    mutants: list[TriedMutant]
    survivors: list[TriedMutant]
    equivalent: list[TriedMutant]
    refused: list[TriedVariant]
    redundant: list[str]
    score: float | None


def _parts(proof: Proof) -> Iterator[_Part]:
    """Yield the questions of the manifest, and others with a mistake or a mutant."""
    cases = {q.name: q.cases for q in proof.manifest.questions if not q.manual}
    tried = [t.variant.question for t in [*proof.mistakes, *proof.alternatives]]
    mutated = [m.mutant.question for m in proof.mutants]
    spare = redundant(proof)
    for name in dict.fromkeys([*cases, *tried, *mutated]):
        columns = cases.get(name, ())
        mistakes = [t for t in proof.mistakes if t.variant.question == name]
        others = [t for t in proof.alternatives if t.variant.question == name]
        mutants = [m for m in proof.mutants if m.mutant.question == name]
        yield _Part(
            name=name,
            cases=columns,
            groups=_groups(name, columns, mistakes, mutants),
            mistakes=mistakes,
            missed=[t for t in mistakes if not t.caught],
            mutants=counted(proof, name),
            survivors=[m for m in counted(proof, name) if not m.caught],
            equivalent=[m for m in mutants if m.reason],
            refused=[t for t in others if not t.accepted],
            redundant=[case.test for case in columns if case.test in spare],
            score=mutation_score(proof, name),
        )


def _groups(
    question: str,
    cases: Sequence[CaseSpec],
    mistakes: list[TriedVariant],
    mutants: list[TriedMutant],
) -> list[tuple[str, list[_Row]]]:
    """Return the groups of the matrix: mistakes first, then mutants by operator."""

    def row(name: str, what: str, state: State, tried: TriedVariant | TriedMutant) -> _Row:
        failed = tried.run.failed
        named = tried.variant.fails if isinstance(tried, TriedVariant) else ()
        marks = tuple(_mark(case.test in failed, case.test in named) for case in cases)
        elsewhere = tuple(test for test, q in failed.items() if q != question)
        return _Row(name, what, state, marks, elsewhere, tried.run.fault)

    said: Mapping[bool, State] = {True: "caught", False: "missed"}
    rows = [row(t.variant.name, t.variant.why, said[t.caught], t) for t in mistakes]
    groups = [("Mistakes", rows)] if rows else []
    ordered = sorted(mutants, key=lambda m: m.mutant.operator)
    for operator, members in groupby(ordered, key=lambda m: m.mutant.operator):
        shown = [
            row(m.mutant.name, m.mutant.description, _state(m), m)
            for m in sorted(members, key=lambda m: (m.mutant.cell, m.mutant.line, m.mutant.name))
        ]
        groups.append((f"Mutants: {operator}", shown))
    return groups


def _mark(hit: bool, named: bool) -> Mark:
    return ("named" if hit else "absent") if named else ("hit" if hit else "none")


def _state(mutated: TriedMutant) -> State:
    if not mutated.caught:
        return "equivalent" if mutated.reason else "survived"
    if mutated.mutant.question in mutated.run.failed.values():
        return "caught"
    return "elsewhere" if mutated.run.failed else "stopped"


def _lines(proof: Proof, mutant: Mutant) -> list[tuple[str, str]]:
    """Return the lines of a mutant's diff, each with its kind."""
    lines = difference(proof.outline.source(mutant.cell), mutant).splitlines()
    if lines and lines[0].startswith("---"):
        del lines[:2]  # the header with the two files' names
    kinds = {"+": "ins", "-": "del", "@": "place"}
    return [(kinds.get(line[:1], "same"), line) for line in lines]


@cache
def _templates() -> Environment:
    filters: Filters = {
        "plain": lambda text: without_escapes(text).strip(),
        "number": lambda items, what: sum(getattr(item, what) for item in items),
        # Rounded down: a survivor among a thousand mutants is not 100 %.
        "percent": lambda share: f"{int(100 * share + 1e-9)} %",
        "level": lambda x: "good" if x == 1 else "part" if x >= 0.7 else "bad",
    }
    return templates_of("torchgrade.verify", filters)


def write_report(path: Path, proofs: Sequence[Proof], findings: Sequence[Finding]) -> None:
    """Write the page about labs and their findings, atomically.

    It is only for staff: it shows solutions, mistakes and hidden tests.
    """
    labs = [(p, gates(p, findings), mutation_score(p), list(_parts(p))) for p in proofs]
    template = _templates().get_template("verify.html")
    page = template.render(
        labs=labs,
        gates=get_args(Gate),
        findings=sorted(
            (finding for finding in findings if not finding.silenced),
            key=lambda finding: finding.severity != "error",
        ),
        silenced=[finding for finding in findings if finding.silenced],
        lines=_lines,
        catches={proof.lab.name: catchers(proof) for proof in proofs},
    )
    write_text(path, page)
