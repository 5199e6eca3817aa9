"""How mistakes show is read and compared as it was written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from torchgrade.bundle.signatures import Signatures, message_of, values_of
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
