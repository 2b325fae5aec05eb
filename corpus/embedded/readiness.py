"""Readiness check of a server through its socket, as libpq's PQping does it, without libpq."""

from __future__ import annotations

import socket
import struct
from enum import Enum
from pathlib import Path

PROTOCOL = 3 << 16
GOODBYE = b"X\x00\x00\x00\x04"
STARTING_OR_STOPPING = b"C57P03\x00"  # cannot_connect_now
PATIENCE = 5.0  # seconds for an answer; a healthy server takes milliseconds


class Readiness(Enum):
    """Readiness of a server: READY takes connections, BUSY does not yet or no longer, ABSENT means no server."""

    READY = "ready"
    BUSY = "busy"
    ABSENT = "absent"


def ask(address: Path) -> Readiness:
    """Ask the server at the socket `address` whether it is ready."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(PATIENCE)
        try:
            connection.connect(str(address))
        except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError, PermissionError):
            return Readiness.ABSENT
        except OSError:  # a full queue, no answer in time
            return Readiness.BUSY
        return _talk(connection)


def _talk(connection: socket.socket) -> Readiness:
    words = b"user\x00postgres\x00database\x00postgres\x00application_name\x00tinhuy probe\x00\x00"
    heard = b""
    try:
        connection.sendall(struct.pack("!ii", len(words) + 8, PROTOCOL) + words + GOODBYE)
        while piece := connection.recv(4096):  # to the end: hanging up early would leave a line in the server's log
            heard += piece
    except OSError:
        return Readiness.BUSY
    return Readiness.READY if heard and STARTING_OR_STOPPING not in heard else Readiness.BUSY
