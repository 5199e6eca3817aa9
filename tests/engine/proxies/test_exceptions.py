"""A student's exception is a test's nearest builtin, and never ends a referee."""

from __future__ import annotations

import pytest

from tests.support.tiny import Play
from torchgrade.records import Line

ERRORS = """
    import unittest, sys

    class Own(ValueError):
        pass

    class Base(BaseException):
        pass

    class Sly(KeyError):
        def __str__(self):
            raise SystemExit(3)

    def fail(kind):
        if kind == "own":
            raise Own("my own words")
        if kind == "key":
            {}["missing"]
        if kind == "exit":
            sys.exit(0)
        if kind == "interrupt":
            raise KeyboardInterrupt
        if kind == "base":
            raise Base("basic")
        if kind == "skip":
            raise unittest.SkipTest("skip me")
        if kind == "stop":
            raise StopIteration
        if kind == "generator":
            raise GeneratorExit
        if kind == "sly":
            raise Sly
        if kind == "unicode":
            b"\\xff".decode()
        if kind == "deep":
            return fail("deep")
        if kind == "group":
            raise ExceptionGroup("many", [ValueError(1)]) if sys.version_info > (3, 11) else Own()
"""


def test_a_students_exception_is_its_nearest_one(play: Play) -> None:
    assert not play(
        [ERRORS],
        """
        def test_subclasses(fail):
            import pytest
            with pytest.raises(ValueError, match="my own words"):
                fail("own")
            with pytest.raises(KeyError, match="missing"):
                fail("key")
            with pytest.raises(KeyError):
                fail("sly")
            with pytest.raises(ValueError):
                fail("unicode")
            with pytest.raises(RecursionError):
                fail("deep")
            with pytest.raises(Exception):
                fail("group")

        def test_what_would_end_a_test(fail):
            for kind in ("exit", "interrupt", "base", "skip", "stop", "generator"):
                try:
                    fail(kind)
                except Exception as error:
                    assert type(error).__module__ == "builtins", kind
                    assert not isinstance(error, StopIteration) or kind == "stop"
                else:
                    raise AssertionError(kind)
        """,
    ).failed


@pytest.mark.parametrize("kind", ["exit", "interrupt", "base", "skip", "stop", "generator", "sly"])
def test_no_exception_of_a_student_passes_a_test_or_ends_the_referee(play: Play, kind: str) -> None:
    test = f"""
        def test_fails(fail):
            fail({kind!r})

        def test_goes_on(fail):
            pass
    """
    assert play([ERRORS], test).passed == {"q1": [False, True]}


def test_a_fault_of_ours_that_a_test_meets_is_not_the_students(play: Play) -> None:
    """Its question stays ungraded, no other; a student's own exception of that name fails."""
    code = """
        from torchgrade.errors import GraderError

        def fail():
            raise GraderError("it is not my fault")
    """
    theirs = play([code], "def test_fails(fail):\n    fail()")
    assert theirs.passed == {"q1": [False]}
    ours = play(
        [code],
        {
            "q1": "def test_data():\n"
            "    from torchgrade.datasets import DatasetError\n"
            "    raise DatasetError('there is no data set')",
            "q2": "def test_fine():\n    pass",
        },
    )
    assert ours.passed == {"q1": [False], "q2": [True]}
    assert ours.grade.ungraded_questions == ("q1",)
    assert (ours.grade.score, ours.grade.pending, ours.grade.is_whole) == (1, 1, False)
    assert "there is no data set" in ours.message("q1")
    assert ours.grade.flags == ("q1, case 1: not graded, and not through the student",)


def test_a_fault_of_ours_that_is_made_of_a_students_exception_is_the_students(play: Play) -> None:
    """A file of weights "can't be read" where the model's own methods say so."""
    code = """
        import torch

        class Net(torch.nn.Linear):
            def __init__(self):
                super().__init__(1, 1)

            def state_dict(self, *_, **__):
                raise OSError("no such luck")
    """
    test = """
        def test_weights(Net):
            from pathlib import Path
            from types import SimpleNamespace
            from torchgrade.weights import load_handed_in
            Path("lab_digits.safetensors").write_bytes(b"")
            choice = SimpleNamespace(name="digits", wanted="digits", stands_in=False)
            load_handed_in(Net(), "lab", choice)
    """
    played = play([code], test)
    assert "can't be read: no such luck" in played.message("q1")
    assert (played.passed, played.grade.ungraded_questions) == ({"q1": [False]}, ())


