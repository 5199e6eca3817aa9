"""Networks that are better than training explains: a question for staff to ask, not a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.bundle.bundle import Bundle
from torchgrade.grade.provenance import choice_of
from torchgrade.records import Measured

__all__ = ["outstanding"]


def outstanding(bundle: Bundle, measured: Sequence[Measured]) -> tuple[str, ...]:
    """Name the networks that are right on more test images than four standard deviations explain.

    They include networks trained on the test set, or made from its images. The bounds are the
    manifest's, from `torchgrade calibrate`; without calibration there are none.
    """
    if not measured or not bundle.manifest.outstanding:
        return ()
    choice = choice_of(bundle)
    bound = bundle.manifest.outstanding.get(choice.name) if choice else None
    if bound is None:
        return ()
    return tuple(
        dict.fromkeys(
            f"{one.question}: its network is right on {one.accuracy:.2%} of {one.images:,} test "
            f"images; trainings of the lab's solution hardly ever reach more than {bound:.2%}: ask "
            "how it was trained"
            for one in measured
            if one.accuracy > bound
        )
    )
