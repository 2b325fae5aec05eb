"""Publishing of held texts, whose pages are cleaned again for what a version does not keep (citations)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from corpus.articles import pending_snapshots, review_queue
from corpus.articles.publishing import publish
from corpus.articles.records import Article
from corpus.articles.review_queue import Held
from normalize.rules_version import RULES
from normalize.workers.child_process import find_site
from normalize.workers.page_cleaners import Children, children
from normalize.workers.site_layouts import SiteLayouts, outcomes
from normalize.workers.worker import rules_hash
from seeds.config.catalogue import Catalogue


def accept(conn: Connection, seeds: Catalogue, texts: Sequence[Held]) -> None:
    """Publish these texts; those of one article are given oldest first, so that the newest is the one that remains."""
    with children(seeds.folder, workers=1) as pool:
        for text in texts:
            if (number := review_queue.number_now(conn, text)) is not None:
                review_queue.accept(conn, text.page_id, number)
                _clean(conn, seeds, pool, text.snapshot_id)


def _clean(conn: Connection, seeds: Catalogue, pool: Children, snapshot_id: int) -> None:
    pending = pending_snapshots.one(conn, snapshot_id)
    if pending is None:
        return
    (outcome,) = outcomes(pool, [pending], SiteLayouts().of(conn, [pending]))
    if isinstance(outcome, Article):  # a page that is none by now stays as it was accepted
        publish(conn, pending, outcome, RULES, rules_hash(find_site(seeds, pending.site)))
