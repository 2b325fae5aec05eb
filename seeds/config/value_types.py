"""Validated types of values in site and platform files: CSS selectors, patterns, URLs, cron lines."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from cronsim import CronSim, CronSimError
from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from pydantic import AfterValidator, BaseModel, ConfigDict

from seeds.timing import duration, window


class Strict(BaseModel):
    """Base of the parts of site and platform files: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@lru_cache(maxsize=4096)  # a platform's are those of each of its sites
def _selector(value: str) -> str:
    try:
        CSSSelector(value, translator="html")
    except (SelectorError, AssertionError) as error:
        raise ValueError(f"{value!r} is no CSS selector that can be used here: {error}") from None
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from None
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"{value!r} is no web address: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", value):
        raise ValueError(f"{value!r} is no web address: it must be http:// or https:// with a host and no spaces")
    return value


CRON_FIELDS = 5
"""Fields of a cron line; a reader that expects five would misread a sixth, for seconds."""


def _cron_line(value: str) -> str:
    if (number := len(value.split())) != CRON_FIELDS:
        raise ValueError(f"{value!r} is no cron line (minute hour day month weekday): it has {number} fields")
    try:
        CronSim(value, datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError as error:
        raise ValueError(f"{value!r} is no cron line (minute hour day month weekday): {error}") from None
    return value


def _page_path(value: str) -> str:
    if "{n}" not in value:
        raise ValueError(f"{value!r} must contain {{n}} in place of the page number")
    return value


def _hours(value: str) -> str:
    window(value)
    return value


def _duration(value: str) -> str:
    duration(value)
    return value


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
CronLine = Annotated[str, AfterValidator(_cron_line)]
PagePath = Annotated[str, AfterValidator(_page_path)]
Hours = Annotated[str, AfterValidator(_hours)]
Duration = Annotated[str, AfterValidator(_duration)]
