"""What TeX becomes: structure and measures, not pixels."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.render import math
from flashprep.render.math import Formula, typeset
from flashprep.render.tex import TexError
from flashprep.render.tex.nodes import Fence, Fraction, Row, Scripts, Sign, Table, Words
from flashprep.render.tex.parser import parse


def set_display(tex: str) -> Formula:
    made = typeset(tex, display=True)
    assert made.fault == "", tex
    return made


def signs(tex: str) -> str:
    """Return the signs of a formula in reading order, whatever holds them."""

    def read(node: object) -> str:
        if isinstance(node, Sign):
            return node.char
        if isinstance(node, Words):
            return node.text
        if isinstance(node, (list, tuple)):
            return "".join(map(read, node))
        fields = getattr(node, "__dataclass_fields__", {})
        return "".join(read(getattr(node, name)) for name in fields if name != "kind")

    return read(parse(tex))


ML = [
    r"\mathcal{L}_{\mathrm{LS}} = -\sum_{k=1}^{K}\left[(1-\varepsilon)\mathbb{1}[k=y]\right]\log p_\theta",
    r"\begin{aligned}\mathbb E[(y-\hat f)^2]&=\sigma^2\\&+\underbrace{b^2}_{\text{bias}^2}\end{aligned}",
    r"\begin{cases}\frac12 r^2 & \text{if } |r|\le\delta\\[2pt] \delta & \text{otherwise}\end{cases}",
    r"\begin{dcases}a&b\\c&d\end{dcases}",
    r"\begin{bmatrix}a&b\\c&d\end{bmatrix}\begin{pmatrix}1\\0\end{pmatrix}\begin{vmatrix}a\end{vmatrix}",
    r"\begin{Vmatrix}a\end{Vmatrix}\begin{Bmatrix}a\end{Bmatrix}\begin{smallmatrix}a&b\end{smallmatrix}",
    r"\operatorname*{arg\,min}_{\beta\in\mathbb R^d}\|y-X\beta\|_2^2+\lambda\lVert\beta\rVert_1",
    r"\argmax_\theta\underset{x}{\operatorname{argmin}} \max_{a'}Q(s',a') \operatorname{softmax}(z)",
    r"\mathop{\mathbb E}\limits_{x\sim p}[f(x)]\quad\mathbb{E}_{x\sim p}\bigl[g\bigr]",
    r"D_{\mathrm{KL}}\left(q\,\middle\|\,p\right)\ge 0",
    r"\lim_{n\to\infty}\frac1n\sum_{i=1}^nX_i\xrightarrow{\text{a.s.}}\mu\xleftarrow[u]{o}",
    r"\hat{y}\tilde x\bar x\vec v\dot x\ddot x\widehat{xyz}\widetilde{ab}\overline{AB}\underline{x}\check c",
    r"\sqrt[3]{x}\sqrt{\frac{1}{1+\sqrt x}}\binom{n}{k}\dbinom nk\tbinom nk\tfrac12\dfrac12\cfrac12",
    r"\begin{array}{c|cc} & a & b\\\hline c & d & e\end{array}",
    r"\begin{array}{|l|r|}\hline a&b\\\hline\end{array}",
    r"\begin{gathered}a\\b\end{gathered}\begin{split}a&=b\\&=c\end{split}",
    r"\begin{align*}a&=b&c&=d\\e&=f\end{align*}",
    r"\sum_{\substack{i=1\\i\ne j}}^n\prod_{i}\bigcup_i\bigoplus_i\int_0^1\iint_D\oint_C",
    r"\mathtt{max}\mathsf{T}\mathfrak{g}\mathscr{L}\mathbf{x}^\top\boldsymbol{\mu}\bm{\Sigma}\mathit{ab}",
    r"\overbrace{a+b}^{n}\overset{!}{=}\stackrel{d}{\to}\overrightarrow{AB}",
    r"\boxed{E=mc^2}\cancel{x}\bcancel{y}\xcancel{z}\phantom{x}\hphantom{y}\vphantom{z}\smash{w}",
    r"\color{red}x+\textcolor{blue}{y}+\textcolor{#2e9e5b}{z}",
    r"\left.\frac{dy}{dx}\right|_{x=0}\left\lfloor x\right\rfloor\left\lceil y\right\rceil\left\{z\right\}",
    r"\bigl(\Bigl(\biggl(\Biggl(x\Biggr)\biggr)\Bigr)\bigr)\big|\Big/",
    r"x\,y\:z\;w\!v\quad u\qquad t\ s~r\hspace{1em}q\kern3pt p\mkern2mu o\enspace n",
    r"f'(x)f''(x){x'}^2\ {}_2F_1\prescript{14}{6}{C}",
    r"a\not=b\not\in c\neq d\notin e\nsubseteq f",
    r"a_1,\dots,a_n,\ a_1+\dots+a_n\ \cdots\ \ldots\ \vdots\ \ddots",
    r"x\equiv y\pmod n,\ a\bmod b,\ \gcd(a,b),\ \Pr(A\mid B),\ \det A",
    r"a \over b",
    r"{n \choose k}",
    r"x=1 % a comment",
    r"\langle u,v\rangle\ \|x\|\ |x|\ \lvert x\rvert\ \Vert x\Vert",
    r"\mathbb{P}\{X>t\}\le e^{-t^2/2}\quad O(n\log n)\quad\Theta(1)\quad\Omega(n)",
    r"α+β\le γ × 2 ∈ ℝ",
    r"a\\b",
    r"\text{for all $x\in S$, cost is 5\%}",
    r"E = mc^2 \tag{1}",
]


@pytest.mark.parametrize("tex", ML)
def test_the_tex_of_ml_cards_is_set(tex: str) -> None:
    for display in (True, False):
        made = typeset(tex, display=display)
        assert made.fault == ""
        assert 0 < made.width < 60
        assert made.height + made.depth > 0.3
        assert all(re.fullmatch(r"[MLQCZ0-9 -]+", shape.path) for shape in made.shapes)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\|x\|", "‖𝑥‖"),
        (r"\mathop{\mathbb E}\limits_x", "𝔼𝑥"),
        (r"\mathtt{ab1}", "𝚊𝚋𝟷"),
        (r"a\not=b", "𝑎≠𝑏"),
        (r"a\not\in B", "𝑎∉𝐵"),
        (r"\mathbb{R}\mathbb{1}", "ℝ𝟙"),
        (r"\mathcal{L}\mathcal{N}", "ℒ𝒩"),
        (r"\mathbf{x1}\boldsymbol{\mu}", "𝐱𝟏𝝁"),
        (r"\mathrm{KL}\operatorname{tr}", "KLtr"),
        (r"\epsilon\varepsilon\phi\varphi\Gamma", "𝜖𝜀𝜙𝜑Γ"),
        (r"h-1", "ℎ−1"),
        (r"\begin{cases}a\\[2pt] b\end{cases}", "𝑎𝑏"),
        (r"\prescript{14}{6}{C}", "146𝐶"),
        (r"\operatorname*{arg\,min}_x", "argmin𝑥"),
        (r"\text{if } x", "if\u00a0𝑥"),
    ],
)
def test_no_sign_is_lost_or_changed(tex: str, expected: str) -> None:
    assert signs(tex) == expected


@pytest.mark.parametrize(
    ("tex", "part"),
    [
        (r"\foo", r"\foo"),
        (r"\newcommand{\x}{y}", r"\newcommand"),
        (r"\def\x{y}", r"\def"),
        (r"x_1_2", "two subscripts"),
        (r"x^1^2", "two superscripts"),
        (r"{x", "}"),
        (r"x}", "}"),
        (r"\left(x", r"\right"),
        (r"x\right)", r"\right"),
        (r"a & b", "&"),
        (r"#1", "#"),
        ("x\\", "backslash"),
        (r"\begin{foo}x\end{foo}", "foo"),
        (r"\begin{matrix}a\end{pmatrix}", "pmatrix"),
        (r"\begin{matrix}a", "matrix"),
        (r"\begin{array}{p{3cm}}a\end{array}", "p{3cm}"),
        (r"\begin{array}{c}a&b\end{array}", "columns"),
        (r"\not x", r"\not"),
        (r"\big x", "delimiter"),
        (r"\frac{1}", "argument"),
        (r"\sqrt[3", "bracket"),
        (r"\hspace{wide}", "wide"),
        (r"\textcolor{puce}{x}", "puce"),
        (r"x\limits_a", r"\limits"),
        (r"\text{\foo}", r"\foo"),
        ("x\U0001f600", "\U0001f600"),
        ("{" * 100 + "x" + "}" * 100, "nested"),
        ("x" * 5_000, "long"),
        (r"\underbrace{" + "w" * 1_000 + "}", "large"),
        ("+x" * 1_000, "parts"),
    ],
)
def test_what_cannot_be_set_says_why(tex: str, part: str) -> None:
    made = typeset(tex, display=True)
    assert part in made.fault
    assert made.shapes == ()
    assert made.fault.endswith(".")


def test_limits_stand_over_an_operator_in_display_and_beside_it_in_a_line() -> None:
    tex = r"\sum_{i=1}^{n}"
    high, low = typeset(tex, display=True), typeset(tex, display=False)
    assert high.height + high.depth > 1.5 * (low.height + low.depth)
    assert low.width > high.width


def test_delimiters_grow_with_what_they_hold() -> None:
    small, large = set_display(r"\left(x\right)"), set_display(r"\left(\frac{a}{b}\right)")
    assert large.height > small.height
    tall = set_display(r"\left(\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}\right)")
    assert tall.height + tall.depth > 6


@pytest.mark.parametrize("before", ["", "(", "=", ",", "a+", r"\log"])
def test_minus_is_unary_where_nothing_stands_left_of_it(before: str) -> None:
    plain = set_display(before + r"{-}x").width
    assert set_display(before + "-x").width == pytest.approx(
        plain, abs=0.17 if "log" in before else 0
    )
    assert set_display("a-x").width > set_display("a{-}x").width + 0.4


def test_an_arrow_is_as_long_as_its_label() -> None:
    short, long = (
        set_display(r"\xrightarrow{a}"),
        set_display(r"\xrightarrow{\text{in distribution}}"),
    )
    assert long.width > short.width + 2


def test_colors_make_shapes_of_their_own() -> None:
    made = set_display(r"a\textcolor{red}{b}c")
    assert [shape.color for shape in made.shapes] == ["", "#d03b3b"]


def test_rules_of_an_array_are_drawn() -> None:
    plain = set_display(r"\begin{array}{cc}a&b\\c&d\end{array}")
    ruled = set_display(r"\begin{array}{c|c}a&b\\\hline c&d\end{array}")
    assert ruled.shapes[0].path.count("Z") == plain.shapes[0].path.count("Z") + 2


def test_lines_turn_the_way_signs_do_so_that_overlaps_are_filled() -> None:
    for tex in (r"\cancel{x}", r"\bcancel{x}", r"\overline{x}", r"\frac{x}{y}", r"\sout{x}"):
        made = set_display(tex).shapes[0].path
        turns = {_area(contour) > 0 for contour in made.split("Z") if contour}
        assert turns == {True}, tex


def _area(contour: str) -> float:
    """Return twice the signed area of a contour's corners; y grows downward."""
    ends = [part.split()[-2:] for part in re.split("[MLQC]", contour) if part]
    points = [(float(x), float(y)) for x, y in ends]
    after = (*points[1:], points[0])
    return sum(x * v - u * y for (x, y), (u, v) in zip(points, after, strict=True))


