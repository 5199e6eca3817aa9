"""The reference page says what the rules say."""

from __future__ import annotations

from pathlib import Path

from torchgrade.verify.reference import reference
from torchgrade.verify.rules import all_rules

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_made_from_the_rules_as_they_are() -> None:
    """Else: python -m torchgrade.verify.reference > docs/rules.md."""
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_codes_are_stable_names_of_one_rule_each() -> None:
    """Else: the table in torchgrade/verify/rules/__init__.py is not in the order of codes."""
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(set(codes))
    assert all(rule.__doc__ and rule.advice.endswith(".") for rule in all_rules())
