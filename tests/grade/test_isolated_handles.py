"""A student's object that is no plain value is a handle to a test: it is used, not believed."""

from __future__ import annotations

import pytest

from tests.grade.conftest import Play

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
