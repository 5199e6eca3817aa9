"""An object of a student's subclass of a plain type is compared by the value that it holds."""

from __future__ import annotations

import pytest

from tests.support.tiny import Play

CLASSES = """
    import collections, decimal, enum, fractions
    from typing import NamedTuple
    import numpy as np
    import torch

    class History(dict):
        def log(self, **values):
            for key, value in values.items():
                self.setdefault(key, []).append(value)
            return self
        def __getattr__(self, name):
            return self[name]
    class Groups(collections.defaultdict):
        pass
    class Ordered(collections.OrderedDict):
        pass
    class Counts(collections.Counter):
        def __missing__(self, key):
            return -1
    class Row(list):
        def total(self):
            return sum(self)
        def append(self, item):
            super().append(2 * item)
    class Letters(set):
        pass
    class Frozen(frozenset):
        pass
    class Pair(tuple):
        def swapped(self):
            return Pair(self[::-1])
    class Point(NamedTuple):
        x: float
        y: float = 2.0
        def norm(self):
            return (self.x ** 2 + self.y ** 2) ** 0.5
    class Percent(float):
        def __str__(self):
            return f"{100 * self:.0f} %"
    class Level(enum.IntEnum):
        LOW = 1
        HIGH = 2
    class Name(str):
        pass
    class Cache(dict):
        pass

    def run(epochs):
        history = History()
        for epoch in range(epochs):
            history.log(loss=1 / (epoch + 1), parts=Pair((epoch, torch.ones(2))))
        return history
    def forward(x):
        cache = Cache(x=x)
        cache.scale = 3.0
        return x * 3.0, cache
    def backward(dout, cache):
        return dout * cache.scale + 0 * cache["x"]
    def grow(row, item):
        row.extend([item])
    def loop():
        itself = History(a=1)
        itself["itself"] = itself
        return itself
    row = Row([1, 2])
    letters, frozen, name, percent = Letters("ab"), Frozen("ab"), Name("ada"), Percent(0.5)
    ordered = Ordered([("b", 1), ("a", 2)])
    ordered.move_to_end("b")
    groups = Groups(list, a=[1])
"""


def test_it_is_used_as_the_plain_type_and_has_its_own_methods_too(play: Play) -> None:
    assert not play(
        [CLASSES],
        """
        def test_dicts(run, groups, ordered, Counts):
            history = run(2)
            assert history["loss"] == [1.0, 0.5] and "loss" in history and history
            assert set(history) == {"loss", "parts"} and len(history) == 2
            assert isinstance(history, dict) and type(history["loss"]) is list
            assert history["parts"][1] == (1, history["parts"][1][1])
            assert history.loss == [1.0, 0.5]
            history.log(loss=7.0)
            assert history["loss"] == [1.0, 0.5, 7.0]
            assert groups == {"a": [1]} and groups["new"] == [] and "new" in groups
            assert list(ordered) == ["a", "b"] and ordered == {"a": 2, "b": 1}
            assert Counts("aab")["a"] == 2 and Counts("aab")["z"] == -1
            assert run(0) == {} and not run(0)

        def test_lists(row, grow):
            assert row == [1, 2] and row.total() == 3 and sorted(row) == [1, 2]
            row.append(5)
            assert row == [1, 2, 10] and row[-1] == 10 and row.total() == 13
            grow(row, 4)
            assert row == [1, 2, 10, 4] and len(row) == 4
            row[0] = 0
            del row[1]
            assert row == [0, 10, 4] and row.index(10) == 1

        def test_sets_and_tuples(letters, frozen, Pair, Point):
            assert letters == {"a", "b"} == frozen and letters | {"c"} == {*"abc"}
            letters.add("z")
            assert letters == {*"abz"} and len(letters) == 3
            assert Pair((1, 2)) == (1, 2) and Pair((1, 2)).swapped() == (2, 1)
            point = Point(3.0, 4.0)
            assert point == (3.0, 4.0) and point.x == 3.0 and point.norm() == 5.0
            assert isinstance(point, Point) and not isinstance((3.0, 4.0), Point)
            a, b = point
            assert a + b == 7.0

        def test_numbers_and_texts(percent, Level, name):
            assert percent == 0.5 and percent * 2 == 1.0 and 0.4 < percent < 0.6
            assert Level.HIGH == 2 and Level.HIGH.name == "HIGH" and isinstance(Level.LOW, Level)
            assert name == "ada" and name.upper() == "ADA" and f"{name}!" == "ada!"
        """,
    ).failed


