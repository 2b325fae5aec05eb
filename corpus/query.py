"""What a person typed into search, understood: words and quoted phrases, each plain or exact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import WORD, fold_exact, fold_plain, has_diacritics, nfc
from corpus.numbers import spelled
from seeds.errors import UsageError

MOST_WORDS = 64

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»″", '""""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side: a quoted phrase, a document number such as 27-NQ/TU, or one word."""

    words: tuple[str, ...]
    """As typed, in NFC."""

    @property
    def plain(self) -> str:
        """All of its words, for query_plain()."""
        return " ".join(self.words)

    @property
    def exact(self) -> str:
        """Its words that were typed with diacritics, for query_exact(); empty if there are none."""
        return " ".join(word for word in self.words if has_diacritics(word))

    @property
    def needs_reading(self) -> bool:
        """Whether the index can't tell: it knows the exact words of a text, but not which of them are neighbours."""
        return len(self.words) > 1 and bool(self.exact)

    def folds(self) -> tuple[tuple[str, bool], ...]:
        """Each word folded as it is to be compared, with whether that is exactly."""
        return tuple(
            (fold_exact(word), True) if has_diacritics(word) else (fold_plain(word), False) for word in self.words
        )


def parse(query: str) -> list[Term]:
    """The terms of a query, all of which an article must have. Raises UsageError if it names no word, or too many."""
    typed = nfc(query.replace("\0", " ")).translate(_QUOTES)
    if typed.count('"') % 2:
        typed = typed.replace('"', " ")
    parts = (quoted or bare for quoted, bare in _TERM.findall(typed))
    terms = [Term(tuple(words)) for words in map(WORD.findall, parts) if words]
    if not terms:
        raise UsageError(f"The query {query!r} names no word.", "Give at least one word or number to search for.")
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise UsageError(f"The query has more than {MOST_WORDS} words.", "Search for fewer, or for a shorter phrase.")
    return list(dict.fromkeys(terms))


def cited(number: str) -> Term:
    """A document's number as a term, matched plainly: where it stands in a text, in most of its spellings."""
    return Term(tuple(WORD.findall(fold_plain(spelled(number)))))
