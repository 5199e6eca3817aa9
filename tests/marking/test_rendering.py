"""What students write is shown as they meant it, and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torchgrade.marking.rendering import rendered, rendered_line

TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
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


def tags_of(text: str) -> list[str]:
    return re.findall(r"<[^>]*>", text)


def is_harmless(text: str) -> bool:
    return all(
        re.fullmatch(r"</?(\w+)(?: class=\"(?:math)?\"| start=\"\d+\")?>", tag)
        and re.sub(r"\W.*", "", tag.strip("</>")) in TAGS
        for tag in tags_of(text)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markup_stays_text(text: str) -> None:
    assert is_harmless(rendered(text)), rendered(text)
    assert is_harmless(rendered_line(text)), rendered_line(text)


@given(st.text(alphabet="<>&\"'`*_[]()!$|#- \nabjx:/=", max_size=80))
def test_whatever_is_written_gives_a_few_tags_without_attributes(text: str) -> None:
    assert is_harmless(rendered(text)), rendered(text)


def test_what_was_written_is_there_to_be_read() -> None:
    shown = rendered("<b>bold?</b> and **bold**, `x < y`")
    assert "&lt;b&gt;bold?&lt;/b&gt; and <strong>bold</strong>" in shown
    assert "<code>x &lt; y</code>" in shown


def test_formulas_keep_their_signs() -> None:
    assert '<code class="math">$a_1*b*c_2$</code>' in rendered("so $a_1*b*c_2$ is")
    assert "<code" not in rendered("from $5 to $6")


def test_a_link_is_named_and_not_followed() -> None:
    shown = rendered("see [the *paper*](https://arxiv.org/abs/1) here")
    assert "see the <em>paper</em> (https://arxiv.org/abs/1) here" in shown
    assert "[picture: a curve]" in rendered("![a curve](https://evil.example/x.png)")


def test_headings_are_bold_lines_and_none_of_the_pages() -> None:
    assert rendered("# One\n\n> ## Two").startswith("<p><strong>One</strong></p>\n<blockquote>")
