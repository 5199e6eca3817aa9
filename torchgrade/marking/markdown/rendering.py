"""Renders a student's Markdown as harmless HTML; HTML in it stays text.

Links and external pictures are named and not followed, so that nobody can see who marks. The
renderer's output also goes through an allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import nh3

from torchgrade.marking.markdown import formulas

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["plain", "rendered", "rendered_line"]

_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "span"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
_ATTRIBUTES = {"ol": {"start"}}
_CLASSES = {"code": {"math"}, "div": {"math"}}
_MATH = re.compile(
    r"\$\$(?P<block>.+?)\$\$|\$(?!\s)(?P<line>[^$\n]+?)(?<![\s\\])\$(?!\d)", re.DOTALL
)
_BEGINS = re.compile(r"\s*(?:\$\$|\\begin\{(?P<name>(?:align|equation|gather)\*?)\})")
_MOST_FORMULAS = 300  # formulas in a text, each about thirty times as long as its TeX


@lru_cache(256)
def rendered(text: str) -> str:
    """Return Markdown as HTML with a few tags, without links, pictures, styles or scripts.

    Formulas between dollar signs become MathML; invalid ones are shown as code.
    """
    return _clean(_markdown().render(text, {}))


@lru_cache(1024)
def rendered_line(text: str) -> str:
    """Return a line of Markdown as HTML, like :func:`rendered`, without a paragraph."""
    return _clean(_markdown().renderInline(text, {}))


def plain(text: str) -> str:
    """Return a text as HTML that shows it literally."""
    return _clean(f"<pre>{escape(text)}</pre>")


def _clean(made: str) -> str:
    cleaned = nh3.clean(
        made,
        tags=_TAGS | formulas.TAGS,
        attributes=_ATTRIBUTES | formulas.ATTRIBUTES,
        allowed_classes=_CLASSES,
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
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    made.block.ruler.before("fence", "math_block", _math_block, ends)
    made.add_render_rule("math", _show_math)
    made.add_render_rule("math_block", _show_math)
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
        token = state.push("math", "", 0)
        token.content, token.meta = found[0], {"tex": found["line"] or found["block"]}
        token.block = found["block"] is not None
    state.pos = found.end()
    return True


def _math_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Parse lines from `$$` to `$$`, or an environment, as a formula, not as a list or heading.

    As in Jupyter, it is not a formula if a blank line comes before its end.
    """
    lines: list[str] = []
    begun = None
    for number in range(first, end):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
        rest = line
        if number == first:
            begun = None if state.is_code_block(first) else _BEGINS.match(line)
            rest = line[begun.end() :] if begun else ""
        if not begun or not line.strip() or state.sCount[number] < state.blkIndent:
            return False
        lines.append(line.rstrip())
        # Only search up to the next line that ends or begins one; otherwise each line that begins
        # one would be compared with all that follow.
        if any(sign in rest for sign in _signs_of(begun)):
            break
    else:
        return False
    tex = _tex_of("\n".join(lines))
    if tex is None:
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content, token.meta, token.block = "\n".join(lines), {"tex": tex}, True
        token.map = [first, number + 1]
        state.line = number + 1
    return True


def _signs_of(begun: re.Match[str]) -> tuple[str, ...]:
    """Return the texts that end this formula, or begin it again."""
    name = begun["name"]
    return (f"\\begin{{{name}}}", f"\\end{{{name}}}") if name else ("$$",)


def _tex_of(text: str) -> str | None:
    """Return the TeX in lines that begin as a formula, if it ends with them."""
    begun = _BEGINS.match(text)
    assert begun is not None
    if begun["name"]:
        return text if text.endswith(f"\\end{{{begun['name']}}}") else None
    tex = text.strip()[2:-2]
    return tex if text.endswith("$$") and tex.strip() and "$$" not in tex else None


def _show_math(
    self: RendererHTML,
    tokens: Sequence[Token],
    number: int,
    options: object,
    env: dict[str, Any],
) -> str:
    token = tokens[number]
    env["formulas"] = env.get("formulas", 0) + 1
    made = None
    if env["formulas"] <= _MOST_FORMULAS:
        made = formulas.mathml(token.meta["tex"], block=token.block)
    if made is None:
        made = f'<code class="math">{escape(token.content)}</code>'
    return f'<div class="math">{made}</div>\n' if token.type == "math_block" else made


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
    """Show a heading as a bold line, so that only the page itself has headings."""
    return "</strong></p>\n" if tokens[number].nesting < 0 else "<p><strong>"
