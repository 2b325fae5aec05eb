"""The crawl of the sample portals, made once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.tinhuy.sample_portals.sample_crawl import Crawled, crawl_all


@pytest.fixture(scope="session")
def crawled(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Tests that ask for it are marked `one_worker` and stand in files that are collected in the order of events."""
    with crawl_all(server, tmp_path_factory.mktemp("crawl")) as crawl:
        yield crawl