def test_row_gaps_are_kept() -> None:
    near, far = (
        set_display(r"\begin{aligned}a\\b\end{aligned}"),
        set_display(r"\begin{aligned}a\\[20pt]b\end{aligned}"),
    )
    assert far.height + far.depth == pytest.approx(near.height + near.depth + 2, abs=0.01)


def test_nodes_of_common_shapes() -> None:
    row = parse(r"\frac{a}{b}_1\left(x\right)\begin{matrix}a&b\\c&d\end{matrix}")
    assert isinstance(row, Row)
    first, second, third = row.items
    assert isinstance(first, Scripts)
    assert isinstance(first.base, Fraction)
    assert isinstance(second, Fence)
    assert isinstance(third, Table)
    assert [len(cells) for cells in third.rows] == [2, 2]


@given(
    st.lists(
        st.sampled_from(
            [
                "x",
                "1",
                "{",
                "}",
                "^",
                "_",
                "&",
                "\\\\",
                "'",
                "[",
                "]",
                "(",
                "+",
                "=",
                " ",
                "|",
                "%",
                "$",
                r"\frac",
                r"\sqrt",
                r"\left(",
                r"\right)",
                r"\sum",
                r"\limits",
                r"\text{a}",
                r"\hat",
                r"\begin{matrix}",
                r"\end{matrix}",
                r"\over",
                r"\middle|",
                r"\not",
                r"\mathbb",
                r"\big(",
                r"\begin{array}{c|c}",
                r"\end{array}",
                r"\hline",
                r"\color{red}",
                r"\displaystyle",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_tex_is_set_or_refused_with_a_reason(tex: str) -> None:
    made = typeset(tex, display=True)
    assert bool(made.fault) != bool(made.width >= 0 and not made.fault)
    assert not (made.fault and made.shapes)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("opening", [r"{", r"\left(", r"\frac{1}{", r"\sqrt{", r"x^{", r"\hat{"])
def test_nesting_costs_time_in_proportion(opening: str) -> None:
    closing = {"{": "}", r"\left(": r"\right)"}.get(opening, "}")
    assert typeset(opening * 50 + "x" + closing * 50, display=True).fault == ""


def test_json_gives_the_same_formula_back() -> None:
    made = set_display(r"\textcolor{red}{x}+\frac12")
    assert math.from_json(math.to_json(made)) == made
    refused = typeset(r"\foo", display=True)
    assert math.from_json(math.to_json(refused)) == refused


@pytest.mark.parametrize(
    "value", [None, 1, [], [1, 2, 3], ["a", 1, 2, [], ""], [1, 2, 3, [[1]], ""]]
)
def test_what_is_no_formula_is_none(value: object) -> None:
    assert math.from_json(value) is None


def test_faults_are_texerrors_inside() -> None:
    with pytest.raises(TexError):
        parse(r"\foo")


def test_importing_math_imports_no_engine() -> None:
    code = "import sys, flashprep.render.card as c; print([m for m in sys.modules if m in %r])"
    heavy = ("ziamath", "ziafont", "latex2mathml", "markdown", "pygments", "nh3", "yaml")
    out = subprocess.run(
        [sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"
