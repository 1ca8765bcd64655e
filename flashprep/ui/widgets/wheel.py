"""The mouse wheel scrolls the page, whatever field lies under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Wheel(QObject):
    """Lets the wheel pass by a field that has no focus, up to what scrolls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return False


def calm(root: QWidget) -> None:
    """Let the wheel change none of the number, date and choice fields in a widget unasked.

    Only these fields are watched: a filter of the whole application would see every event in
    Python, and each key would pay for it.
    """
    wheel = _Wheel(root)
    fields: list[QWidget] = [*root.findChildren(QAbstractSpinBox), *root.findChildren(QComboBox)]
    for field in fields:
        if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            # The focus comes by click or key: by the wheel it would come just before its turn.
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(wheel)
