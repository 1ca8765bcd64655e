from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QRegion,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from flashprep.render.card import NOTHING, Renderer
from flashprep.ui.widgets.card_dress import blocks
from flashprep.ui.widgets.card_formulas import FORMULA, SOURCE, font_of_descent
from flashprep.ui.widgets.card_images import load, load_exactly, locate
from flashprep.ui.widgets.card_view import CardStyle, CardView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STYLE = CardStyle(text="#000000", point_size=11)
Show = Callable[..., CardView]


@pytest.fixture
def renderer() -> Renderer:
    return Renderer()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Show a large page for views to stand on."""
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(2200, 2000)
    page.show()
    return page


@pytest.fixture
def show(page: QWidget, renderer: Renderer) -> Show:
    """Show Markdown in a view of a given width."""

    def shown(
        markdown: str, folder: Path | None = None, *, width: int = 700, style: CardStyle = STYLE
    ) -> CardView:
        view = CardView(renderer, style, page)
        view.resize(width, 100)
        view.show_rendered(renderer.text(markdown), folder)
        view.show()
        QGuiApplication.processEvents()
        return view

    return shown


def _picture(path: Path, width: int = 40, height: int = 20) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#cc2200"))
    assert image.save(str(path))
    return path


def _grab(view: CardView, ratio: float = 1.0) -> QImage:
    size = view.size() * ratio
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    view.render(painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def _formats(view: CardView) -> list[object]:
    found = []
    for block in blocks(view.document()):
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            found += [fragment.charFormat()] * fragment.length()
            pieces += 1
    return found


def _select_all_and_copy(view: CardView) -> str:
    view.selectAll()
    return view.createMimeDataFromSelection().text()


def test_formulas_become_objects_and_copying_gives_the_tex_back(show: Show) -> None:
    view = show(r"Let $x^2$ and$y$$z$ be." + "\n\n" + r"$$\frac{a}{b}$$")
    objects = [form for form in _formats(view) if form.objectType() == FORMULA]
    assert [form.property(SOURCE) for form in objects] == [
        "$x^2$", "$y$", "$z$", r"$$\frac{a}{b}$$",
    ]  # fmt: skip
    assert _select_all_and_copy(view) == "Let $x^2$ and$y$$z$ be.\n$$\\frac{a}{b}$$"


def test_a_sign_that_closes_what_a_formula_ends_begins_no_line(show: Show) -> None:
    text = "Let (the *mean* $x$), **$y$**: $z$-th “$w$”. So $v$, be."
    view = show(text)
    assert view.toPlainText() == "Let (the mean \ufffc \ufffc \ufffc-th “\ufffc So \ufffc be."
    assert _select_all_and_copy(view) == text.replace("*", "")
    for width in range(120, 320, 5):
        view.setFixedWidth(width)
        QGuiApplication.processEvents()
        layout = view.document().firstBlock().layout()
        starts = [layout.lineAt(n).textStart() for n in range(layout.lineCount())]
        assert not {view.toPlainText()[start] for start in starts} & set("),:.”")


def test_the_sign_behind_a_formula_is_painted_where_it_stood(show: Show) -> None:
    ink = []
    for text in ("$x$", "$x$:", "$x$:" + " " * 3 + "H"):
        image = _grab(show(text))
        dark = [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y).lightness() < 128 for y in range(image.height()))
        ]
        ink.append((min(dark), max(dark)))
    assert ink[0][1] < ink[1][1] < ink[0][1] + 10
    assert ink[1][1] + 2 < ink[2][1]


def test_copying_a_part_gives_that_part(show: Show) -> None:
    view = show("ab $x$ cd")
    cursor = view.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == "b $x$"


def test_copying_tables_code_and_pictures(show: Show, tmp_path: Path) -> None:
    _picture(tmp_path / "a.png")
    view = show("| a | $b$ |\n|---|---|\n| c | d |\n\n```\nx\n  y\n```\n\n![alt](a.png)", tmp_path)
    lines = [line for line in _select_all_and_copy(view).split("\n") if line]
    assert lines == ["a\t$b$", "c\td", "x", "  y", "alt"]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("tex", [r"\mathrm{H}", r"\mathrm{H}_{q}^2", r"\mathrm{H}\frac12"])
def test_formulas_stand_on_the_baseline(show: Show, tex: str, ratio: float) -> None:
    view = show(f"HHH ${tex}$")
    image = _grab(view, ratio)
    cursor = view.textCursor()
    cursor.setPosition(4)
    start = view.cursorRect(cursor).x()
    letter = view._measures.math * 0.6
    text = _ink_bottom(image, 0, start - 3, ratio)
    math = _ink_bottom(image, start, start + letter, ratio)
    assert abs(text - math) <= 0.5


def _ink_bottom(image: QImage, left: float, right: float, ratio: float) -> float:
    """Return where the ink of some columns ends, in logical pixels."""
    columns = range(int(left * ratio), int(right * ratio))
    dark = [
        max(255 - image.pixelColor(x, y).lightness() for x in columns)
        for y in range(image.height())
    ]
    last = max(y for y, ink in enumerate(dark) if ink > 12)
    return (last + dark[last] / max(dark)) / ratio


def test_a_cell_that_holds_only_math_shares_its_neighbors_baseline(show: Show) -> None:
    view = show("| HH | $\\mathrm{H}$ |\n|---|---|\n| HH | $\\mathrm{H}$ |")
    image = _grab(view, 2.0)
    rows = []
    cells = [block for block in blocks(view.document()) if block.text()]
    for block in cells[2:]:
        cursor = view.textCursor()
        cursor.setPosition(block.position())
        left = view.cursorRect(cursor).x()
        top, bottom = view.cursorRect(cursor).top(), view.cursorRect(cursor).bottom()
        dark = [
            y
            for y in range(int(top * 2), int(bottom * 2))
            if any(image.pixelColor(int(left * 2) + dx, y).lightness() < 100 for dx in range(4, 14))
        ]
        rows.append(max(dark) / 2)
    assert abs(rows[0] - rows[1]) <= 0.5


def test_formulas_take_the_texts_color(show: Show) -> None:
    view = show("$$\\rule$$ $\\blacksquare$", style=replace(STYLE, text="#0a8f3c"))
    image = _grab(view)
    colors = {image.pixelColor(x, y).name() for x in range(200) for y in range(image.height())}
    assert "#0a8f3c" in colors


def test_a_formula_that_cannot_be_set_shows_its_source_in_red_and_why(show: Show) -> None:
    view = show(r"a $\foo{x}$ b")
    assert view.toPlainText() == r"a $\foo{x}$ b"
    form = _formats(view)[3]
    assert form.foreground().color().name() == STYLE.fault
    assert r"\foo" in form.toolTip()


def test_an_unset_formula_shows_its_source_until_refreshed(
    page: QWidget, renderer: Renderer
) -> None:
    view = CardView(renderer, STYLE, page)
    view.waits = False
    rendered = renderer.text("a $x_{99}$")
    view.show_rendered(rendered)
    assert view.toPlainText() == "a $x_{99}$"
    renderer.formula(rendered.math[0])
    view.refresh_formulas()
    assert view.toPlainText() == "a \ufffc"


def test_a_wide_formula_is_shrunk_to_the_column(show: Show) -> None:
    view = show("- $$" + "+".join(["a_{index}"] * 30) + "$$", width=420)
    view.document().adjustSize()
    assert view.document().idealWidth() <= 420


def test_inline_formulas_shrink_too_when_the_view_gets_narrow(qtbot: QtBot, show: Show) -> None:
    view = show("x $" + "+".join(["a_{index}"] * 12) + "$")
    view.setFixedWidth(200)
    qtbot.waitUntil(lambda: view.document().idealWidth() <= 201)


def test_the_height_follows_the_text(qtbot: QtBot, show: Show) -> None:
    view = show("word " * 60)
    wide = view.height()
    assert wide == view.heightForWidth(view.width())
    view.setFixedWidth(260)
    qtbot.waitUntil(lambda: view.height() > 1.5 * wide)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    view.show_rendered(NOTHING)
    assert view.height() < wide


def test_a_width_that_a_layout_only_asks_for_moves_no_text(show: Show) -> None:
    view = show("word " * 60)
    laid = view.document().size()
    for _time in range(2):
        assert view.heightForWidth(260) > 1.5 * view.height()
        assert view.document().size() == laid
    view.show_rendered(NOTHING)
    assert view.heightForWidth(260) == view.height()


def test_the_column_holds_60_to_75_letters(show: Show) -> None:
    text = "the variance of the estimate falls with the number of samples and "
    view = show(text * 8, width=2000)
    first = view.document().begin().layout().lineAt(0)
    assert 60 <= first.textLength() <= 75


def test_the_wheel_is_left_to_the_page(show: Show) -> None:
    view = show("a")
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(event)
    assert not event.isAccepted()


# -- pictures, links, safety ----------------------------------------------------------------------


def test_pictures_come_from_the_decks_folder_only(tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    (deck / "img").mkdir(parents=True)
    inside, outside = _picture(deck / "img" / "a b.png"), _picture(tmp_path / "x.png")
    (deck / "link.png").symlink_to(outside)
    (deck / "a.svg").write_text("<svg/>")
    (deck / "a.txt").write_text("x")
    assert locate("img/a b.png", deck) == inside.resolve()
    assert locate("img/a%20b.png", deck) == inside.resolve()
    names = ["../x.png", "img/../../x.png", "%2e%2e/x.png", "link.png", "a.svg", "a.txt", "img"]
    names += [str(outside), f"file://{outside}", "http://x/a.png", "no.png", "", "a\0.png"]
    assert [name for name in names if locate(name, deck) is not None] == []
    assert locate("img/a b.png", None) is None


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_a_picture_is_shown_no_wider_than_the_column(
    show: Show, tmp_path: Path, suffix: str
) -> None:
    _picture(tmp_path / f"a.{suffix}", 3_000, 600)
    view = show(f"![a](a.{suffix})", tmp_path, width=300)
    form = next(form for form in _formats(view) if form.isImageFormat()).toImageFormat()
    assert 200 < form.width() <= 300
    assert form.width() / form.height() == pytest.approx(5, abs=0.1)
    red = _grab(view).pixelColor(20, 20)
    assert red.red() > 150
    assert red.green() < 90


def test_a_picture_is_scaled_once_and_smoothly(show: Show, tmp_path: Path) -> None:
    stripes = QImage(1160, 40, QImage.Format.Format_RGB32)
    for x in range(stripes.width()):
        for y in range(stripes.height()):
            stripes.setPixelColor(x, y, QColor("white" if x % 3 else "black"))
    path = tmp_path / "a.png"
    assert stripes.save(str(path))
    view = show("![a](a.png)", tmp_path, width=585)
    form = next(form for form in _formats(view) if form.isImageFormat()).toImageFormat()
    wanted = load(path, int(form.width()))
    shown = _grab(view).copy(wanted.rect())
    assert wanted.size() == QSize(int(form.width()), int(form.height()))
    assert load_exactly(path, 1300).width() == 1300
    row = [wanted.pixelColor(x, 5).lightness() for x in range(wanted.width())]
    assert row == [shown.pixelColor(x, 5).lightness() for x in range(wanted.width())]


@pytest.mark.parametrize("name", ["no.png", "fake.png", "a.svg", "../x.png"])
def test_a_picture_that_may_not_be_shown_is_its_alt_text(
    show: Show, tmp_path: Path, name: str
) -> None:
    (tmp_path / "fake.png").write_text("not a picture")
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    view = show(f"![what it shows]({name})", tmp_path)
    assert "what it shows" in view.toPlainText() or "picture" in view.toPlainText()
    assert "\ufffc" not in view.toPlainText()


def test_no_other_resource_is_ever_loaded(show: Show, tmp_path: Path) -> None:
    _picture(tmp_path / "x.png")
    view = show("a", tmp_path)
    kinds = QTextDocument.ResourceType
    names = [f"file://{tmp_path}/x.png", str(tmp_path / "x.png"), "qrc:/x", "http://x/y", "math:i0"]
    for name in names:
        for kind in (kinds.ImageResource, kinds.StyleSheetResource, kinds.HtmlResource):
            found = view.loadResource(kind.value, QUrl(name))
            assert isinstance(found, QImage)
            assert (found.width(), found.height()) == (1, 1)
            assert found.pixelColor(0, 0).alpha() == 0
    assert view.loadResource(kinds.HtmlResource.value, QUrl("x.png")).width() == 1
    assert view.loadResource(kinds.ImageResource.value, QUrl("x.png")).width() == 40


def test_links_are_told_and_never_followed(qtbot: QtBot, show: Show) -> None:
    view = show("[a](https://x.org/a%20b) text")
    with qtbot.waitSignal(view.link_activated) as told:
        view.anchorClicked.emit(QUrl("https://x.org/a%20b"))
    assert told.args == ["https://x.org/a%20b"]
    heard: list[str] = []
    view.link_activated.connect(heard.append)
    for address in ("file:///etc/passwd", "javascript:alert(1)", "x.md", "//h/x", "ftp://x"):
        view.anchorClicked.emit(QUrl(address))
    view.setSource(QUrl("file:///etc/passwd"))
    assert heard == []
    assert view.toPlainText() == "a text"


def test_a_click_on_a_link_tells_it(qtbot: QtBot, show: Show) -> None:
    view = show("[click here](https://x.org)")
    cursor = view.textCursor()
    cursor.setPosition(3)
    with qtbot.waitSignal(view.link_activated):
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center()
        )


# -- looks ----------------------------------------------------------------------------------------


def test_each_code_block_has_a_ground_of_its_own(show: Show) -> None:
    view = show("a\n\n```\nx\n\ny\n```\n\n```\nz\n```\n\n- b\n  ```\n  w\n  ```\n\n> q\n>\n> r")
    texts = [block.text() for block in blocks(view.document())]
    grounds = [[texts[n] for n in range(a, b + 1)] for a, b in view._grounds.code]
    assert grounds == [["x", "", "y"], ["z"], ["w"]]
    quotes = [(texts[a], texts[b], level) for a, b, level in view._grounds.quotes]
    assert quotes == [("q", "r", 1)]
    image = _grab(view)
    colors = {image.pixelColor(x, y).name() for x in (1, 40) for y in range(image.height())}
    assert STYLE.code_ground in colors
    assert STYLE.accent in colors


def test_code_wraps_instead_of_running_out_of_the_column(show: Show) -> None:
    view = show("```\n" + "word " * 60 + "\n```", width=400)
    assert view.document().idealWidth() <= 401


def test_tables_have_no_empty_line_behind_them(show: Show) -> None:
    with_table = show("| a |\n|---|\n| b |")
    (table,) = [
        frame
        for frame in with_table.document().rootFrame().childFrames()
        if isinstance(frame, QTextTable)
    ]
    assert table.rows() == 2
    rows = with_table.document().documentLayout().frameBoundingRect(table).height()
    assert with_table.document().size().height() - rows < 6


def test_zoom_and_theme_are_taken_over(show: Show) -> None:
    view = show("word " * 20 + "$x$")
    before = view.height(), view.column_width()
    view.dress(replace(STYLE, zoom=2.0, dark=True, text="#eeeeee"))
    assert view.height() > 1.6 * before[0]
    assert view.column_width() > 1.8 * before[1]


def test_the_text_can_be_reached_by_a_screen_reader(show: Show) -> None:
    view = show("Let $x^2$ be.")
    assert view.accessibleDescription() == "Let $x^2$ be."


@pytest.mark.parametrize("descent", [1, 4, 9, 30, 120])
@pytest.mark.usefixtures("qapp")
def test_a_font_of_a_descent_is_found(descent: int) -> None:
    assert QFontMetricsF(font_of_descent(descent)).descent() == pytest.approx(descent, abs=0.3)


def test_a_thousand_cards_in_one_view(show: Show, renderer: Renderer) -> None:
    view = show("a")
    cards = [renderer.text(f"card {n} $x_{n % 5}$\n\n- a\n\n```\nb\n```") for n in range(40)]
    for _round in range(25):
        for card in cards:
            view.show_rendered(card)
    QGuiApplication.processEvents()
    assert view.toPlainText().startswith("card 39")


def test_an_empty_card_is_no_trouble(show: Show) -> None:
    view = show("")
    view.refresh_formulas()
    QGuiApplication.sendEvent(view, QEvent(QEvent.Type.ApplicationFontChange))
    assert view.toPlainText() == ""


@pytest.mark.parametrize("zoom", [1.0, 2.0])
@pytest.mark.parametrize("sign", ["?", "**?**"])
def test_a_sign_behind_a_formula_is_painted_as_large_as_the_text(
    show: Show, zoom: float, sign: str
) -> None:
    style = replace(STYLE, zoom=zoom)
    behind, alone = show(f"$x_1${sign}", style=style), show(sign, style=style)
    assert _last_sign(behind) == pytest.approx(_last_sign(alone), abs=1)


def _last_sign(view: CardView) -> int:
    """Return the height in pixels of what is painted last in the first line."""
    # In the window a style sheet gives widgets a font of their own, which painters fall back on.
    small = QFont(view.viewport().font())
    small.setPointSizeF(5.0)
    view.viewport().setFont(small)
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = image.pixelColor(image.width() - 1, image.height() - 1).value()
    inked = [
        [y for y in range(image.height()) if abs(image.pixelColor(x, y).value() - ground) > 90]
        for x in range(image.width())
    ]
    last = max(x for x, rows in enumerate(inked) if rows)
    first = last
    while inked[first - 1]:
        first -= 1
    rows = [y for x in range(first, last + 1) for y in inked[x]]
    return max(rows) - min(rows) + 1
