"""The requests of a portal's spider, and the meaning of their ends for a walk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from scrapy import FormRequest, Request
from twisted.python.failure import Failure

from corpus.crawling.records import FrontierPage, Role
from crawler.discovery.json_lists import ACCEPT
from crawler.discovery.list_walk import ListWalk
from crawler.discovery.methods import INTERFACES, Way
from crawler.network.outcomes import Outcome, outcome_of_error, words
from crawler.storage.answer import Answer, Target
from seeds.config.site import Site
from seeds.urls.canonical import canonical

Callback = Callable[..., Any]
Output = AsyncIterator[Request | Answer]

_NOT_THERE = frozenset({Outcome.NOT_FOUND, Outcome.GONE, Outcome.FORBIDDEN_BY_ROBOTS})
_SHUT = frozenset({400, 401, 403, 405, 501})
"""Statuses that WordPress answers where its interface is switched off or closed."""


def plain_request(
    url: str,
    callback: Callback,
    errback: Callback,
    arguments: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    render: bool = False,
) -> Request:
    """Make a GET that ends in `callback` or `errback`, even if it was asked before; `render`: in a browser."""
    return Request(
        url, callback=callback, errback=errback, headers=dict(headers or {}), cb_kwargs=dict(arguments),
        dont_filter=True, meta={"render": True} if render else {},
    )  # fmt: skip


def list_request(
    walk: ListWalk, callback: Callback, errback: Callback, arguments: Mapping[str, Any], site: Site
) -> Request:
    """Make the request for the next page of a walk: a GET, or the form that its pager would post."""
    page = walk.page
    if not page.form:
        headers = ACCEPT if walk.way is Way.JSON else None
        render = site.render and walk.way not in INTERFACES
        return plain_request(page.url, callback, errback, arguments, headers, render)
    return FormRequest(
        page.url, formdata=list(page.form), callback=callback, errback=errback, cb_kwargs=dict(arguments),
        dont_filter=True,
    )  # fmt: skip


def list_target(walk: ListWalk, site: Site) -> Target:
    """Return the target of a walk's next request. A page without its own address is identified by its number."""
    page = walk.page
    if walk.way in INTERFACES:
        return Target(page.url, page.key, Role.LIST)
    address = canonical(page.url, site)
    return Target(f"{address}#page={page.number}" if page.form else address, page.key, Role.LIST)


def validators(page: FrontierPage) -> dict[str, str]:
    """Return headers that let the portal answer "not modified"."""
    known = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in known.items() if value}


def is_absent(answer: Answer, walk: ListWalk) -> bool:
    """Decide whether a walk failed because the portal has no such list, or denies access to it."""
    shut = walk.way is Way.API and answer.status in _SHUT
    return walk.pages == 0 and (answer.outcome in _NOT_THERE or shut)


def request_of(failure: Failure) -> Request:
    request: Request = getattr(failure, "request")  # noqa: B009 (Scrapy sets it)
    return request


def failed(failure: Failure) -> Answer:
    request, error = request_of(failure), failure.value
    outcome = outcome_of_error(error, request.url) if error else Outcome.FAILED
    return Answer(request.cb_kwargs["target"], outcome, detail=words(error)[:500])
