"""Recognition of the CMS that built a page, by its platform's signature."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from seeds.config.site import Platform
from seeds.pages.css import find_all
from seeds.pages.css_prefilter import Names, names_on, present


def recognise(tree: HtmlElement, candidates: tuple[Platform, ...], names: Names | None = None) -> Platform:
    """Return the candidate with the most signatures on the page, or the last one (the generic one) if none has any.

    `names`: the classes and ids on the page, where they are known already.
    """
    if len(candidates) == 1:
        return candidates[0]
    names = names or names_on(tree)
    own = [platform for platform in candidates if not platform.last_resort]
    return _most_signs(tree, own, names) or _most_signs(tree, candidates, names) or candidates[-1]


def _most_signs(tree: HtmlElement, candidates: Sequence[Platform], names: Names) -> Platform | None:
    """Return the first of the candidates with the most signatures on the page; None where none has any.

    Candidates that may have many are searched first: most others then need no search.
    """
    marks = [present(platform.signature, names) for platform in candidates]
    best, most = len(candidates), 1
    for at in sorted(range(len(candidates)), key=lambda at: -len(marks[at])):
        if (len(marks[at]), -at) > (most, -best):
            found = sum(1 for mark in marks[at] if find_all(tree, mark))
            if (found, -at) > (most, -best):
                best, most = at, found
    return candidates[best] if best < len(candidates) else None
