"""The root of all errors that tinhuy raises on purpose: what is wrong, where, and what to do about it."""

from __future__ import annotations


class TinhuyError(Exception):
    """An error that a person can mend.

    The message names the thing and what is wrong with it, `remedy` says what to do. `exit_code` is 1 for a failure and
    2 for bad usage (input that was refused before anything was done).
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(TinhuyError):
    """A command was asked for something impossible: an unknown site, a bad date, a missing file."""

    exit_code = 2
