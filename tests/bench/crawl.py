"""Pages a second from HTTP to snapshots in Postgres, beside a bare Scrapy spider, and the memory that a crawl takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import psycopg

from corpus import embedded
from corpus.database import engines
from corpus.database.dsn import with_database
from tests.corpus.embedded.homes import reachable_folder
from tests.crawler.small_portal import environment, write_site
from tests.portals import fast

BAR = 0.8
"""Of the bare spider's pages a second."""
MEMORY_BAR = 1.1
"""Times the memory of a crawl of FEW pages that one of MANY pages may take."""
FEW, MANY = 2_000, 20_000
SETTINGS = ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=0", "REQUEST_BUDGET=0", "LOG_LEVEL=WARNING")
"""Of both crawls, with how many requests they have under way."""
ROOT = Path(__file__).parents[2]
BARE = Path(__file__).parent / "bare_spider.py"
SCRAPY = (sys.executable, "-m", "scrapy")
LIMIT = 3_600
"""Seconds that a crawl may take."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl did."""

    pages: int
    """Answers of the portal, lists among them."""
    seconds: float
    """From the first request to the command's end."""
    cpu: float
    """CPU seconds of its process."""
    memory: float
    """MB that it held at most."""

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


@dataclass(frozen=True, slots=True)
class Comparison:
    """The median crawls by speed, ours and the bare spider's."""

    ours: Crawled
    theirs: Crawled

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.ours.speed / self.theirs.speed


def measure(folder: Path, articles: int, parallel: int, crawls: int) -> Comparison:
    """Crawls of both kinds by turns."""
    pairs = [(ours(folder, articles, parallel), bare(folder, articles, parallel)) for _ in range(crawls)]
    middle = [sorted(kind, key=lambda one: one.speed)[crawls // 2] for kind in zip(*pairs, strict=True)]
    return Comparison(*middle)


@contextmanager
def room() -> Iterator[Path]:
    """A home with a server of its own, set as an operator's would be; removed at the end."""
    with reachable_folder() as folder, mock.patch.dict(os.environ, {"TINHUY_HOME": str(folder / "home")}):
        os.environ.pop("DATABASE_URL", None)
        try:
            yield folder
        finally:
            embedded.remove(folder / "home")


def ours(folder: Path, articles: int, parallel: int, profile: Path | None = None) -> Crawled:
    """`scrapy crawl` into an empty corpus."""
    server = embedded.ensure(folder / "home")
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"DROP DATABASE IF EXISTS {engines.NAME} WITH (FORCE)".encode())
    engines.address()
    with fast.serve(articles) as portal:
        write_site(folder / "seeds", "nhanh", portal.url)
        env = environment(folder / "seeds", with_database(server, engines.NAME))
        options = ["--profile", str(profile)] if profile else []
        return _timed([*SCRAPY, "crawl", "nhanh", *settings(parallel), *options], env, portal, ROOT, articles)


def bare(folder: Path, articles: int, parallel: int) -> Crawled:
    """The bare spider into a file."""
    lines = folder / "pages.jsonl"
    with fast.serve(articles) as portal:
        words = [*SCRAPY, "runspider", str(BARE), "-a", f"base={portal.url}", "-O", str(lines), *settings(parallel)]
        done = _timed(words, environment(folder, ""), portal, folder, articles)
    with lines.open("rb") as file:
        written = sum(1 for _ in file)
    lines.unlink()
    assert written == done.pages, f"{written} lines of {done.pages} pages"
    return done


def settings(parallel: int) -> list[str]:
    """Words of a command line that let so many requests be under way, and nothing slow them down."""
    names = ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN")
    settings = [*SETTINGS, *(f"{name}={parallel}" for name in names)]
    return [word for setting in settings for word in ("-s", setting)]


def _timed(words: Sequence[str], env: dict[str, str], portal: fast.FastPortal, folder: Path, articles: int) -> Crawled:
    process = subprocess.Popen(words, cwd=folder, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - portal.first()
    process.returncode = os.waitstatus_to_exitcode(status)
    asked = portal.asked()
    fetched = asked.get("/tin/bai", 0)
    assert process.returncode == 0, f"exit code {process.returncode}"
    assert fetched == articles, f"{fetched} of {articles} articles were asked for"
    return Crawled(fetched + asked["/muc"], seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
