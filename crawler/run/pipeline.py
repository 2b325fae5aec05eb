"""The pipeline that stores the end of every request, and counts it once it is committed."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from corpus.crawling.records import Role
from corpus.errors import CorpusUnavailable, TakenDown
from crawler.network.outcomes import Outcome
from crawler.run.record import RunRecord
from crawler.storage.answer import Answer
from crawler.storage.batches import Batches
from crawler.storage.save import PageEnd, item_end, save_ends, save_list
from crawler.storage.transactions import Transactions
from seeds.config.site import Site

logger = logging.getLogger(__name__)


class CorpusPipeline:
    """Stores Answers in the corpus; the spider waits on `answer.settled`.

    A list is stored in one transaction with all that it names; items that end at one time share a transaction.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CORPUS_ENABLED"):
            raise NotConfigured
        self.crawler = crawler
        self._batches = Batches(self._save)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CorpusPipeline:
        return cls(crawler)

    async def process_item(self, answer: Answer) -> Answer:
        """Store and count an answer; one that can't be stored counts as failed. Raises DropItem without a corpus."""
        record: RunRecord | None = self.crawler.get_extension(RunRecord)
        if record is None or record.store is None:
            raise DropItem("there is no run to store it for")
        try:
            await self._store(answer, record.store, record.site)
            record.store.found += len(answer.found)
            record.count(answer)
        except CorpusUnavailable as error:
            record.lose(str(error))
            raise DropItem(str(error)) from None
        finally:
            answer.settled.set()
        return answer

    async def _store(self, answer: Answer, store: Transactions, site: Site) -> None:
        try:
            if answer.outcome is Outcome.STORED and answer.target.role is not Role.ITEM:
                await store.transact(lambda conn: save_list(conn, answer, site, store.run_id))
            else:
                await self._batches.add(item_end(answer, site, store.run_id))
                answer.new = frozenset() if answer.outcome is Outcome.STORED else answer.new
        except CorpusUnavailable:
            raise
        except TakenDown as error:
            answer.outcome, answer.detail, answer.new = Outcome.TAKEN_DOWN, error.message, frozenset()
            await self._batches.add(PageEnd(answer))
        except Exception as error:
            logger.exception("Could not store %s", answer.target.url)
            answer.outcome, answer.detail, answer.new = Outcome.FAILED, f"could not be stored: {error}"[:500], None
            answer.found = frozenset()
            await self._batches.add(PageEnd(answer))

    async def _save(self, ends: Sequence[PageEnd]) -> None:
        record: RunRecord | None = self.crawler.get_extension(RunRecord)
        assert record is not None and record.store is not None  # noqa: S101 (process_item has looked)
        run_id = record.store.run_id
        await record.store.transact(lambda conn: save_ends(conn, ends, run_id))
