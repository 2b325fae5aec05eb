"""Zstandard dictionaries: text that a site's pages have in common is stored once, and each page without it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import zstandard
from sqlalchemy import ColumnElement, Connection, Engine, delete, exists, insert, select, text, update

from corpus.crawling.bodies import LEVEL, Unpacker
from corpus.database.retry import with_retry
from corpus.database.tables import Body, Dictionary
from seeds.errors import UsageError

SIZE = 112_640
"""Bytes of a dictionary: the default of the zstd program."""
SEGMENT, MATCH = 2_000, 8
"""Bytes of the pieces that a dictionary is built from, and of the shortest repetition. Boilerplate repeats in long
runs: on the sample portals these values gave a half to a fifth of what zstd's own choice of pieces did (make
bench-storage)."""
SAMPLE = 500
"""Pages that a dictionary is trained on and measured with; every fifth is held out for the measurement."""
LEAST = 20
"""Pages below which a site gets no dictionary: it would be larger than the saving."""
WORTH = 2.0
"""Factor by which a dictionary must shrink pages that it was not trained from; with less it is not used."""
BATCH = 100
"""Bodies compressed again in one transaction."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A dictionary, and its effect on pages that it was not trained from."""

    content: bytes
    raw: int
    plain: int
    packed: int

    @property
    def is_worth_it(self) -> bool:
        """True where the dictionary at least halves the bytes."""
        return self.plain >= WORTH * self.packed


def trained(pages: Sequence[bytes]) -> Trained:
    """Train a dictionary from four fifths of the pages and measure it on the rest.

    Raises UsageError where the pages are too few or give no dictionary.
    """
    held_out = [page for at, page in enumerate(pages) if at % 5 == 4]
    rest: list[bytes | bytearray | memoryview[int]] = [page for at, page in enumerate(pages) if at % 5 != 4]
    if len(pages) < LEAST:
        raise UsageError(f"{len(pages)} stored pages are too few for a dictionary.", f"At least {LEAST} are needed.")
    try:
        content = zstandard.train_dictionary(SIZE, rest, k=SEGMENT, d=MATCH, level=LEVEL).as_bytes()
    except zstandard.ZstdError as error:
        raise UsageError(
            f"No dictionary can be trained from these pages: {error}.", "Try again when more pages are stored."
        ) from None
    return Trained(content, sum(map(len, held_out)), packed_size(held_out), packed_size(held_out, content))


def packed_size(pages: Sequence[bytes], dictionary: bytes | None = None) -> int:
    """Return the bytes of these pages, each compressed by itself."""
    compressor = _compressor(dictionary)
    return sum(len(compressor.compress(page)) for page in pages)


def _compressor(content: bytes | None) -> zstandard.ZstdCompressor:
    known = zstandard.ZstdCompressionDict(content) if content is not None else None
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=known)


_SAMPLE = text("""
    SELECT b.zstd, b.dictionary_id FROM body b
    WHERE b.zstd IS NOT NULL AND b.size > 0 AND b.hash IN (
        SELECT s.body_hash FROM snapshot s JOIN page p ON p.id = s.page_id WHERE p.site = :site AND s.role = 'item')
    ORDER BY b.hash LIMIT :sample
""")


def train(conn: Connection, site: str) -> tuple[Trained, int | None]:
    """Train a dictionary from the site's stored pages; return it and its number (None: not worth it, not stored)."""
    unpack = Unpacker(conn)
    rows = conn.execute(_SAMPLE, {"site": site, "sample": SAMPLE}).all()  # hashes have no order: it is a fair sample
    made = trained([unpack(row.zstd, row.dictionary_id) for row in rows])
    if not made.is_worth_it:
        return made, None
    values = {"site": site, "content": made.content, "plain_bytes": made.plain, "packed_bytes": made.packed}
    return made, conn.scalar(insert(Dictionary).values(values).returning(Dictionary.id))


def newest(conn: Connection, site: str) -> tuple[int, bytes] | None:
    """Return number and content of the site's newest dictionary; None where it has none."""
    own = select(Dictionary.id, Dictionary.content).where(Dictionary.site == site).order_by(Dictionary.id.desc())
    row = conn.execute(own.limit(1)).one_or_none()
    return (row.id, row.content) if row else None


