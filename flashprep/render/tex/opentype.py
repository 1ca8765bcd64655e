"""A reader of what mathematics needs of an OpenType font: signs, outlines, constants, long forms.

Everything is in font units. Only the small tables are held (some 90 kB for STIX Two Math); an
outline is read from the file when it is asked for, so that a session's few hundred signs cost no
more than themselves. Table names and layouts: the OpenType specification 1.9.1.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HELD = ("head", "hhea", "hmtx", "cmap", "loca", "MATH", "GSUB")
_ALTERNATES = 3
"""The kind of substitution by which a font lists the forms of a sign for small sizes."""

_NAMES = """
scriptPercentScaleDown scriptScriptPercentScaleDown delimitedSubFormulaMinHeight
displayOperatorMinHeight mathLeading axisHeight accentBaseHeight flattenedAccentBaseHeight
subscriptShiftDown subscriptTopMax subscriptBaselineDropMin superscriptShiftUp
superscriptShiftUpCramped superscriptBottomMin superscriptBaselineDropMax
subSuperscriptGapMin superscriptBottomMaxWithSubscript spaceAfterScript upperLimitGapMin
upperLimitBaselineRiseMin lowerLimitGapMin lowerLimitBaselineDropMin stackTopShiftUp
stackTopDisplayStyleShiftUp stackBottomShiftDown stackBottomDisplayStyleShiftDown
stackGapMin stackDisplayStyleGapMin stretchStackTopShiftUp stretchStackBottomShiftDown
stretchStackGapAboveMin stretchStackGapBelowMin fractionNumeratorShiftUp
fractionNumeratorDisplayStyleShiftUp fractionDenominatorShiftDown
fractionDenominatorDisplayStyleShiftDown fractionNumeratorGapMin
fractionNumDisplayStyleGapMin fractionRuleThickness fractionDenominatorGapMin
fractionDenomDisplayStyleGapMin skewedFractionHorizontalGap skewedFractionVerticalGap
overbarVerticalGap overbarRuleThickness overbarExtraAscender underbarVerticalGap
underbarRuleThickness underbarExtraDescender radicalVerticalGap
radicalDisplayStyleVerticalGap radicalRuleThickness radicalExtraAscender
radicalKernBeforeDegree radicalKernAfterDegree radicalDegreeBottomRaisePercent
"""
CONSTANTS = tuple(_NAMES.split())
"""The numbers of the MATH table, in their order."""

_PLAIN = 4
"""So many constants at the start are bare numbers; the others but the last have 2 bytes more."""

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
"""One command of an outline (M, L, Q) with its points."""

_Raw = tuple[float, float, bool]
"""A point as it is stored, and whether the line passes through it."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A sign's box (left, bottom, right, top) and the commands that draw it."""

    box: tuple[int, int, int, int]
    steps: tuple[Step, ...]


