"""How many mutants were caught."""

from __future__ import annotations

from torchgrade.verify.proof import Mutated, Proof

__all__ = ["counted", "mutation_score"]


def mutation_score(proof: Proof, question: str | None = None) -> float | None:
    """Return the share of mutants that were caught; those with a reason are not counted.

    It is ``None`` where there is no mutant to count.
    """
    mutants = counted(proof, question)
    return sum(m.caught for m in mutants) / len(mutants) if mutants else None


def counted(proof: Proof, question: str | None = None) -> list[Mutated]:
    """List the mutants that a score counts: those that nobody calls equivalent.

    Nor one that survives where a test of its own question was not judged for want of a GPU.
    """
    return [
        m
        for m in proof.mutants
        if not m.reason
        and question in (None, m.mutant.question)
        and (m.caught or m.mutant.question not in m.run.unknown.values())
    ]
