"""Rules about mutants: small faults in the solution that no author thought of."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof, counted, mutation_score

__all__ = ["MutantSurvives", "MutationScore", "TooManyEquivalent", "UnknownEquivalent"]

SCORE = 0.95
_JUSTIFIED = 0.05
_ENOUGH = 20  # from this number of mutants on, a share of them is meaningful


class MutationScore(Rule):
    """Less than 95 % of the mutants of a lab's solutions are caught.

    A mutant is the solution with one small fault: an axis swapped, a scale dropped, a layer
    removed. List those that change nothing that matters in `equivalent.toml`.
    """

    code = "V401"
    slug = "mutation-score"
    gate = "mutants"
    advice = "Look at the survivors in the report; sharpen a test, or say why one is equivalent."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the lab's score, if it is too low."""
        score = mutation_score(proof)
        if score is not None and score < SCORE:
            tried = f" of a sample of {len(proof.mutants)}" if proof.left_out["mutants"] else ""
            yield self.finding(
                proof,
                f"expected at least {SCORE:.0%}{tried} to be caught, found {score:.1%}",
                place=proof.lab.name,
            )


class MutantSurvives(Rule):
    """A mutant passes all tests: a student could make the same slip and get full marks."""

    code = "V402"
    slug = "mutant-survives"
    gate = "mutants"
    severity = "warning"
    advice = (
        "Add an assertion that tells it from the solution, or say in `equivalent.toml` why not."
    )

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each survivor that is not declared equivalent."""
        for found in counted(proof):
            if not found.caught:
                mutant = found.mutant
                names = " or ".join(f"checks.{name}" for name in mutant.caught_by)
                sees = f" ({names} tells such a fault)" if names else ""
                yield self.finding(
                    proof,
                    f"{mutant.name}: {mutant.description}{sees}",
                    place=f"cell {mutant.cell}, line {mutant.line}",
                    question=mutant.question,
                )


class TooManyEquivalent(Rule):
    """More than 5 % of a lab's mutants are declared equivalent, which is too easy a way out.

    A mutant that a test catches does not count as excused, whatever `equivalent.toml` says, and one
    that could not be judged without a GPU does not count at all.
    """

    code = "V403"
    slug = "too-many-equivalent"
    gate = "mutants"
    advice = "Sharpen the tests instead of excusing the mutants."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield the share, if it is too large."""
        excused = sum(bool(found.reason) and not found.caught for found in proof.mutants)
        total = len(counted(proof)) + sum(bool(found.reason) for found in proof.mutants)
        if total >= _ENOUGH and not proof.left_out["mutants"] and excused > _JUSTIFIED * total:
            yield self.finding(
                proof,
                f"expected at most {_JUSTIFIED:.0%} of {total} mutants to be called equivalent, "
                f"found {excused}",
                place=proof.lab.equivalent.name,
            )


class UnknownEquivalent(Rule):
    """`equivalent.toml` names a mutant that does not exist, or one that a test catches."""

    code = "V404"
    slug = "unknown-equivalent"
    gate = "mutants"
    advice = "Leave its line out of `equivalent.toml`: the solution, or a test, has changed."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each unneeded line."""
        name = proof.lab.equivalent.name
        for mutant in proof.unknown:
            yield self.finding(proof, f"no mutant is called {mutant}", place=name)
        for found in proof.mutants:
            if found.reason and found.caught:
                yield self.finding(
                    proof,
                    f"{found.mutant.name} is caught by {', '.join(found.run.failed)}",
                    place=name,
                    question=found.mutant.question,
                )
