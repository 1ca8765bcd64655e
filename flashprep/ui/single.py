"""One window per profile: a second start raises the first, and a lock left by a kill clears."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

_WAIT_MS = 1500
_RAISE = b"raise\n"


class SingleWindow(QObject):
    """The right to be the window of a profile."""

    raised = Signal()
    """Another start asked for this window."""

    def __init__(self, profile: Path) -> None:
        super().__init__()
        # The lock names its process: one left by a killed process is seen to be stale.
        self._lock = QLockFile(str(profile / "window.lock"))
        self._lock.setStaleLockTime(0)
        digest = blake2b(str(profile.resolve()).encode(), digest_size=10).hexdigest()
        self._name = f"flashprep-{digest}"
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Return whether this process may open the window; False when another one has it."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)
        return True

    def call_other(self) -> bool:
        """Ask the window that is open to come to the front; return whether it answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        """Give the right back."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _called(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()
