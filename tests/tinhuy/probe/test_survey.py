"""What is found of a portal: its make, sections, patterns, paging and feeds."""

from __future__ import annotations

import pytest

from seeds.config.catalogue import HERE, catalogue
from seeds.config.site import Paging
from seeds.urls.canonical import canonical, is_article, key
from tests.crawler.small_portal import SmallPortal
from tests.crawler.small_portal import serve as serve_small
from tests.portals.samples import SAMPLES, serve
from tests.tinhuy.probe.home_made import SECTIONS, article, build
from tinhuy.probe.http_client import HttpClient
from tinhuy.probe.survey import Survey, survey

MAKES = {"hanam": "sharepoint", "binhgia": "liferay", "quanlynhanuoc": "wordpress", "vinhhung": "aspnet"}


def probed(url: str, site_id: str = "moi") -> tuple[Survey, HttpClient]:
    asker = HttpClient(lambda _: None, 0, allow_private=True)
    return survey(asker, url, site_id, catalogue(HERE)), asker


@pytest.mark.parametrize(
    "name", ["hanam", *(pytest.param(name, marks=pytest.mark.slow) for name in SAMPLES if name != "hanam")]
)
def test_a_sample_portal_is_known_by_its_home_page(name: str) -> None:
    with serve(name) as portals:
        base = portals[name].url
        found, asker = probed(f"{base}/", name)
        site = found.site
        assert site.own.id == MAKES[name]
        assert site.articles == ()  # its platform's patterns say it all
        sections = {start.split("url: ")[1].strip().strip('"') for start in _starts(name, base)}
        assert {start.url for start in site.start} == sections
        assert len(found.sample()) == 3
        for sample in SAMPLES[name].articles:
            address = canonical(base + SAMPLES[name].address(sample), site)
            assert is_article(address, site), address
        keys = {key(base + SAMPLES[name].address(one), site) for one in SAMPLES[name].articles}
        assert len(keys) == len(SAMPLES[name].articles)
        assert not [path for path in portals[name].requests if "noi-bo" in path]
        assert asker.requests <= 20


def _starts(name: str, base: str) -> list[str]:
    return [line for line in SAMPLES[name].site_file(base).splitlines() if "- url:" in line]


def test_a_page_that_a_person_names_is_a_start_page_whatever_the_portals_make() -> None:
    with serve("hanam") as portals:
        base = portals["hanam"].url
        section, *_ = probed(f"{base}/", "hanam")[0].site.start
        given = f"{base}/Pages/tin-tuc-su-kien.aspx?loai=1"
        starts = [start.url for start in probed(given, "hanam")[0].site.start]
    assert given in starts and section.url in starts


def test_patterns_and_paging_of_an_unknown_make_are_read_from_its_lists() -> None:
    with serve_small(SmallPortal()) as portal:
        build(portal)
        found, _ = probed(f"{portal.url}/")
        site = found.site
        assert (site.own.id, site.name) == ("generic", "Huyện ủy Yên Thủy, tỉnh Hòa Bình")
        assert {start.url: start.section for start in site.start} == {
            f"{portal.url}/": (),
            **{f"{portal.url}/chuyen-muc/{slug}": (name,) for slug, name in SECTIONS.items()},
        }
        assert site.articles == (r"^/bai-viet/[^/?]+/[^/?]+\.html$",)
        assert site.paging == Paging(query=("so-trang",))
        assert site.feeds == ("/tin.rss",)
        assert found.sitemaps == ["/so-do.xml"]
        assert "platform: its CMS was not recognised" in found.unsure
        assert f"{portal.url}/chuyen-muc/thoi-su?so-trang=2".removeprefix(portal.url) in portal.asked
        assert not [path for path in portal.asked if path.startswith(("/kin/", "/noi-bo"))]


def test_articles_that_a_parameter_tells_apart_keep_it() -> None:
    with serve_small(SmallPortal()) as portal:
        build(portal, lambda slug, number: f"/doc.php?bai={len(slug)}{number:02}&muc={len(slug)}")
        site = probed(f"{portal.url}/")[0].site
        assert (site.articles, site.keep_parameters) == ((r"^/doc\.php\?(?:.*&)?bai=\d+(?:&|$)",), ("bai",))


def test_a_second_page_that_repeats_the_first_is_told() -> None:
    with serve_small(SmallPortal()) as portal:
        build(portal)
        for slug in SECTIONS:
            portal.pages[f"/chuyen-muc/{slug}?so-trang=2"] = portal.pages[f"/chuyen-muc/{slug}"]
        (doubt,) = [line for line in probed(f"{portal.url}/")[0].unsure if line.startswith("paging")]
        assert "names no other articles" in doubt


def test_a_portal_without_lists_has_its_home_page_for_a_start_and_a_doubt() -> None:
    with serve_small(SmallPortal()) as portal:
        portal.put("/", "<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
        found, _ = probed(f"{portal.url}/")
        assert [start.url for start in found.site.start] == [f"{portal.url}/"]
        assert found.sections == [] and found.sample() == []
        assert any("a script may build it" in doubt for doubt in found.unsure)
        assert any("no list of articles was found" in doubt for doubt in found.unsure)


ODD_LINKS = ("http://[", "http://x:99999/", "//", "http://%00/", "\x00x", "/" + "a" * 5000, "///x", "data:x", "?a=%zz")
ODD_PAGES = {
    "text/html": bytes(range(256)) * 9,
    "application/pdf": b"%PDF-1.4",
    "": b"",
    "text/html; charset=utf-16": b"\xff\xfe\x00",
    "text/html; charset=bogus": b"<p>" * 3000,
    "text/xml": b"<rss><item><link>http://[</link></item>",
}


def test_odd_links_and_what_is_no_page_do_no_harm() -> None:
    links = "".join(f"<a href='{href}'>Hội nghị giao ban công tác lần thứ hai</a>" for href in ODD_LINKS)
    menu = "".join(f"<li class='menu'><a href='/muc-{at}'>Tin tức {at}</a></li>" for at in range(len(ODD_PAGES)))
    feed = "<link rel='alternate' type='application/rss+xml' href='/muc-5'>"
    with serve_small(SmallPortal()) as portal:
        portal.put("/", f"<html><head>{feed}</head><body>{menu}{links}</body></html>")
        for at, (kind, body) in enumerate(ODD_PAGES.items()):
            portal.pages[f"/muc-{at}"] = (200, {"Content-Type": kind}, body)
        found, _ = probed(f"{portal.url}/")
        assert {f"/muc-{at}" for at in range(len(ODD_PAGES))} <= set(portal.asked)
        assert found.sections == []


def test_a_list_may_be_what_is_probed() -> None:
    with serve_small(SmallPortal()) as portal:
        build(portal)
        found, _ = probed(f"{portal.url}/chuyen-muc/thoi-su")
        assert {start.url for start in found.site.start} == {f"{portal.url}/chuyen-muc/{slug}" for slug in SECTIONS}


def test_the_home_page_is_a_start_where_it_is_the_only_list() -> None:
    with serve_small(SmallPortal()) as portal:
        links = [f"<p><a href='{article('thoi-su', n)}'>Hội nghị giao ban công tác tháng {n}</a>" for n in range(9)]
        portal.put("/", f"<html><body>{''.join(links)}</body></html>")
        found, _ = probed(f"{portal.url}/")
        assert [start.url for start in found.site.start] == [f"{portal.url}/"]
        assert len(found.sample()) == 3
