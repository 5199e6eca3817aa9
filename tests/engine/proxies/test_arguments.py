"""What a test hands to a student's code crosses as a copy, as a library's name, or not at all."""

from __future__ import annotations

import pytest

from tests.support.tiny import Play

IN_PLACE = """
    import torch

    def double_(x):
        x *= 2
        return x

    def zero(x):
        x.zero_()
        return x

    def extend(items, more, seen, raw):
        items.append(4)
        more["b"] = [2]
        seen.add(5)
        raw.extend(b"d")
        return len(items)
"""


def test_a_change_of_an_argument_is_not_felt(play: Play) -> None:
    assert not play(
        [IN_PLACE],
        """
        def test_arrays(double_):
            import torch, numpy
            x, a = torch.ones(3), numpy.ones(3)
            assert double_(x).tolist() == [2, 2, 2]
            assert double_(a).tolist() == [2, 2, 2]
            assert x.tolist() == a.tolist() == [1, 1, 1]

        def test_containers(extend):
            items, more, seen, raw = [1], {"a": 1}, {1}, bytearray(b"abc")
            assert extend(items, more, seen, raw) == 2
            assert (items, more, seen, raw) == ([1], {"a": 1}, {1}, b"abc")
        """,
    ).failed


def test_a_change_of_an_argument_is_felt_where_the_author_asks_for_it(play: Play) -> None:
    assert not play(
        [IN_PLACE],
        """
        def test_arrays(double_):
            import torch, numpy
            x, a = torch.ones(3), numpy.ones(3)
            double_(x)
            double_(a)
            assert x.tolist() == a.tolist() == [2, 2, 2]

        def test_containers(extend):
            items, more, seen, raw = [1], {"a": 1}, {1}, bytearray(b"abc")
            assert extend(items, more=more, seen=seen, raw=raw) == 2
            assert (items, more, seen, raw) == ([1, 4], {"a": 1, "b": [2]}, {1, 5}, b"abcd")
        """,
        in_place=("q1",),
    ).failed


def test_what_shares_memory_with_itself_crosses_where_changes_are_felt(play: Play) -> None:
    assert not play(
        [
            """
        def total(x):
            return float(x.sum())

        def spoil_row(x):
            x[0].zero_()
        """
        ],
        """
        def test_expanded(total, spoil_row):
            import torch, numpy
            row = torch.ones(1, 3)
            wide = row.expand(4, 3)
            assert total(wide) == 12
            assert total(numpy.broadcast_to(row.numpy(), (4, 3))) == 12
            assert row.tolist() == [[1, 1, 1]]
            spoil_row(wide)
            assert row.tolist() == [[0, 0, 0]]
            assert total(row[:, :0].expand(4, 0)) == total(row[:0].expand(0, 3)) == 0
        """,
        in_place=("q1",),
    ).failed


def test_what_is_resized_in_place_has_its_new_form(play: Play) -> None:
    assert not play(
        [
            """
        import torch

        def wider(x):
            x.resize_(4, 4).fill_(1)

        def folded(a):
            a.shape = 3, 2

        def as_bytes(a):
            a.dtype = "u4"

        def turned(x):
            x.t_()

        def other(x, y):
            x.set_(y)
        """
        ],
        """
        def test_tensors(wider, turned, other):
            import torch
            x, y, z = torch.zeros(2), torch.arange(6).view(2, 3), torch.zeros(1, 1)
            wider(x)
            assert x.tolist() == [[1] * 4] * 4
            wider(z)
            assert z.sum() == 16
            turned(y)
            assert y.tolist() == [[0, 3], [1, 4], [2, 5]]
            other(x, torch.ones(2))
            assert x.tolist() == [1, 1]

        def test_arrays(folded, as_bytes):
            import numpy
            b, c = numpy.arange(6), numpy.ones(2, "f4")
            folded(b)
            assert b.tolist() == [[0, 1], [2, 3], [4, 5]]
            as_bytes(c)
            assert c.tolist() == [0x3F800000] * 2
        """,
        in_place=("q1",),
    ).failed


