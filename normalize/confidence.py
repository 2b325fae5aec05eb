"""Rate how sure it is that a text is the page's whole article and nothing else: a number from 0 to 1.

The number is a sum of weighted evidence, put between 0 and 1 by the logistic function. The weights were fitted on half
of the gold and sample pages with their platform's file withheld, of the real Vietnamese pages and of the judges'
English ones (354 articles; right: word F1 of 0.95 and more), rounded, and looked at on the other half: of portals'
articles at 0.9 or more 0.98 were right, and of the right ones 0.99 were there. General pages are right in two of three
cases, whatever the evidence; so their confidence stays below 0.9.
"""

from __future__ import annotations

from math import exp

from normalize.text import word_count

CERTAIN = 0.9
"""The confidence that reviews and alarms take for certain."""
_SENTENCE = 8
_STOPS = (".", "…", ":", ";", "!", "?", '"', "”", ")", "/", "。")
_ALWAYS = 1.1
_SENTENCES, _OPENS, _CLOSES = 0.7, 0.5, 0.5
_ANCHORED = 0.8
_LINKED, _TEASERS, _RECORD = -1.6, -1.7, -0.9
_GENERAL, _APART = -2.2, -1.4
RECORD = 4
"""Labels with values from which on a text may be a record."""


def confidence_of(
    lead: str | None,
    text: str,
    *,
    anchored: bool = False,
    linked_share: float = 0.0,
    teasers: bool = False,
    labels: int = 0,
    general: bool = False,
    agreement: float | None = None,
) -> float:
    """Return the confidence in an article's text, from 0 to 1, rounded to two digits.

    `anchored`: the page's own headline is above the text. `linked_share`: share of link text where the article was
    looked for. `teasers`: boxes of other pages were cut there. `labels`: number of labels with values in the text.
    `general`: a page of an unknown platform in another language. `agreement`: what trafilatura and our own rules have
    in common there.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    lengths = [word_count(line) for line in lines]
    sentences = [length >= _SENTENCE and _stops(line) for line, length in zip(lines, lengths, strict=True)]
    running = sum(length for length, is_one in zip(lengths, sentences, strict=True) if is_one)
    total = (
        _ALWAYS
        + _SENTENCES * running / max(sum(lengths), 1)
        + _OPENS * bool(lead or sentences[:1] == [True])
        + _CLOSES * (sentences[-1:] == [True])
        + _ANCHORED * anchored
        + _LINKED * linked_share
        + _TEASERS * teasers
        + _RECORD * (labels >= RECORD)
        + _GENERAL * general
        + _APART * (0 if agreement is None else 1 - agreement)
    )
    return round(1 / (1 + exp(-total)), 2)


def confidence_of_text(lead: str | None, text: str) -> float:
    """Return the confidence in a text that came without its page: never certain."""
    return min(confidence_of(lead, text), CERTAIN - 0.01)


def _stops(line: str) -> bool:
    return line.rstrip().endswith(_STOPS)
