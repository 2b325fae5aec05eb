"""`tinhuy sites new URL`: from an address to a site file that loads, with three articles to look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import State
from tests.crawler.small_portal import SmallPortal
from tests.crawler.small_portal import serve as serve_small
from tests.portals.samples import SAMPLES, serve
from tests.tinhuy.cli.test_bad_input import closed_port, refused
from tests.tinhuy.commands import Tinhuy, tinhuy
from tests.tinhuy.probe.home_made import build, title

LIVE = ("--delay", "0", "--allow-private")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A seeds folder without sites."""
    (tmp_path / "seeds" / "sites").mkdir(parents=True)
    (tmp_path / "seeds" / "platforms").symlink_to(HERE / "platforms")
    return tmp_path / "seeds"


@pytest.fixture
def command(tmp_path: Path, seeds: Path) -> Tinhuy:
    return tinhuy(tmp_path, seeds).here


def test_a_site_file_is_written_and_articles_are_shown(command: Tinhuy, seeds: Path) -> None:
    with serve("vinhhung") as portals:
        base = portals["vinhhung"].url
        ran = command.done("sites", "new", f"{base}/", "--id", "vinh-hung", "--json", *LIVE)
        asked = len(portals["vinhhung"].requests)
    (told,) = ran.lines
    site = catalogue(seeds).site("vinh-hung")
    assert told["file"] == str(seeds / "sites" / "vinh-hung.yaml")
    assert (site.state, site.own.id, site.allow_private, site.delay) == (State.UNVERIFIED, "aspnet", True, 0)
    assert {start.url for start in site.start} == {
        f"{base}/danh-muc/tin-hoat-dong.aspx",
        f"{base}/danh-muc/xay-dung-dang.aspx",
    }
    assert told["requests"] == asked == len([line for line in ran.err.splitlines() if line.startswith("asking ")])
    gold = {base + SAMPLES["vinhhung"].address(one): one.gold for one in SAMPLES["vinhhung"].articles}
    assert len(told["samples"]) == 3
    for sample in told["samples"]:
        assert sample["title"] == gold[sample["url"]]["title"]
        assert (sample["published_source"], sample["problem"]) == ("selector", None)
        assert sample["words"] == len(gold[sample["url"]]["text"].split())
    assert "3 of 3 articles were read" in site.notes and "dd/mm/yyyy" in site.notes


def test_what_it_is_unsure_of_stands_first_and_nothing_is_overwritten(command: Tinhuy, seeds: Path) -> None:
    with serve_small(SmallPortal()) as portal:
        build(portal)
        ran = command.done("sites", "new", portal.url, *LIVE)
        path = seeds / "sites" / "127-0-0-1.yaml"
        text = path.read_text("utf-8")
        assert text.startswith("# unsure: platform: its CMS was not recognised\n")
        assert title("thoi-su", 1) in ran.out and f"{path} was written" in ran.out
        site = catalogue(seeds).site("127-0-0-1")
        assert (site.level.value, site.province_name) == ("district", "Hòa Bình")
        assert "Sitemaps: /so-do.xml" in site.notes
        asked = len(portal.asked)
        refused(command("sites", "new", portal.url, *LIVE), 2, [str(path), "exists", "--id"])
        assert (path.read_text("utf-8"), len(portal.asked)) == (text, asked)


def test_a_portal_without_lists_gives_a_file_to_go_on_with_and_fails(command: Tinhuy, seeds: Path) -> None:
    with serve_small(SmallPortal()) as portal:
        portal.put("/", "<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
        ran = command("sites", "new", portal.url, "--id", "trong", *LIVE)
    refused(ran, 1, ["No list of articles was found", "trong.yaml"])
    assert "a script may build it" in (seeds / "sites" / "trong.yaml").read_text("utf-8")
    assert catalogue(seeds).site("trong").start


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<script>document.cookie='D1N=1';location.reload();</script>", "challenge page"),
        ("<h1>Account Suspended</h1>", "suspended"),
    ],
)
def test_what_stands_in_a_portals_place_is_no_portal(command: Tinhuy, seeds: Path, page: str, words: str) -> None:
    with serve_small(SmallPortal()) as portal:
        portal.put("/", f"<html><body>{page}</body></html>")
        refused(command("sites", "new", portal.url, *LIVE), 1, [words])
    assert list((seeds / "sites").iterdir()) == []


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ("huyenuy.vn", 2, ["'huyenuy.vn'", "http://"]),
        ("http://127.0.0.1:9/ --id Hà-Nam", 2, ["'Hà-Nam'", "--id"]),
        ("http://127.0.0.1:9/ --id ../x", 2, ["'../x'"]),
        ("http://127.0.0.1:9/ --output /khong/co", 2, ["/khong/co", "--output"]),
        ("http://127.0.0.1:9/", 1, ["127.0.0.1", "private address", "--allow-private"]),
        ("http://127.0.0.1:CLOSED/ --allow-private", 1, ["gives no answer", "refused"]),
    ],
)
def test_what_can_not_be_probed(command: Tinhuy, seeds: Path, asked: str, code: int, words: list[str]) -> None:
    refused(command("sites", "new", *asked.replace("CLOSED", str(closed_port())).split()), code, words)
    assert list((seeds / "sites").iterdir()) == []
