"""Which page an answer belongs to: redirects, and canonical links that are believed or not."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from scrapy.http import HtmlResponse, Response

from corpus.crawling.records import Role
from crawler.storage.answer import Target
from crawler.storage.canonical_link import Claim, claim
from crawler.storage.destination import destination, head_of, is_away
from seeds.config.site import Site
from seeds.urls.canonical import canonical, key
from tests.seeds.urls.test_spellings import HOST, SITES, site_of

SITE = site_of("liferay", lists=("^/chuyen-muc",))
PATH = "/-/asset_publisher/{}/content/{}"
ASKED = HOST + "/tin-noi-bat" + PATH.format("nB1", "hoi-nghi-tinh-uy-lan-thu-15")
OWN = HOST + "/tin-tuc" + PATH.format("xY2", "hoi-nghi-tinh-uy-lan-thu-15")
TITLE = "Hội nghị Tỉnh ủy lần thứ 15 - Tỉnh ủy Hà Nam"


def page(href: str, title: str = TITLE, rel: str = "canonical") -> str:
    return f"<html><head><title>{title}</title><LINK rel='{rel}' href='{href}'></head><body><p>Bài</p></body></html>"


def claimed(href: str, title: str = TITLE, site: Site = SITE, asked: str = ASKED) -> Claim | None:
    return claim(page(href, title), asked, site)


@pytest.mark.parametrize(
    "href", [OWN, OWN.replace("https:", ""), OWN.removeprefix(HOST), OWN + "?utm_source=a&amp;b=1"]
)
def test_an_article_that_names_its_other_address_is_believed(href: str) -> None:
    assert claimed(href) == Claim(OWN)


def test_a_title_tells_where_the_address_that_was_asked_for_does_not() -> None:
    asked = HOST + "/c?_101_assetEntryId=77"
    assert claimed(OWN, asked=asked) == Claim(OWN)
    assert claimed(OWN, "Hội nghị Huyện ủy lần thứ 7 - Tỉnh ủy Hà Nam", asked=asked) == Claim(
        None, "names another page"
    )
    wordpress = HOST + "/2022/06/23/bi-thu-tinh-uy-tham-va-lam-viec-tai-huyen-binh-luc/"
    said = claimed(
        wordpress, "Bí thư Tỉnh ủy thăm và làm việc tại huyện Bình Lục | Cổng", SITES["wordpress"], HOST + "/?p=7"
    )
    assert said == Claim(wordpress)


@pytest.mark.parametrize(
    ("href", "doubt"),
    [
        (HOST, "no article's address"),
        (HOST + "/tin-tuc", "no article's address"),
        (HOST + "/chuyen-muc/-/details/tin", "no article's address"),
        (OWN.replace("example", "khac"), "another portal"),
        ("http://[", "no web address"),
        (HOST + "/tin-tuc" + PATH.format("xY2", "dai-hoi-dang-bo-tinh-lan-thu-20"), "names another page"),
        (HOST + "/tin-tuc" + PATH.format("xY2", "hoi-nghi-tinh-uy"), "names another page"),
    ],
)
def test_what_makes_no_sense_is_not_believed(href: str, doubt: str) -> None:
    assert claimed(href) == Claim(None, doubt)


def test_one_canonical_on_all_pages_of_a_template_is_not_believed_where_pages_have_only_numbers() -> None:
    site, same = SITES["dotnetnuke"], HOST + "/tin/tabid/9/ArticleId/1/Default.aspx"
    others = [HOST + f"/tin/tabid/9/ArticleId/{n}/Default.aspx" for n in (2, 3)]
    assert {claim(page(same, f"Bài {at}"), other, site) for at, other in enumerate(others)} == {
        Claim(None, "names another page")
    }


def test_what_says_nothing_new_is_no_claim() -> None:
    assert claimed(ASKED + "?print=1") is None
    assert claim(page(OWN, rel="alternate"), ASKED, SITE) is None
    assert claim("<body>" + page(OWN), ASKED, SITE) is None
    assert claim(f"<head><!-- {page(OWN)} --></head>", ASKED, SITE) is None
    assert claim(page(OWN) * 0, ASKED, SITE) is None


def test_two_canonicals_are_none() -> None:
    head = page(OWN).replace("</head>", "<link rel=canonical href=/khac/-/details/a></head>")
    assert claim(head, ASKED, SITE) == Claim(None, "several of them")


def target(url: str, site: Site = SITE) -> Target:
    address = canonical(url, site)
    return Target(address, key(address, site), Role.ITEM, 1)


def test_the_answer_goes_to_the_canonical_page_or_stays_and_is_counted() -> None:
    doubts: Counter[str] = Counter()
    assert destination(ASKED, target(ASKED), SITE, page(OWN), doubts) == (OWN, key(OWN, SITE))
    assert not doubts
    assert destination(ASKED, target(ASKED), SITE, page(HOST), doubts) == (ASKED, key(ASKED, SITE))
    assert doubts == {"canonical not believed: no article's address": 1}
    assert destination(OWN, target(ASKED), SITE) == (OWN, key(OWN, SITE))
    assert destination(OWN, target(ASKED), SITE, page(ASKED)) == (ASKED, key(ASKED, SITE))


def test_only_a_page_that_has_one_is_decoded() -> None:
    body = page(OWN).encode("utf-16")
    assert head_of(HtmlResponse(ASKED, body=page(OWN).encode(), encoding="utf-8")) == page(OWN)
    assert head_of(HtmlResponse(ASKED, body="<p>Hội nghị".encode(), encoding="utf-8")) == ""
    assert head_of(Response(ASKED, body=body)) == head_of(None) == ""


def test_a_front_page_is_away_and_an_article_at_the_root_is_not() -> None:
    site = SITES["wordpress"]
    asked = target(HOST + "/2022/06/23/a/", site)
    assert is_away(HOST, asked, site)
    assert is_away(HOST + "/?utm_source=x", asked, site)
    assert not is_away(HOST + "/?p=7", asked, site)


@pytest.mark.parametrize("part", ["<!--", "<link ", "<title>", "<meta og:title ", "<link rel='canonical' href="])
def test_a_head_without_end_costs_no_time(part: str) -> None:
    begun = time.process_time()
    claim(part * 200_000, ASKED, SITE)
    assert time.process_time() - begun < 2
