"""Documents that articles cite: written with the article, and what reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, case, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from corpus import clean
from corpus.models import Article, DocumentReference
from corpus.numbers import number_key
from corpus.records import Reference
from seeds.errors import UsageError

_COLUMNS = ("position", "as_written", "number", "number_key", "kind", "issuer", "issued_on")


def write(conn: Connection, page_id: int, references: Sequence[Reference]) -> bool:
    """Put these in the place of the article's references; whether they differ from those that were there."""
    mine = DocumentReference.page_id == page_id
    rows = as_rows(references)
    if rows == written(conn, page_id):
        return False
    conn.execute(delete(DocumentReference).where(mine))
    if rows:
        conn.execute(insert(DocumentReference), [{"page_id": page_id, **row} for row in rows.values()])
    return True


def as_rows(references: Sequence[Reference]) -> dict[str, dict[str, Any]]:
    """References as they are written, by the number's key: of two mentions of one number the last."""
    return {row["number_key"]: row for row in map(_row, references)}


def written(conn: Connection, page_id: int) -> dict[str, dict[str, Any]]:
    """The article's references as they stand in the corpus, by the number's key."""
    columns = (getattr(DocumentReference, name) for name in _COLUMNS)
    found = conn.execute(select(*columns).where(DocumentReference.page_id == page_id)).mappings()
    return {row["number_key"]: dict(row) for row in found}


def _row(reference: Reference) -> dict[str, Any]:
    return {
        "position": reference.position,
        "as_written": clean.text(reference.as_written),
        "number": clean.text(reference.number),
        "number_key": number_key(clean.text(reference.number)),
        "kind": clean.maybe(reference.kind),
        "issuer": clean.maybe(reference.issuer),
        "issued_on": reference.date,
    }


def keep_found(conn: Connection, page_id: int) -> None:
    """Fit the references to an older text that took the article's place: those that it has not are dropped.

    They are read whole when the page is cleaned again.
    """
    body = func.concat_ws("\n\n", Article.lead, Article.text)
    at = func.strpos(body, DocumentReference.as_written)
    in_title = func.strpos(func.coalesce(Article.title, ""), DocumentReference.as_written) > 0
    mine = (DocumentReference.page_id == Article.page_id, Article.page_id == page_id)
    conn.execute(delete(DocumentReference).where(*mine, at == 0, ~in_title))
    conn.execute(update(DocumentReference).where(*mine).values(position=case((at > 0, at - 1))))


def citing(number: str) -> ColumnElement[bool]:
    """Condition on articles: that they cite the document of this number, in any spelling of it."""
    citing_pages = select(DocumentReference.page_id).where(DocumentReference.number_key == number_key(number))
    return Article.page_id.in_(citing_pages)


def check(number: str) -> None:
    """Raise UsageError for what is no document's number."""
    key = number_key(number)
    if not key or not any(char.isalpha() for char in key):
        raise UsageError(f"{number!r} is no document's number.", "Give it whole, such as 27-NQ/TU or 38/NQ-CP.")


def references() -> ScalarSelect[Any]:
    """Of each article: its references as a JSON list, in the order of the text."""
    one = func.jsonb_build_object(
        "as_written", DocumentReference.as_written,
        "number", DocumentReference.number,
        "kind", DocumentReference.kind,
        "issuer", DocumentReference.issuer,
        "date", DocumentReference.issued_on,
        "position", DocumentReference.position,
    )  # fmt: skip
    order = (DocumentReference.position.asc().nulls_first(), DocumentReference.number_key.asc())
    every = func.coalesce(func.jsonb_agg(aggregate_order_by(one, *order)), func.jsonb_build_array(), type_=JSONB)
    return select(every).where(DocumentReference.page_id == Article.page_id).correlate(Article).scalar_subquery()
