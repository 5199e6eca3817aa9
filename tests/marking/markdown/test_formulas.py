"""Formulas are shown as formulas, and TeX that means harm is text or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markup import markup_faults
from torchgrade.marking.markdown import rendered, rendered_line
from torchgrade.marking.markdown.formulas import mathml

HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\href{https://evil.example}{x}",
    r"\style{position:fixed;inset:0}{x}",
    r"\class{main}{x}",
    r"\cssId{saved}{x}",
    r"\color{red;background:url(https://evil.example)}{x}",
    r"\text{<script>alert(1)</script>}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{</mtext></math><svg onload=alert(1)>}",
    r"\mbox{<style>*{display:none}</style>}",
    r"<img src=x onerror=alert(1)>",
    r"\text{&lt;script&gt;}\text{&#60;script&#62;}",
    r"\operatorname{<b onclick=alert(1)>}",
    r"\includegraphics{https://evil.example/x.png}",
    r"\htmlData{a=b}{x} \htmlStyle{color:red}{x} \url{javascript:x}",
    r"\hspace{99999em}x \rule{99999em}{99999em} \kern99999em",
    r"\begin{array}{c\" onclick=\"alert(1)}x\end{array}",
    r"\begin{mglyph}\end{mglyph}\begin{annotation-xml}x\end{annotation-xml}",
    r"\unicode{x3c}script\unicode{x3e}",
]


@pytest.mark.parametrize("tex", HOSTILE)
@pytest.mark.parametrize("form", ["${}$", "$${}$$", "a ${}$ b", "$$\n{}\n$$"])
def test_hostile_tex_is_text_or_nothing(tex: str, form: str) -> None:
    for show in (rendered, rendered_line):
        assert markup_faults(show(form.replace("{}", tex))) == []


@given(st.text(alphabet="\\{}$_^&<>\"'=:/() abdefhlrt\n12", max_size=60))
def test_whatever_stands_between_dollars_does_nothing(tex: str) -> None:
    assert markup_faults(rendered_line(f"$${tex}$$")) == []
    assert markup_faults(mathml(tex, block=False) or "") == []


def test_a_formula_is_mathml_in_its_line_and_on_its_own() -> None:
    line = rendered("so $a_1*b*c_2$ is")
    assert line.startswith('<p>so <math display="inline">')
    assert "<msub><mi>a</mi><mn>1</mn></msub><mo>*</mo>" in line
    block = rendered("$$\n\\mathcal L = \\sum_i x_i\n- y\n=\n1\n$$\nand on")
    assert block.startswith('<div class="math"><math display="block">')
    assert block.endswith("</math></div>\n<p>and on</p>\n"), "no list, no heading in it"
    assert '<math display="block">' in rendered("thus $$x$$ holds")


def test_what_students_write_most_is_there() -> None:
    tex = r"\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}} \in \mathbb R, \mathbf W\bm{x}"
    shown = mathml(tex, block=True)
    assert shown is not None
    for part in ("<mtext>softmax</mtext>", "<mfrac>", "\u211d", "\U0001d416", "\U0001d499"):
        assert part in shown, shown
    rows = mathml(r"\begin{aligned} a &= b \\ &= c \label{x} \end{aligned}", block=True)
    assert rows is not None
    assert rows.count("<mtr>") == 2
    assert "label" not in rows
    assert rendered("\\begin{align}\na &= b \\tag{1}\n\\end{align}").count("<mtr>") == 1


def test_text_in_a_formula_is_read_as_it_was_written() -> None:
    shown = rendered_line(r"$\text{if a<b & 'c'}$")
    assert "<mtext>if&nbsp;a&lt;b&nbsp;&amp;&nbsp;'c'</mtext>" in shown


@pytest.mark.parametrize(
    "tex", [r"\frac", r"\frac{a", r"\frac{a}", "a_", "{{{" * 200, "x" * 2001, r"\left(", "x_1_2"]
)
def test_what_is_no_formula_stays_as_it_was_typed(tex: str) -> None:
    assert mathml(tex, block=False) is None
    assert rendered_line(f"so ${tex}$ is") == f'so <code class="math">${tex}$</code> is'


def test_dollars_of_money_and_code_are_no_formulas() -> None:
    for text in ("from $5 to $6", "`$x$`", "    $$x$$", "costs \\$5", "$$x\n\ny$$"):
        assert "<math" not in rendered(text), text


def test_a_thousand_formulas_do_not_fill_the_page() -> None:
    shown = rendered("$x^2$ " * 1000)
    assert shown.count("<math") == 300
    assert shown.count("<code") == 700
