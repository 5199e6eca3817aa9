"""What a page shows deceives nobody, whichever file it comes from."""

from __future__ import annotations

import pytest

from torchgrade.results.html import script, templates


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\x07", "\x1b[31m", "\u200b", "\U000e0041"])
@pytest.mark.parametrize("shown", ["{{ name }}", "{{ name | safe }}", '<b title="{{ name }}">'])
def test_nothing_reorders_a_line_or_hides_in_it(hidden: str, shown: str) -> None:
    template = templates().from_string(shown)
    page = template.render(name=f"Ada{hidden}<br>\nÅsa")
    assert page == template.render(name="Ada<br>\nÅsa")
    assert ("<br>" in page) == ("safe" in shown), "and it is still text"


def test_what_is_no_text_or_a_script_is_shown_as_it_is() -> None:
    template = templates().from_string("{{ one }} {{ none }} {{ list }}")
    assert template.render(one=1.5, none=None, list=[1]) == "1.5 None [1]"
    page = templates().from_string("{{ script }}").render(**script())
    assert page == script()["script"], "else its hash would be another's"
