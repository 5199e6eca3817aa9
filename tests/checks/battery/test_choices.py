"""Answers that are letters and numbers: whatever kind of set, list or number they are."""

from __future__ import annotations

import pytest

from tests.support.both_ways import both_ways
from tests.support.tiny import Play
from torchgrade import checks

ANSWERS = """
class Letters(set):
    pass
class Name(str):
    pass
class Percent(float):
    def __float__(self):
        return 7.0
class Triple(collections.UserList):
    pass
sets = [{"a", "c"}, frozenset("ac"), ["a", "c", "a"], ("c", "a"), Letters("ac"), {Name("a"), "c"}]
others = ["ac", {"a": 1}, {"A", "c"}, {"a", "z"}, {1, 2}, None, ..., 3]
half = [0.5, np.float32(0.5), np.array(0.5), np.array([0.5]), torch.tensor(0.5), Percent(0.5),
        torch.tensor([[0.5]]), fractions.Fraction(1, 2), decimal.Decimal("0.5"),
        nn.Parameter(torch.tensor(0.5)), torch.tensor(0.5, dtype=torch.bfloat16)]
no_numbers = ["0.5", True, np.bool_(True), torch.tensor(True), None, ..., [0.5], {0.5}, 1j,
              torch.ones(2), np.ones(2), float("nan"), np.float32("inf"), torch.tensor(torch.nan),
              decimal.Decimal("NaN"), decimal.Decimal("sNaN"), fractions.Fraction(10 ** 400)]
rows = [[1, 2, 3], (1, np.int64(2), fractions.Fraction(3)), np.arange(1, 4), torch.arange(1, 4),
        collections.deque([1, 2, 3]), [torch.tensor(1), 2.0, decimal.Decimal(3)]]
no_rows = ["123", {1, 2, 3}, [1, 2], [1, 2, "3"], [1, 2, None], 3, {1: 1, 2: 2, 3: 3}, [1, 2, True]]
"""


def test_sets_of_letters(play: Play) -> None:
    both_ways(
        play,
        ANSWERS,
        [
            "for s in sets: assert checks.choices(s, 'abcd') == {'a', 'c'}",
            "for s in sets: checks.equal(checks.choices(s, 'abcd'), {'a', 'c'})",
            "assert checks.choices(set(), 'ab') == frozenset()",
            "assert [checks.choice(x, 'abc') for x in ('a', {'b'}, ['c'])] == ['a', 'b', 'c']",
        ],
        {f"checks.choices(others[{i}], 'abcd')": "the answer " for i in range(8)}
        | {f"checks.choice(x, 'abc') if (x := {x}) else 0": "the letters" for x in ("'ab'", "3")}
        | {"checks.choice(sets[0], 'abc', what='q')": "q must be one of the letters a, b, c, but"},
    )


def test_numbers_of_all_kinds(play: Play) -> None:
    both_ways(
        play,
        ANSWERS,
        [
            "for x in half: assert checks.number(x) == 0.5, x",
            "for x in half: checks.close(x, 0.5)",
            "for x in half: checks.equal(x, 0.5)",
            "for x in half: checks.equal([x], [0.5])",
            "for x in half: checks.equal({'x': x}, {'x': 0.5})",
            "assert checks.number(torch.tensor(3), whole=True) == 3",
            "for row in rows: assert checks.numbers(row, 3, whole=True) == [1, 2, 3]",
            "for row in rows[:4]: checks.close(row, [1, 2, 3])",
        ],
        {f"checks.number(no_numbers[{i}], what='it')": "it " for i in range(17)}
        | {f"checks.numbers(no_rows[{i}], 3, what='they')": "they" for i in range(8)}
        | {
            "checks.number(half[7], whole=True)": "must be a whole number, but is 0.5",
            "checks.equal(half[4], 0.25)": "which is not right",
            "checks.close(half[7], 0.25)": "is 0.5, which is not right",
        },
    )


@pytest.mark.parametrize("wrong", [0.25, 1])
def test_no_message_tells_the_right_number(wrong: float) -> None:
    for check in (checks.close, checks.equal):
        with pytest.raises(AssertionError) as caught:
            check(wrong, 0.875)
        assert "0.875" not in str(caught.value)
