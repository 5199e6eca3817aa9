"""A student's object that is no plain value is a handle to a test: it is used, not believed."""

from __future__ import annotations

import pytest

from tests.support.tiny import Play

OBJECTS = """
    from dataclasses import dataclass
    import functools

    class Stack:
        "A pile of things."

        def __init__(self, *items):
            self.items = list(items)

        def push(self, item, *, twice=False):
            self.items += [item] * (1 + twice)
            return self

        def __len__(self):
            return len(self.items)

        def __getitem__(self, key):
            return self.items[key]

        def __setitem__(self, key, value):
            self.items[key] = value

        def __iter__(self):
            return iter(self.items)

        def __contains__(self, item):
            return item in self.items

        def __add__(self, other):
            return Stack(*self.items, *other)

        def __eq__(self, other):
            return True

        def __lt__(self, other):
            return True

        def __bool__(self):
            return True

        def __str__(self):
            return "Stack of " + ", ".join(map(str, self.items))

        def __repr__(self):
            return f"Stack{tuple(self.items)}"

        def __float__(self):
            return float(len(self))

    class Child(Stack):
        pass

    class Names(list):
        def loud(self):
            return [name.upper() for name in self]

    def count(n):
        for i in range(n):
            yield Stack(i) if i == 2 else i

    def greet(name, /, greeting="hello", *rest, mark, **more):
        return f"{greeting} {name}{mark}"

    stack = Stack(1, 2)
    names = Names(["ada", "bob"])
    table = {"f": lambda x: x + 1, "n": 3}
"""


def test_a_handle_is_called_asked_iterated_and_indexed(play: Play) -> None:
    assert not play(
        [OBJECTS],
        """
        def test_attributes(stack):
            assert stack.items == [1, 2]
            stack.color = "red"
            assert stack.color == "red" and hasattr(stack, "color")
            del stack.color
            assert not hasattr(stack, "color")
            assert not hasattr(stack, "missing")
            assert getattr(stack, "missing", 7) == 7

        def test_methods(Stack):
            stack = Stack().push("a").push("b", twice=True)
            assert stack.items == ["a", "b", "b"]
            assert len(stack) == 3 and list(stack) == ["a", "b", "b"]
            assert stack[0] == "a" and stack[-2:] == ["b", "b"]
            stack[0] = "c"
            assert stack[0] == "c"
            assert float(stack) == 3.0

        def test_texts(stack):
            assert str(stack) == "Stack of 1, 2"
            assert repr(stack) == "Stack(1, 2)"
            assert f"{stack.push(3)}" == "Stack of 1, 2, 3"

        def test_classes(Stack, Child):
            assert isinstance(Child(), Stack) and isinstance(Child(), Child)
            assert not isinstance(Stack(), Child)
            assert not isinstance(3, Stack) and not isinstance(Stack(), (int, list))
            assert Stack.__name__ == "Stack"

        def test_generators(count):
            numbers = count(4)
            assert next(numbers) == 0
            rest = list(numbers)
            assert rest[0] == 1 and rest[1].items == [2] and rest[2] == 3
            assert list(count(0)) == []
            assert [i for i, n in zip(range(2), count(10**9))] == [0, 1]

        def test_subclasses_of_list(names):
            assert list(names) == ["ada", "bob"] and len(names) == 2
            assert isinstance(names, list)
            assert names.loud() == ["ADA", "BOB"]
            assert [n for n in names] == sorted(names)

        def test_functions_in_containers(table):
            assert table["n"] == 3 and table["f"](1) == 2

        def test_signature(greet):
            import inspect
            parameters = inspect.signature(greet).parameters
            assert list(parameters) == ["name", "greeting", "rest", "mark", "more"]
            kinds = [p.kind.name for p in parameters.values()]
            assert kinds == ["POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL",
                             "KEYWORD_ONLY", "VAR_KEYWORD"]
            assert parameters["greeting"].default is not inspect.Parameter.empty
            assert parameters["mark"].default is inspect.Parameter.empty
            assert greet("you", mark="!") == "hello you!"
        """,
    ).failed


