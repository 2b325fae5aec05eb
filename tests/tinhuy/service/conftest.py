"""A corpus with the jobs' tables, and sites to queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from seeds.config.catalogue import Catalogue
from tests.crawler.small_portal import write_site
from tinhuy.service import job_tables


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    job_tables.prepare(database)
    made = job_tables.engine(database)
    yield made
    made.dispose()


@pytest.fixture
def seeds(tmp_path: Path) -> Catalogue:
    """Two sites on one host, and one on another; verified, and due every minute."""
    for name, host in (("mot", "http://mot.example"), ("hai", "http://mot.example"), ("ba", "http://ba.example")):
        write_site(tmp_path, name, host, state="verified", schedule="'* * * * *'")
    return Catalogue(tmp_path)
