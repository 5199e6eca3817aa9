"""What students are told is true, said once, and no reproach where nothing was looked at."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.support.grades import CONFIG, EVIL, GRADE, MANIFEST
from torchgrade.records import AnswerCell, Cause, CellOutput, Grade, Line, Measured
from torchgrade.results import feedback, to_gradescope
from torchgrade.results.question_feedback import feedback_of
from torchgrade.results.unwritten import names_with_dots

NAME_ERROR = "❌ Test case failed\nError at line 3 in test q1:\n    f(1)\nNameError: name 'f' is..."
CAUSE = Cause(17, "SyntaxError: invalid syntax", "def f(x:", ("f",), (20,), ("q1",))


def answered(*sources: str, **changes: object) -> Grade:
    cells = tuple(
        AnswerCell("q1", 7 + n, text, text.count("\n") + 1) for n, text in enumerate(sources)
    )
    return replace(GRADE, answers=cells, **changes)  # type: ignore[arg-type]


def saying(message: str, grade: Grade = GRADE) -> Grade:
    [question] = GRADE.questions
    cases = (replace(question.cases[0], message=message), question.cases[1])
    return replace(grade, questions=(replace(question, cases=cases),))


def visible(grade: Grade) -> str:
    """All that Gradescope shows, by name of its parts."""
    made = to_gradescope(grade, {**CONFIG, "show_hidden": True})
    return json.dumps(made)


def test_a_cell_stands_beside_the_message_as_text() -> None:
    page = feedback(answered(f"x = 1\n{EVIL}</pre></details>"), MANIFEST)
    assert "Your cell 7" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/pre&gt;&lt;/details&gt;" in page
    assert EVIL not in page


def test_a_long_cell_is_folded_and_says_how_long_it_is() -> None:
    short, long = "x = 1", "\n".join(f"y{n} = {n}" for n in range(100))
    cells = (AnswerCell("q1", 7, short, 1), AnswerCell("q1", 8, long, 300))
    page = feedback(replace(GRADE, answers=cells), MANIFEST)
    assert "<details open><summary>Your cell 7" in page
    assert "<details><summary>Your cell 8" in page
    assert "the first 100 of 300 lines" in page


def test_a_public_test_that_stumbled_says_what_it_is_about_and_no_reproach() -> None:
    [question] = saying(NAME_ERROR.replace("NameError: name 'f' is...", "TypeError: no")).questions
    wrong = replace(question.cases[1], hidden=False, status="failed", message="it is 3, not right")
    two = replace(question, cases=(replace(question.cases[0], status="failed"), wrong))
    [told] = feedback_of(replace(GRADE, questions=(two,)), {})
    assert [told.hint(case) for case in two.cases] == [
        f"What this test is about: {two.cases[0].hint}",
        wrong.hint,
    ]


def test_the_time_of_a_system_is_shown_without_nanoseconds() -> None:
    grade = replace(GRADE, submitted_at="2026-11-23 21:07:00.000000000 Z")
    assert "handed in 2026-11-23 21:07:00 Z" in feedback(grade, MANIFEST)


def test_what_a_check_says_while_it_is_graded_is_no_output_of_the_students() -> None:
    noted = CellOutput(5, "q1: noted; the result comes with the grade\n")
    assert "printed while it was graded" not in feedback(replace(GRADE, outputs=(noted,)), MANIFEST)
    page = feedback(replace(GRADE, outputs=(noted, CellOutput(6, "mine"))), MANIFEST)
    assert "<h3>Cell 6</h3><pre>mine</pre>" in page
    assert "noted" not in page


def test_a_root_cause_is_said_once_and_accuses_nobody() -> None:
    grade = answered("def f(x:", causes=(CAUSE,), notes=("cell 17 raised an error",))
    page = feedback(grade, MANIFEST)
    assert "Cell 17 stopped, so <code>f</code> is not defined, and cell 20 stopped" in page
    assert 'This depends on it: <a href="#q1">q1</a>.' in page
    assert "cell 17 raised an error" not in page, "that is said better above"
    assert page.index("look at b") > page.index("What these tests look at")
    shown = visible(grade)
    assert "Cell 17 stopped, so `f` is not defined" in shown
    assert "SyntaxError: invalid syntax" in shown
    assert "look at" not in shown


def test_a_cause_that_no_cell_is_names_none() -> None:
    page = feedback(
        answered("g = 1", causes=(Cause(0, names=("f",), questions=("q1",)),)), MANIFEST
    )
    assert "No cell that ran defines <code>f</code>." in page
    assert "Cell 0" not in page
    late = Cause(0, "Cell 3 does, after the check: move it up.", names=("f",), questions=("q1",))
    page = feedback(answered("g = 1", causes=(late,)), MANIFEST)
    assert "No cell that ran before the check defines <code>f</code>." in page
    assert "<pre>Cell 3 does, after the check: move it up.</pre>" in page


def test_gradescope_shows_no_question_that_hidden_tests_alone_failed() -> None:
    [question] = GRADE.questions
    cases = (replace(question.cases[0], status="passed", score=1), question.cases[1])
    grade = answered("def f(x):\n    ...", causes=(CAUSE,))
    made = to_gradescope(replace(grade, questions=(replace(question, cases=cases),)), CONFIG)
    assert made is not None
    assert "Cell 17 stopped, so `f` is not defined" in made["output"]
    assert "q1" not in made["output"]


def test_what_was_never_written_is_called_so() -> None:
    [told] = feedback_of(answered('def f(x):\n    """Half of x."""\n    ...'), {})
    assert told.why.startswith("There is no answer yet")
    assert told.aims == ("look at a", "look at b")
    [told] = feedback_of(answered("def f(x):\n    ...", "def g(x):\n    return x"), {})
    assert told.why == ""
    assert told.remarks == ("`f` still has ... in it.",)


@pytest.mark.parametrize(
    ("code", "names", "blank"),
    [
        ("mean = ...", ["mean"], True),
        ("a = ...  # a number\nb = 3", ["a"], False),
        ("a, b = ..., ...", ["a, b"], True),
        ("loss: float = ...", ["loss"], True),
        ("def f(x):\n    y = 2 * x\n    ...\n    return y", ["f"], False),
        ('def f(x):\n    """Say ...\n    ...\n    """\n    return x', [], False),
        (
            "class A(B):\n    def f(self):\n        ...\n\n    def g(self):\n        ...",
            ["A"],
            True,
        ),
        ("def f(\n    x,\n):\n    return x[..., 0]", [], False),
        ("print(...)\nx[...] = 3", [], False),
        ("def f(x):\n    retrun x", [], False),
        ("", [], False),
    ],
)
def test_dots_tell_what_is_left_to_write(code: str, names: list[str], blank: bool) -> None:
    assert names_with_dots([code]) == (names, blank)


def test_code_that_always_stops_is_not_told_what_is_wrong_with_its_results() -> None:
    [told] = feedback_of(saying(NAME_ERROR), {})
    assert told.why.startswith("Your code returns no result")
    [told] = feedback_of(
        saying("❌ Test case failed\nAssertionError: f(1) is 2, not a ValueError: no"), {}
    )
    assert told.why == ""
    assert told.hint(told.question.cases[1]) == "look at b"


@pytest.mark.parametrize("kind", ["AssertionError", "ToldError"])
def test_what_a_test_raises_itself_is_quoted_in_its_words_alone(kind: str) -> None:
    said = "weights/net.safetensors does not fit the model. missing: fc.bias"
    message = f"❌ Test case failed\nError at line 3 in test q1:\n    load(Net())\n{kind}: {said}"
    [told] = feedback_of(saying(message), {})
    assert told.trials[0].message == said
    assert told.why == "", "the test has looked, and says what is wrong"
    assert kind not in feedback(saying(message), MANIFEST)


def test_the_same_error_is_quoted_once() -> None:
    [question] = GRADE.questions
    first = replace(question.cases[0], message=NAME_ERROR)
    page = feedback(
        replace(GRADE, questions=(replace(question, cases=(first, first, first)),)), MANIFEST
    )
    assert page.count("NameError") == 1
    assert page.count("The same error as above") == 2


def test_accuracy_and_threshold_stand_with_weights_that_pass_and_once_with_those_that_fail() -> (
    None
):
    one = Measured("q1", 980, 1000, "", 0.985)
    said = "The network is right on 98.00% of 1,000 test images; this test asks for 98.50%."
    assert feedback(replace(GRADE, measured=(one, one)), MANIFEST).count(said) == 1
    two = feedback(replace(GRADE, measured=(one, replace(one, at_least=0.95))), MANIFEST)
    assert "of 1,000 test images; tests ask for 95.00% and 98.50%." in two
    [question] = GRADE.questions
    failed = replace(question.cases[1], hint=said)
    lost = replace(question, cases=(question.cases[0], failed))
    assert feedback(replace(GRADE, measured=(one,), questions=(lost,)), MANIFEST).count(said) == 1
    right = tuple(replace(case, status="passed", score=1) for case in question.cases)
    whole = replace(GRADE, measured=(one,), questions=(replace(question, cases=right),))
    assert said in feedback(whole, MANIFEST)


def test_an_empty_written_answer_is_named() -> None:
    empty, full = AnswerCell("q2", 9, "", 0), AnswerCell("q2", 9, "Because.", 1)
    assert "was left empty" in feedback(replace(GRADE, answers=(empty,)), MANIFEST)
    assert "was left empty" not in feedback(replace(GRADE, answers=(full,)), MANIFEST)
    assert "was left empty" not in feedback(GRADE, MANIFEST), "nobody knows"


def test_a_cause_of_the_students_making_stays_text() -> None:
    cause = Cause(3, f"ValueError: {EVIL}", f"raise ValueError('{EVIL}')", ("f",), (), ("q1",))
    page = feedback(replace(GRADE, causes=(cause,), outputs=(CellOutput(1, EVIL),)), MANIFEST)
    assert EVIL not in page
    assert "`" not in page.split("<main>")[1]


def test_hidden_tests_that_had_no_time_are_no_reproach() -> None:
    late = "No time was left: the notebook and the tests before took all of it."
    [question] = saying(late).questions
    second = replace(question, name="q9", cases=(replace(question.cases[1], name="q9 - 1"),))
    told = feedback_of(replace(GRADE, questions=(question, second)), {})
    assert all(one.why.startswith("No time was left") for one in told)
    assert "look at b" not in visible(replace(GRADE, questions=(question, second)))
    [wrong] = saying("AssertionError: f(1) is 2").questions
    told = feedback_of(replace(GRADE, questions=(wrong, question)), {})
    assert told[0].hint(wrong.cases[0]) == "look at a", "that one has run"
    assert told[0].aims == ("look at b",)


def test_code_that_does_not_end_has_given_nothing_to_look_at() -> None:
    [told] = feedback_of(saying("The code under test did not answer: it took more than 60 s."), {})
    assert told.why.startswith("Your code returns no result")


def test_all_or_nothing_is_said_where_it_costs_points() -> None:
    [question] = GRADE.questions
    passed = replace(question.cases[0], status="passed", score=0)
    grade = replace(GRADE, questions=(replace(question, cases=(passed, question.cases[1])),))
    assert "This question gives all of its points or none." in feedback(grade, MANIFEST)
    assert "all of its points or none" not in feedback(GRADE, MANIFEST)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("AssertionError: f(1) is 2.\nLook at g.", "f(1) is 2.\nLook at g."),
        ("AssertionError", "This line of the test failed:\n  assert f(1) == 3"),
        ("KeyError: keep", "KeyError: keep\nwhere the test says\n  assert f(1) == 3"),
    ],
)
def test_a_message_is_the_tests_own_words_where_it_has_any(message: str, shown: str) -> None:
    otters = f"❌ Test case failed\nError at line 17 in test q1:\n      assert f(1) == 3\n{message}"
    [told] = feedback_of(saying(otters), {})
    assert told.trials[0].message == shown
    doctest = "Trying:\n    f(1)\nExpecting:\n    3\nGot:\n    2"
    [told] = feedback_of(saying(doctest), {})
    assert told.trials[0].message == doctest.removeprefix("Trying:\n").strip()


@pytest.mark.parametrize(
    ("sources", "where"),
    [
        (["def f(x):\n    return {}[x]"], "in your cell 7, line 2:"),
        (["x = 1", "def f(x):\n    return {}[x]"], "in your cell 8, line 2:"),
        (["\n  \ndef f(x):\n    return {}[x]"], "in your cell 7, line 4:"),
        (["def f(x):\n    return {}[x]"] * 2, "in line 2:"),
        (["def f(x): ..."], "in line 2:"),
        ([], "in line 2:"),
    ],
)
def test_where_code_stopped_it_is_the_students_own_line_that_is_shown(
    sources: list[str], where: str
) -> None:
    grade = saying(NAME_ERROR.replace("NameError: name 'f' is...", "KeyError: 'a'"))
    [question] = grade.questions
    stopped = [replace(case, stopped=Line(2, "return {}[x]")) for case in question.cases]
    grade = replace(answered(*sources), questions=(replace(question, cases=tuple(stopped)),))
    [told] = feedback_of(grade, {})
    public, hidden = told.trials
    assert public.message == (
        f"KeyError: 'a'\n{where}\n  return {{}}[x]\nwhere the test says\n  f(1)"
    )
    assert hidden.message == "", "nothing of what a hidden test has tried"
