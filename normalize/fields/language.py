"""Recognise Vietnamese by its letters, and English by its commonest words."""

from __future__ import annotations

import re
from itertools import islice
from operator import methodcaller

from corpus.articles.records import Reason
from normalize.rejection import RejectedError

_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_ONLY_VIETNAMESE = re.compile("[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
"""Letters of no other language; â, ê, ô are French and Portuguese too, ă Romanian, đ Croatian."""
_ENGLISH = frozenset("the of and to in is that for it with as was on are by this be from at which".split())
_BARE = methodcaller("strip", ".,;:!?\"'()")
SHORTEST = 12
"""Words of the shortest text that is judged."""
VIETNAMESE_SHARE = 0.15
"""Share of words with a letter that only Vietnamese has: running Vietnamese has some 0.6, others under 0.02."""
ENGLISH_SHARE = 0.08
"""Share of the commonest English words: running English has some 0.25; from a quarter of this share on a text may be
English.
"""


def language_of(text: str) -> str | None:
    """Return `vi`, `en` or `other`; None where the text is too short or leaves doubt."""
    text = text[:20_000].lower()
    found = text.split()
    if len(found) < SHORTEST:
        return None
    if _VIETNAMESE.search(text):
        telling = filter(_VIETNAMESE.search, found)
        least = int(VIETNAMESE_SHARE * len(found))
        enough = next(count for count in (least, least + 1) if count / len(found) >= VIETNAMESE_SHARE)
        if next(islice(telling, enough - 1, None), None) is not None:
            return "vi"
    english = sum(map(_ENGLISH.__contains__, map(_BARE, found)))
    share = english / len(found)
    return "en" if share >= ENGLISH_SHARE else "other" if share < ENGLISH_SHARE / 4 else None


def is_vietnamese(line: str) -> bool:
    """Decide whether a line has letters that only Vietnamese has; a line in Vietnamese may have none."""
    return _ONLY_VIETNAMESE.search(line.lower()) is not None


def refuse_other_language(text: str, wanted: str) -> str | None:
    """Return the language of the text. Raises RejectedError where it is not the wanted one (`any` accepts all)."""
    language = language_of(text)
    if wanted != "any" and language is not None and language != wanted:
        raise RejectedError(Reason.OTHER_LANGUAGE, f"the text is {language}, wanted is {wanted}")
    return language
