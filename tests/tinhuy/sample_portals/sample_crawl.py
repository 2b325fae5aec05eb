"""One crawl of the four sample portals, which several files look at, in the order of a portal's life."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, Response, request

from tests.conftest import clone
from tests.portals.samples import SAMPLES, serve, write_seeds
from tests.portals.serving import RunningPortal
from tests.tinhuy.commands import Ran, Tinhuy, tinhuy
from tests.tinhuy.corpora import gold_articles

one_worker = pytest.mark.xdist_group("sample crawl")
each_portal = pytest.mark.parametrize("name", SAMPLES)
# An article of binhgia that appears after the first crawl, and one of hanam that its editors change.
LATE = "chuyen-doi-so-o-xa-tan-van-bat-dau-tu-to-cong-nghe-cong-dong"
CHANGED = "ly-nhan-nhin-lai-nua-nhiem-ky"
ADDED = "Đính chính: số liệu trong bài đã được Ban Biên tập cập nhật theo báo cáo mới nhất của Huyện ủy."
AGAIN = "SELECT count(*) FROM snapshot WHERE role = 'item'"


@dataclass(frozen=True)
class Crawled:
    """The portals, the corpus, and what the first crawl said."""

    portals: dict[str, RunningPortal]
    database: str
    tinhuy: Tinhuy
    first: Ran
    asked: dict[str, list[str]]
    """What each portal was asked in the first crawl."""
    sent: dict[str, list[bytes]]
    """What the portal hanam answered, by address."""

    def forget_requests(self) -> None:
        for portal in self.portals.values():
            portal.requests.clear()


@contextmanager
def crawl_all(server: str, home: Path) -> Iterator[Crawled]:
    """The four portals, crawled once; all but one article of binhgia is published."""
    with serve() as portals, clone(server) as database:
        portals["binhgia"].app.config["SITE_STATE"]["hidden"].add(LATE)
        sent = remember_answers(portals["hanam"].app)
        seeds = write_seeds(home / "seeds", {name: portal.url for name, portal in portals.items()})
        command = tinhuy(home, seeds, database)
        first = command("crawl", "--all")
        asked = {name: list(portal.requests) for name, portal in portals.items()}
        yield Crawled(portals, database, command, first, asked, sent)


def remember_answers(app: Flask) -> dict[str, list[bytes]]:
    """From now on, every body that the portal sends, by its address."""
    sent: dict[str, list[bytes]] = defaultdict(list)

    @app.after_request
    def remember(answer: Response) -> Response:
        sent[request.url.lower()].append(answer.get_data())
        return answer

    return sent


def articles_asked(crawled: Crawled, name: str) -> list[str]:
    """The articles of a portal that were asked for since `forget_requests`."""
    articles = gold_articles(name, "")
    return [path.lower() for path in crawled.portals[name].requests if path.lower() in articles]
