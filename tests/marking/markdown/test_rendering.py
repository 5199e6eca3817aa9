"""What students write is shown as they meant it, and does nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markup import markup_faults
from torchgrade.marking.markdown import rendered, rendered_line

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b style='position:fixed'>full marks</b>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![](javascript:x)",
    "[a](https://evil.example 'on\" onclick=\"x')",
    '<https://evil.example/?a="b>',
    "$<img src=x onerror=alert(1)>$",
    "```<script>\n<script>alert(1)</script>\n```",
    "| <script> |\n|---|\n| <svg onload=x> |",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "&lt;script&gt; &#60;script&#62;",
    "<!-- --> <![CDATA[x]]> <?php x ?>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markup_stays_text(text: str) -> None:
    assert markup_faults(rendered(text)) == []
    assert markup_faults(rendered_line(text)) == []


@given(st.text(alphabet="<>&\"'`*_[]()!$|#- \nabjx:/=", max_size=80))
def test_whatever_is_written_gives_a_few_tags_that_do_nothing(text: str) -> None:
    assert markup_faults(rendered(text)) == []


def test_what_was_written_is_there_to_be_read() -> None:
    shown = rendered("<b>bold?</b> and **bold**, `x < y`")
    assert "&lt;b&gt;bold?&lt;/b&gt; and <strong>bold</strong>" in shown
    assert "<code>x &lt; y</code>" in shown


def test_a_link_is_named_and_not_followed() -> None:
    shown = rendered("see [the *paper*](https://arxiv.org/abs/1) here")
    assert "see the <em>paper</em> (https://arxiv.org/abs/1) here" in shown
    assert "[picture: a curve]" in rendered("![a curve](https://evil.example/x.png)")


def test_headings_are_bold_lines_and_none_of_the_pages() -> None:
    assert rendered("# One\n\n> ## Two").startswith("<p><strong>One</strong></p>\n<blockquote>")


@pytest.mark.parametrize(
    "line", ["$$a\n", "> $$a\n", "\\begin{align}\n", "$$a\\begin{align}\n", "a $$b\n", "$$$a\n"]
)
def test_formulas_that_nobody_closes_take_no_time_in_their_square(line: str) -> None:
    start = time.monotonic()
    rendered(line * (30_000 // len(line)))
    assert time.monotonic() - start < 20, "as long as an answer's cell may be; it took minutes"


def test_what_stands_before_a_formula_that_nobody_closes_is_no_part_of_the_next() -> None:
    found = rendered("$$a\n$$b$$")
    assert found.startswith("<p>$$a</p>")
    assert '<math display="block"><mrow><mi>b</mi></mrow></math>' in found
