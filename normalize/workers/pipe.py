"""Messages between a process and its child over a socket. Ours is the end that never waits, whatever the child does."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE
from typing import Protocol

LENGTH = struct.Struct("!Q")
"""Stands before every message: its bytes."""
PIECE = 1 << 18
"""Bytes read at a time; Linux keeps some 0.2 MB of a socket."""


class Pipe:
    """The parent's end: messages go and come in pieces, as far as the child takes and gives them.

    Only one message is on its way at a time: the child answers what it was sent, and is sent nothing before that.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._unsent = memoryview(b"")
        self._received = bytearray()

    def fileno(self) -> int:
        """Its file descriptor, to wait for."""
        return self._end.fileno()

    @property
    def events(self) -> int:
        """What to wait for: something to read, or room for the rest of a message."""
        return EVENT_READ | EVENT_WRITE if self._unsent else EVENT_READ

    def send(self, message: bytes) -> None:
        """Begin to send a message; `push` goes on with it."""
        self._unsent = memoryview(LENGTH.pack(len(message)) + message)
        self.push()

    def push(self) -> None:
        """Send as much as the child takes now. That it is gone shows when an answer is read."""
        with suppress(OSError):
            while self._unsent:
                self._unsent = self._unsent[self._end.send(self._unsent) :]

    def pull(self) -> bytes | None:
        """A message that has come as a whole, else None. Raises EOFError where the child is gone."""
        try:
            piece = self._end.recv(PIECE)
        except BlockingIOError:
            return None
        except OSError as error:  # a child that was killed before it read what it was sent
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
    """The child's end, as `socket.makefile("rwb")` gives it: it waits."""

    def read(self, size: int, /) -> bytes: ...
    def write(self, message: bytes, /) -> int: ...
    def flush(self) -> None: ...


def receive(line: Stream) -> bytes:
    """In the child: wait for a message. Raises EOFError where the parent has hung up."""
    return _exactly(line, LENGTH.unpack(_exactly(line, LENGTH.size))[0])


def send(line: Stream, message: bytes) -> None:
    """In the child: send a message. Raises BrokenPipeError where the parent has hung up."""
    line.write(LENGTH.pack(len(message)))
    line.write(message)
    line.flush()


def _exactly(line: Stream, length: int) -> bytes:
    message = line.read(length)
    if len(message) < length:
        raise EOFError
    return message
