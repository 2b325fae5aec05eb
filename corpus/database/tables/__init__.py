"""The tables of schema.sql as SQLAlchemy models. schema.sql explains each column."""

from __future__ import annotations

from corpus.database.tables.articles import (
    Article,
    ArticleCount,
    ArticleSearch,
    ArticleVersion,
    DateChange,
    DocumentReference,
    Layout,
    TitleChange,
    TitleWord,
)
from corpus.database.tables.crawling import (
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
from corpus.database.tables.health import Alarm, RunHealth
from corpus.database.tables.table_base import Base

__all__ = [
    "AddressClass",
    "Alarm",
    "Article",
    "ArticleCount",
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
    "TitleChange",
    "TitleWord",
]