def test_a_docstring_is_the_students_own(play: Play) -> None:
    assert not play(
        [OBJECTS],
        """
        def test_it(Stack, greet):
            assert greet.__doc__ is None
            assert Stack.__doc__ == "A pile of things."
        """,
    ).failed


OPERATIONS = [
    *(
        "stack == 3",
        "3 == stack",
        "stack != 3",
        "stack < 1",
        "stack + [1]",
        "[1] + stack",
        "-stack",
    ),
    *("1 in stack", "bool(stack)", "assert stack", "not stack", "stack == stack.push(1)"),
    "stack += [1]",
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operator_of_the_students_decides_nothing(play: Play, operation: str) -> None:
    played = play([OBJECTS], f"def test_it(stack):\n    {operation}")
    assert played.passed == {"q1": [False]}
    assert "expected a plain value" in played.message("q1")
    assert "Stack" in played.message("q1")


def test_operators_are_allowed_where_the_author_says_so(play: Play) -> None:
    assert not play(
        [OBJECTS],
        """
        def test_it(stack, Stack):
            assert stack == 3 and stack == Stack()
            assert stack < 1
            assert (stack + [5]).items == [1, 2, 5]
            assert 1 in stack and 7 not in stack
            assert stack
        """,
        objects=("q1",),
    ).failed


YES = """
    import collections, decimal, enum, fractions
    import numpy as np

    class Yes:
        def yes(self, *_):
            return True
        __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = yes
        __ne__ = lambda self, _: False
        __hash__ = lambda self: 1
        def zero(self, other):
            return 0
        __sub__ = __rsub__ = __mod__ = __xor__ = __rmod__ = zero

    def make(base, *given):
        home = {"__module__": base.__module__} if base in (int, list, tuple) else {}
        return type(base)("Own" + base.__name__, (Yes, base), home)(*given)

    wrong = [
        make(int, 3), make(float, 3.0), make(complex, 3), make(str, "3"), make(bytes, b"3"),
        make(list, [3]), make(tuple, [3]), make(dict, {3: 3}), make(set, [3]),
        make(frozenset, [3]), make(collections.deque, [3]), make(collections.Counter, [3]),
        make(decimal.Decimal, 3), make(fractions.Fraction, 3), make(np.float64, 3),
    ]
    def answer(n):
        return wrong[n]
"""
EXPECTED = (
    "[7, 7.0, 7j, 'seven', b'7', [7], (7,), {7: 7}, {7}, frozenset({7}), collections.deque([7]), "
    "collections.Counter([7]), decimal.Decimal(7), fractions.Fraction(7), 7.5]"
)


def test_a_dict_of_another_kind_is_compared_by_what_it_holds(play: Play) -> None:
    code = """
        import collections
        counts = collections.defaultdict(lambda: collections.defaultdict(int), a={"b": 1})
        counts["c"]["d"] += 2

        def yes(*_):
            return True

        Sly = type("defaultdict", (dict,), {"__eq__": yes})
        sly = Sly(a=5)
    """
    test = """
        def test_counts(counts):
            from torchgrade import checks
            checks.equal(counts, {"a": {"b": 1}, "c": {"d": 2}})

        def test_sly(sly):
            from torchgrade import checks
            checks.equal(sly, {"a": 6})
    """
    assert play([code], test).passed == {"q1": [True, False]}


def test_a_value_of_a_class_of_its_own_does_not_say_whether_it_is_right(play: Play) -> None:
    """Neither where operators are allowed: what is compared is what it holds."""
    test = f"""
        def test_equal(answer):
            import collections, decimal, fractions
            found = []
            for n, right in enumerate({EXPECTED}):
                one = answer(n)
                found += [one == right, right == one, not one != right, not right != one]
                found += [one in [right], 7 in one if n > 4 and n < 12 else False]
                if n in (0, 1, 12, 13, 14):
                    found += [abs(one - right) < 1e-9, abs(right - one) < 1e-9, one > 4, 7 < one]
                    found += [one % 7 == 0]
            assert not any(found), found

        def test_holds(answer):
            assert answer(0) == 3 == answer(1) and answer(3) == "3" and answer(5) == [3]
            assert answer(0) + 1 == 4 and 1 + answer(0) == 4 and 2 < answer(1) < 4
    """
    played = play([YES], test, objects=("*",))
    assert not played.failed
    assert played.grade.flags == ()


HONEST = """
    import collections, enum
    from dataclasses import dataclass
    import numpy as np, pandas as pd

    class Color(enum.Enum):
        RED = 1
        BLUE = 2
    class Level(enum.IntEnum):
        LOW = 1
        HIGH = 2
    class Name(str, enum.Enum):
        ADA = "ada"
    Point = collections.namedtuple("Point", "x y")
    class Vector(list):
        def __add__(self, other):
            return Vector(a + b for a, b in zip(self, other))
        def __mul__(self, k):
            return Vector(k * a for a in self)
    class Stack(list):
        def push(self, item):
            self.append(item)
            return self
    class Mod7(int):
        def __new__(cls, n):
            return int.__new__(cls, n % 7)
        def __add__(self, other):
            return Mod7(int(self) + int(other))
    @dataclass(order=True)
    class Card:
        rank: int
    def counts(words):
        found = collections.defaultdict(int)
        for word in words:
            found[word] += 1
        return found
    frame = pd.DataFrame({"a": [1, 2]})
"""


def test_honest_classes_of_plain_types_keep_their_ways(play: Play) -> None:
    test = """
        def test_classes(Color, Level, Name, Point, Vector, Stack, Mod7, counts):
            assert Color.RED == Color.RED != Color.BLUE and Color.RED is Color.RED
            assert Level.LOW < Level.HIGH == 2 and Level.HIGH.name == "HIGH"
            assert isinstance(Level.LOW, Level) and Level.LOW + 1 == 2
            assert Name.ADA == "ada" and Name.ADA.value + "!" == Name.ADA + "!" == "ada!"
            p = Point(1, 2)
            assert p == (1, 2) == p and p.x == 1 and isinstance(p, Point) and p._replace(x=3).x == 3
            assert p < (1, 3) and p + (3,) == (1, 2, 3) and list(p) == [1, 2] and 2 in p
            assert Vector([1, 2]) + Vector([3, 4]) == Vector([4, 6]) == [4, 6]
            assert Vector([1, 2]) * 3 == [3, 6]
            stack = Stack()
            assert stack == [] and not stack
            stack.push(1).push(2)
            assert stack == [1, 2] and len(stack) == 2 and stack.pop() == 2 and stack == [1]
            assert Mod7(5) + Mod7(4) == Mod7(2) == 2
            assert counts("aab") == {"a": 2, "b": 1} and "a" in counts("a")
    """
    others = """
        def test_cards(Card):
            assert Card(1) == Card(1) and Card(1) < Card(2)
    """
    frames = """
        def test_frame(frame):
            assert (frame["a"] == 1).sum() == 1 and (frame + 1)["a"].tolist() == [2, 3]
    """
    plain = "def test_counts(counts):\n    assert counts('a') == {'a': 1}"
    shown = ">>> Card(1)\nCard(rank=1)\n>>> counts('')\ndefaultdict(<class 'int'>, {})"
    failing = "def test_card(Card):\n    assert Card(1) == Card(2)"
    method = "def test_method(Stack):\n    assert Stack().push(1).count(1) == 1"
    tests = {
        "q0": method,
        "q1": test,
        "q2": others,
        "q3": frames,
        "q4": plain,
        "q5": failing,
        "q6": shown,
    }
    played = play([HONEST], tests, objects=("*",))
    assert [len(played.failed), played.passed["q5"]] == [1, [False]], played.failed
    [flag] = played.grade.flags
    assert flag.endswith(" in q0, q1, q2, q6"), "who decided where it passed, and was no library's"


def test_containers_of_the_library_cross_by_value(play: Play) -> None:
    cell = """
        import collections
        from typing import NamedTuple
        import numpy as np
        Point = collections.namedtuple("Point", "x y")
        class Place(NamedTuple):
            at: Point
            name: str = ""
        def groups(words):
            found = collections.defaultdict(list)
            for word in words:
                found[word[0]].append(word)
            return found
        def place():
            return Place(Point(1, 2), "here")
        def is_ours(value):
            return isinstance(value, Place) and isinstance(value.at, Point)
        turned = np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1)
    """
    test = """
        def test_them(groups, place, is_ours, turned):
            assert groups(["ab", "b", "ac"]) == {"a": ["ab", "ac"], "b": ["b"]}
            assert groups([])["new"] == []
            assert place() == ((1, 2), "here") and place().at.y == 2
            assert is_ours(place()), "what is sent back is of the class that it was of"
            assert turned.strides == (8, 96, 32)
    """
    assert play([cell], test).failed == []


def test_a_library_s_class_that_the_notebook_names_is_asked_for_plain_values(play: Play) -> None:
    cell = """
        from collections import Counter, namedtuple
        from numpy import ndarray
        from pandas import DataFrame
        from torch import Tensor
        import numpy, torch

        class Mine(dict):
            pass
        counts, array, tensor = Counter("aab"), numpy.ones(2), torch.ones(2)
        frame, mine = DataFrame({"a": [1]}), Mine()
    """
    test = """
        def test_library(Counter, ndarray, Tensor, DataFrame, counts, array, tensor, frame):
            assert isinstance(counts, Counter) and not isinstance({}, Counter)
            assert isinstance(array, ndarray) and isinstance(tensor, (int, Tensor))
            assert isinstance(frame, DataFrame) and not isinstance(array, (Tensor, DataFrame))

        def test_own(Mine, counts, mine):
            assert isinstance(mine, Mine) and not isinstance(counts, Mine)
            strangers = ValueError(), len, object(), iter([]), (i for i in "a"), memoryview(b"")
            assert not any(isinstance(value, Mine) for value in strangers)
    """
    assert not play([cell], test).failed


def test_threads_of_a_test_ask_one_after_the_other(play: Play) -> None:
    assert not play(
        [
            """
            import threading, time

            class Counter:
                def __init__(self):
                    self.n, self.lock = 0, threading.Lock()

                def add(self, heard):
                    with self.lock:
                        n = self.n
                        time.sleep(0.001)
                        self.n = n + 1
                    return heard(self.n)
            """
        ],
        """
        def test_counter(Counter):
            import threading
            counter, heard = Counter(), []
            def often():
                for _ in range(20):
                    counter.add(heard.append)
            threads = [threading.Thread(target=often) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert counter.n == 80
            assert sorted(heard) == list(range(1, 81))
        """,
    ).failed


def test_a_class_of_a_library_that_the_test_imports_later_is_known(play: Play) -> None:
    """A handle is made before the test's first line has run, and with it the import."""
    cell = """
        import scipy.sparse
        eye = scipy.sparse.eye(3, format="csr")
    """
    test = """
        def test_kind(eye):
            import scipy.sparse
            assert scipy.sparse.issparse(eye)
            assert isinstance(eye, scipy.sparse.csr_matrix)
            assert not isinstance(eye, scipy.sparse.coo_matrix)
    """
    assert not play([cell], test).failed


def test_a_class_of_any_library_is_known_where_it_is_loaded(play: Play) -> None:
    cell = """
        import argparse, sqlite3

        con = sqlite3.connect(":memory:")
        con.row_factory = sqlite3.Row
        row = con.execute("select 1 as a").fetchone()

        class Own(argparse.Namespace):
            pass

        own = Own(a=1)
    """
    assert not play(
        [cell],
        """
        def test_classes(con, row, own, Own):
            import argparse, sqlite3
            assert isinstance(con, sqlite3.Connection) and isinstance(row, sqlite3.Row)
            assert isinstance(own, argparse.Namespace) and issubclass(Own, argparse.Namespace)
            assert not isinstance(row, sqlite3.Connection) and row["a"] == own.a == 1
        """,
    ).failed
