from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.render.markdown import fragment, to_html


def test_inline_marks() -> None:
    html = to_html("*a* **b** ~~c~~ `d` [e](https://x.org/p_q)")
    assert "<em>a</em> <strong>b</strong> <del>c</del> <code>d</code>" in html
    assert '<a href="https://x.org/p_q">e</a>' in html


def test_tables_keep_alignment_and_pipes_in_math_and_code() -> None:
    html = to_html("| a | b |\n|:-:|--:|\n| $P(a|b)$ | `x\\|y` |")
    assert html.count("<td") == 2
    assert '<th align="center">a</th>' in html
    assert "<code>x|y</code>" in html
    assert 'alt="P(a|b)"' in html


def test_tasks_definitions_and_footnotes() -> None:
    html = to_html("- [ ] a\n- [x] b\n\nTerm\n:   Meaning\n\nText[^1]\n\n[^1]: Note")
    assert '<li class="unchecked">a</li>' in html
    assert '<li class="checked">b</li>' in html
    assert "<dt>Term</dt>" in html
    assert "<dd>Meaning</dd>" in html
    assert '<div class="footnote">' in html
    assert "Note" in html
    assert "Jump back" not in html


def test_math_is_left_alone_by_markdown() -> None:
    made = fragment(r"$a_1*b*c_2$ and $$\frac{a}{b} \\ *c*$$")
    assert [(ref.tex, ref.display) for ref in made.math] == [
        ("a_1*b*c_2", False),
        (r"\frac{a}{b} \\ *c*", True),
    ]
    assert "<em>" not in made.html


def test_each_formula_has_one_place_and_equal_ones_share_a_key() -> None:
    made = fragment("$x$ and $x$ and $$x$$")
    assert len(made.math) == 2
    assert re.findall(r'src="math:([id]\w+)"', made.html) == [
        made.math[0].key,
        made.math[0].key,
        made.math[1].key,
    ]


def test_display_math_stands_in_a_centered_paragraph_of_its_own() -> None:
    html = to_html("before $$x$$ after")
    assert re.search(r'<p>before</p>\s*<p class="display" align="center"><img [^>]*></p>', html)
    assert html.endswith("<p>after</p>")


def test_display_math_in_a_quote_loses_the_quote_marks() -> None:
    assert fragment("> $$\n> x\n> $$").math[0].tex == "x"


def test_money_and_escapes_are_text() -> None:
    assert to_html(r"$5 or $10, \$3, \*a\*") == "<p>$5 or $10, $3, *a*</p>"


def test_bare_addresses_become_links_but_not_in_code() -> None:
    html = to_html("See https://x.org/a_b_c. Not `https://x.org`.")
    assert '<a href="https://x.org/a_b_c">https://x.org/a_b_c</a>.' in html
    assert html.count("<a ") == 1


def test_comments_are_dropped_but_not_in_code() -> None:
    assert to_html("a <!-- b --> c `<!-- d -->`") == "<p>a  c <code>&lt;!-- d --&gt;</code></p>"


def test_indented_code_is_code_with_its_dollars() -> None:
    assert '<pre class="code">cost = $x$ + `y`</pre>' in to_html("a\n\n    cost = $x$ + `y`\n")


def test_raw_html_is_shown_and_not_read() -> None:
    html = to_html("<div>*a*</div>\n\n<b>c</b>")
    assert html.count("&lt;div&gt;") == html.count("&lt;b&gt;") == 1
    assert "<em>a</em>" in html


def test_line_break_is_the_one_tag_that_is_read() -> None:
    assert "a<br>" in to_html("| x |\n|---|\n| a<br>b |").replace("<br />", "<br>")


def test_a_text_over_a_cap_comes_back_escaped() -> None:
    made = fragment("<b>" + "a" * 70_000)
    assert made.html.startswith('<pre class="code">&lt;b&gt;aaa')
    assert made.fault


@given(
    st.text(
        alphabet="ab *_`~$\\[](){}<>!#|-+1.:\n>\"'&;=^/\ue000\uf0e0\uf0e1\uf0e2\x00", max_size=120
    )
)
def test_no_token_is_ever_left_and_no_text_breaks_the_parser(text: str) -> None:
    html = to_html(text)
    assert not re.search("[\uf0e0-\uf0ef\x00-\x08\x02\x03]", html)
    assert html.count("<pre") == html.count("</pre>")


@pytest.mark.parametrize(
    "attribute", ["![$x$](a.png)", '[a](https://x.org "$x$")', '![`a"b`](a.png)']
)
def test_math_and_code_in_an_attribute_stay_text(attribute: str) -> None:
    html = to_html(attribute)
    assert html.count("<img") + html.count("<a ") == 1
    assert "<code" not in html
    assert "math:" not in html
