"""A rule about chance: right work never loses a point."""

from __future__ import annotations

from collections.abc import Iterator

from torchgrade.verify.finding import Finding, Rule
from torchgrade.verify.proof import Proof

__all__ = ["NoiseCosts"]


class NoiseCosts(Rule):
    """With some seed or number of threads, right work loses a point.

    The solution and every alternative are graded with 100 seeds, half of them with one thread and
    half with two. In a class of 200, a test that fails right work once in 100 times fails two
    students; more seeds (`--seeds 2000`) find tests that do so less often.
    """

    code = "V501"
    slug = "noise-costs"
    gate = "noise"
    advice = "Fix the inputs of the test, draw more numbers, or give the tolerance more room."

    def check(self, proof: Proof) -> Iterator[Finding]:
        """Yield each test that failed right work."""
        for noise in proof.noise:
            for test, times in noise.failed.items():
                yield self.finding(
                    proof,
                    f"it fails {noise.name} in {times} of {noise.seeds} runs with "
                    f"{noise.threads} thread{'s' * (noise.threads > 1)}",
                    place=test,
                    question=proof.questions_of.get(test, ""),
                )
