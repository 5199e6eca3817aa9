"""Known mistakes are named by how they show, and nothing is named for want of signs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.grades import GRADE, MANIFEST
from torchgrade.bundle.signatures import (
    KnownMistake,
    Signatures,
    likely_mistake,
    likely_mistakes,
    message_of,
    signature,
    values_of,
)
from torchgrade.files.decoding import FormError

OFF = "Error at line 3 in test q1:\nAssertionError: {} of 60 values are off, by up to {}, got {}."


def known(name: str, *runs: dict[str, str], question: str = "q1", also: str = "") -> KnownMistake:
    mistake = KnownMistake(name, question, f"{name}.", "Look again.", tuple(also.split()))
    return signature(mistake, runs)


HALF = known("half", {"test_b": OFF.format(60, 0.5, 0.31)}, {"test_b": OFF.format(60, 0.5, 0.77)})
SOME = known("some", {"test_b": OFF.format(15, 0.5, 0.2)}, {"test_b": OFF.format(15, 0.5, 0.9)})


def names(*mistakes: KnownMistake, **failed: str) -> tuple[tuple[str, ...], bool]:
    found = likely_mistake(Signatures(mistakes), "q1", failed)
    return found.names, found.sure


def test_numbers_that_change_with_the_seed_tell_nothing_and_the_others_do() -> None:
    assert names(HALF, SOME, test_b=OFF.format(60, 0.5, 0.123)) == (("half",), True)
    assert names(HALF, SOME, test_b=OFF.format(15, 0.5, 0.123)) == (("some",), True)
    assert names(HALF, SOME, test_b=OFF.format(17, 0.5, 0.123)) == ((), False)
    assert names(HALF, SOME, test_b="AssertionError: other words") == ((), False)


def test_the_same_tests_have_to_fail() -> None:
    said = OFF.format(60, 0.5, 0.1)
    assert names(HALF, test_b=said, test_a=said) == ((), False)
    both = known("both", {"test_a": said, "test_b": said}, {"test_b": said})
    assert names(both, test_b=said)[0] == ("both",), "test_a fails with some seeds alone"
    assert names(both, test_a=said)[0] == (), "test_b always fails"


def test_nobody_is_named_by_a_sign_alone() -> None:
    bare = known("bare", {"test_b": "AssertionError: not right."})
    assert names(bare, test_b="AssertionError: not right.") == (("bare",), False)
    # The line of a test is no sign: every mistake that fails there has it.
    at = "Error at line 312 in test q1:\nAssertionError: not right."
    assert names(known("bare", {"test_b": at}), test_b=at) == (("bare",), False)
    three = {f"test_{n}": "AssertionError: not right." for n in range(3)}
    assert names(known("bare", three), **three) == (("bare",), True)


def test_mistakes_that_look_alike_are_candidates_as_long_as_they_are_few() -> None:
    said = OFF.format(60, 0.5, 0.1)
    alike = [known(f"m{n}", {"test_b": said}) for n in range(4)]
    assert names(*alike[:3], test_b=said) == (("m0", "m1", "m2"), False)
    assert names(*alike, test_b=said) == ((), False)


def test_what_nobody_has_met_is_not_named_where_it_often_looks_like_another() -> None:
    """A question learns from its own mistakes how much it takes to name one of them."""

    def weak(*mistakes: KnownMistake, **failed: str) -> bool:
        return likely_mistake(Signatures(mistakes), "q1", failed).weak

    said = OFF.format(60, 0.5, 0.1)
    fits = OFF.format(60, 0.5, 0.77)
    rich = known("rich", {"test_a": said, "test_b": said, "test_c": said})
    alone = [known(f"m{n}", {"test_b": OFF.format(n, n, n)}) for n in range(24)]
    assert not weak(HALF, *alone, test_b=fits)
    pairs = [known(f"p{n}", {"test_b": OFF.format(n // 2, 7, 7)}) for n in range(6)]
    assert weak(HALF, *alone[:6], *pairs, test_b=fits), "one looks like another in 6 of 13"
    assert not weak(HALF, *alone, *pairs[:2], test_b=fits), "in 2 of 27"
    assert not weak(rich, HALF, *alone[:6], *pairs, test_a=said, test_b=said, test_c=said), (
        "more speaks for it than for those that are mistaken"
    )
    assert weak(*pairs, test_b=OFF.format(1, 7, 7))
    hinted = likely_mistake(Signatures((HALF, *pairs)), "q1", {"test_b": fits})
    assert (hinted.sure, hinted.hint, hinted.is_explained) == (False, "", False)
    assert hinted.names == ("half",), "kept for staff"


def test_an_answer_of_letters_is_told_by_its_letters() -> None:
    bare = {"test_b": "AssertionError: not right."}
    codes = {
        "all": "letters = {'a', 'b', 'c'}",
        "one": "letters = {'a'}",
        "no": "letters = set('a')",
    }
    mistakes = Signatures(
        tuple(replace(known(name, bare), values=values_of(code)) for name, code in codes.items())
    )

    def named(code: str) -> tuple[tuple[str, ...], bool]:
        found = likely_mistake(mistakes, "q1", bare, values_of(code))
        return found.names, found.sure

    assert named("# mine\nletters = {'c', 'b', 'a'}") == (("all",), True)
    assert named("letters = {'a'}\n") == (("one",), True)
    assert named("letters = {'b'}") == (("all", "one", "no"), False)
    assert named("letters = set('a')") == (("all", "one", "no"), False)


def test_letters_that_a_message_shows_tell_it_whatever_else_is_in_the_answer() -> None:
    said = "AssertionError: facts is {}, which is not right."
    letters = [["a"], ["a", "c"], ["b", "c"]]
    mistakes = [known("".join(one), {"test_b": said.format(one)}) for one in letters]
    assert names(*mistakes, test_b=said.format(["a", "c"])) == (("ac",), True)
    assert names(*mistakes, test_b=said.format(["a"])) == (("a",), True)
    assert names(*mistakes, test_b=said.format(["a", "b"])) == ((), False)
    twice = (*mistakes, known("again", {"test_b": said.format(["a"])}))
    assert names(*twice, test_b=said.format(["a"])) == (("a", "again"), False)


@pytest.mark.parametrize(
    "code", ["", "x = ...", "x = f()", "x: int = 3", "x =", "x = {[]: 1}", "(" * 10_000]
)
def test_what_is_no_answer_of_values_alone_is_not_told_by_them(code: str) -> None:
    assert values_of(code) == ""


def test_the_mistake_of_another_question_is_not_meant() -> None:
    said = OFF.format(60, 0.5, 0.1)
    assert names(known("there", {"test_b": said}, question="q2"), test_b=said) == ((), False)


def test_only_the_hint_of_what_is_sure_is_for_students() -> None:
    said = OFF.format(60, 0.5, 0.1)
    one = likely_mistake(Signatures((HALF,)), "q1", {"test_b": said})
    assert (one.hint, one.why) == ("Look again.", ("half.",))
    both = likely_mistake(
        Signatures((HALF, known("same", {"test_b": said}))), "q1", {"test_b": said}
    )
    assert both.names == ("half", "same")
    assert both.hint == ""


def test_a_grade_has_them_where_the_tests_are_those_of_the_signatures() -> None:
    failed = {"test_a": GRADE.questions[0].cases[0].message, "test_b": "SECRET source and input"}
    found = Signatures((known("seen", failed),), {"q1": "abc"})
    [likely] = likely_mistakes(found, {"q1": "abc"}, MANIFEST, GRADE)
    assert likely.names == ("seen",)
    assert likely_mistakes(found, {"q1": "of a changed test"}, MANIFEST, GRADE) == ()


def test_what_follows_from_a_named_mistake_is_not_a_mistake_of_its_own() -> None:
    [question] = GRADE.questions
    spec = MANIFEST.questions[0]
    first, second = question.cases
    cases = (replace(first, name="q0 - 1"),)
    grade = replace(GRADE, questions=(replace(question, name="q0", cases=cases), question))
    manifest = replace(
        MANIFEST,
        questions=(replace(spec, name="q0", cases=(replace(spec.cases[0], name="q0 - 1"),)), spec),
    )
    root = known("root", {"test_a": first.message}, question="q0", also="q1")
    for mistakes, asked in (((root,), ["q0"]), ((replace(root, also=()),), ["q0", "q1"])):
        digests = {"q0": "a", "q1": "b"}
        found = likely_mistakes(Signatures(mistakes, digests), digests, manifest, grade)
        assert [one.question for one in found] == asked
    assert second.status == "failed"


def test_what_failed_in_like_words_is_one_group() -> None:
    groups = [
        likely_mistake(Signatures(), "q1", {"test_b": OFF.format(n, 0.5, n / 7)}).group
        for n in (1, 2)
    ]
    assert groups[0] == groups[1]
    other = likely_mistake(Signatures(), "q1", {"test_a": OFF.format(1, 0.5, 1)}).group
    assert other != groups[0]


def test_a_message_without_end_is_looked_at_in_part() -> None:
    assert len(message_of("ValueError: " + "1 " * 1_000_000).numbers) < 3_000


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "signatures.json"
    path.write_text('{"mistakes": [{"name": 3}]}')
    with pytest.raises(FormError, match=r"signatures\.json.*mistakes"):
        Signatures.read(path)
