"""What each TeX command and character is: its Unicode sign and its class.

A command that is not here, and that the parser does not know, is a fault: nothing is guessed.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """TeX's eight classes of atoms, in the order of its spacing table (TeXbook, chapter 18)."""

    ORD = 0
    OP = 1
    BIN = 2
    REL = 3
    OPEN = 4
    CLOSE = 5
    PUNCT = 6
    INNER = 7


def _table(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ORDS = _table(r"""
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω digamma ϝ
infty ∞ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ imath 𝚤 jmath 𝚥
forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ complement ∁ angle ∠ measuredangle ∡
top ⊤ bot ⊥ prime ′ backprime ‵ neg ¬ lnot ¬ surd √ degree ° clubsuit ♣ diamondsuit ♢
heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯ checkmark ✓ S § P ¶ dag † ddag ‡ copyright ©
pounds £ yen ¥ Box □ square □ blacksquare ■ Diamond ◊ lozenge ◊ bigstar ★ triangle △
triangledown ▽ blacktriangle ▲ mho ℧ eth ð Bbbk 𝕜 vdots ⋮ _ _ % % # # & & $ $
vert | Vert ‖ | ‖ backslash \ lbrack [ rbrack ] AA Å
""")

_BINS = _table(r"""
pm ± mp ∓ times × div ÷ cdot ⋅ centerdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎
sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ⧵ smallsetminus ∖ wr ≀ diamond ⋄ oplus ⊕
ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ bigtriangleup △
bigtriangledown ▽ triangleleft ◁ triangleright ▷ ltimes ⋉ rtimes ⋊ boxplus ⊞ boxminus ⊟
boxtimes ⊠ boxdot ⊡ veebar ⊻ barwedge ⌅ intercal ⊺ circledast ⊛ circledcirc ⊚ circleddash ⊝
dotplus ∔ Cap ⋒ Cup ⋓ curlyvee ⋎ curlywedge ⋏
""")

_RELS = _table(r"""
le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ lll ⋘ ggg ⋙ equiv ≡ sim ∼ simeq ≃ approx ≈
cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lesssim ≲
gtrsim ≳ lessgtr ≶ gtrless ≷ lessapprox ⪅ gtrapprox ⪆ prec ≺ succ ≻ preceq ⪯ succeq ⪰
preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ in ∈ ni ∋ owns ∋ notin ∉ subset ⊂ supset ⊃
subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ sqsubset ⊏ sqsupset ⊐
sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ dashv ⊣ models ⊨
vDash ⊨ Vdash ⊩ nvdash ⊬ nvDash ⊭ smile ⌣ frown ⌢ bowtie ⋈ coloneqq ≔ eqqcolon ≕ triangleq ≜
eqdef ≝ defeq ≝ questeq ≟ approxeq ≊ backsim ∽ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ nsim ≁ ncong ≇
lneq ⪇ gneq ⪈ lnsim ⋦ gnsim ⋧ therefore ∴ because ∵ pitchfork ⋔ between ≬
leftarrow ← gets ← rightarrow → to → leftrightarrow ↔ Leftarrow ⇐ Rightarrow ⇒ Leftrightarrow ⇔
longleftarrow ⟵ longrightarrow ⟶ longleftrightarrow ⟷ Longleftarrow ⟸ Longrightarrow ⟹ implies ⟹
impliedby ⟸ Longleftrightarrow ⟺ iff ⟺ mapsto ↦ longmapsto ⟼ hookleftarrow ↩ hookrightarrow ↪
uparrow ↑ downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘
swarrow ↙ nwarrow ↖ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀ rightharpoondown ⇁
rightleftharpoons ⇌ leftrightharpoons ⇋ rightsquigarrow ⇝ leadsto ⇝ nrightarrow ↛ nleftarrow ↚
nRightarrow ⇏ nLeftarrow ⇍ twoheadrightarrow ↠ twoheadleftarrow ↞ rightrightarrows ⇉
leftleftarrows ⇇ rightleftarrows ⇄ leftrightarrows ⇆ circlearrowleft ↺ circlearrowright ↻
curvearrowleft ↶ curvearrowright ↷ multimap ⊸ upharpoonright ↾ restriction ↾ dashrightarrow ⇢
trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ lhd ⊲ rhd ⊳
""")

_OPENS = _table(
    r"lbrace { { { langle ⟨ lceil ⌈ lfloor ⌊ lvert | lVert ‖ lgroup ⟮ llbracket ⟦ ulcorner ⌜"
)
_CLOSES = _table(
    r"rbrace } } } rangle ⟩ rceil ⌉ rfloor ⌋ rvert | rVert ‖ rgroup ⟯ rrbracket ⟧ urcorner ⌝"
)
_PUNCTS = _table("colon : ldotp . cdotp ⋅")
_INNERS = _table("ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ ddots ⋱ iddots ⋰")

OPERATORS = _table(r"""
sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀
biguplus ⨄ bigsqcup ⨆ int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯
""")
"""Large operators; all but the integrals take limits above and below in display style."""

INTEGRALS = frozenset("∫∬∭∮∯")

NAMED = _words(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf "
    "limsup ln log max min Pr sec sin sinh sup tan tanh argmax argmin plim sgn tr rank diag Var "
    "Cov erf softmax"
)
"""Operator names; those that are no TeX are what cards write and mean."""

LIMIT_NAMES = _words(
    "det gcd inf lim liminf limsup max min Pr sup argmax argmin plim injlim projlim"
)
SPOKEN_NAMES = {"argmax": "arg max", "argmin": "arg min", "liminf": "lim inf", "limsup": "lim sup"}

CHARACTERS: dict[str, tuple[str, Kind]] = {
    "-": ("−", Kind.BIN), "+": ("+", Kind.BIN), "*": ("∗", Kind.BIN), "=": ("=", Kind.REL),
    "<": ("<", Kind.REL), ">": (">", Kind.REL), ":": (":", Kind.REL), ",": (",", Kind.PUNCT),
    ";": (";", Kind.PUNCT), "(": ("(", Kind.OPEN), "[": ("[", Kind.OPEN), ")": (")", Kind.CLOSE),
    "]": ("]", Kind.CLOSE), "!": ("!", Kind.CLOSE), "?": ("?", Kind.CLOSE), "|": ("|", Kind.ORD),
    "/": ("/", Kind.ORD), ".": (".", Kind.ORD), "@": ("@", Kind.ORD), '"': ("″", Kind.ORD),
    "`": ("‵", Kind.ORD),
}  # fmt: skip

COMMANDS: dict[str, tuple[str, Kind]] = {
    name: (sign, kind)
    for kind, table in (
        (Kind.ORD, _ORDS),
        (Kind.BIN, _BINS),
        (Kind.REL, _RELS),
        (Kind.OPEN, _OPENS),
        (Kind.CLOSE, _CLOSES),
        (Kind.PUNCT, _PUNCTS),
        (Kind.INNER, _INNERS),
    )
    for name, sign in table.items()
}

UNICODE: dict[str, tuple[str, Kind]] = {
    **{sign: (sign, kind) for sign, kind in reversed(COMMANDS.values()) if not sign.isascii()},
    "·": ("⋅", Kind.BIN),
    "…": ("…", Kind.INNER),
    "−": ("−", Kind.BIN),
    "–": ("−", Kind.BIN),
}
"""Signs that a card may hold as they are, such as ``≤`` or ``α``."""

SPACES = {
    ",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, "medspace": 4 / 18, ";": 5 / 18,
    "thickspace": 5 / 18, "!": -3 / 18, "negthinspace": -3 / 18, "negmedspace": -4 / 18,
    "negthickspace": -5 / 18, "quad": 1.0, "qquad": 2.0, "enspace": 0.5, " ": 0.25, "space": 0.25,
    "~": 0.25, "nobreakspace": 0.25,
}  # fmt: skip
"""Spaces by name, in em."""

DELIMITERS: dict[str, str] = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "<": "⟨", ">": "⟩", ".": "",
    "\\{": "{", "\\}": "}", "\\|": "‖", "‖": "‖", "⟨": "⟨", "⟩": "⟩",
    **{
        f"\\{name}": COMMANDS[name][0]
        for name in _words(
            "lbrace rbrace lbrack rbrack langle rangle lceil rceil lfloor rfloor lvert rvert lVert "
            "rVert vert Vert lgroup rgroup llbracket rrbracket backslash uparrow downarrow "
            "updownarrow Uparrow Downarrow Updownarrow ulcorner urcorner",
        )
    },
}  # fmt: skip
"""What may follow ``\\left``, ``\\middle``, ``\\right`` and ``\\big``."""

