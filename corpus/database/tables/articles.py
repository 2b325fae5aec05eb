"""Articles, their versions, and their search words, references, changed dates and layouts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Computed, ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from corpus.database.tables.table_base import (
    Base,
    Hash,
    Moment,
    Number,
    PageId,
    Path,
    ProvinceCode,
    Rows,
    SiteId,
    SnapshotId,
)


class _Text:
    """Columns that an article and a version share."""

    snapshot_id: Mapped[SnapshotId]
    site: Mapped[SiteId]
    title: Mapped[str | None]
    lead: Mapped[str | None]
    text: Mapped[str]
    published_at: Mapped[Moment | None]
    published_precision: Mapped[str | None]
    published_source: Mapped[str | None]
    event_date: Mapped[date | None]
    author: Mapped[str | None]
    source_name: Mapped[str | None]
    section: Mapped[Path]
    images: Mapped[Rows]
    attachments: Mapped[Rows]
    language: Mapped[str | None]
    level: Mapped[str | None]
    province_code: Mapped[ProvinceCode | None]
    platform: Mapped[str | None]
    page_kind: Mapped[str | None]
    captured_at: Mapped[Moment]
    content_hash: Mapped[Hash]
    rules_number: Mapped[int]
    rules_hash: Mapped[str]
    flags: Mapped[Path]
    confidence: Mapped[float | None]
    layout: Mapped[int | None]


class Article(_Text, Base):
    __tablename__ = "article"

    page_id: Mapped[PageId] = mapped_column(primary_key=True)
    version: Mapped[int]
    first_captured_at: Mapped[Moment]
    dated_at: Mapped[Moment] = mapped_column(Computed("coalesce(published_at, first_captured_at)", persisted=True))
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class ArticleVersion(_Text, Base):
    __tablename__ = "article_version"

    page_id: Mapped[PageId] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    held: Mapped[bool]
    superseded_at: Mapped[Moment]
    held_because: Mapped[str | None]
    refused_at: Mapped[Moment | None]


class ArticleSearch(Base):
    __tablename__ = "article_search"

    page_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("article.page_id"), primary_key=True)
    dated_at: Mapped[Moment]
    site: Mapped[str]
    province_code: Mapped[str | None]
    filters: Mapped[list[str]] = mapped_column(ARRAY(Text))
    head: Mapped[Any] = mapped_column(TSVECTOR)
    words: Mapped[str]


class ArticleCount(Base):
    __tablename__ = "article_count"

    id: Mapped[Number]
    site: Mapped[str]
    province_code: Mapped[str | None]
    month: Mapped[date]
    articles: Mapped[int]


class TitleChange(Base):
    __tablename__ = "title_change"

    id: Mapped[Number]
    words: Mapped[str]
    articles: Mapped[int]


class TitleWord(Base):
    __tablename__ = "title_word"

    words: Mapped[str] = mapped_column(primary_key=True)
    plain: Mapped[str]
    articles: Mapped[int]


class DocumentReference(Base):
    __tablename__ = "document_reference"

    page_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("article.page_id"), primary_key=True)
    position: Mapped[int | None]
    as_written: Mapped[str]
    number: Mapped[str]
    number_key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str | None]
    issuer: Mapped[str | None]
    issued_on: Mapped[date | None]


class DateChange(Base):
    __tablename__ = "date_change"

    page_id: Mapped[PageId] = mapped_column(primary_key=True)
    snapshot_id: Mapped[SnapshotId] = mapped_column(primary_key=True)
    captured_at: Mapped[Moment]
    before: Mapped[Moment]
    after: Mapped[Moment]


class Layout(Base):
    __tablename__ = "layout"

    site: Mapped[SiteId] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    templates: Mapped[Rows]
    learned_from: Mapped[str]
    captures: Mapped[int]
    learned_at: Mapped[Moment]
    held_because: Mapped[str | None]