# Bodies of the site that are packed plainly, or with an older dictionary of its own; another site's stay with that.
_NEXT = text("""
    SELECT b.hash, b.zstd, b.dictionary_id FROM body b
    WHERE b.hash > :after AND b.zstd IS NOT NULL AND b.dictionary_id IS DISTINCT FROM :number
        AND (b.dictionary_id IS NULL OR b.dictionary_id IN (SELECT id FROM dictionary WHERE site = :site))
        AND EXISTS (SELECT FROM snapshot s JOIN page p ON p.id = s.page_id
            WHERE s.body_hash = b.hash AND p.site = :site)
    ORDER BY b.hash LIMIT :batch FOR UPDATE OF b SKIP LOCKED
""")


def pack(engine: Engine, site: str, advance: Callable[..., None] = lambda: None) -> int:
    """Compress the site's bodies with its newest dictionary, if there is one; return how many changed.

    It can be stopped at any moment and run again: bodies that are done are skipped.
    """
    found = with_retry(engine, partial(newest, site=site))
    if found is None:
        return 0
    number, compressor = found[0], _compressor(found[1])
    done, after = 0, b""
    while True:
        work = partial(_pack, site=site, number=number, compressor=compressor, after=after)
        packed, looked, last = with_retry(engine, work)
        if last is None:
            older = (Dictionary.site == site, Dictionary.id < number)
            with_retry(engine, partial(_drop_unused, which=older))
            return done
        done, after = done + packed, last
        for _ in range(looked):
            advance()


def _pack(
    conn: Connection, site: str, number: int, compressor: zstandard.ZstdCompressor, after: bytes
) -> tuple[int, int, bytes | None]:
    """Compress one batch; return how many bodies changed, how many were read, and the last hash (None at the end)."""
    unpack, packed = Unpacker(conn), 0
    rows = conn.execute(_NEXT, {"site": site, "number": number, "after": after, "batch": BATCH}).all()
    for row in rows:
        body = unpack(row.zstd, row.dictionary_id)
        smaller = compressor.compress(body)
        if hashlib.sha256(body).digest() != bytes(row.hash) or len(smaller) >= len(row.zstd):
            continue
        values = {"zstd": smaller, "dictionary_id": number}
        conn.execute(update(Body).where(Body.hash == row.hash).values(values))
        packed += 1
    return packed, len(rows), bytes(rows[-1].hash) if rows else None


def _drop_unused(conn: Connection, which: Sequence[ColumnElement[bool]]) -> None:
    used = exists().where(Body.dictionary_id == Dictionary.id)
    conn.execute(delete(Dictionary).where(*which, ~used))


def having_one(conn: Connection) -> list[str]:
    """List the sites that have a dictionary."""
    return list(conn.scalars(select(Dictionary.site).distinct().order_by(Dictionary.site)))


_FORGOTTEN = text("""
    SELECT b.hash, b.zstd, b.dictionary_id FROM body b
    WHERE b.dictionary_id IN (SELECT id FROM dictionary WHERE site = :site AND trained_at < :before)
    ORDER BY b.hash LIMIT :batch FOR UPDATE OF b
""")


def stale(conn: Connection, site: str, before: datetime) -> bool:
    """Check whether the site has a dictionary that was trained before that moment."""
    return conn.scalar(select(exists().where(Dictionary.site == site, Dictionary.trained_at < before))) is True


def forget(engine: Engine, site: str, before: datetime, advance: Callable[..., None] = lambda: None) -> int:
    """Delete the site's dictionaries from before that moment; return how many bodies had to be compressed without one.

    A dictionary may hold pieces of a page that was taken down since. It can be stopped at any moment and run again.
    """
    done = 0
    while unpacked := with_retry(engine, partial(_unpack, site=site, before=before)):
        done += unpacked
        for _ in range(unpacked):
            advance()
    return done


def _unpack(conn: Connection, site: str, before: datetime) -> int:
    unpack, compressor = Unpacker(conn), _compressor(None)
    rows = conn.execute(_FORGOTTEN, {"site": site, "before": before, "batch": BATCH}).all()
    for row in rows:
        values = {"zstd": compressor.compress(unpack(row.zstd, row.dictionary_id)), "dictionary_id": None}
        conn.execute(update(Body).where(Body.hash == row.hash).values(values))
    if not rows:
        _drop_unused(conn, (Dictionary.site == site, Dictionary.trained_at < before))
    return len(rows)
