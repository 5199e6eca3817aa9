"""Submissions that are alike are put together, and chance puts nobody there."""

from __future__ import annotations

from dataclasses import replace

from tests.support.grades import GRADE, MANIFEST
from torchgrade.records import AnswerCell, Grade, Manifest, QuestionSpec, SimilarWeights
from torchgrade.results.class_report.alike import alike_code, alike_weights

LAB = replace(MANIFEST, questions=tuple(QuestionSpec(name, 1) for name in ("q1", "q2", "q3")))

LONG = "def answer(values):\n    total = 0\n    for value in values:\n        total = total + {}\n"
LONG += "    scaled = total / max(1, len(values))\n    return scaled\n"


def of(name: str, *codes: str) -> Grade:
    cells = tuple(
        AnswerCell(question.name, number, code, len(code.splitlines()))
        for number, (question, code) in enumerate(zip(LAB.questions, codes, strict=False), 1)
    )
    return replace(GRADE, submission=name, digest=name, answers=cells)


def others(count: int, lab: Manifest = LAB) -> list[Grade]:
    """People who each write all answers in a way of their own."""
    return [
        of(f"other{at}", *(LONG.format(f"value * {at}{q}") for q in range(len(lab.questions))))
        for at in range(count)
    ]


def test_pairs_of_networks_become_groups() -> None:
    pairs = [
        SimilarWeights("a", "b", "n", "n", True, 1.0),
        SimilarWeights("c", "b", "n", "m", False, 0.999),
        SimilarWeights("x", "y", "n", "n", True, 1.0, 0.98),
    ]
    one, two = alike_weights(pairs)
    assert (one.submissions, one.files, one.identical) == (("a", "b", "c"), ("n", "m"), False)
    assert one.cosine == 0.999
    assert (two.submissions, two.identical, two.answers) == (("x", "y"), True, 0.98)


def test_code_that_two_alone_have_in_two_questions_is_named() -> None:
    strange = [LONG.format(f"strange({at}, value)") for at in range(3)]
    ada = of("ada", strange[0], strange[1], LONG.format("ada"))
    same = [code.replace("    total = 0\n", "    # mine!\n    total  =  0\n\n") for code in strange]
    bob = of("bob", same[0], same[1], LONG.format("bob"))
    [found] = alike_code([*others(30), ada, bob], LAB)
    assert (found.submissions, found.questions, found.identical) == (
        ("ada", "bob"), ("q1", "q2"), False,
    )  # fmt: skip


def test_one_answer_alone_short_ones_and_those_of_many_say_nothing() -> None:
    rare = LONG.format("strange(value)")
    once = [of("ada", rare, LONG.format("a"), "x"), of("bob", rare, LONG.format("b"), "x")]
    assert alike_code([*others(30), *once], LAB) == []
    short = [of(name, "x = 1", "y = 2", "z = 3") for name in ("ada", "bob")]
    assert alike_code([*others(30), *short], LAB) == []
    many = [of(f"s{at}", *(LONG.format("value") for _ in range(3))) for at in range(10)]
    assert alike_code([*others(30), *many], LAB) == []


def test_a_docstring_hides_nothing_and_stubs_are_nobodys_own() -> None:
    strange = [LONG.format(f"strange({at}, value)") for at in range(2)]
    said = [
        code.replace(":\n    total", ':\n    """My own words."""\n    total') for code in strange
    ]
    [found] = alike_code([*others(30), of("ada", *strange), of("bob", *said)], LAB)
    assert found.submissions == ("ada", "bob")
    stubs = [replace(of(name, LONG, LONG), answers=()) for name in ("ada", "bob")]
    assert alike_code(stubs, LAB) == []


def test_the_same_file_is_named_whatever_is_in_it() -> None:
    twins = [replace(of(name, "x = 1"), digest="same") for name in ("ada", "bob", "cy")]
    [found] = alike_code([*others(5), *twins], LAB)
    assert (found.submissions, found.identical) == (("ada", "bob", "cy"), True)


def test_groups_of_three_are_one() -> None:
    strange = [LONG.format(f"strange({at}, value)") for at in range(2)]
    [found] = alike_code([*others(60), *(of(name, *strange) for name in "abc")], LAB)
    assert found.submissions == ("a", "b", "c")
