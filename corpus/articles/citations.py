"""Documents that articles cite: written with the article, and queried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, ScalarSelect, case, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from corpus.articles.document_keys import number_key
from corpus.articles.records import Reference
from corpus.database import sanitize
from corpus.database.tables import Article, DocumentReference
from seeds.errors import UsageError

_COLUMNS = ("position", "as_written", "number", "number_key", "kind", "issuer", "issued_on")


def write(conn: Connection, page_id: int, references: Sequence[Reference]) -> bool:
    """Replace the article's references; return whether they differ from the former ones."""
    mine = DocumentReference.page_id == page_id
    rows = as_rows(references)
    if rows == written(conn, page_id):
        return False
    conn.execute(delete(DocumentReference).where(mine))
    if rows:
        conn.execute(insert(DocumentReference), [{"page_id": page_id, **row} for row in rows.values()])
    return True


def as_rows(references: Sequence[Reference]) -> dict[str, dict[str, Any]]:
    """Return references as database rows, by the number's key; of two references to one number the last one wins."""
    return {row["number_key"]: row for row in map(_row, references)}


def written(conn: Connection, page_id: int) -> dict[str, dict[str, Any]]:
    """Return the article's stored references, by the number's key."""
    columns = (getattr(DocumentReference, name) for name in _COLUMNS)
    found = conn.execute(select(*columns).where(DocumentReference.page_id == page_id)).mappings()
    return {row["number_key"]: dict(row) for row in found}


def _row(reference: Reference) -> dict[str, Any]:
    return {
        "position": reference.position,
        "as_written": sanitize.text(reference.as_written),
        "number": sanitize.text(reference.number),
        "number_key": number_key(sanitize.text(reference.number)),
        "kind": sanitize.maybe(reference.kind),
        "issuer": sanitize.maybe(reference.issuer),
        "issued_on": reference.date,
    }


def keep_found(conn: Connection, page_id: int) -> None:
    """Fit the references to an older text that took the article's place: drop those that the text does not contain.

    The full list is read when the page is cleaned again.
    """
    body = func.concat_ws("\n\n", Article.lead, Article.text)
    at = func.strpos(body, DocumentReference.as_written)
    in_title = func.strpos(func.coalesce(Article.title, ""), DocumentReference.as_written) > 0
    mine = (DocumentReference.page_id == Article.page_id, Article.page_id == page_id)
    conn.execute(delete(DocumentReference).where(*mine, at == 0, ~in_title))
    conn.execute(update(DocumentReference).where(*mine).values(position=case((at > 0, at - 1))))


@dataclass(frozen=True, slots=True)
class Document:
    """One of the documents that have a number."""

    name: str
    """Its name in the views `documents` and `cited_documents`."""
    number: str
    kind: str | None
    issuer: str | None
    unit: str | None
    """Province or portal whose document it is; None for documents of the whole country."""
    issued_on: date | None
    articles: int


def documents(conn: Connection, number: str) -> list[Document]:
    """List the documents of this number that articles cite, the most cited first: numbers begin anew everywhere."""
    statement = text(
        "SELECT document, number, kind, issuer, unit, issued_on, articles FROM public.documents"
        " WHERE number_key = :key ORDER BY articles DESC, document"
    )
    return [Document(*row) for row in conn.execute(statement, {"key": number_key(number)})]


def document_of_each(conn: Connection, number: str, page_ids: Sequence[int]) -> dict[int, str]:
    """Return which document of this number each of these articles cites, by its name."""
    statement = text(
        "SELECT article_id, document FROM public.cited_documents WHERE number_key = :key AND article_id = ANY(:ids)"
    )
    rows = conn.execute(statement, {"key": number_key(number), "ids": list(page_ids)})
    return {row.article_id: row.document for row in rows}


def check(number: str) -> None:
    """Raise UsageError where `number` is no document's number."""
    key = number_key(number)
    if not key or not any(char.isalpha() for char in key):
        raise UsageError(f"{number!r} is not a document number.", "Write it in full, such as 27-NQ/TU or 38/NQ-CP.")


def references() -> ScalarSelect[Any]:
    """Build the subquery for an article's references as a JSON list, in the order of the text."""
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
