"""The distribution of an accuracy over trainings, and what a threshold does to the next one.

What varies. Submissions are measured on the same fixed test images as the reference, so only the
spread between trainings (seeds) decides whether work as good as the reference falls short. The
binomial error of the test set, sqrt(a (1 - a) / n), says how far the same network would be off on
*other* images; it is common to all that are measured on these, and does not enter.

The model. Right answers out of n are turned into empirical logits, log((k + 1/2) / (n - k + 1/2))
(Cox and Snell, Analysis of Binary Data, 2nd edition, 1989): an accuracy ends at 1, so near 1 its
distribution is squeezed on one side, while its logit has no end. On that scale N trainings are
taken for a sample of a normal distribution whose mean and standard deviation are both unknown, and
a new one follows mean + sd sqrt(1 + 1/N) t, t of Student's distribution with N - 1 degrees of
freedom (Meeker, Hahn and Escobar, Statistical Intervals, 2nd edition, 2017, chapter 4). Averaged
over calibrations its tail is exact, whatever N: few trainings widen it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, stdev

from torchgrade.errors import AuthorError

__all__ = [
    "FALSE_FAILURES",
    "LEAST_SEEDS",
    "OUTSTANDING",
    "Fit",
    "fit",
    "least_passing",
    "rounded_down",
]

FALSE_FAILURES = 1e-3
"""How often work as good as the reference may miss a threshold."""

OUTSTANDING = 4.0
"""Standard deviations above the mean beyond which staff should ask how a network was trained."""

LEAST_SEEDS = 3
"""With two trainings the bound would be hundreds of standard deviations below their mean."""

_STEPS = (0.001, 0.005, 0.01, 0.05)


@dataclass(frozen=True)
class Fit:
    """The predictive distribution of the next training's right answers.

    Args:
        images: how many test images there are, n.
        logits: the empirical logit of each training.
    """

    images: int
    logits: tuple[float, ...]

    @cached_property
    def mean(self) -> float:
        """Mean of the logits."""
        return fmean(self.logits)

    @cached_property
    def sd(self) -> float:
        """Standard deviation of the logits, at least that of half an answer.

        Accuracies move in steps of one answer: trainings that all agree show a spread that is too
        small to see, not one that is zero.
        """
        count = _count(self.mean, self.images)
        half = 0.5 * (self.images + 1) / ((count + 0.5) * (self.images - count + 0.5))
        return max(stdev(self.logits), half)

    @cached_property
    def normality(self) -> float:
        """The p-value of Shapiro and Wilk's test (Biometrika 52, 1965) on the logits.

        With ten trainings it sees gross deviations only, such as a few that diverged.
        """
        from scipy.stats import shapiro

        if max(self.logits) == min(self.logits):
            return 1.0
        return float(shapiro(self.logits).pvalue)

    def fails(self, threshold: float) -> float:
        """Return the probability that a new training misses a threshold, above 0 up to 1."""
        from scipy.stats import t

        count = least_passing(threshold, self.images)
        # Halfway between the two counts, as a continuous distribution stands for a discrete one.
        edge = math.log(count / (self.images - count + 1))
        return float(t.cdf((edge - self.mean) / self._scale, len(self.logits) - 1))

    def passes(self, threshold: float) -> float:
        """Return the probability that a new training reaches a threshold."""
        from scipy.stats import t

        count = least_passing(threshold, self.images)
        edge = math.log(count / (self.images - count + 1))
        return float(t.sf((edge - self.mean) / self._scale, len(self.logits) - 1))

    def bound(self, rate: float = FALSE_FAILURES) -> float:
        """Return the highest accuracy that a new training misses with at most this probability."""
        from scipy.stats import t

        lowest = self.mean + float(t.ppf(rate, len(self.logits) - 1)) * self._scale
        return math.floor(_count(lowest, self.images) + 0.5) / self.images

    def outstanding(self, deviations: float = OUTSTANDING) -> float:
        """Return the accuracy that lies so many standard deviations above the mean."""
        return min(1.0, _count(self.mean + deviations * self.sd, self.images) / self.images)

    @property
    def _scale(self) -> float:
        return self.sd * math.sqrt(1 + 1 / len(self.logits))


def fit(accuracies: Sequence[float], images: int) -> Fit:
    """Fit the distribution of accuracies, each a share of ``images``.

    Raises:
        AuthorError: there are too few.
    """
    if len(accuracies) < LEAST_SEEDS:
        raise AuthorError(
            f"expected at least {LEAST_SEEDS} seeds, got {len(accuracies)}: their spread says how "
            "low a threshold must be; 10 are a good start"
        )
    counts = (round(accuracy * images) for accuracy in accuracies)
    return Fit(images, tuple(math.log((k + 0.5) / (images - k + 0.5)) for k in counts))


def least_passing(threshold: float, images: int) -> int:
    """Return the fewest right answers that reach a threshold."""
    return max(1, math.ceil(threshold * images - 1e-9))


def rounded_down(accuracy: float, images: int) -> float:
    """Round to a number that people can remember: the next lower 0.001, or 0.005 for few images."""
    step = next((step for step in _STEPS if step * images >= 1), _STEPS[-1])
    return round(math.floor(accuracy / step + 1e-9) * step, 3)


def _count(logit: float, images: int) -> float:
    """Return the number of right answers whose empirical logit this is, as a real number."""
    return (images + 1) * (1 + math.tanh(logit / 2)) / 2 - 0.5
