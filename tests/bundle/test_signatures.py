"""How mistakes show is read and compared as it was written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.bundle.signatures import KnownMistake, Signatures, message_of, values_of
from torchgrade.files.decoding import FormError


@pytest.mark.parametrize(
    "code", ["", "x = ...", "x = f()", "x: int = 3", "x =", "x = {[]: 1}", "(" * 10_000]
)
def test_what_is_no_answer_of_values_alone_is_not_told_by_them(code: str) -> None:
    assert values_of(code) == ""


def test_a_message_without_end_is_looked_at_in_part() -> None:
    assert len(message_of("ValueError: " + "1 " * 1_000_000).numbers) < 3_000


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    path = tmp_path / "signatures.json"
    path.write_text('{"mistakes": [{"name": 3}]}')
    with pytest.raises(FormError, match=r"signatures\.json.*mistakes"):
        Signatures.read(path)


def test_what_was_seen_anew_of_some_questions_joins_what_is_known_of_others() -> None:
    def known(questions: dict[str, str], names: dict[str, str]) -> Signatures:
        return Signatures(tuple(KnownMistake(one, q, "") for one, q in names.items()), questions)

    before = known({"q1": "a", "q2": "b", "gone": "c"}, {"b": "q1", "c": "q2", "e": "gone"})
    seen = known({"q1": "A", "q2": "B", "new": "D"}, {"a": "q1", "d": "q1"})
    assert before.renewed(seen, ["q1"]) == known(
        {"q1": "A", "q2": "b"}, {"a": "q1", "c": "q2", "d": "q1"}
    )


@pytest.mark.parametrize(
    "said", ["KeyError: 'seed'", "ValueError: must be 'relu'", "E: 'a' or 'b'"]
)
def test_quotes_at_the_ends_that_otter_strips_are_no_part_of_words(said: str) -> None:
    kind, _, text = said.partition(": ")
    head = "Error at line 3 in test q1:\n    f('x')\n"
    assert message_of(f"{head}{said}") == message_of(f"{head}{kind}: {text.strip(chr(39))}")
    assert message_of(f"{head}{said}") != message_of(f"{head}{kind}: {text}, 'too'")
    own = f"The code under test did not answer: {text}"
    assert message_of(own) != message_of(own.strip("'"))
