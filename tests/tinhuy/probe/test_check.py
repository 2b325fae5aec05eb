"""`tinhuy sites check SITE`: names what of a site file no longer holds, and verifies one that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import State
from tests.crawler.small_portal import SmallPortal
from tests.crawler.small_portal import serve as serve_small
from tests.portals.samples import SAMPLES, serve, write_seeds
from tests.tinhuy.commands import tinhuy
from tests.tinhuy.probe.home_made import build

FILE = """\
# A file that somebody wrote by hand.
name: Huyện ủy Yên Thủy
level: district
province: "17"
start:
  - url: {base}/chuyen-muc/thoi-su
  - url: {base}/chuyen-muc/xay-dung
articles: ["^/bai-viet/[^/]+/[\\\\w-]+\\\\.html$"]
paging: {{query: [so-trang]}}
delay: 0
allow_private: true
clean: {{title: [".ten-bai"], content: [".than"], published: [".luc"]}}
state: unverified   # since June
notes: Nothing is odd.
"""
Check = Callable[..., dict[str, Any]]


@pytest.fixture
def portal() -> Iterator[SmallPortal]:
    with serve_small(SmallPortal()) as portal:
        yield build(portal)


@pytest.fixture
def check(tmp_path: Path, portal: SmallPortal) -> Check:
    """Check the site, its file changed by these replacements: what is told, with the exit code."""
    (tmp_path / "seeds" / "sites").mkdir(parents=True)
    (tmp_path / "seeds" / "platforms").symlink_to(HERE / "platforms")
    file = tmp_path / "seeds" / "sites" / "yenthuy.yaml"

    def run(*words: str, **changes: str) -> dict[str, Any]:
        text = FILE.format(base=portal.url)
        for key, line in changes.items():
            (old,) = [one for one in text.splitlines() if one.startswith(f"{key}:")]
            text = text.replace(old, line)
        file.write_text(text, "utf-8")
        ran = tinhuy(tmp_path, tmp_path / "seeds").here("sites", "check", "yenthuy", "--json", *words)
        (told,) = ran.lines
        assert ran.code == (0 if told["holds"] else 1)
        return {**told, "broken": {one["what"]: one for one in told["findings"] if not one["holds"]}, "file": file}

    return run


def test_all_holds_and_only_the_state_is_changed(check: Check, portal: SmallPortal) -> None:
    told = check("--verify")
    assert told["broken"] == {} and told["verified"]
    seen = {one["what"]: one["seen"] for one in told["findings"]}
    assert seen["articles"] == "names 5 articles"
    assert seen["paging"] == "names 5 articles that the first page does not"
    assert seen["publication date"] == "found on 3 of 3 articles"
    assert seen["clean.title"] == seen["clean.content"] == seen["clean.published"] == "matches on 3 of 3 articles"
    before, after = FILE.format(base=portal.url).splitlines(), told["file"].read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("state: unverified   # since June", "state: verified")]
    assert len(portal.asked) == 1 + 2 + 1 + 3  # robots.txt, two lists, a second page, three articles


def test_a_changed_form_of_articles_is_named_with_the_new_one(check: Check, portal: SmallPortal) -> None:
    build(portal, lambda slug, number: f"/{slug}/hoi-nghi-giao-ban-lan-{number}")
    told = check("--verify")
    assert set(told["broken"]) == {"articles"} and not told["verified"]
    finding = told["broken"]["articles"]
    assert finding["where"].startswith(f"{portal.url}/chuyen-muc/")
    assert "0 of 5 headlines fit ^/bai-viet/" in finding["seen"]
    assert r"^/thoi-su/[^/?]+-\d+$" in finding["remedy"] or r"^/xay-dung/[^/?]+-\d+$" in finding["remedy"]
    assert "state: unverified" in told["file"].read_text("utf-8")


def test_a_dead_start_page_a_selector_that_matches_nowhere_and_unread_paging_are_named(
    check: Check, portal: SmallPortal
) -> None:
    portal.put("/chuyen-muc/xay-dung", "<h1>Lỗi</h1>", 503)
    clean = "clean: {title: ['.ten-cu', '.ten-bai'], content: ['.noi-dung-cu'], published: ['.luc']}"
    told = check(clean=clean, paging="paging: {query: [trang]}")
    assert set(told["broken"]) == {"start", "clean.content", "paging"}
    assert told["broken"]["start"]["where"] == f"{portal.url}/chuyen-muc/xay-dung"
    assert "503" in told["broken"]["start"]["seen"]
    assert told["broken"]["clean.content"]["seen"] == "matches on 0 of 3 articles: .noi-dung-cu"
    assert "`clean.content`" in told["broken"]["clean.content"]["remedy"]
    assert "page numbers that the paging rules don't read" in told["broken"]["paging"]["seen"]


def test_a_suspended_host_is_named_and_a_retired_site_stays_retired(check: Check, portal: SmallPortal) -> None:
    for slug in ("thoi-su", "xay-dung"):
        portal.put(f"/chuyen-muc/{slug}", "<html><body><h1>Account Suspended</h1></body></html>")
    told = check("--verify", state="state: retired")
    assert set(told["broken"]) == {"start"} and "suspended" in told["broken"]["start"]["seen"]
    assert "state: retired" in told["file"].read_text("utf-8")


def test_another_cms_and_robots_txt_are_named(check: Check, portal: SmallPortal) -> None:
    portal.put("/robots.txt", "User-agent: *\nDisallow: /bai-viet/\nDisallow: /chuyen-muc/xay-dung\n")
    told = check(articles='platform: sharepoint\narticles: ["^/bai-viet/"]')
    assert set(told["broken"]) == {"platform", "robots.txt"}
    assert "sharepoint is not recognised" in told["broken"]["platform"]["seen"]
    forbidden = [one["where"] for one in told["findings"] if one["what"] == "robots.txt"]
    assert forbidden[0] == f"{portal.url}/chuyen-muc/xay-dung" and "/bai-viet/thoi-su/" in forbidden[1]


def test_a_portal_that_moved_to_another_host_is_named(check: Check, portal: SmallPortal) -> None:
    with serve_small(SmallPortal()) as other:
        build(other)
        for slug in ("thoi-su", "xay-dung"):
            portal.put(f"/chuyen-muc/{slug}", "", 301, Location=f"{other.url}/chuyen-muc/{slug}")
        told = check()
    assert f"change `start` to {other.url}/chuyen-muc/" in told["broken"]["start"]["remedy"]


def test_people_read_what_is_wrong_and_what_to_do(tmp_path: Path, portal: SmallPortal) -> None:
    portal.pages = {}
    (tmp_path / "sites").mkdir()
    (tmp_path / "platforms").symlink_to(HERE / "platforms")
    (tmp_path / "sites" / "yenthuy.yaml").write_text(FILE.format(base=portal.url), "utf-8")
    ran = tinhuy(tmp_path, tmp_path).here("sites", "check", "yenthuy")
    assert ran.code == 1 and "answers with 404" in ran.out
    assert f"Error: yenthuy: start: {portal.url}/chuyen-muc/thoi-su: " in ran.err
    assert tinhuy(tmp_path, tmp_path).here("sites", "check", "yenthuy", "khong-co").code == 2


@pytest.mark.parametrize(
    "name", ["binhgia", *(pytest.param(name, marks=pytest.mark.slow) for name in SAMPLES if name != "binhgia")]
)
def test_the_sample_portals_hold(tmp_path: Path, name: str) -> None:
    with serve(name) as portals:
        seeds = write_seeds(tmp_path / "seeds", {name: portals[name].url})
        file = seeds / "sites" / f"{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("state: verified", "state: unverified"), "utf-8")
        ran = tinhuy(tmp_path, seeds).here("sites", "check", name, "--verify")
        assert ran.code == 0, ran.out + ran.err
        assert catalogue(seeds).site(name).state is State.VERIFIED
        assert "all of it holds" in ran.out
