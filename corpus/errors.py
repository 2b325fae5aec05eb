"""Errors of the corpus as a whole."""

from __future__ import annotations

from seeds.errors import TinhuyError, UsageError


class CorpusUnavailable(TinhuyError):  # noqa: N818
    """Postgres does not answer, or the database there can't be used. Never carries a password."""


class CorpusOutdated(TinhuyError):  # noqa: N818
    """The database was made by an older or a newer tinhuy."""


class BadAddress(UsageError):  # noqa: N818
    """DATABASE_URL is no address of a Postgres database."""


class TakenDown(TinhuyError):  # noqa: N818
    """The body to be stored belongs to a page that was taken down; nothing of that page comes back."""
