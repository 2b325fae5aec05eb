"""Store of page bodies as the portals sent them: compressed, deduplicated by hash, readable with any dictionary."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import zstandard
from sqlalchemy import ARRAY, Connection, LargeBinary, any_, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from corpus.database.tables import Body, Dictionary

LEVEL = 6  # of zstd: smaller than level 3, and still far faster than any portal answers

# Locked, so that nobody thins or deletes one that is about to be needed again.
_WHOLE = (
    select(Body.hash)
    .where(Body.hash == any_(bindparam("hashes", type_=ARRAY(LargeBinary))), Body.zstd.is_not(None))
    .order_by(Body.hash)
    .with_for_update(read=True, key_share=True)
)
_NEW = insert(Body)
_ADD = _NEW.on_conflict_do_update(
    index_elements=[Body.hash], set_={"zstd": _NEW.excluded.zstd, "thinned_at": None}, where=Body.zstd.is_(None)
).returning(Body.hash)


def store_bodies(conn: Connection, bodies: Sequence[bytes]) -> list[bytes]:
    """Store the bodies that are not stored yet; return the hashes (SHA-256) of all in the given order."""
    hashes = [hashlib.sha256(body).digest() for body in bodies]
    by_hash = dict(zip(hashes, bodies, strict=True))
    there = set(conn.scalars(_WHOLE, {"hashes": list(by_hash)}))
    compressor = zstandard.ZstdCompressor(level=LEVEL)
    rows = [
        {"hash": digest, "zstd": compressor.compress(by_hash[digest]), "size": len(by_hash[digest])}
        for digest in sorted(by_hash.keys() - there)
    ]
    if rows:
        conn.execute(_ADD, rows)
    return hashes


class Unpacker:
    """Decompressor of stored bodies. It caches each dictionary that it reads, so keep one for a batch."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._by_dictionary: dict[int | None, zstandard.ZstdDecompressor] = {None: zstandard.ZstdDecompressor()}

    def __call__(self, packed: bytes, dictionary_id: int | None) -> bytes:
        """Return the body that was compressed with this dictionary, or (None) without any."""
        if dictionary_id not in self._by_dictionary:
            content = self._conn.scalars(select(Dictionary.content).where(Dictionary.id == dictionary_id)).one()
            known = zstandard.ZstdCompressionDict(content)
            self._by_dictionary[dictionary_id] = zstandard.ZstdDecompressor(dict_data=known)
        return self._by_dictionary[dictionary_id].decompress(packed)
