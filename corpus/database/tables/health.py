"""Verdicts on runs, and the alarms that came of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from corpus.database.tables.table_base import Base, Json, Moment, Number, Path, Rows, RunId, SiteId, Small


class RunHealth(Base):
    __tablename__ = "run_health"

    run_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("crawl_run.id"), primary_key=True)
    verdict: Mapped[str]
    findings: Mapped[Rows]
    bands: Mapped[Rows]
    figures: Mapped[Json]
    judged_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]


class Alarm(Base):
    __tablename__ = "alarm"

    id: Mapped[Number]
    site: Mapped[SiteId]
    code: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
    figures: Mapped[Json]
    run_id: Mapped[RunId]
    opened_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    told_at: Mapped[Moment | None]
    attempts: Mapped[Small]
    taken_by: Mapped[Path]
