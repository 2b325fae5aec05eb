"""`scrapy crawl SITE`: Scrapy's own, which stores, and whose exit code is that of the run record."""

from __future__ import annotations

import argparse
import sys
from typing import Any, ClassVar

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from crawler.options import read_options
from seeds.errors import TinhuyError


class Command(ScrapyCrawl):
    """Crawls one site and stores what it finds."""

    default_settings: ClassVar[dict[str, Any]] = {"CORPUS_ENABLED": True}

    def short_desc(self) -> str:
        return "Crawl one site and store its pages (-a since=YYYY-MM-DD, -a limit=N, -a full=1)"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses bad usage here, before Scrapy logs its first line: one line on stderr, exit code 2."""
        super().process_options(args, opts)
        try:
            read_options(**{name: opts.spargs[name] for name in ("since", "limit", "full") if name in opts.spargs})
            if args and self.settings is not None:
                get_spider_loader(self.settings).load(args[0])
        except (TinhuyError, UsageError) as error:
            print(f"scrapy crawl: {' '.join(str(error).split())}", file=sys.stderr)
            raise SystemExit(2) from None

    def _create_crawler(self, spidercls: Any) -> Crawler:
        self._crawler: Crawler = super()._create_crawler(spidercls)
        return self._crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.run import RunRecord  # noqa: PLC0415 (Scrapy imports this file for every command)

        super().run(args, opts)
        record = self._crawler.get_extension(RunRecord) if self.exitcode == 0 else None
        if record is not None:
            self.exitcode = record.exit_code
