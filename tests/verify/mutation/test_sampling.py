"""A sample of what a lab could be tried with has some of each kind."""

from __future__ import annotations

from pathlib import Path

from torchgrade.verify.mutation.sampling import some_of_each
from torchgrade.verify.variant import Variant


def variants(count: int, question: str = "q1") -> list[Variant]:
    paths = [Path(f"{question}_{number}.py") for number in range(count)]
    return [Variant(path, "", question, (), "") for path in paths]


def some(found: list[Variant], count: int) -> list[Variant]:
    return some_of_each(found, count, lambda v: v.name, lambda v: v.question)


def test_a_sample_has_some_for_each_question() -> None:
    found = variants(3) + variants(2, question="q2")
    assert [v.question for v in some(found, 1)] == ["q1", "q2"]
    assert [v.question for v in some(found, 2)] == ["q1", "q1", "q2", "q2"]
    assert some(found, 3) == some(found, 0) == found


def test_one_variant_more_changes_nothing_about_the_others() -> None:
    found = variants(20)
    for newest in range(1, 20):
        before, after = some(found[:newest], 3), some(found[: newest + 1], 3)
        assert len({v.name for v in before} - {v.name for v in after}) <= 1


def test_what_costs_least_is_chosen_first() -> None:
    found = variants(3)
    for cheap in found:
        dear = {v.name for v in found} - {cheap.name}
        chosen = some_of_each(
            found,
            1,
            lambda v: v.name,
            lambda v: v.question,
            cost=lambda v, dear=dear: v.name in dear,
        )
        assert chosen == [cheap]
