"""Known mistakes are named by how they show, and nothing is named that a stranger shows, too."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.support.grades import GRADE, MANIFEST
from torchgrade.bundle.naming import Naming
from torchgrade.bundle.signatures import (
    KnownMistake,
    Signatures,
    message_of,
    signature,
    values_of,
)
from torchgrade.records import LikelyMistake

OFF = "Error at line 3 in test q1:\nAssertionError: {} of 60 values are off, by up to {}, got {}."


def known(name: str, *runs: dict[str, str], question: str = "q1", also: str = "") -> KnownMistake:
    mistake = KnownMistake(name, question, f"{name}.", "Look again.", tuple(also.split()))
    return signature(mistake, runs)


HALF = known("half", {"test_b": OFF.format(60, 0.5, 0.31)}, {"test_b": OFF.format(60, 0.5, 0.77)})
SOME = known("some", {"test_b": OFF.format(15, 0.5, 0.2)}, {"test_b": OFF.format(15, 0.5, 0.9)})


def likely(*mistakes: KnownMistake, values: str = "", **failed: str) -> LikelyMistake:
    seen = {test: message_of(text) for test, text in failed.items()}
    return Naming(Signatures(mistakes)).likely("q1", seen, values)


def names(*mistakes: KnownMistake, **failed: str) -> tuple[tuple[str, ...], bool]:
    found = likely(*mistakes, **failed)
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


def lab_by_chance(seed: int, size: int) -> list[KnownMistake]:
    """A lab of mistakes of which many look alike, in some questions more than in others."""
    chance = random.Random(seed)
    made = []
    for number in range(size):
        question = chance.randrange(6)
        failed = {
            f"test_{test}": OFF.format(*(chance.randrange(2 + 2 * question) for _ in range(3)))
            for test in chance.sample(range(4), chance.randint(1, 3))
        }
        made.append(known(f"m{number}", failed, question=f"q{question}"))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_a_twentieth_of_what_nobody_has_met_is_explained_at_most(
    seed: int,
) -> None:
    mistakes = lab_by_chance(seed, 80)
    naming = Naming(Signatures(tuple(mistakes)))
    strangers = [naming.without(one).likely(one.question, one.shows) for one in mistakes]
    named = [naming.likely(one.question, one.shows) for one in mistakes]
    assert sum(one.is_explained for one in strangers) <= 0.05 * len(mistakes)
    right = sum(one.sure for one in named)
    assert right >= 0.9 * (right + sum(one.sure for one in strangers))
    assert all(one.names[0] == mistakes[at].name for at, one in enumerate(named) if one.sure)
    assert right > 10, "and it is not by silence"


def pairs(count: int) -> list[KnownMistake]:
    """Mistakes of which two each look alike, in more and more tests."""
    alike = [
        {f"test_{n}": OFF.format(n, n, n) for n in range(at, 2 * at + 1)} for at in range(count)
    ]
    return [known(f"p{at}{x}", alike[at], question="q2") for at in range(count) for x in "ab"]


def explained_strangers(*mistakes: KnownMistake) -> int:
    naming = Naming(Signatures(mistakes))
    left_out = [naming.without(one).likely(one.question, one.shows) for one in mistakes]
    return sum(one.is_explained for one in left_out)


@pytest.mark.parametrize(("size", "explained"), [(50, 2), (82, 4)])
def test_of_those_that_look_alike_the_most_telling_are_named_up_to_a_twentieth(
    size: int, explained: int
) -> None:
    """In pairs: a twentieth is 2.5 and 4.1 of them."""
    alone = [known(f"m{n}", {"test_b": OFF.format(n, n, n)}) for n in range(size - 12)]
    assert explained_strangers(*alone, *pairs(6)) == explained


def test_where_little_is_told_apart_few_strangers_are_too_many() -> None:
    alone = [known(f"m{n}", {"test_b": OFF.format(n, n, n)}) for n in range(20)]
    crowd = [known(f"c{n}", {"test_c": OFF}, question=f"q{3 + n // 20}") for n in range(170)]
    assert explained_strangers(*alone, *crowd, *pairs(5)) == 2, "right in 20 of 22, not of 30"


def test_a_pair_that_looks_alike_is_named_in_neither_way_and_the_others_are() -> None:
    """Either would be taken for the other, were it not known."""
    alone = [known(f"m{n}", {"test_b": OFF.format(n, n, n)}) for n in range(60)]
    twin = {"test_a": OFF.format(1, 1, 1)}
    one, other = known("one", twin), known("other", twin)
    found = likely(*alone, one, other, **twin)
    assert (found.names, found.sure, found.weak) == (("one", "other"), False, False)
    pairs = [known(f"p{n}", {"test_a": OFF.format(n // 2, 7, 7)}) for n in range(20)]
    for lab in ([*alone, *pairs], [*alone, *pairs[1:]]):
        found = likely(*lab, test_a=OFF.format(0, 7, 7))
        assert (found.is_explained, found.hint, found.weak) == (False, "", True)
        assert "p1" in found.names, "kept for staff"
    assert names(*alone, *pairs, test_b=OFF.format(9, 9, 9)) == (("m9",), True)


def test_what_all_have_in_common_speaks_for_nobody() -> None:
    """Two numbers that every mistake shows are worth less than one that none shares."""
    same = [known(f"s{n}", {"test_b": OFF.format(60, 60, n // 2)}) for n in range(80)]
    seldom = known("seldom", {"test_c": OFF.format(60, 60, 60)})
    assert not names(*same, test_b=OFF.format(60, 60, 3))[1]
    assert names(*same, seldom, test_c=OFF.format(60, 60, 60)) == (("seldom",), True)


def test_a_lab_that_knows_few_mistakes_names_none_by_two_signs() -> None:
    two = {"test_b": "AssertionError: 4 values are off."}
    few = [known(f"m{n}", {"test_c": OFF.format(n, n, n)}) for n in range(20)]
    many = [known(f"m{n}", {"test_c": OFF.format(n, n, n)}) for n in range(60)]
    assert names(known("x", two), *few, **two) == (("x",), False)
    assert names(known("x", two), *many, **two) == (("x",), True)


def test_an_answer_of_letters_is_told_by_its_letters() -> None:
    bare = {"test_b": "AssertionError: not right."}
    codes = {
        "all": "letters = {'a', 'b', 'c'}",
        "one": "letters = {'a'}",
        "no": "letters = set('a')",
    }
    mistakes = [replace(known(name, bare), values=values_of(code)) for name, code in codes.items()]

    def named(code: str) -> tuple[tuple[str, ...], bool]:
        found = likely(*mistakes, values=values_of(code), **bare)
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


def test_the_mistake_of_another_question_is_not_meant() -> None:
    said = OFF.format(60, 0.5, 0.1)
    assert names(known("there", {"test_b": said}, question="q2"), test_b=said) == ((), False)


def test_only_the_hint_of_what_is_sure_is_for_students() -> None:
    said = OFF.format(60, 0.5, 0.1)
    one = likely(HALF, test_b=said)
    assert (one.hint, one.why) == ("Look again.", ("half.",))
    both = likely(HALF, known("same", {"test_b": said}), test_b=said)
    assert both.names == ("half", "same")
    assert both.hint == ""


def test_a_grade_has_them_where_the_tests_are_those_of_the_signatures() -> None:
    failed = {"test_a": GRADE.questions[0].cases[0].message, "test_b": "SECRET source and input"}
    found = Signatures((known("seen", failed),), {"q1": "abc"})
    [seen] = Naming(found).of({"q1": "abc"}, MANIFEST, GRADE)
    assert seen.names == ("seen",)
    assert Naming(found).of({"q1": "of a changed test"}, MANIFEST, GRADE) == ()


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
        found = Naming(Signatures(mistakes, digests)).of(digests, manifest, grade)
        assert [one.question for one in found] == asked
    assert second.status == "failed"


def test_what_failed_in_like_words_is_one_group() -> None:
    groups = [likely(test_b=OFF.format(n, 0.5, n / 7)).group for n in (1, 2)]
    assert groups[0] == groups[1]
    other = likely(test_a=OFF.format(1, 0.5, 1)).group
    assert other != groups[0]
