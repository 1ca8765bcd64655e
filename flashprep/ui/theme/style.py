"""Qt's palette and style sheet, made from our palette; Fusion style on every platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from flashprep.ui.theme import icons
from flashprep.ui.theme.palette import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


SIZES = {"small": 9.0, "section": 9.0, "key": 9.0, "reveal": 11.0, "grade": 12.0}
"""Point sizes of labels by their role, where a zoom of 100 % has them."""


def scaled(role: str, zoom: float) -> str:
    """Return a widget's own style sheet: its role's text at that zoom, a factor."""
    return f"font-size: {SIZES[role] * zoom:.1f}pt;"


def scaled_box(zoom: float) -> str:
    """Return a check box's own style sheet at that zoom, a factor."""
    side = round(16 * zoom)
    return (
        f"QCheckBox::indicator {{ width: {side}px; height: {side}px; }}"
        f"QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ width: {side - 2}px;"
        f" height: {side - 2}px; }}"
    )


def choose(theme: str) -> Palette:
    """Return the palette for the setting ``system``, ``light`` or ``dark``."""
    if theme == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def apply(app: QApplication, palette: Palette) -> None:
    """Dress the whole application."""
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(_sheet(palette))


def _qt_palette(colors: Palette) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, color in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.card,
        role.AlternateBase: colors.window,
        role.Text: colors.text,
        role.PlaceholderText: colors.muted,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.again,
        role.Highlight: colors.accent,
        role.HighlightedText: colors.on_accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.Light: colors.raised,
        role.Midlight: colors.border,
        role.Mid: colors.border,
        role.Dark: colors.muted,
        role.Shadow: colors.border,
        role.Accent: colors.accent,
    }.items():
        palette.setColor(which, QColor(color))
    faint = QColor(colors.muted)
    faint.setAlphaF(0.6)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return palette


