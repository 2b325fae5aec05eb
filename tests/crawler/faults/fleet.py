"""Crawls several sites at once in this one process: `python -m tests.crawler.faults.fleet SETTINGS SITE…`.

As `scrapy crawl` does it, whose start costs two seconds each. SETTINGS are JSON, as `-s` would give them; SITE?now=1
stands for `-a now=1`. How the runs ended stands in the corpus.
"""

from __future__ import annotations

import json
import sys

from scrapy.crawler import CrawlerProcess
from scrapy.utils.project import get_project_settings


def main(settings_json: str, *sites: str) -> None:
    settings = get_project_settings()
    settings.set("CORPUS_ENABLED", True)
    settings.update(json.loads(settings_json), priority="cmdline")
    process = CrawlerProcess(settings)
    for site in sites:
        name, _, now = site.partition("?now=")
        process.crawl(name, **({"now": now} if now else {}))
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
