"""Messages that stay until they are read, and toasts that go by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flashprep.core.i18n import _
from flashprep.ui.theme import icons

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from flashprep.ui.theme.palette import Palette

_TOAST_MS = 6000


class Banner(QFrame):
    """One message across the page: what is wrong and what to do, with a button if it helps."""

    closed = Signal()

    def __init__(
        self,
        kind: str,
        text: str,
        palette: Palette,
        button: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(f"banner-{kind}")
        self.setProperty("banner", kind)
        self.text = text
        self._kind = kind
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 9, 10, 9)
        layout.setSpacing(10)
        self._sign = QLabel()
        self._sign.setAccessibleName({"error": _("Error"), "warning": _("Warning")}.get(kind, ""))
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        label = QLabel(text)
        label.setObjectName("banner-text")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(label, 1)
        if button is not None:
            push = QPushButton(button[0])
            push.setObjectName("banner-button")
            push.clicked.connect(lambda _on: button[1]())
            layout.addWidget(push)
        self._close = QToolButton()
        self._close.setObjectName("banner-close")
        self._close.setProperty("role", "flat")
        self._close.setAccessibleName(_("Close this message"))
        self._close.setToolTip(_("Close this message"))
        self._close.clicked.connect(self.closed)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text)
        self.dress(palette)

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        color = {"error": palette.again, "warning": palette.hard}.get(self._kind, palette.accent)
        name = {"error": "error", "warning": "warning"}.get(self._kind, "info")
        self._sign.setPixmap(icons.icon(name, color).pixmap(QSize(20, 20)))
        self._close.setIcon(icons.icon("close", palette.muted))


class Banners(QWidget):
    """The place above the page where banners stand, one for each topic."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("banners")
        self._palette = palette
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._shown: dict[str, Banner] = {}

    def put(
        self, topic: str, kind: str, text: str, button: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a message, in the place of an earlier one on the same topic."""
        if topic in self._shown and self._shown[topic].text == text:
            return
        self.clear(topic)
        banner = Banner(kind, text, self._palette, button)
        banner.closed.connect(lambda: self.clear(topic))
        self._shown[topic] = banner
        self._layout.addWidget(banner)

    def clear(self, topic: str) -> None:
        """Take a message away."""
        banner = self._shown.pop(topic, None)
        if banner is not None:
            banner.hide()
            self._layout.removeWidget(banner)
            banner.deleteLater()

    def texts(self) -> list[str]:
        """Return what is shown."""
        return [banner.text for banner in self._shown.values()]

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self._palette = palette
        for banner in self._shown.values():
            banner.dress(palette)


class Toast(QFrame):
    """A short message at the foot of the window, with undo where that makes sense.

    ``foot`` is the height in pixels that stays free below it: what must be pressed stays in sight.
    """

    undo = Signal()

    gone = Signal()
    """The message is in sight no more."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("toast")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        self._row = layout
        self._over = over
        self.foot = 24
        self._label = QLabel()
        self._label.setObjectName("toast-text")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self._label)
        self._button = QPushButton(_("Undo"))
        self._button.setObjectName("toast-undo")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._take_back)
        layout.addWidget(self._button)
        self._fresh = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOAST_MS)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show a message for some seconds."""
        self._fresh = True
        self._label.setText(text)
        self._button.setVisible(undo)
        self._row.setContentsMargins(16, 8, 8 if undo else 16, 8)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _take_back(self) -> None:
        """Ask for the undo, and go unless that has said something new."""
        self._fresh = False
        self.undo.emit()
        if not self._fresh:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # of a window that is only put aside, it comes back
            self.gone.emit()

    def _place(self) -> None:
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - self.foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
