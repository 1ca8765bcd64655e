"""What a formula is made of, between the parser and the layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashprep.render.tex.symbols import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence


class TexError(Exception):
    """A formula that cannot be set; the message is a whole sentence for the person who reads it."""


@dataclass(slots=True)
class Node:
    """Anything that has a place in a row; ``kind`` decides the space around it."""

    kind: Kind = field(default=Kind.ORD, kw_only=True)


@dataclass(slots=True)
class Row(Node):
    """Nodes side by side; its kind counts where it stands as one atom."""

    items: list[Node]


@dataclass(slots=True)
class Sign(Node):
    """One character of the font; a large operator grows in display style."""

    char: str
    large: bool = False
    limits: bool = False


@dataclass(slots=True)
class Words(Node):
    """Upright text such as ``max`` or ``if``, its letters already in their alphabet."""

    text: str
    limits: bool = False


@dataclass(slots=True)
class Operator(Node):
    """Any formula used as an operator (``mathop``)."""

    body: Node
    limits: bool = True


@dataclass(slots=True)
class Scripts(Node):
    """A base with what stands below and above it; ``limits`` None leaves it to the base."""

    base: Node | None
    sub: Node | None
    sup: Node | None
    limits: bool | None = None


@dataclass(slots=True)
class Fraction(Node):
    """One over the other; ``style`` 0 display, 1 text, None as it comes; ``rule`` False: no bar.

    ``align`` l, c or r says where the top stands over a wider bottom.
    """

    top: Node
    bottom: Node
    rule: bool = True
    left: str = ""
    right: str = ""
    style: int | None = None
    align: str = "c"


@dataclass(slots=True)
class Radical(Node):
    """A root, with a degree or without."""

    body: Node
    degree: Node | None = None


@dataclass(slots=True)
class Accent(Node):
    """A mark over a body; a wide one grows with it."""

    body: Node
    char: str
    wide: bool = False


@dataclass(slots=True)
class Bar(Node):
    """A straight line over or under a body."""

    body: Node
    under: bool = False


@dataclass(slots=True)
class Stretch(Node):
    """A brace or an arrow as wide as its body, over or under it."""

    body: Node
    char: str
    under: bool = False


@dataclass(slots=True)
class Stack(Node):
    """Small formulas over and under a base that stays on the line."""

    base: Node
    over: Node | None = None
    under: Node | None = None


@dataclass(slots=True)
class Arrow(Node):
    """An arrow as long as what is written over and under it."""

    char: str
    over: Node | None
    under: Node | None


@dataclass(slots=True)
class Fence(Node):
    """``left … middle … right``: delimiters as tall as the parts between; "" is none."""

    parts: list[Node]
    delimiters: list[str]


@dataclass(slots=True)
class Big(Node):
    """A delimiter of a fixed size, in multiples of TeX's ``big``."""

    char: str
    size: float


@dataclass(slots=True)
class Space(Node):
    """Empty width in em."""

    width: float


@dataclass(slots=True)
class Style(Node):
    """From here to the end of the row: display 0, text 1, script 2, scriptscript 3."""

    level: int


@dataclass(slots=True)
class Color(Node):
    """A body in a hex color."""

    body: Node
    color: str


@dataclass(slots=True)
class Phantom(Node):
    """The space of a body, in full or only its width, height or depth; shown or not."""

    body: Node
    width: bool = True
    height: bool = True
    depth: bool = True
    shown: bool = False
    align: float = 0.0


@dataclass(slots=True)
class Frame(Node):
    """A body in a box, or struck through: ``box``, ``up``, ``down``, ``cross`` or ``line``."""

    body: Node
    shape: str


@dataclass(slots=True)
class Scaled(Node):
    """A body set in a given style, whatever stands around it."""

    body: Node
    level: int


@dataclass(slots=True)
class Negated(Node):
    """A sign with a slash through it."""

    body: Node


@dataclass(slots=True)
class Prescript(Node):
    """Scripts to the left of a base."""

    sup: Node
    sub: Node
    base: Node


@dataclass(slots=True)
class Table(Node):
    """Rows of cells.

    ``align`` holds l, c or r per column (the last repeats); ``gaps`` the space between columns in
    em (they repeat); ``level`` the style of the cells; ``spread`` the distance of lines in em,
    ``jot`` what is added to it between rows. ``lines`` are the rows above which a rule is drawn,
    ``bars`` the columns left of which one is; ``extra`` more space below a row, in em. ``anchor``
    t, c or b says what is on the line: the first row, the middle, the last row. A ``slanted``
    table of one column has its first row at the left and its last one at the right.
    """

    rows: Sequence[Sequence[Node]]
    align: str = "c"
    gaps: tuple[float, ...] = (1.0,)
    level: int = 1
    spread: float = 1.2
    jot: float = 0.0
    lines: dict[int, int] = field(default_factory=dict)
    bars: dict[int, int] = field(default_factory=dict)
    extra: dict[int, float] = field(default_factory=dict)
    anchor: str = "c"
    slanted: bool = False
