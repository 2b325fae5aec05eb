"""The one root of every error that tinhuy raises on purpose: what is wrong, where, and what to do about it."""

from __future__ import annotations


class TinhuyError(Exception):
    """Something a person can mend.

    The message names the thing and what is wrong with it, `remedy` says what to do. `exit_code` is 1 for a failure
    and 2 for bad usage (input that was refused before anything was done).
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(TinhuyError):
    """A command was asked for something that can't be: an unknown site, a bad date, a file that is not there."""

    exit_code = 2
