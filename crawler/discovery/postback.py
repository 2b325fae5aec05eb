"""Lists of ASP.NET WebForms, whose further pages have no address: their links post the page's form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from lxml.etree import _Element
from lxml.html import FormElement

from crawler.discovery.list_blocks import text_of
from crawler.discovery.paging import ListPage, unaddressed_page
from seeds.config.site import Site
from seeds.urls.canonical import same_portal

_CALL = re.compile(r"(?:__doPostBack\(|WebForm_PostBackOptions\()\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]")
_ARGUMENT = re.compile(r"(?:^|\$)(\d{1,6})$")
_NEXT = re.compile(r"\W*(?:trang )?(?:sau|tiếp(?: theo)?|kế(?: tiếp)?|next)\W*|[>»›]", re.IGNORECASE)
_MORE = re.compile(r"\.{2,}|…")
_NO_NUMBER = frozenset({"", "next", "page$next"})
_EVENT = ("__EVENTTARGET", "__EVENTARGUMENT")


class _Call(NamedTuple):
    target: str
    argument: str
    text: str


def next_postback(root: _Element, base: str, page: ListPage, site: Site) -> ListPage | None:
    """Make the page after `page` from the form that its pager would post; None where the pager leads no further."""
    wanted = (page.number or 1) + 1
    ranked = [(rank, call) for call in _calls(root) if (rank := _rank(call, wanted)) is not None]
    form = _form(root)
    if not ranked or form is None:
        return None
    best = min(rank for rank, _ in ranked)
    call = [call for rank, call in ranked if rank == best][-1]  # "…" stands before the numbers too
    values = [(name, value) for name, value in form.form_values() if name not in _EVENT]
    fields = (*values, (_EVENT[0], call.target), (_EVENT[1], call.argument))
    return unaddressed_page(page, wanted, _address(form, base, site), fields)


def _calls(root: _Element) -> Iterator[_Call]:
    for element in root.iter("a"):
        script = unquote(element.get("href") or "") + (element.get("onclick") or "")
        if match := _CALL.search(script):
            yield _Call(match[1], match[2], text_of(element))


def _rank(call: _Call, wanted: int) -> int | None:
    """Rank how surely a link leads to page `wanted`, 0 the surest; None if it does not.

    The days of a calendar are numbers too, but have other arguments.
    """
    match = _ARGUMENT.search(call.argument)
    number = int(match[1]) if match else None
    by_text = call.text == str(wanted)
    bare = call.argument.lower() in _NO_NUMBER
    ranks = (
        number == wanted and by_text,
        number == wanted and not call.text.isdecimal(),
        bare and by_text,
        number == wanted - 1 and by_text,
        bare and _NEXT.fullmatch(call.text) is not None,
        bare and _MORE.fullmatch(call.text) is not None,
    )
    return next((rank for rank, holds in enumerate(ranks) if holds), None)


def _form(root: _Element) -> FormElement | None:
    """Find the form of the whole page, of which WebForms have one."""
    for form in root.iter("form"):
        if isinstance(form, FormElement) and any(name.startswith("__") for name, _ in form.form_values()):
            return form
    return None


def _address(form: FormElement, base: str, site: Site) -> str:
    try:
        address = urljoin(base, form.get("action") or "")
    except ValueError:
        return base
    return address if same_portal(address, site) else base
