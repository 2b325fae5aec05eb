"""The calendar: a widget on every page, and month and day archives without end."""

from __future__ import annotations

import calendar
from datetime import date

from flask import Blueprint, abort, render_template

from tests.portals.content import SampleArticle
from tests.portals.quanlynhanuoc import portal

routes = Blueprint("archives", __name__)


def month_table(first: date | None = None) -> dict[str, object]:
    """What the calendar widget shows of a month: its weeks, the days with posts, the months before and after."""
    first = (first or portal.today()).replace(day=1)
    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    days = {portal.published(item).day for item in _of(first.year, first.month)}
    return {"first": first, "weeks": weeks, "days": days, "before": _moved(first, -1), "after": _moved(first, 1)}


def month_page(year: str, month: str) -> str:
    """The archive of a month, which exists for every month there ever was or will be."""
    if not (year.isdigit() and month.isdigit() and 0 < int(year) < 9999 and 1 <= int(month) <= 12):
        abort(404)
    first = date(int(year), int(month), 1)
    title = f"Lưu trữ tháng: {int(month)}/{year}"
    items = _of(first.year, first.month)
    return render_template("list.html", title=title, items=items, page=1, pages=1, month=first)


@routes.get("/<year>/<month>/")
def monthly(year: str, month: str) -> str:
    return month_page(year, month)


@routes.get("/<year>/<month>/<day>/")
def daily(year: str, month: str, day: str) -> str:
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        abort(404)
    items = [item for item in _of(int(year), int(month)) if portal.published(item).day == int(day)]
    if not items:
        abort(404)
    return render_template("list.html", title=f"Lưu trữ ngày: {day}/{month}/{year}", items=items, page=1, pages=1)


def _of(year: int, month: int) -> list[SampleArticle]:
    return [item for item in portal.visible() if f"{portal.published(item):%Y-%m}" == f"{year:04}-{month:02}"]


def _moved(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(min(max(index // 12, 1), 9999), index % 12 + 1, 1)
