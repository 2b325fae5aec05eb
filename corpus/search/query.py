"""Parser of search queries: words and quoted phrases, each matched plainly or exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.articles.document_keys import spelled
from corpus.folding import WORD, fold_exact, fold_plain, has_diacritics, nfc
from seeds.errors import UsageError

MOST_WORDS = 64

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»″", '""""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other: a quoted phrase, a document number such as 27-NQ/TU, or one word."""

    words: tuple[str, ...]
    """Words as typed, in NFC."""

    @property
    def plain(self) -> str:
        """All words, for query_plain()."""
        return " ".join(self.words)

    @property
    def exact(self) -> str:
        """Words that were typed with diacritics, for query_exact(); empty if there are none."""
        return " ".join(word for word in self.words if has_diacritics(word))

    @property
    def needs_reading(self) -> bool:
        """True where the index can't decide: it knows the exact words of a text, but not which ones are neighbours."""
        return len(self.words) > 1 and bool(self.exact)

    def folds(self) -> tuple[tuple[str, bool], ...]:
        """Return each word, folded for comparison, with True where it must match exactly."""
        return tuple(
            (fold_exact(word), True) if has_diacritics(word) else (fold_plain(word), False) for word in self.words
        )


def parse(query: str) -> list[Term]:
    """Parse a query into terms, all of which an article must have.

    Raises UsageError for a query without a word, or with more than MOST_WORDS.
    """
    typed = nfc(query.replace("\0", " ")).translate(_QUOTES)
    if typed.count('"') % 2:
        typed = typed.replace('"', " ")
    parts = (quoted or bare for quoted, bare in _TERM.findall(typed))
    terms = [Term(tuple(words)) for words in map(WORD.findall, parts) if words]
    if not terms:
        raise UsageError(f"The query {query!r} contains no word.", "Give at least one word or number to search for.")
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise UsageError(f"The query has more than {MOST_WORDS} words.", "Search for fewer, or for a shorter phrase.")
    return list(dict.fromkeys(terms))


def cited(number: str) -> Term:
    """Return a document's number as a term that is matched plainly: it finds most spellings of the number in a text."""
    return Term(tuple(WORD.findall(fold_plain(spelled(number)))))
