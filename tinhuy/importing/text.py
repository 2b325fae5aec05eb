"""Import of extracted texts: one page per text, whose key is the hash of its content."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from corpus.articles.pending_snapshots import one
from corpus.articles.publishing import publish
from corpus.articles.records import EXTRACTED_TEXT, Outcome
from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Role
from corpus.database.tables import Snapshot
from corpus.errors import TakenDown
from corpus.maintenance.takedown import tombstone
from normalize.rules_version import RULES
from normalize.workers.child_process import find_site
from normalize.workers.worker import rules_hash
from seeds.config.catalogue import Catalogue

IMPORTED = "_import"
"""Id of the site for texts that belong to no portal."""


def keep_text(conn: Connection, seeds: Catalogue, site_id: str, path: Path, body: bytes, outcome: Outcome) -> None:
    """Store a text and its outcome. Storing an equal text again changes nothing. Raises TakenDown."""
    if site_id == IMPORTED:
        sites.ensure(conn, IMPORTED, "Imported texts")
    else:
        sites.sync(conn, [seeds.site(site_id)])
    key = hashlib.sha256(body).digest()
    page_id = page_store.find(conn, site_id, key) or _store(conn, site_id, key, path, body)
    if stone := tombstone(conn, page_id):
        raise TakenDown(f"This text was taken down: {stone.reason}.")
    snapshot_id = conn.scalar(select(Snapshot.id).where(Snapshot.page_id == page_id).order_by(Snapshot.id.desc()))
    pending = one(conn, snapshot_id) if snapshot_id is not None else None
    if pending is not None:
        publish(conn, pending, outcome, RULES, rules_hash(find_site(seeds, site_id)))


def _store(conn: Connection, site_id: str, key: bytes, path: Path, body: bytes) -> int:
    address = f"urn:sha256:{key.hex()}"
    return page_store.store_item(
        conn,
        Fetched(
            site=site_id,
            url_key=key,
            url=address,
            role=Role.ITEM,
            final_url=address,
            status=200,
            headers={"content-type": EXTRACTED_TEXT},
            body=body,
            fetched_at=datetime.now(UTC),
            aliases=(path.absolute().as_uri(),),
        ),
        due_at=None,
    )