def _sheet(c: Palette) -> str:
    art = icons.folder().as_posix()
    return f"""
    QToolTip {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.border};
        padding: 4px 6px; }}
    #sidebar {{ background: {c.sidebar}; border: none; border-right: 1px solid {c.border}; }}
    #brand {{ font-size: 16pt; font-weight: 700; }}
    #page {{ background: {c.window}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QLabel[role="title"] {{ font-size: 17pt; font-weight: 700; }}
    QLabel[role="heading"] {{ font-size: 12pt; font-weight: 600; }}
    QLabel[role="big"] {{ font-size: 24pt; font-weight: 700; }}
    QLabel[role="fault"] {{ color: {c.again}; }}
    QLabel[role="muted"] {{ color: {c.muted}; }}
    QLabel[role="over"] {{ color: {c.again}; font-weight: 700; }}
    QLabel[role="small"] {{ color: {c.muted}; font-size: {SIZES["small"]}pt; }}
    QLabel[role="section"] {{ color: {c.muted}; font-size: {SIZES["section"]}pt;
        font-weight: 700; }}
    QFrame[role="card"] {{ background: {c.card}; border: 1px solid {c.border};
        border-radius: 12px; }}
    #toast {{ background: {c.toast}; border: none; border-radius: 10px; }}
    #toast QLabel {{ color: {c.on_toast}; }}
    #toast QPushButton {{ color: {c.toast_accent}; background: transparent; font-weight: 700;
        border: 1px solid {c.toast_accent}; padding: 4px 12px; }}
    #toast QPushButton:hover {{ border: 2px solid {c.toast_accent}; padding: 3px 11px; }}
    QFrame[role="inset"] {{ background: {c.window}; border: 1px solid {c.border};
        border-radius: 8px; }}
    QFrame[role="rule"] {{ background: {c.border}; border: none; max-height: 1px;
        min-height: 1px; }}
    QToolButton[role="nav"] {{ text-align: left; padding: 6px 12px; border-radius: 8px;
        border: 1px solid transparent; font-size: 11pt; color: {c.text}; background: none; }}
    QToolButton[role="nav"]:hover {{ background: {c.selected}; }}
    QToolButton[role="nav"]:checked {{ background: {c.selected}; font-weight: 600;
        border-color: {c.accent}; }}
    QToolButton[role="nav"]:focus {{ border: 2px solid {c.accent}; padding: 5px 11px; }}
    QToolButton[role="nav"]:checked:focus {{ border: 2px solid {c.text}; }}
    QToolButton[role="flat"] {{ border: 1px solid transparent; border-radius: 6px; padding: 5px;
        background: none; }}
    QToolButton[role="flat"]:hover {{ background: {c.selected}; }}
    QToolButton[role="flat"]:focus {{ border-color: {c.accent}; }}
    QToolButton[role="flat"]::menu-indicator {{ image: none; }}
    QPushButton {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border};
        border-radius: 8px; padding: 7px 14px; }}
    QPushButton:hover {{ border-color: {c.accent}; }}
    QPushButton:focus {{ border: 2px solid {c.accent}; padding: 6px 13px; }}
    QPushButton:disabled {{ color: {c.muted}; border-color: {c.border}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent};
        border-color: {c.accent}; font-weight: 600; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
    QPushButton[role="reveal"] {{ font-size: {SIZES["reveal"]}pt; font-weight: 600;
        padding: 14px; }}
    QPushButton[role="grade"] {{ background: {c.card}; border-radius: 10px; padding: 0; }}
    QPushButton[role="grade"]:hover {{ border-color: {c.muted}; }}
    QPushButton[role="grade"]:focus {{ border: 2px solid {c.accent}; }}
    QPushButton[role="grade"][proposed="true"] {{ background: {c.selected};
        border: 1px solid {c.accent}; }}
    QLabel[role="key"] {{ color: {c.muted}; font-size: {SIZES["key"]}pt;
        border: 1px solid {c.border}; border-radius: 4px; padding: 1px 5px;
        background: {c.window}; }}
    QLabel[grade="1"] {{ color: {c.again}; font-size: {SIZES["grade"]}pt; font-weight: 600; }}
    QLabel[grade="2"] {{ color: {c.hard}; font-size: {SIZES["grade"]}pt; font-weight: 600; }}
    QLabel[grade="3"] {{ color: {c.good}; font-size: {SIZES["grade"]}pt; font-weight: 600; }}
    QLabel[grade="4"] {{ color: {c.easy}; font-size: {SIZES["grade"]}pt; font-weight: 600; }}
    QProgressBar {{ background: {c.track}; border: none; border-radius: 3px; max-height: 6px;
        min-height: 6px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QFrame[banner="error"] {{ background: {c.error_ground}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[banner="warning"] {{ background: {c.warning_ground}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[banner="info"] {{ background: {c.info_ground}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QLineEdit, QPlainTextEdit {{
        background: {c.card}; color: {c.text}; border: 1px solid {c.border}; border-radius: 6px;
        padding: 5px 8px; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 1px solid {c.accent}; }}
    QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {{ background: {c.card}; color: {c.text};
        border: 1px solid {c.border}; border-radius: 6px; padding: 4px 8px; min-height: 20px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus {{
        border: 1px solid {c.accent}; }}
    QComboBox:disabled, QSpinBox:disabled, QDateEdit:disabled {{ color: {c.muted}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({art}/down-{c.name}.svg);
        width: 14px; height: 14px; }}
    QComboBox[role="compact"] {{ padding: 4px 0 4px 5px; }}
    QComboBox[role="compact"]::drop-down {{ width: 17px; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; border: 1px solid {c.border};
        selection-background-color: {c.selected}; selection-color: {c.text}; }}
    QSpinBox::up-button, QDoubleSpinBox::up-button {{ border: none; width: 22px;
        subcontrol-position: top right; }}
    QSpinBox::down-button, QDoubleSpinBox::down-button {{ border: none; width: 22px;
        subcontrol-position: bottom right; }}
    QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url({art}/up-{c.name}.svg);
        width: 11px; height: 11px; }}
    QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url({art}/down-{c.name}.svg);
        width: 11px; height: 11px; }}
    QTreeView:focus, QListView:focus, QTableView:focus {{ border: 1px solid {c.accent}; }}
    QCheckBox {{ spacing: 8px; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {c.muted};
        border-radius: 4px; background: {c.card}; }}
    QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border: 2px solid {c.accent};
        width: 14px; height: 14px; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url({art}/checked-{c.name}.svg); }}
    QTreeView, QListView, QTableView {{ background: {c.card}; border: 1px solid {c.border};
        border-radius: 8px; alternate-background-color: {c.window}; outline: 0; }}
    QTreeView::item, QListView::item {{ padding: 5px 4px; }}
    QTreeView::item:selected, QListView::item:selected {{ background: {c.selected};
        color: {c.text}; }}
    QHeaderView::section {{ background: {c.card}; color: {c.muted}; border: none;
        border-bottom: 1px solid {c.border}; padding: 6px 4px; }}
    QSplitter::handle {{ background: transparent; width: 10px; height: 10px; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.selected}; color: {c.text}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
    QScrollBar::handle {{ background: {c.track}; border-radius: 4px; min-height: 28px;
        min-width: 28px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    """
