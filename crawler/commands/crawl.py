"""`scrapy crawl SITE`: Scrapy's command, extended to store pages and to exit with the run record's exit code."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from corpus import logs
from crawler.crawl_options import read_options
from seeds.config.site import State
from seeds.errors import TinhuyError


class Command(ScrapyCrawl):
    """The command that crawls one site and stores its pages."""

    default_settings: ClassVar[dict[str, Any]] = {"CORPUS_ENABLED": True}

    def short_desc(self) -> str:
        return "Crawl one site and store its pages (-a since=YYYY-MM-DD, -a limit=N, -a full=1, -a now=1)"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the arguments before Scrapy logs its first line: one line on stderr and exit code 2 for bad usage."""
        super().process_options(args, opts)
        try:
            given = opts.spargs
            read_options(**{name: given[name] for name in ("since", "limit", "full", "now") if name in given})
            if args and self.settings is not None:
                # Scrapy looks through the stack and all modules as these are imported, so before there are many of
                # both: that spares a tenth of a second.
                import scrapy.core.downloader.handlers.http11  # noqa: F401, PLC0415

                _check_is_open(get_spider_loader(self.settings).load(args[0]))
                logs.bind(site=args[0])
        except (TinhuyError, UsageError) as error:
            logs.complain(f"scrapy crawl: {' '.join(str(error).split())}")
            raise SystemExit(2) from None

    def _create_crawler(self, spidercls: Any) -> Crawler:
        self._crawler: Crawler = super()._create_crawler(spidercls)
        return self._crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from crawler.run.record import RunRecord  # noqa: PLC0415 (Scrapy imports this file for every command)

        super().run(args, opts)
        record = self._crawler.get_extension(RunRecord) if self.exitcode == 0 else None
        if record is not None:
            self.exitcode = record.exit_code


def _check_is_open(spidercls: Any) -> None:
    if spidercls.site.state is State.RETIRED:
        raise UsageError(f"{spidercls.name} is retired: it is crawled no more.", print_help=False)
