"""A portal's JSON interface, which its own scripts read articles from, as a site file describes it."""

from __future__ import annotations

import re
from typing import Annotated, Self

import jmespath
from jmespath.exceptions import JMESPathError, JMESPathTypeError
from pydantic import AfterValidator, Field, model_validator

from seeds.config.url_templates import is_whole, places
from seeds.config.value_types import Strict

_PLAIN = re.compile(r"\w+(?:\.\w+)*")
NUMBER = "{n}"
"""Placeholder of the page number in a list's address."""


def _json_path(value: str) -> str:
    try:
        jmespath.compile(value).search({})  # unknown functions show only here
    except JMESPathTypeError:
        return value  # which the data decides
    except JMESPathError as error:
        why = next(iter(str(error).splitlines()), "")
        raise ValueError(f"{value!r} is no path into JSON (JMESPath): {why}") from None
    return value


def _template(value: str) -> str:
    if not places(value):
        raise ValueError(f"{value!r} must contain the path of the article's id in braces, such as /tin/{{id}}")
    for path in places(value):
        if not _PLAIN.fullmatch(path):
            raise ValueError(f"{{{path}}} is no plain path: names parted by dots, such as {{category.slug}}")
    return value


JsonPath = Annotated[str, AfterValidator(_json_path)]
Template = Annotated[str, AfterValidator(_template)]


class JsonList(Strict):
    """A list of the interface, and the section path that its articles belong to."""

    url: str = Field(pattern=r"^(?:/|https?://)\S*$")
    """Address of the list, or its path, with `{n}` in place of the page number."""
    section: tuple[str, ...] = ()


class JsonArticle(Strict):
    """The article itself in JSON: paths from the top of the answer."""

    address: Template | None = None
    """Address that is requested in place of the article's page, made of the parts of the page's address; None: the
    page."""
    title: JsonPath
    content: JsonPath
    """Path to the text, which is HTML or plain text."""
    lead: JsonPath | None = None
    published: JsonPath | None = None
    """Path to the time: ISO 8601, day first as portals write dates, or seconds or milliseconds since 1970."""
    author: JsonPath | None = None
    source: JsonPath | None = None


class JsonApi(Strict):
    """Lists of articles in JSON. Paths are JMESPath; those of an article start from its entry in the list."""

    lists: tuple[JsonList, ...] = Field(min_length=1)
    items: JsonPath
    """Path to the list of articles in an answer; `@` where the answer is the list."""
    page: Template
    """Address of an article's page, for readers: `/tin/{slug}-{id}.html`; `{link}` where the interface gives it."""
    title: JsonPath | None = None
    published: JsonPath | None = None
    first: int = Field(default=1, ge=0)
    """Number of the first page."""
    step: int = Field(default=1, ge=1)
    """Step between the numbers of pages: more than 1 where they count articles."""
    pages: JsonPath | None = None
    """Path to the number of pages; without it a list goes on until a page names nothing new."""
    next: JsonPath | None = None
    """Path to the address of the next page, in place of `{n}`."""
    article: JsonArticle | None = None
    """None where articles are read from their HTML pages."""

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        """Check that an article's JSON address can be made of its page's address alone. Raises ValueError.

        The frontier knows no more of an article than the address of its page.
        """
        address = self.article.address if self.article else None
        if address is None:
            return self
        if is_whole(self.page):
            raise ValueError(f"article.address: can't be made of {self.page}; say in `page` how it is put together")
        if missing := [f"{{{path}}}" for path in places(address) if path not in places(self.page)]:
            raise ValueError(f"article.address: {', '.join(missing)} must appear in `page` ({self.page}) too")
        return self

    @model_validator(mode="after")
    def _one_way_on(self) -> Self:
        if self.next is not None and any(NUMBER in one.url for one in self.lists):
            raise ValueError("next: the lists' addresses have {n} already; keep one of them")
        return self