@pytest.mark.parametrize("settings", [{}, {"in_place": ("q1",)}], ids=["copied", "in place"])
def test_an_expected_value_is_not_that_of_a_zeroed_input(
    play: Play, settings: dict[str, tuple[str, ...]]
) -> None:
    test = """
        def test_after(zero):
            import torch
            x = torch.arange(1.0, 4.0)
            expected = 2 * x.clone()
            assert torch.equal(zero(x), expected)

        def test_expected_is_computed_late(zero):
            import torch
            x = torch.arange(1.0, 4.0)
            assert torch.equal(zero(x), 2 * x)
    """
    passed = play([IN_PLACE], test, **settings).passed["q1"]
    assert passed[0] is False
    if not settings:
        assert passed[1] is False


def test_a_tensor_lies_in_memory_for_the_student_as_for_the_test(play: Play) -> None:
    cell = """
        import torch
        def strides(x):
            return x.stride()
        def flat(x):
            return x.view(-1)
        def same(x):
            return x
    """
    tests = """
        def test_they_are_the_same(strides, same):
            import torch
            images = torch.randn(2, 3, 4, 5)
            for x in (
                images.transpose(0, 1), images[..., ::2], images[:1].expand(6, 3, 4, 5),
                images.to(memory_format=torch.channels_last),
            ):
                assert strides(x) == x.stride()
                assert strides(x.requires_grad_()) == x.stride()
                assert torch.equal(same(x), x)
            assert same(images.mT).stride() == images.mT.stride()

        def test_view_fails_as_it_would(flat):
            import torch
            flat(torch.ones(2, 3).T)

        def test_so_does_a_check_of_a_function_of_its_own(flat):
            import torch
            from torchgrade import checks
            checks.any_layout(lambda x: flat(x).sum(), torch.randn(2, 3))
    """
    outcome = play([cell], tests)
    assert [said.split(":")[0] for said in outcome.failed] == ["q1 - 2", "q1 - 3"]


def test_autograd_follows_what_a_call_keeps_in_an_argument(play: Play) -> None:
    keeps = """
        def keeps(x, memory):
            memory["mean"] = 0.9 * memory.get("mean", 0) + x.mean(0)
            return x - x.mean(0)
    """
    assert not play(
        [keeps],
        """
        def test_memory(keeps):
            import torch
            memory, x = {}, torch.arange(6.0).view(3, 2).requires_grad_()
            out = keeps(x, memory)
            assert torch.equal(memory["mean"], torch.tensor([2.0, 3.0]))
            (dx,) = torch.autograd.grad(out, x, torch.eye(3)[:, :2], retain_graph=True)
            assert torch.allclose(dx.sum(0), torch.zeros(2), atol=1e-6)
            (dx,) = torch.autograd.grad(memory["mean"].sum(), x)
            assert torch.allclose(dx, torch.full((3, 2), 1 / 3))
            assert x.is_leaf and x.requires_grad
        """,
        in_place=("q1",),
    ).failed


def test_checks_unchanged_tells_what_a_call_wrote_to(play: Play) -> None:
    test = """
        def test_zero(zero):
            import torch
            from torchgrade import checks
            checks.unchanged(zero, torch.ones(3))

        def test_copy(copied):
            import torch
            from torchgrade import checks
            assert checks.unchanged(copied, torch.ones(3)).tolist() == [2, 2, 2]
    """
    played = play([IN_PLACE, "copied = lambda x: x * 2"], test)
    assert played.passed == {"q1": [False, True]}


