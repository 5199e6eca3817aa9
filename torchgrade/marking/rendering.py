"""A student's text as HTML that can do nothing: Markdown is shown, its HTML stays text.

Links and pictures from elsewhere are named and not followed: who marks must not be seen doing so.
What the renderer makes goes through an allow-list besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["rendered", "rendered_line"]

_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "span"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"ol": {"start"}}
_MATH = re.compile(r"\$\$.+?\$\$|\$(?!\s)[^$\n]+?(?<![\s\\])\$(?!\d)", re.DOTALL)


@lru_cache(256)
def rendered(text: str) -> str:
    """Return Markdown as HTML of a few tags, without a link, picture, style or script.

    Formulas between dollar signs are shown as they were typed, as code.
    """
    return _clean(_markdown().render(text))


@lru_cache(1024)
def rendered_line(text: str) -> str:
    """Return a line of Markdown as HTML, as :func:`rendered` does, without a paragraph."""
    return _clean(_markdown().renderInline(text))


def _clean(made: str) -> str:
    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"code": {"math"}},
        link_rel=None,
    )
    return str(cleaned)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(
        ["table", "strikethrough"]
    )
    made.inline.ruler.before("escape", "math", _math)
    made.add_render_rule("math", _show_math)
    made.add_render_rule("image", _name_image)
    made.add_render_rule("link_open", _nothing)
    made.add_render_rule("link_close", _name_target)
    made.add_render_rule("heading_open", _heading)
    made.add_render_rule("heading_close", _heading)
    return made


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _MATH.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("math", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _show_math(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: object, env: object
) -> str:
    return f'<code class="math">{escape(tokens[number].content)}</code>'


def _name_image(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: object, env: object
) -> str:
    return f"[picture: {escape(tokens[number].content or 'without a name')}]"


def _nothing(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: object, env: object
) -> str:
    return ""


def _name_target(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: object, env: object
) -> str:
    depth = 0
    for token in reversed(tokens[: number + 1]):
        depth += {"link_close": 1, "link_open": -1}.get(token.type, 0)
        if depth == 0:
            return f" ({escape(str(token.attrs.get('href', '')))})"
    return ""


def _heading(
    self: RendererHTML, tokens: Sequence[Token], number: int, options: object, env: object
) -> str:
    """Show a heading as a bold line: those of the page are the page's own."""
    return "</strong></p>\n" if tokens[number].nesting < 0 else "<p><strong>"
