"""One crawl of the four sample portals from the command line, and all that must be true of the corpus after it."""

from __future__ import annotations

from collections import Counter
from urllib.robotparser import RobotFileParser

import pytest

from tests.evaluation.portals import rejected_addresses
from tests.portals.samples import SAMPLES
from tests.tinhuy.commands import ROOT
from tests.tinhuy.corpora import Row, column, gold_articles, rows, stored_articles
from tests.tinhuy.sample_portals.sample_crawl import LATE, Crawled, each_portal, one_worker

pytestmark = one_worker


def test_the_crawl_succeeds_and_reports_every_portal(crawled: Crawled) -> None:
    assert crawled.first.code == 0, crawled.first.err
    for name in SAMPLES:
        articles = len(gold_articles(name, "")) - (name == "binhgia")
        line = next(line.split() for line in crawled.first.out.splitlines() if line.startswith(f"{name} "))
        assert line[3] == str(articles)
        assert line[-1] == "finished"
        assert "login 1" in " ".join(line)


def test_the_readme_shows_what_the_crawl_prints(crawled: Crawled) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = {line.split()[0]: line.split() for line in readme.splitlines() if line.endswith("  finished")}
    printed = {line.split()[0]: line.split() for line in crawled.first.out.splitlines() if line.split()[:1] != ["site"]}
    assert shown.keys() == SAMPLES.keys()
    for name in SAMPLES.keys() - {"binhgia"}:  # of which one article is not published yet here
        seconds = len(shown[name]) - 2
        assert [word for at, word in enumerate(printed[name]) if at != seconds] == [
            word for at, word in enumerate(shown[name]) if at != seconds
        ]


@each_portal
def test_the_articles_equal_the_gold(crawled: Crawled, name: str) -> None:
    base = crawled.portals[name].url
    found, gold = stored_articles(crawled.database, name, base), gold_articles(name, base)
    gold = {path: row for path, row in gold.items() if LATE not in path}
    assert found.keys() == gold.keys()
    assert {path: _different(found[path], gold[path]) for path in gold} == {path: {} for path in gold}


def _different(found: Row, gold: Row) -> Row:
    return {field: (found[field], gold[field]) for field in gold if found[field] != gold[field]}


@pytest.mark.parametrize(
    ("name", "level", "province"),
    [
        ("hanam", "province", "Hà Nam"),
        ("binhgia", "district", "Lạng Sơn"),
        ("vinhhung", "district", "Long An"),
        ("quanlynhanuoc", "national", None),
    ],
)
def test_articles_belong_to_the_unit_that_published_them(
    crawled: Crawled, name: str, level: str, province: str | None
) -> None:
    query = (
        "SELECT DISTINCT level, province.name AS province, language FROM article"
        " LEFT JOIN province ON province.code = province_code WHERE site = %s"
    )
    assert rows(crawled.database, query, name) == [{"level": level, "province": province, "language": "vi"}]


@each_portal
def test_pages_that_are_no_articles_are_rejected_for_the_right_reason(crawled: Crawled, name: str) -> None:
    rejected = "SELECT p.url, s.reason FROM snapshot s JOIN page p ON p.id = s.page_id WHERE s.state = 'rejection'"
    query = f"{rejected} AND p.site = %s"
    found = rows(crawled.database, query, name)
    paths = {row["url"].removeprefix(crawled.portals[name].url): row["reason"] for row in found}
    allowed = {address.lower(): reasons for address, reasons in rejected_addresses(name).items()}
    assert {path: reason for path, reason in paths.items() if reason not in allowed.get(path.lower(), ())} == {}
    assert {"login", "error page"} <= set(paths.values())


@each_portal
def test_nothing_that_robots_txt_forbids_is_asked_for(crawled: Crawled, name: str) -> None:
    robots = RobotFileParser()
    robots.parse(SAMPLES[name].create_app().test_client().get("/robots.txt").text.splitlines())
    assert [path for path in crawled.asked[name] if not robots.can_fetch("tinhuy", path)] == []
    refused = "SELECT count(*) FROM fetch_log JOIN page ON page.id = page_id WHERE site = %s AND outcome = %s"
    assert column(crawled.database, refused, name, "forbidden by robots")[0] > 0


@each_portal
def test_no_address_is_asked_for_twice(crawled: Crawled, name: str) -> None:
    asked = Counter(crawled.asked[name])
    assert [path for path, number in asked.items() if number > 1] == []
    assert asked["/robots.txt"] == 1


@each_portal
def test_the_endless_calendar_is_left_alone(crawled: Crawled, name: str) -> None:
    calendar = ("/lich", "/pages/lich-cong-tac", "/web/huyen-uy/lich", "/?m=")
    assert sum(path.lower().startswith(calendar) for path in crawled.asked[name]) <= 1


@each_portal
def test_every_request_has_one_outcome_in_the_log(crawled: Crawled, name: str) -> None:
    query = "SELECT f.url, f.outcome FROM fetch_log f JOIN crawl_run r ON r.id = f.run_id WHERE r.site = %s"
    logged = rows(crawled.database, query, name)
    assert len({row["url"] for row in logged}) == len(logged)
    outcomes = Counter(row["outcome"] for row in logged)
    assert set(outcomes) == {"stored", "forbidden by robots"}
    assert outcomes["stored"] == len(crawled.asked[name]) - 1  # robots.txt is Scrapy's own affair


def test_nothing_is_left_pending(crawled: Crawled) -> None:
    assert column(crawled.database, "SELECT count(*) FROM snapshot WHERE state = 'pending'") == [0]
    runs = rows(crawled.database, "SELECT ending, exit_code FROM crawl_run")
    assert runs == [{"ending": "finished", "exit_code": 0}] * 4
