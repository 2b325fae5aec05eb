"""What `scrapy` says without crawling: the list of sites, and refusals of bad usage."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.cmdline import execute

from crawler.crawl_options import CrawlOptions, read_options
from tests.crawler.small_portal import write_site


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_site(tmp_path, "nho", "http://127.0.0.1:9")
    write_site(tmp_path, "hong", "http://127.0.0.1:9", chuyen_muc="x")
    monkeypatch.setenv("TINHUY_SEEDS", str(tmp_path))
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    return tmp_path


def scrapy(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", *arguments])
    return int(str(ended.value.code or 0))


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khong-co"], "There is no site 'khong-co'"),
        (["nh"], "Did you mean 'nho'?"),
        (["hong"], "chuyen_muc: there is no such key"),
        (["nho", "-a", "since=hôm qua"], "since: 'hôm qua' is no date. Write it as YYYY-MM-DD."),
        (["nho", "-a", "limit=ba"], "limit: 'ba' is no number of pages."),
        (["nho", "-a", "limit=-1"], "limit: '-1' is no number of pages."),
        (["nho", "-a", "full=maybe"], "full: 'maybe' is neither yes nor no."),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scrapy("crawl", *arguments) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert (out, err.count("\n")) == ("", 1)


def test_sites_are_listed_without_being_read(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seeds / "sites" / "vo.yaml").write_text("{", encoding="utf-8")
    assert scrapy("list") == 0
    assert capsys.readouterr().out == "hong\nnho\nvo\n"


def test_options_are_read_as_scrapy_hands_them_over() -> None:
    options = read_options(since="2022-06-23", limit="5", full="1")
    assert options.as_json() == {"since": "2022-06-23", "limit": 5, "full": True, "now": False}
    assert read_options() == CrawlOptions()