def test_it_is_the_same_object_when_it_is_handed_back(play: Play) -> None:
    assert not play(
        [CLASSES],
        """
        def test_cache(forward, backward):
            import torch
            x = torch.randn(3)
            out, cache = forward(x)
            assert torch.equal(cache["x"], x) and cache.scale == 3.0
            assert torch.equal(backward(torch.ones(3), cache), torch.full((3,), 3.0))
            again, other = cache, [cache, {"more": cache}]
            del cache
            assert torch.equal(backward(torch.ones(3), again), torch.full((3,), 3.0))
            assert again.scale == other[1]["more"].scale

        def test_copies(run):
            import copy
            history = run(1)
            plain = copy.deepcopy(history)
            plain["more"] = 1
            assert "more" not in history and type(plain) is dict

        def test_what_holds_itself_comes_once(loop):
            found = loop()
            assert found["a"] == 1 and found["itself"]["a"] == 1
        """,
    ).failed


LIARS = """
    class Yes:
        def yes(self, *_):
            return True
        __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = yes
        __ne__ = lambda self, _: False
        __hash__ = lambda self: 1
        __len__ = lambda self: 7
        __getitem__ = lambda self, key: 7
        __iter__ = lambda self: iter([7])
        items = lambda self: [(7, 7)]
        def zero(self, other):
            return 0
        __sub__ = __rsub__ = __mod__ = __rmod__ = zero
    def make(base, *given):
        return type(base)("Own" + base.__name__, (Yes, base), {})(*given)
    import collections
    wrong = [make(int, 3), make(float, 3.0), make(complex, 3), make(str, "3"), make(list, [3]),
             make(tuple, [3]), make(dict, {3: 3}), make(set, [3]), make(frozenset, [3]),
             make(collections.deque, [3]), make(collections.Counter, [3])]
    def answer(n):
        return wrong[n]
"""


def test_no_method_of_its_class_decides(play: Play) -> None:
    test = """
        def test_equal(answer):
            import collections
            from torchgrade import checks
            rights = [7, 7.0, 7j, "7", [7], (7,), {7: 7}, {7}, frozenset({7}),
                      collections.deque([7]), collections.Counter([7])]
            for n, right in enumerate(rights):
                one = answer(n)
                assert not (one == right or right == one), n
                assert one != right and right != one, n
                if n > 3:
                    assert 7 not in one and len(one) == 1 and list(one) == [3], n
                try:
                    checks.equal(one, right)
                except AssertionError:
                    continue
                raise RuntimeError(f"{n} passes")

        def test_numbers(answer):
            from torchgrade import checks
            assert checks.number(answer(0)) == 3.0 == checks.number(answer(1))
            assert answer(0) - 1 == 2 and answer(1) % 2 == 1 and not answer(0) > 4
            checks.close(answer(1), 3.0)
            checks.close(answer(4), [3.0])
    """
    assert not play([LIARS], test).failed


@pytest.mark.parametrize("form", ["Fraction(1, 2)", "Decimal('0.5')", "np.float32(0.5)"])
def test_exact_numbers_cross_by_value(play: Play, form: str) -> None:
    cell = f"""
        from decimal import Decimal
        from fractions import Fraction
        import numpy as np
        half = {form}
        def twice(x):
            return 2 * x
    """
    test = f"""
        def test_it(half, twice):
            from decimal import Decimal
            from fractions import Fraction
            import numpy as np
            from torchgrade import checks
            assert type(half) is type({form}) and half == {form}
            assert twice(half) == 1 and type(twice({form})) is type({form})
            checks.close(half, 0.5)
            checks.equal(half, 0.5)
            assert checks.number(half) == 0.5
    """
    assert not play([cell], test).failed