NEGATED = {
    "=": "≠", "<": "≮", ">": "≯", "∈": "∉", "∋": "∌", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊃": "⊅",
    "⊆": "⊈", "⊇": "⊉", "≡": "≢", "∼": "≁", "≃": "≄", "≈": "≉", "≅": "≇", "∣": "∤", "∥": "∦",
    "→": "↛", "⇒": "⇏", "↔": "↮", "⇔": "⇎", "∃": "∄", "⊢": "⊬", "⊨": "⊭", "≺": "⊀", "≻": "⊁",
    "|": "∤",
}  # fmt: skip

ACCENTS = {
    "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307", "ddot": "\u0308",
    "dddot": "\u20db", "vec": "\u20d7", "check": "\u030c", "breve": "\u0306", "acute": "\u0301",
    "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
WIDE_ACCENTS = {"widehat": "\u0302", "widetilde": "\u0303", "widecheck": "\u030c"}
OVER = {"overbrace": "⏞", "overbracket": "⎴", "overparen": "⏜", "overrightarrow": "→",
        "overleftarrow": "←", "overleftrightarrow": "↔"}  # fmt: skip
UNDER = {"underbrace": "⏟", "underbracket": "⎵", "underparen": "⏝", "underrightarrow": "→",
         "underleftarrow": "←", "underleftrightarrow": "↔"}  # fmt: skip
ARROWS = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒",
    "xLeftarrow": "⇐", "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪",
    "xhookleftarrow": "↩", "xrightharpoonup": "⇀", "xrightharpoondown": "⇁", "xlongequal": "=",
}  # fmt: skip

COLORS = {
    "black": "", "red": "#d03b3b", "blue": "#3b7ddd", "green": "#2e9e5b", "orange": "#d9822b",
    "purple": "#9a5bd0", "violet": "#9a5bd0", "magenta": "#d0429b", "cyan": "#1aa3b8",
    "teal": "#1f9e8f", "brown": "#a9713a", "gray": "#7d8794", "grey": "#7d8794",
    "darkgray": "#7d8794", "lightgray": "#9aa3ae", "pink": "#e0729f", "yellow": "#c79a00",
    "olive": "#8a8a2a", "lime": "#6fae1e",
}  # fmt: skip
"""Named colors in a tone that can be read on both themes' grounds."""
