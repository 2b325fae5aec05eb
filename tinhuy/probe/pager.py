"""Paging of a list, recognised by the numbered links at its end, whatever its CMS."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from seeds.config.site import Paging
from tinhuy.probe.http_client import Response

FEW = (2, 3, 4)
"""Page numbers of which one is always linked on a first page that has further ones."""

_POSTBACK = re.compile(r"^\s*javascript:\s*(?:WebForm_)?_*doPostBack\w*\(", re.IGNORECASE)


def pager_of(answer: Response) -> Paging | None:
    """Return the paging that the numbered links of a list page show; None where it has no such links."""
    queries: defaultdict[str, dict[int, int]] = defaultdict(dict)
    paths: defaultdict[str, set[int]] = defaultdict(set)
    posted: set[int] = set()
    for number, href in _numbered(answer):
        if _POSTBACK.match(href):
            posted.add(number)
        else:
            for parameter, value in _in_query(answer, href):
                queries[parameter].setdefault(number, value)
            for template in _in_path(answer, href, number):
                paths[template].add(number)
    if name := _likeliest({name: _counted(values) for name, values in queries.items()}):
        return Paging(query=(name,))
    if ending := _likeliest(paths):
        return Paging(path=(ending,))
    return Paging(postback=True) if posted.intersection(FEW) else None


def _numbered(answer: Response) -> Iterator[tuple[int, str]]:
    """Yield number and address of links whose text is a page's number."""
    for link in answer.root.iter("a"):
        text = "".join(map(str, link.itertext())).strip(" \t\r\n\xa0[]()")
        if text.isdecimal() and 2 <= int(text) <= 99:
            yield int(text), (link.get("href") or "").strip()


def _in_query(answer: Response, href: str) -> Iterator[tuple[str, int]]:
    """Yield the numeric parameters of a link to the list's own path."""
    if not href or href.startswith(("javascript:", "#")):
        return
    parts = urlsplit(urljoin(answer.base, href))
    if parts.path.rstrip("/") == urlsplit(answer.url).path.rstrip("/"):
        yield from ((name, int(value)) for name, value in parse_qsl(parts.query) if re.fullmatch(r"\d{1,6}", value))


def _counted(values: dict[int, int]) -> set[int]:
    """Return the pages whose number a parameter carries; or whose number of preceding articles it carries."""
    carried = {page for page, value in values.items() if value == page}
    steps = {value // (page - 1) for page, value in values.items() if value and value % (page - 1) == 0}
    before = ({page for page, value in values.items() if value == step * (page - 1)} for step in steps)
    return max((carried, *(pages for pages in before if len(pages) > 1)), key=len)


def _in_path(answer: Response, href: str, number: int) -> Iterator[str]:
    """Yield path endings with the number in them, after the list's own path."""
    if not href or href.startswith(("javascript:", "#")):
        return
    own = urlsplit(answer.url).path.rstrip("/")
    path = urlsplit(urljoin(answer.base, href)).path
    ending = path.removeprefix(own)
    if path.startswith(own + "/") and re.fullmatch(rf"/(?:[A-Za-z-]+[/-]?)?{number}(?:/|\.html?)?", ending):
        yield ending.replace(str(number), "{n}")


def _likeliest(found: dict[str, set[int]]) -> str | None:
    """Return the parameter or ending that carries the first numbers: page sizes (10, 20, 50) do not count."""
    pagers = {what: numbers for what, numbers in found.items() if numbers.intersection(FEW)}
    return max(pagers, key=lambda what: len(pagers[what]), default=None)
