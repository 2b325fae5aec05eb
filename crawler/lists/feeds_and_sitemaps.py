"""Sources of articles beside lists: feeds and sitemaps, each address once, and no more than the settings allow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from scrapy.http import Response
from scrapy.settings import BaseSettings

from corpus.crawling import list_walks
from corpus.crawling.records import Role
from crawler.discovery.feeds import read_feed
from crawler.discovery.methods import Way
from crawler.discovery.named_articles import ListReading, name_entries
from crawler.discovery.sitemaps import Part, read_sitemap
from crawler.lists.list_walks import Leave
from crawler.storage.answer import Target
from crawler.storage.transactions import Transactions
from seeds.config.site import Site
from seeds.urls.canonical import canonical, key, same_portal

UNDATED_AGAIN = timedelta(days=7)
"""Time after which a sitemap file is read again whose index does not say when it changed."""
TOO_MANY_FILES = {Way.FEED: "too many feeds", Way.SITEMAP: "too many sitemap files"}


class FeedsAndSitemaps:
    """The feeds and sitemaps of one run."""

    def __init__(
        self, site: Site, store: Transactions, since: date | None, settings: BaseSettings, leave: Leave
    ) -> None:
        self.site = site
        self.store = store
        self.since = since
        self._leave = leave
        self._most = {Way.FEED: settings.getint("MAX_FEEDS"), Way.SITEMAP: settings.getint("MAX_SITEMAPS")}
        self._asked: dict[Way, set[str]] = {Way.FEED: set(), Way.SITEMAP: set()}

    def targets(self, urls: Iterable[str], way: Way) -> list[Target]:
        """Return the addresses to ask now; other portals' addresses are left out."""
        found = (self._target(url, way) for url in dict.fromkeys(urls))
        return [target for target in found if target is not None]

    async def parts(self, parts: list[Part]) -> list[Target]:
        """Return the files of a sitemap index that changed since they were read."""
        keys = {part.url: _key(part.url, self.site) for part in parts if same_portal(part.url, self.site)}
        answered = await self.store.transact(
            lambda conn: conn.run_sync(list_walks.last_answers, self.site.id, list(keys.values()))
        )
        now = datetime.now(UTC)
        due = [part.url for part in parts if part.url in keys and _is_due(part, answered.get(keys[part.url]), now)]
        return self.targets(due, Way.SITEMAP)

    def read(self, response: Response, way: Way) -> tuple[ListReading, list[Part]]:
        """Parse a feed or a sitemap file. Raises ValueError where it can't be read."""
        if way is Way.FEED:
            return name_entries(read_feed(response.body, response.url), self.site, self.since), []
        reading = read_sitemap(response.body, response.url)
        return name_entries(reading.entries, self.site, self.since), reading.parts

    def _target(self, url: str, way: Way) -> Target | None:
        asked = self._asked[way]
        if url in asked or not same_portal(url, self.site):
            return None
        if len(asked) >= self._most[way]:
            self._leave(TOO_MANY_FILES[way], url)
            return None
        asked.add(url)
        return Target(url, _key(url, self.site), Role.FEED)


def _key(url: str, site: Site) -> bytes:
    """Return the key of a feed or sitemap, by its whole address: two may differ in what canonical addresses drop."""
    try:
        return key(url, site) if canonical(url, site) == url else sha256(url.encode()).digest()
    except ValueError:
        return sha256(url.encode()).digest()


def _is_due(part: Part, answered: datetime | None, now: datetime) -> bool:
    if answered is None:
        return True
    return part.changed > answered if part.changed is not None else now - answered >= UNDATED_AGAIN
