"""Exchange messages between a process and its child over a socket. The parent's end never waits for the child."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE
from typing import Protocol

LENGTH = struct.Struct("!Q")
"""The header of every message: its length in bytes."""
PIECE = 1 << 18
"""Bytes read at a time; Linux keeps some 0.2 MB of a socket."""


class Pipe:
    """The parent's end: it sends and receives messages in pieces, as fast as the child takes and gives them.

    Only one message is on its way at a time: the child answers each message before it is sent the next.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._unsent = memoryview(b"")
        self._received = bytearray()

    def fileno(self) -> int:
        """Return its file descriptor, to wait for."""
        return self._end.fileno()

    @property
    def events(self) -> int:
        """Return the events to wait for: something to read, or room for the rest of a message."""
        return EVENT_READ | EVENT_WRITE if self._unsent else EVENT_READ

    def send(self, message: bytes) -> None:
        """Begin to send a message; `push` sends the rest."""
        self._unsent = memoryview(LENGTH.pack(len(message)) + message)
        self.push()

    def push(self) -> None:
        """Send as much as the child takes now. A child that is gone is noticed when its answer is read."""
        with suppress(OSError):
            while self._unsent:
                self._unsent = self._unsent[self._end.send(self._unsent) :]

    def pull(self) -> bytes | None:
        """Return a message if all of it has come, else None. Raises EOFError where the child is gone."""
        try:
            piece = self._end.recv(PIECE)
        except BlockingIOError:
            return None
        except OSError as error:  # the child was killed before it read its message
            raise EOFError from error
        if not piece:
            raise EOFError
        self._received += piece
        return self._whole()

    def _whole(self) -> bytes | None:
        if len(self._received) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack_from(self._received)
        if len(self._received) < LENGTH.size + length:
            return None
        message, self._received = bytes(self._received[LENGTH.size :]), bytearray()
        return message

    def close(self) -> None:
        """Hang up."""
        self._end.close()


class Stream(Protocol):
    """The child's end, as `socket.makefile("rwb")` gives it: its calls wait."""

    def read(self, size: int, /) -> bytes: ...
    def write(self, message: bytes, /) -> int: ...
    def flush(self) -> None: ...


def receive(line: Stream) -> bytes:
    """Wait for a message, in the child. Raises EOFError where the parent has hung up."""
    return _exactly(line, LENGTH.unpack(_exactly(line, LENGTH.size))[0])


def send(line: Stream, message: bytes) -> None:
    """Send a message, in the child. Raises BrokenPipeError where the parent has hung up."""
    line.write(LENGTH.pack(len(message)))
    line.write(message)
    line.flush()


def _exactly(line: Stream, length: int) -> bytes:
    message = line.read(length)
    if len(message) < length:
        raise EOFError
    return message
