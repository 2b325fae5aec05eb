"""Portals, runs, pages and what was fetched of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Identity
from sqlalchemy.orm import Mapped, mapped_column

from corpus.database.tables.table_base import (
    Base,
    Hash,
    Json,
    JsonOrNull,
    Moment,
    Number,
    Numbers,
    PageId,
    Path,
    ProvinceCode,
    RunId,
    SiteId,
    Small,
)


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


class Dictionary(Base):
    __tablename__ = "dictionary"

    id: Mapped[int] = mapped_column(Identity(always=True), primary_key=True)
    site: Mapped[SiteId]
    content: Mapped[Hash]
    plain_bytes: Mapped[int] = mapped_column(BigInteger)
    packed_bytes: Mapped[int] = mapped_column(BigInteger)
    trained_at: Mapped[Moment]


class Body(Base):
    __tablename__ = "body"

    hash: Mapped[Hash] = mapped_column(primary_key=True)
    zstd: Mapped[Hash | None]
    size: Mapped[int]
    dictionary_id: Mapped[int | None] = mapped_column(ForeignKey("dictionary.id"))
    thinned_at: Mapped[Moment | None]


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
    sources: Mapped[JsonOrNull | None]
    layout: Mapped[int | None]
    template: Mapped[int | None]


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


class Takedown(Base):
    __tablename__ = "takedown"

    page_id: Mapped[PageId] = mapped_column(primary_key=True)
    reason: Mapped[str]
    at: Mapped[Moment]


class Schedule(Base):
    __tablename__ = "schedule"

    site: Mapped[str] = mapped_column(primary_key=True)
    done_until: Mapped[Moment]
    paused_at: Mapped[Moment | None]


class AddressClass(Base):
    __tablename__ = "address_class"

    site: Mapped[SiteId] = mapped_column(primary_key=True)
    shape: Mapped[str] = mapped_column(primary_key=True)
    headline: Mapped[bool] = mapped_column(primary_key=True)
    example: Mapped[str]
    fetched: Mapped[int]
    articles: Mapped[int]
    lists: Mapped[int]
    duplicates: Mapped[int]
    others: Mapped[int]
    closed: Mapped[str | None]
    pages: Mapped[Numbers]
    run_id: Mapped[RunId | None]
    at: Mapped[Moment]


class IdleParameter(Base):
    __tablename__ = "idle_parameter"

    site: Mapped[SiteId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    same: Mapped[int]
    differing: Mapped[int]


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