_EMPTY = Outline((0, 0, 0, 0), ())


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sign of any length; ``extends`` if it may be drawn out or repeated."""

    index: int
    extends: bool


class Typeface:
    """One font file with TrueType outlines and a MATH table; signs are named by their index."""

    def __init__(self, path: Path) -> None:
        """Read the small tables; raises ``OSError``."""
        self._path = path
        self._tables = dict[str, bytes]()
        with path.open("rb") as file:
            head = file.read(12)
            count = unpack_from(">H", head, 4)[0]
            directory = file.read(16 * count)
            for at in range(0, 16 * count, 16):
                tag = directory[at : at + 4].decode("ascii")
                offset, length = unpack_from(">II", directory, at + 8)
                if tag == "glyf":
                    self._outlines_at = offset
                elif tag in _HELD:
                    file.seek(offset)
                    self._tables[tag] = file.read(length)

    # -- measures ----------------------------------------------------------------------------

    @cached_property
    def units(self) -> int:
        """Return how many units make an em."""
        return self._number("head", 18)

    def advance(self, index: int) -> int:
        """Return how far a sign moves the pen."""
        count = self._number("hhea", 34)
        return self._number("hmtx", 4 * min(index, count - 1))

    def constant(self, name: str) -> int:
        """Return a constant of the MATH table, by the specification's name."""
        place = CONSTANTS.index(name)
        at = 2 * place if place <= _PLAIN else 2 * _PLAIN + 4 * (place - _PLAIN)
        return self._signed("MATH", self._number("MATH", 4) + at)

    def italic(self, index: int) -> int:
        """Return by how much a slanted sign leans out of its box; 0 where nothing is said."""
        return self._of_glyph_info(0, index) or 0

    def attachment(self, index: int) -> int | None:
        """Return where along a sign an accent stands; None where nothing is said."""
        return self._of_glyph_info(2, index)

    def _of_glyph_info(self, entry: int, index: int) -> int | None:
        base = self._number("MATH", 6)
        base += self._number("MATH", base + entry)
        place = self._covered("MATH", base + self._number("MATH", base), index)
        return None if place is None else self._signed("MATH", base + 4 + 4 * place)

    # -- which sign --------------------------------------------------------------------------

    def index(self, char: str) -> int:
        """Return the index of a character's sign; 0 if the font has none."""
        code = ord(char)
        ends, groups = self._groups
        place = bisect_left(ends, code)
        if place == len(ends):
            return 0
        start, first = groups[place]
        return first + code - start if code >= start else 0

    @cached_property
    def _groups(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the last code of each run of characters, and its first code and sign."""
        table = self._tables["cmap"]
        for number in range(self._number("cmap", 2)):
            (at,) = unpack_from(">I", table, 8 + 8 * number)
            if self._number("cmap", at) == 12:  # the one with all of Unicode
                (count,) = unpack_from(">I", table, at + 12)
                runs = [unpack_from(">III", table, at + 16 + 12 * run) for run in range(count)]
                return [end for _start, end, _sign in runs], [(run[0], run[2]) for run in runs]
        return [], []

    def small_form(self, index: int) -> int:
        """Return the form of a sign that is drawn for scripts, or the sign itself."""
        for at in self._small_forms:
            place = self._covered("GSUB", at + self._number("GSUB", at + 2), index)
            if place is not None:
                return self._number("GSUB", at + self._number("GSUB", at + 6 + 2 * place) + 2)
        return index

    @cached_property
    def _small_forms(self) -> list[int]:
        """Return where the tables of forms for scripts stand that mathematics uses."""
        scripts, features, lookups = unpack_from(">HHH", self._tables["GSUB"], 4)
        found = []
        for number in self._wanted_features(scripts):
            record = features + 2 + 6 * number
            if self._tables["GSUB"][record : record + 4] != b"ssty":
                continue
            feature = features + self._number("GSUB", record + 4)
            for lookup in self._numbers("GSUB", feature + 2):
                at = lookups + self._number("GSUB", lookups + 2 + 2 * lookup)
                if self._number("GSUB", at) == _ALTERNATES:
                    found += [at + offset for offset in self._numbers("GSUB", at + 4)]
        return found

    def _wanted_features(self, scripts: int) -> list[int]:
        table = self._tables["GSUB"]
        for number in range(self._number("GSUB", scripts)):
            record = scripts + 2 + 6 * number
            if table[record : record + 4] == b"math":
                script = scripts + self._number("GSUB", record + 4)
                return self._numbers("GSUB", script + self._number("GSUB", script) + 4)
        return []

    # -- long forms --------------------------------------------------------------------------

    def variants(self, index: int, *, vertical: bool) -> dict[int, int]:
        """Return the forms of a sign that grows, by their length; none if it does not."""
        at = self._construction(index, vertical=vertical)
        if at is None:
            return {}
        count = self._number("MATH", at + 2)
        pairs = [unpack_from(">HH", self._tables["MATH"], at + 4 + 4 * n) for n in range(count)]
        return {length: sign for sign, length in pairs}

    def parts(self, index: int, *, vertical: bool) -> list[Part]:
        """Return the parts that a sign may be built of at any length; none if it does not grow."""
        at = self._construction(index, vertical=vertical)
        offset = 0 if at is None else self._number("MATH", at)
        if at is None or not offset:
            return []
        assembly = at + offset
        found = []
        for number in range(self._number("MATH", assembly + 4)):
            part = assembly + 6 + 10 * number
            extends = self._number("MATH", part + 8) & 1
            found.append(Part(self._number("MATH", part), bool(extends)))
        return found

    def _construction(self, index: int, *, vertical: bool) -> int | None:
        base = self._number("MATH", 8)
        coverage = base + self._number("MATH", base + (2 if vertical else 4))
        place = self._covered("MATH", coverage, index)
        if place is None:
            return None
        before = 0 if vertical else self._number("MATH", base + 6)
        return base + self._number("MATH", base + 10 + 2 * (before + place))

    # -- outlines ----------------------------------------------------------------------------

    def outline(self, index: int) -> Outline:
        """Return the outline of a sign, read from the file."""
        data = self._outline_bytes(index)
        if not data:
            return _EMPTY
        contours, left, bottom, right, top = unpack_from(">5h", data)
        steps = self._simple(data, contours) if contours >= 0 else self._compound(data)
        return Outline((left, bottom, right, top), tuple(steps))

    def _outline_bytes(self, index: int) -> bytes:
        loca = self._tables["loca"]
        if self._number("head", 50):
            start, end = unpack_from(">II", loca, 4 * index)
        else:
            start, end = (2 * half for half in unpack_from(">HH", loca, 2 * index))
        with self._path.open("rb") as file:
            file.seek(self._outlines_at + start)
            return file.read(end - start)

    def _simple(self, data: bytes, contours: int) -> list[Step]:
        ends = unpack_from(f">{contours}H", data, 10)
        at = 10 + 2 * contours
        at += 2 + unpack_from(">H", data, at)[0]
        flags = list[int]()
        count = ends[-1] + 1 if ends else 0
        while len(flags) < count:
            flag = data[at]
            repeats = 1 + data[at + 1] if flag & 8 else 1
            at += 2 if flag & 8 else 1
            flags += [flag] * repeats
        xs, at = _coordinates(data, at, flags, short=2, same=16)
        ys, at = _coordinates(data, at, flags, short=4, same=32)
        points: list[_Raw] = [
            (x, y, bool(flag & 1)) for x, y, flag in zip(xs, ys, flags, strict=True)
        ]
        steps, begin = list[Step](), 0
        for end in ends:
            steps += _contour(points[begin : end + 1])
            begin = end + 1
        return steps

    def _compound(self, data: bytes) -> list[Step]:
        """Return the outline of a sign that is put together of others."""
        steps, at, more = list[Step](), 10, True
        while more:
            flag, index = unpack_from(">HH", data, at)
            more = bool(flag & 32)
            dx, dy = unpack_from(">hh" if flag & 1 else ">bb", data, at + 4)
            at += 8 if flag & 1 else 6
            a, b, c, d = 1.0, 0.0, 0.0, 1.0
            if flag & 8:
                a = d = unpack_from(">h", data, at)[0] / 0x4000
                at += 2
            elif flag & 64:
                a, d = (value / 0x4000 for value in unpack_from(">hh", data, at))
                at += 4
            elif flag & 128:
                a, b, c, d = (value / 0x4000 for value in unpack_from(">4h", data, at))
                at += 8
            for sign, points in self.outline(index).steps:
                moved = tuple((a * x + c * y + dx, b * x + d * y + dy) for x, y in points)
                steps.append((sign, moved))
        return steps

    # -- numbers -----------------------------------------------------------------------------

    def _number(self, table: str, at: int) -> int:
        number: int = unpack_from(">H", self._tables[table], at)[0]
        return number

    def _signed(self, table: str, at: int) -> int:
        number: int = unpack_from(">h", self._tables[table], at)[0]
        return number

    def _numbers(self, table: str, at: int) -> list[int]:
        """Return a list that is preceded by its length."""
        count = self._number(table, at)
        return list(unpack_from(f">{count}H", self._tables[table], at + 2))

    def _covered(self, table: str, at: int, index: int) -> int | None:
        """Return the place of a sign in a coverage table; None if it is not in it."""
        kind = self._number(table, at)
        listed = self._numbers(table, at + 2) if kind == 1 else []
        if listed:
            place = bisect_left(listed, index)
            return place if place < len(listed) and listed[place] == index else None
        for number in range(self._number(table, at + 2) if kind != 1 else 0):
            start, end, first = unpack_from(">HHH", self._tables[table], at + 4 + 6 * number)
            if start <= index <= end:
                return int(first + index - start)
        return None


def _coordinates(
    data: bytes, at: int, flags: list[int], *, short: int, same: int
) -> tuple[list[int], int]:
    """Return one coordinate of all points, which are stored as steps; and where it ends."""
    value, found = 0, []
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += unpack_from(">h", data, at)[0]
            at += 2
        found.append(value)
    return found, at


def _contour(points: list[_Raw]) -> list[Step]:
    """Return one closed line; between two control points it passes through their middle."""
    full = list[_Raw]()
    for at, point in enumerate(points):
        before = points[at - 1]
        if not point[2] and not before[2]:
            full.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, True))
        full.append(point)
    begin = next(at for at, point in enumerate(full) if point[2])
    full = full[begin:] + full[: begin + 1]
    steps: list[Step] = [("M", (full[0][:2],))]
    at = 1
    while at < len(full):
        if full[at][2]:
            steps.append(("L", (full[at][:2],)))
            at += 1
        else:
            steps.append(("Q", (full[at][:2], full[at + 1][:2])))
            at += 2
    return steps