def test_each_of_many_calls_has_copies_of_the_arguments(play: Play) -> None:
    cell = """
        seen = []

        def scaled(x, k):
            x *= 2
            seen.append(k)
            return x * k, len(seen)
    """
    test = """
        def test_many(scaled):
            import torch
            from torchgrade import checks
            found = checks.many(scaled, torch.ones(2), 3, times=4)
            assert [count for _, count in found] == [1, 2, 3, 4]
            assert all(out.tolist() == [6, 6] for out, _ in found)
    """
    assert play([cell], test).passed == {"q1": [True]}


CALLING = """
    def apply(f, *args):
        return f(*args)

    def apply_all(f, items):
        return [f(item) for item in items]

    def guarded(f):
        try:
            return f()
        except ValueError as error:
            return "caught " + str(error)

    def kind(f):
        return type(f).__name__

    def attributes(f):
        return [hasattr(f, name) for name in ("__globals__", "__code__", "__closure__")]
"""


def test_a_function_of_the_test_is_a_callback(play: Play) -> None:
    assert not play(
        [CALLING],
        """
        def test_calls(apply, apply_all):
            import torch
            count = []
            def square(x):
                count.append(x)
                return x * x
            assert apply_all(square, [1, 2, 3]) == [1, 4, 9]
            assert count == [1, 2, 3]
            assert apply(lambda x: x + 1, torch.ones(2)).tolist() == [2, 2]
            assert apply(apply, square, 5) == 25

        def test_exceptions(guarded, apply):
            import pytest
            def fail():
                raise ValueError("mine")
            assert guarded(fail) == "caught mine"
            with pytest.raises(ValueError, match="mine"):
                apply(fail)

        def test_libraries(apply):
            import math, torch
            from torch import nn
            assert apply(math.sqrt, 9) == 3
            assert apply(torch.relu, torch.tensor([-1.0, 2])).tolist() == [0, 2]
            assert apply(nn.functional.relu, torch.tensor([-1.0])).tolist() == [0]
            assert apply(len, "abc") == 3
            assert isinstance(apply(nn.Linear, 2, 3), nn.Module)
            assert apply(nn.ReLU(), torch.tensor([-1.0])).tolist() == [0]
        """,
    ).failed


def test_callbacks_of_several_threads_get_their_own_results(play: Play) -> None:
    cell = """
        from concurrent.futures import ThreadPoolExecutor

        def apply_all(f, values):
            with ThreadPoolExecutor(4) as pool:
                return list(pool.map(f, values))
    """
    test = """
        def test_threads(apply_all):
            for _ in range(20):
                assert apply_all(lambda x: x * x, range(20)) == [x * x for x in range(20)]
    """
    assert play([cell], test).passed == {"q1": [True]}


def test_a_callback_that_returns_its_argument_returns_the_same_tensor(play: Play) -> None:
    cell = """
        def same(f, x, **more):
            found = f(x, **more)
            return [item is x for item in (found if isinstance(found, tuple) else (found,))]

        def overwrites(f, x):
            y = f(x)
            y += 1
            return y
    """
    assert not play(
        [cell],
        """
        def test_same(same):
            import torch
            x = torch.ones(2)
            assert same(lambda x: x, x) == [True]
            assert same(lambda x, k: (x, k, x), x, k=torch.zeros(2)) == [True, False, True]
            for other in (lambda x: x.clone(), lambda x: x[:], lambda x: 1.0):
                assert same(other, x) == [False]
            assert same(lambda x: x.add_(1), x) == [False]  # changed in place, so a value
            assert same(lambda x: x, x.requires_grad_()) == [True]

        def test_in_place(overwrites):
            import pytest
            import torch
            from torchgrade import checks
            x = torch.ones(2)
            checks.unchanged(overwrites, lambda x: x * 1, x)
            with pytest.raises(AssertionError, match="in place"):
                checks.unchanged(overwrites, lambda x: x, x)
            assert overwrites(lambda x: x.add_(1), x).tolist() == [3, 3]
        """,
    ).failed


