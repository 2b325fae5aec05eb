"""A crawl of all sites says by its exit code that a file was left out, and by its table what this crawl gave."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.small_portal import SmallPortal, serve, write_site
from tests.tinhuy.commands import tinhuy
from tests.tinhuy.corpora import column


def test_all_crawls_the_good_ones_and_ends_with_2_where_a_file_is_broken(tmp_path: Path, database: str) -> None:
    with serve(SmallPortal()) as portal:
        portal.fill(5)
        write_site(tmp_path / "seeds", "nho", portal.url, state="verified")
        command = tinhuy(tmp_path / "home", tmp_path / "seeds", database)
        first = command.done("crawl", "--all")
        (tmp_path / "seeds" / "sites" / "hong.yaml").write_text("name: Cổng\nlevel: xã\n", "utf-8")
        ran = command("crawl", "--all")
    assert first.out.splitlines()[1].split()[:3] == ["nho", "5", "5"]
    assert ran.out.splitlines()[1].split()[:4] == ["nho", "0", "0", "0"]
    assert ran.code == 2
    assert "Site file skipped" in ran.err and "hong.yaml: level: must be one of" in ran.err
    assert column(database, "SELECT exit_code FROM crawl_run ORDER BY id") == [0, 0]
