"""The tables of schema.sql as SQLAlchemy models. What each column means is said there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, Computed, DateTime, ForeignKey, Identity, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Number = Annotated[int, mapped_column(BigInteger, Identity(always=True), primary_key=True)]
Hash = Annotated[bytes, mapped_column(LargeBinary)]
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Small = Annotated[int, mapped_column(SmallInteger)]
Path = Annotated[list[str], mapped_column(ARRAY(Text))]
Json = Annotated[dict[str, Any], mapped_column(JSONB)]
Rows = Annotated[list[dict[str, Any]], mapped_column(JSONB)]
SiteId = Annotated[str, mapped_column(ForeignKey("site.id"))]
PageId = Annotated[int, mapped_column(BigInteger, ForeignKey("page.id"))]
SnapshotId = Annotated[int, mapped_column(BigInteger, ForeignKey("snapshot.id"))]
RunId = Annotated[int, mapped_column(BigInteger, ForeignKey("crawl_run.id"))]
ProvinceCode = Annotated[str, mapped_column(ForeignKey("province.code"))]


class Base(DeclarativeBase):
    """Root of the models."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text}


class Province(Base):
    __tablename__ = "province"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    successor: Mapped[str | None]


class Site(Base):
    __tablename__ = "site"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    level: Mapped[str | None]
    province_code: Mapped[ProvinceCode | None]
    since_2025: Mapped[str | None]
    platform: Mapped[str | None]
    url: Mapped[str | None]
    state: Mapped[str]
    updated_at: Mapped[Moment]


class CrawlRun(Base):
    __tablename__ = "crawl_run"

    id: Mapped[Number]
    site: Mapped[SiteId]
    host: Mapped[str]
    machine: Mapped[str]
    pid: Mapped[int]
    started_at: Mapped[Moment]
    heartbeat_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ending: Mapped[str | None]
    reason: Mapped[str | None]
    exit_code: Mapped[Small | None]
    options: Mapped[Json]
    counts: Mapped[Json]


class Page(Base):
    __tablename__ = "page"

    id: Mapped[Number]
    site: Mapped[SiteId]
    key: Mapped[Hash]
    key_rules: Mapped[Small]
    url: Mapped[str]
    role: Mapped[str]
    leads_to: Mapped[PageId | None]
    listed_title: Mapped[str | None]
    listed_date: Mapped[date | None]
    section: Mapped[Path]
    discovered_at: Mapped[Moment]
    discovered_run: Mapped[RunId | None]
    fetched_at: Mapped[Moment | None]
    due_at: Mapped[Moment | None]
    failures: Mapped[Small]
    gone_at: Mapped[Moment | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]


class PageAlias(Base):
    __tablename__ = "page_alias"

    page_id: Mapped[PageId] = mapped_column(primary_key=True)
    url_hash: Mapped[Hash] = mapped_column(primary_key=True)
    url: Mapped[str]


class Body(Base):
    __tablename__ = "body"

    hash: Mapped[Hash] = mapped_column(primary_key=True)
    zstd: Mapped[Hash]
    size: Mapped[int]


class Snapshot(Base):
    __tablename__ = "snapshot"

    id: Mapped[Number]
    page_id: Mapped[PageId]
    run_id: Mapped[RunId | None]
    url: Mapped[str]
    fetched_at: Mapped[Moment]
    status: Mapped[Small]
    headers: Mapped[Json]
    body_hash: Mapped[Hash] = mapped_column(ForeignKey("body.hash"))
    role: Mapped[str]
    state: Mapped[str | None]
    reason: Mapped[str | None]
    detail: Mapped[str | None]
    page_kind: Mapped[str | None]
    platform: Mapped[str | None]
    rules_number: Mapped[int | None]
    rules_hash: Mapped[str | None]
    normalised_at: Mapped[Moment | None]


class FetchLog(Base):
    __tablename__ = "fetch_log"

    id: Mapped[Number]
    run_id: Mapped[RunId | None]
    page_id: Mapped[PageId | None]
    url: Mapped[str]
    at: Mapped[Moment]
    outcome: Mapped[str]
    status: Mapped[Small | None]
    detail: Mapped[str | None]


class SectionWalk(Base):
    __tablename__ = "section_walk"

    site: Mapped[SiteId] = mapped_column(primary_key=True)
    url_key: Mapped[Hash] = mapped_column(primary_key=True)
    url: Mapped[str]
    run_id: Mapped[RunId | None]
    complete: Mapped[bool]
    pages: Mapped[int]
    ended_by: Mapped[str]
    at: Mapped[Moment]


class _Text:
    """What an article and a superseded version of one have in common."""

    snapshot_id: Mapped[SnapshotId]
    site: Mapped[SiteId]
    title: Mapped[str]
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


class ArticleSearch(Base):
    __tablename__ = "article_search"

    page_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("article.page_id"), primary_key=True)
    plain: Mapped[Any] = mapped_column(TSVECTOR)
    exact: Mapped[Any] = mapped_column(TSVECTOR)


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
