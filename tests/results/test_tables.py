"""No cell of a table is a formula for any spreadsheet, and numbers are numbers."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from torchgrade.results.tables import to_csv

SIGNS = ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\t", "\r", '"', "\u00a0", "\x00", "\ufeff", "\x1b[0m", "\u200d"]
)
def test_what_begins_as_a_formula_is_guarded(sign: str, before: str) -> None:
    text = to_csv(["h"], [[f"{before}{sign}1+1"]])
    [_, [cell]] = csv.reader(text.splitlines(keepends=True))
    assert cell.startswith("'")
    for line in cell.splitlines():
        assert line.strip(' \t"\u00a0\u200d')[0] not in SIGNS


@pytest.mark.parametrize("separator", [";", ",", "|", "\n", "; "])
def test_so_is_what_another_program_takes_for_the_beginning_of_a_cell(separator: str) -> None:
    """A semicolon is the comma of many countries."""
    text = to_csv(["h"], [[f"x{separator}=1+2{separator}y"]])
    assert f"x{separator}'=1+2{separator}y".replace("; '", ";' '") in text
    assert '"' in text


def test_a_dash_alone_is_no_formula_and_anything_after_it_makes_one() -> None:
    """Moodle's tables have it where there is no grade."""
    cells = ["-", "x;-", "--", "- 1", "-;=1", "="]
    guarded = ["-", "x;-", "'--", "'- 1", "'-;'=1", "'="]
    table = to_csv(["-"], [[cell] for cell in cells])
    assert [row[0] for row in csv.reader(table.splitlines())] == ["-", *guarded]


def test_numbers_stay_numbers_and_plain_text_stays_plain() -> None:
    text = to_csv(["name", "n"], [["ada-b.ipynb", -1.5], ["b (2)", None], ["c", Decimal("0.990")]])
    assert text == 'name,n\r\nada-b.ipynb,-1.5\r\n"b (2)",\r\nc,0.990\r\n'
    assert len(to_csv(["h"], [["x" * 10**6]])) < 33_000
    assert "\x1b" not in to_csv(["h"], [["a\x1b[2Jb"]])