def test_a_callback_may_look_at_what_it_gets(play: Play) -> None:
    cell = """
        class Point:
            def __init__(self, x):
                self.x = x

            def twice(self, f):
                return f(self) * 2

        def each(f, points):
            return [f(Point(x)) for x in points]
    """
    assert not play(
        [cell],
        """
        def test_each(each, Point):
            assert each(lambda p: p.x + 1, [1, 2]) == [2, 3]
            assert each(lambda p: p.twice(lambda q: q.x), [1, 2]) == [2, 4]
            try:
                each(lambda p: p.y, [1])
            except Exception as error:
                assert "y" in str(error)
            else:
                assert False
        """,
    ).failed


def test_nothing_of_a_callback_but_the_call_reaches_the_student(play: Play) -> None:
    cell = """
        found = []

        def look(f):
            import gc, inspect
            closure = [c.cell_contents for c in (f.__closure__ or ())]
            return "secret-value" in repr(closure) or "secret-value" in repr(f.__globals__.get("s"))
    """
    assert not play(
        [cell],
        """
        def test_look(look):
            s = "secret-" + "value"
            assert look(lambda: s) is False
        """,
    ).failed


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("class Mine: pass\n    apply(len, Mine)", "the class Mine of the test"),
        ("class Mine: pass\n    apply(len, Mine())", "a Mine of the test's own"),
        ("class Mine: pass\n    apply(len, [1, {'a': Mine()}])", "a Mine of the test's own"),
        (
            "from torch import nn\n    class Mine(nn.Module): pass\n    apply(len, Mine())",
            "can't be handed",
        ),
        ("import threading\n    apply(len, [threading.Lock()])", "can't be handed"),
    ],
)
def test_what_is_the_tests_own_is_refused_and_said_to_its_author(
    play: Play, body: str, says: str
) -> None:
    played = play([CALLING], f"def test_own(apply):\n    {body}")
    assert played.grade.ungraded_questions == ("q1",), played.failed
    assert says in played.message("q1")


def test_what_a_test_catches_of_a_refusal_is_refused_all_the_same(play: Play) -> None:
    test = """
        def test_own(apply):
            class Mine:
                pass
            try:
                apply(len, Mine())
            except Exception:
                pass
    """
    assert play([CALLING], test).grade.ungraded_questions == ("q1",)


RETURNING = """
    import torch
    from torch import nn

    def deep(depth):
        value = 1
        for _ in range(depth):
            value = [value]
        return value

    def give(what):
        return {
            "deep": deep(63), "wide": [0] * 299_990, "long": 7 ** 11_000, "giant": (deep(63), 0),
            "parameter": nn.Parameter(torch.ones(2, 2)), "handle": (i for i in "abc"),
        }[what]

    def size(value):
        return len(value) if hasattr(value, "__len__") else value.bit_length()
"""


def test_whatever_plain_value_came_can_go_back(play: Play) -> None:
    test = """
        def test_values(give, size):
            assert size([[give("deep")]]) == 1
            assert size(give("wide") + give("wide")) == 599_980
            assert size(give("long") ** 3) > 90_000
            assert size([give("giant"), [[0]] * 10]) == 2

        def test_parts_of_a_parameter(give, size):
            x = give("parameter")
            assert size(x) == size(x[0]) == size(x.T) == 2
    """
    assert not play([RETURNING], test).failed


def test_what_is_made_of_the_students_and_can_not_go_back_costs_its_case(play: Play) -> None:
    """Also where the test waits for an exception, which this would be."""
    test = """
        def test_iterator(give, size):
            size(iter(give("wide")))

        def test_caught(give, size):
            try:
                size({"a": give("deep")}.items())
            except Exception:
                pass

        kept = []

        def test_keeps(give, size):
            kept.append(give("handle"))

        def test_of_another_case(give, size):
            size(kept[0])
    """
    played = play([RETURNING], test)
    assert played.passed == {"q1": [False, False, True, False]}
    assert not played.grade.ungraded_questions
    assert "can't be handed to the student's code" in played.message("q1", 2)
