"""Learn where a template's pages show headline and date: from their lists, else from what differs. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from datetime import date

from normalize.layouts.places import paired
from normalize.layouts.shape import Mark, Shape

SURE = 0.8
"""Share of the pages with known headline or date that must agree."""
FEWEST = 5
"""Least pages that must agree."""
SELDOM = 0.5
"""Share of the pages below which a link is on few of them."""
DIFFERENT = 0.5
"""Least different dates of a place, per page, where no list gives dates; a clock shows the day of the fetch."""


def title_places(members: Sequence[Shape], recurring: Container[int]) -> tuple[int, ...]:
    """Return the places that show the headline, an exact one before a loose one.

    `recurring`: texts at places, paired.
    """
    found: tuple[int, ...] = ()
    for kind in ("exact", "loose"):
        pages, right = _counted(members, kind, recurring)
        sure = [place for place, number in right.items() if number >= max(FEWEST, SURE * pages[place])]
        best = max(sure, key=lambda place: (right[place], -place), default=None)
        if best is not None and best not in found:
            found = (*found, best)
    return found


def _counted(members: Sequence[Shape], kind: str, recurring: Container[int]) -> tuple[Counter[int], Counter[int]]:
    """Count, by place, the pages with a first text there, and those on which that text is the headline."""
    pages: Counter[int] = Counter()
    right: Counter[int] = Counter()
    called = _called_elsewhere(members)
    for shape in members:
        names = called[shape.own]
        titles = {mark for mark in shape.marks if mark.is_title or (mark.name in names and not mark.is_link)}
        if not titles:
            continue
        first: dict[int, Mark] = {}
        for mark in shape.marks:
            place = getattr(mark.place, kind)
            if not mark.is_link and mark.words and paired(place, mark.text) not in recurring:
                first.setdefault(place, mark)
        pages.update(first.keys())
        right.update(place for place, mark in first.items() if mark in titles)
    return pages, right


def _called_elsewhere(members: Sequence[Shape]) -> dict[int, set[int]]:
    """Return, by a page's address, its names in links on other pages."""
    found: dict[int, set[int]] = defaultdict(set)
    for shape in members:
        for mark in shape.marks:
            if mark.is_link and mark.target and mark.name and mark.target != shape.own:
                found[mark.target].add(mark.name)
    return found


def are_articles(members: Sequence[Shape]) -> bool:
    """Decide whether most pages are named by lists, or by links that few of the pages have.

    Menus, which all pages have, name lists and not articles.
    """
    bearing: dict[int, set[int]] = defaultdict(set)
    for shape in members:
        for mark in shape.marks:
            if mark.is_link:
                bearing[mark.target].add(shape.page)
                bearing[mark.name].add(shape.page)
    seldom = {one for one, pages in bearing.items() if one and len(pages) < SELDOM * len(members)}
    named = (
        shape.own in seldom or any(mark.is_title and mark.name in seldom for mark in shape.marks) for shape in members
    )
    return 2 * sum(shape.listed or is_named for shape, is_named in zip(members, named, strict=True)) > len(members)


def date_places(members: Sequence[Shape], title: tuple[int, ...]) -> tuple[int, ...]:
    """Return the places that show the date of publication."""
    found: tuple[int, ...] = ()
    for kind in ("exact", "loose"):
        days = _days(members, kind)
        good = {place: score for place, shown in days.items() if (score := _score(shown, members)) is not None}
        best = max(good, key=lambda place: (*good[place], place in title, -place), default=None)
        if best is not None and best not in found:
            found = (*found, best)
    return found


def _days(members: Sequence[Shape], kind: str) -> dict[int, dict[int, date]]:
    """Return, by place and page, the day that is there, if it is the only one."""
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for at, shape in enumerate(members):
        shown: dict[int, list[date]] = defaultdict(list)
        for mark in shape.marks:
            if mark.day is not None:
                shown[getattr(mark.place, kind)].append(mark.day)
        for place, days in shown.items():
            if len(set(days)) == 1:
                found[place][at] = days[0]
    return found


def _score(shown: dict[int, date], members: Sequence[Shape]) -> tuple[float, int] | None:
    """Score how well a place agrees with the lists, and how many pages have it; None where it can't be the date's."""
    pages = len({members[at].page for at in shown})
    if pages < FEWEST:
        return None
    dated = [at for at in shown if members[at].listed_day is not None]
    right = sum(shown[at] == members[at].listed_day for at in dated)
    if len(dated) >= FEWEST:
        return (right / len(dated), pages) if right >= SURE * len(dated) else None
    of_fetch = sum(shown[at] == members[at].fetched_day for at in shown)
    different = len(set(shown.values()))
    if different < DIFFERENT * pages or of_fetch > DIFFERENT * len(shown) or pages < SURE * len(members):
        return None
    return (0.0, pages)
