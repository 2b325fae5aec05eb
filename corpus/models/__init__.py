"""The tables of schema.sql as SQLAlchemy models. schema.sql explains each column."""

from __future__ import annotations

from corpus.models.articles import Article, ArticleSearch, ArticleVersion, DateChange, DocumentReference, Layout
from corpus.models.base import Base
from corpus.models.crawling import (
    AddressClass,
    Body,
    CrawlRun,
    Dictionary,
    FetchLog,
    IdleParameter,
    Page,
    PageAlias,
    Province,
    Schedule,
    SectionWalk,
    Site,
    Snapshot,
    Takedown,
)
from corpus.models.health import Alarm, RunHealth

__all__ = [
    "AddressClass",
    "Alarm",
    "Article",
    "ArticleSearch",
    "ArticleVersion",
    "Base",
    "Body",
    "CrawlRun",
    "DateChange",
    "Dictionary",
    "DocumentReference",
    "FetchLog",
    "IdleParameter",
    "Layout",
    "Page",
    "PageAlias",
    "Province",
    "RunHealth",
    "Schedule",
    "SectionWalk",
    "Site",
    "Snapshot",
    "Takedown",
]
