"""What a student's code prints reaches a test, and what a test sets reaches the code."""

from __future__ import annotations

from tests.support.tiny import Play


def test_what_a_function_prints_is_what_a_doctest_sees(play: Play) -> None:
    cell = """
        import sys

        def shout(text):
            print(text.upper())
            return 3

        def pieces():
            print("a", end="")
            sys.stdout.write("b")
            print()
    """
    names = "class Names(list):\n    pass\nnames = Names(['ada', 'bob'])"
    assert not play(
        [cell, "values = [1.5, None]", names],
        """
        >>> shout("hi")
        HI
        3

        >>> pieces()
        ab

        >>> values
        [1.5, None]

        >>> [n for n in names]
        ['ada', 'bob']

        >>> shout(3)
        Traceback (most recent call last):
        AttributeError: 'int' object has no attribute 'upper'
        """,
    ).failed


def test_what_a_test_sets_is_felt_by_the_students_code(play: Play) -> None:
    cell = """
        import torch, random
        import numpy as np

        def draw():
            return torch.rand(3), np.random.rand(3), random.random()

        def graph():
            return torch.ones(2, requires_grad=True).mul(2).requires_grad

        def kind():
            return torch.ones(1).dtype

        def shown(a):
            return str(a)
    """
    assert not play(
        [cell],
        """
        def test_seeds(draw):
            import torch, random
            import numpy as np
            def both(seed):
                torch.manual_seed(seed), np.random.seed(seed), random.seed(seed)
                first = draw()
                torch.manual_seed(seed), np.random.seed(seed), random.seed(seed)
                second = torch.rand(3), np.random.rand(3), random.random()
                assert torch.equal(first[0], second[0])
                assert (first[1] == second[1]).all() and first[2] == second[2]
                return first[2]
            assert both(1) != both(2)
            assert draw()[2] != draw()[2]

        def test_grad_mode(graph):
            import torch
            assert graph()
            with torch.no_grad():
                assert not graph()

        def test_default_dtype(kind):
            import torch
            assert kind() is torch.float32
            torch.set_default_dtype(torch.float64)
            try:
                assert kind() is torch.float64
            finally:
                torch.set_default_dtype(torch.float32)
            assert kind() is torch.float32

        def test_print_options(shown):
            import numpy as np
            with np.printoptions(precision=2):
                assert shown(np.array([1 / 3])) == "[0.33]"
            assert shown(np.array([1 / 3])) == "[0.33333333]"
        """,
    ).failed
