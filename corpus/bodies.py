"""Bodies as the portals sent them: compressed, and identical ones once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import zstandard
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from corpus.models import Body

_LEVEL = 6  # of zstd: smaller than level 3, and still far faster than any portal answers


def store_bodies(conn: Connection, bodies: Sequence[bytes]) -> list[bytes]:
    """Store bodies that are not there yet; returns their hashes in the order given."""
    hashes = [hashlib.sha256(body).digest() for body in bodies]
    by_hash = dict(zip(hashes, bodies, strict=True))
    there = set(conn.scalars(select(Body.hash).where(Body.hash.in_(list(by_hash)))))
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    for digest in sorted(by_hash.keys() - there):
        body = by_hash[digest]
        row = {"hash": digest, "zstd": compressor.compress(body), "size": len(body)}
        conn.execute(insert(Body).values(row).on_conflict_do_nothing())
    return hashes
