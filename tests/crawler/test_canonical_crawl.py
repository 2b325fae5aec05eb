"""A crawl goes by what pages call their own address where it can be believed, and leaves alone what was taken down."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection

from corpus.maintenance.takedown import take_down
from tests.crawler.small_portal import SmallPortal, crawl, serve, write_site
from tests.crawler.stored import counts, outcomes, rows

TITLE = "Hội nghị Tỉnh ủy lần thứ mười lăm"


@pytest.mark.slow
def test_canonical_links_and_takedowns(tmp_path: Path, database: str, conn: Connection) -> None:
    with serve(SmallPortal()) as portal:
        portal.fill(4)
        own, other = "/tin/bai-1.html", "/tin/bai-99-hoi-nghi-tinh-uy-lan-thu-muoi-lam.html"
        portal.put(own, f"<head><title>{TITLE}</title><link rel=canonical href={other}></head><p>Một bài</p>")
        portal.put("/tin/bai-2.html", "<head><title>Bài 2</title><link rel=canonical href=/></head><p>Hai</p>")
        write_site(tmp_path, "nho", portal.url, articles="['^/tin/bai-[\\w-]+\\.html$']")
        assert crawl(tmp_path, database, "nho")[0] == 0
        led = rows(conn, "SELECT o.url, t.url FROM page o JOIN page t ON t.id = o.leads_to")
        assert led == [(portal.url + own, portal.url + other)]
        stored_at = "SELECT p.url FROM snapshot s JOIN page p ON p.id = s.page_id WHERE s.url LIKE '%/bai-1.html'"
        assert rows(conn, stored_at) == [portal.url + other]
        assert counts(conn)["ignored"]["canonical not believed: no article's address"] == 1

        gone = rows(conn, "SELECT id FROM page WHERE url LIKE '%bai-3.html'")[0]
        take_down(conn, gone, "Theo yêu cầu")
        conn.commit()
        portal.put("/tin/bai-4.html", "", 301, Location="/tin/bai-3.html")
        portal.asked.clear()
        assert crawl(tmp_path, database, "nho", "-a", "full=1")[0] == 0
        assert outcomes(conn)["taken down"] == 1
        assert counts(conn)["ignored"]["taken down"] >= 1
        portal.asked.clear()
        assert crawl(tmp_path, database, "nho", "-a", "full=1")[0] == 0
        assert not {"/tin/bai-3.html", "/tin/bai-4.html"} & set(portal.asked)
        assert gone not in rows(conn, "SELECT page_id FROM snapshot")
