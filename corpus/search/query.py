"""Search queries: what Postgres' own parser (`search_parse` in schema.sql) makes of them, and what a person is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from corpus.articles.document_keys import spelled
from corpus.folding import WORD, fold_exact, fold_plain, has_diacritics
from seeds.errors import UsageError

MOST_WORDS = 64
_SHORT_BEGINNING = re.compile(r"(?<!\S)-?(?:title:)?([^\W_]{1,2}\*)(?!\S)", re.IGNORECASE)
"""Thousands of words begin with two letters, and most articles have some of them."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other: a quoted phrase, a document number such as 27-NQ/TU, or one word."""

    words: tuple[str, ...]
    """Words as typed, in NFC."""
    prefix: bool = False
    """True where the last word is only the beginning of one."""
    in_title: bool = False

    def folds(self) -> tuple[tuple[str, bool], ...]:
        """Return each word, folded for comparison, with True where it must match exactly."""
        return tuple(
            (fold_exact(word), True) if has_diacritics(word) else (fold_plain(word), False) for word in self.words
        )


def parse(conn: Connection, query: str) -> list[Term]:
    """Parse a query; return what is looked for and can be marked in a text: nothing for an empty query.

    Raises UsageError for a query that has signs but no word, or more than MOST_WORDS, or the beginning of a word in one
    letter or two.
    """
    typed = query.replace("\0", " ")
    if len(WORD.findall(typed)) > MOST_WORDS:
        raise UsageError(f"The query has more than {MOST_WORDS} words.", "Search for fewer, or for a shorter phrase.")
    if short := _SHORT_BEGINNING.search(typed):
        raise UsageError(f"{short[1]!r} is too short.", "The beginning of a word needs three letters or more.")
    statement = text("SELECT terms, needed IS NULL AND read_against = '{}' AS idle FROM search_parse(:query)")
    parsed = conn.execute(statement, {"query": typed}).one()
    if parsed.idle and typed.strip():
        raise UsageError(f"The query {query!r} contains no word.", "Give at least one word or number to search for.")
    return [Term(tuple(term["words"]), term["prefix"], term["title"]) for term in parsed.terms]


def cited(number: str) -> Term:
    """Return a document's number as a term that is matched plainly: it finds most spellings of the number in a text."""
    return Term(tuple(WORD.findall(fold_plain(spelled(number)))))