def test_a_test_that_fails_with_no_exception_costs_its_case_alone(play: Play) -> None:
    """Thus `pytest.raises` says that a student's code raised nothing."""
    test = """
        def test_raises(answer):
            class Failed(BaseException):
                pass
            raise Failed("did not raise")

        def test_ends():
            raise SystemExit

        def test_goes_on(answer):
            assert answer == 1
    """
    played = play(["answer = 1"], test)
    assert played.passed == {"q1": [False, False, True]}
    assert "did not raise" in played.message("q1")


def test_what_fails_for_want_of_memory_is_no_fault_of_ours(play: Play) -> None:
    """A data set that can't be read beside what the student's code returned, say."""
    test = """
        def test_data():
            from torchgrade.datasets import DatasetError
            try:
                bytearray(2**50)
            except MemoryError as error:
                raise DatasetError("it can't be read") from error
    """
    assert play(["1"], test).grade.ungraded_questions == ()


def test_an_exception_of_a_library_is_one(play: Play) -> None:
    cell = """
        import json, sqlite3, subprocess, unittest
        import numpy as np

        class Own(np.linalg.LinAlgError):
            pass

        def fail(kind):
            if kind == "own":
                raise Own("mine")
            if kind == "singular":
                np.linalg.inv(np.zeros((2, 2)))
            if kind == "json":
                json.loads("[")
            if kind == "sql":
                sqlite3.connect(":memory:").execute("select * from absent")
            if kind == "process":
                raise subprocess.CalledProcessError(2, "ls")
            if kind == "skip":
                raise unittest.SkipTest("skip me")
    """
    assert not play(
        [cell],
        """
        def test_libraries(fail):
            import json, sqlite3, subprocess, unittest
            import numpy as np
            import pytest
            for kind, cls, words in (
                ("own", np.linalg.LinAlgError, "mine"),
                ("singular", np.linalg.LinAlgError, "Singular"),
                ("json", json.JSONDecodeError, "Expecting value"),
                ("sql", sqlite3.OperationalError, "no such table"),
            ):
                with pytest.raises(cls, match=words):
                    fail(kind)
            # Its text is made of more than a text; the other would be heeded by whoever runs tests.
            for kind in ("process", "skip"):
                try:
                    fail(kind)
                except Exception as error:
                    assert not isinstance(error, (subprocess.CalledProcessError, unittest.SkipTest))
        """,
    ).failed


def test_where_the_students_own_code_stopped_is_kept(play: Play) -> None:
    """Not where a check, or the test itself, has found something wrong; nor an earlier stop."""
    code = """
        def inner(x):
            # looks it up
            return {}[x]

        def f(x):
            return inner(x)
    """
    test = """
        def test_stops(f):
            f("seed")

        def test_goes_on(f):
            try:
                f("seed")
            except KeyError:
                pass
            raise KeyError("of the test's own")
    """
    played = play([code], test)
    [question] = played.grade.questions
    assert [case.stopped for case in question.cases] == [Line(3, "return {}[x]"), None]
    assert played.message("q1").endswith("\nKeyError: 'seed'")


@pytest.mark.parametrize("text", ["must be 'relu'", "'relu' must not be 'gelu'", "", "it's", "'"])
def test_quotes_at_the_ends_of_a_message_stay(play: Play, text: str) -> None:
    code = "def f():\n    raise ValueError(TEXT)"
    test = f"def test_theirs(f):\n    f()\n\ndef test_own():\n    raise ValueError({text!r})"
    played = play([f"TEXT = {text!r}", code], test)
    for case in (1, 2):
        assert played.message("q1", case).endswith(f"\nValueError: {text}")


@pytest.mark.parametrize("key", ["'seed'", '"its"', "3", "(1, 'a')", '"it\'s"'])
def test_a_key_is_shown_as_python_shows_it(play: Play, key: str) -> None:
    played = play([f"def f():\n    return {{}}[{key}]"], "def test_key(f):\n    f()")
    assert played.message("q1").endswith(f"\nKeyError: {eval(key)!r}")
