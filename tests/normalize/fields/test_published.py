"""Which of several dates is that of the publication."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from corpus.articles.records import Article, Hints, Page, Precision, Source
from normalize.article import normalise
from seeds.timing import VIETNAM
from tests.normalize.pages import PARAGRAPHS, any_site

FETCHED = datetime(2024, 11, 1, 8, 0, tzinfo=UTC)
TODAY = FETCHED.astimezone(VIETNAM)
ENGLISH = "".join(
    f"<p>The conference of {at} was held in the hall and all the delegates agreed to it.</p>" for at in "abcd"
)


def _found(inner: str, head: str = "", *, url: str = "", hints: Hints | None = None, language: str = "vi") -> Article:
    body = f"<html lang='x'><head><title>Huyện ủy họp bàn</title>{head}</head><body>{inner}</body></html>"
    if language != "vi":
        body = body.replace("Huyện ủy họp bàn", "The conference of the year")
    found = normalise(Page(url, body.encode(), "text/html", FETCHED, hints or Hints()), any_site(language))
    assert isinstance(found, Article), found
    return found


def _page(line: str, head: str = "", *, above: str = "", url: str = "", hints: Hints | None = None) -> Article:
    return _found(
        f"{above}<div><h1>Huyện ủy họp bàn</h1>{line}<div class='noi-dung'>{PARAGRAPHS}</div></div>",
        head,
        url=url,
        hints=hints,
    )


def _general(line: str, head: str = "", url: str = "") -> Article:
    return _found(f"<div><h1>The conference of the year</h1>{line}{ENGLISH}</div>", head, url=url, language="any")


def _meta(value: str, name: str = "article:published_time") -> str:
    return f"<meta property='{name}' content='{value}'>"


def _json_ld(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


def _says(article: Article) -> str:
    assert article.published_at is not None
    return article.published_at.astimezone(VIETNAM).isoformat(timespec="minutes")[:16]


def test_what_is_shown_goes_before_what_is_stated() -> None:
    found = _page("<p class='x1'>23/06/2022 08:12</p>", _meta("2022-06-30T09:00:00+07:00"))
    assert (_says(found), found.published_source) == ("2022-06-23T08:12", Source.TEXT)


def test_what_is_stated_at_the_moment_of_the_fetch_is_a_clock() -> None:
    now = FETCHED.isoformat()
    made_just_now = _meta(now) + _json_ld(json.dumps({"@type": "NewsArticle", "datePublished": now}))
    assert _says(_page("<p>23/06/2022</p>", made_just_now)).startswith("2022-06-23")
    assert _page("", made_just_now).published_at is None
    assert _page("", _meta(FETCHED.replace(tzinfo=VIETNAM).isoformat())).published_at is None, "in another zone's label"


def test_what_is_stated_gives_the_time_to_a_day_that_is_shown() -> None:
    found = _page("<p>23/06/2022</p>", _meta("2022-06-23T08:12:00+07:00"))
    assert (_says(found), found.published_precision) == ("2022-06-23T08:12", Precision.SECOND)


@pytest.mark.parametrize("label", ["Z", "+00:00"])
def test_local_time_under_another_zones_label(label: str) -> None:
    assert _says(_page("<p>23/06/2022 20:30</p>", _meta(f"2022-06-23T20:30:00{label}"))) == "2022-06-23T20:30"
    assert _says(_page("<p>23/06/2022</p>", _meta(f"2022-06-23T20:30:00{label}"))) == "2022-06-23T20:30"
    later = (TODAY - timedelta(minutes=30)).strftime(f"%Y-%m-%dT%H:%M:%S{label}")
    assert _says(_page("", _meta(later))) == (TODAY - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize("year", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59Z"])
def test_a_year_that_stands_for_none_loses_neither_article_nor_date(year: str) -> None:
    stated = _meta(year) + _json_ld(json.dumps({"@type": "NewsArticle", "datePublished": year}))
    assert _says(_page("<p>23/06/2022 08:12</p>", stated)) == "2022-06-23T08:12"
    assert _page("", stated).published_at is None


def test_the_line_under_the_headline_counts_on_the_day_of_the_fetch() -> None:
    at = TODAY - timedelta(minutes=50)
    clock = f"<div class='clock'>Thứ Sáu, {TODAY:%d/%m/%Y %H:%M}</div>"
    assert _says(_page(f"<div>{at:%d/%m/%Y} | {at:%H:%M}</div>", above=clock)) == f"{at:%Y-%m-%dT%H:%M}"
    assert _page(f"<div>{at:%d/%m/%Y}</div>").published_precision is Precision.DAY
    found = _page("<div>50 phút trước</div>")
    assert _says(found) == f"{at:%Y-%m-%dT%H:%M}" and "phút trước" not in found.text


def test_a_headers_clock_never_does() -> None:
    old = "<div class='date'>Thứ Hai, 20/11/2023 08:15</div>"
    now = f"<div class='date'>Thứ Sáu, {TODAY:%d/%m/%Y %H:%M}</div>"
    assert _page("", above=now).published_at is None
    assert _page("", above=f"<div id='header'>{old}</div>").published_at is None
    assert _page(f"<div>{TODAY:%d/%m/%Y %H:%M}</div>").published_at is None


def test_no_date_of_tomorrow() -> None:
    assert _page(f"<p>{TODAY + timedelta(days=2):%d/%m/%Y}</p>").published_at is None


def test_day_month_and_year_in_elements_of_their_own() -> None:
    found = _page("<div class='post-date'><span>7</span><span>Th3</span><span>2020</span></div>")
    assert _says(found)[:10] == "2020-03-07"


def test_the_time_of_a_change_is_no_publication_in_a_time_element_either() -> None:
    line = "<time itemprop='dateModified' datetime='2022-06-30T09:00:00+07:00'>23/06/2022 08:12</time>"
    assert _says(_page(line)) == "2022-06-23T08:12"


def test_broken_json_ld_tells_its_date_all_the_same() -> None:
    broken = _json_ld('{"@type": "NewsArticle", "datePublished": "2022-06-23T08:12:00+07:00", }')
    assert _says(_page("", broken)) == "2022-06-23T08:12"


def test_on_general_pages_the_address_and_statements_go_before_lines() -> None:
    line = "<p>June 30, 2022</p>"
    assert _general(line, url="https://x.example/2022/06/23/a/").published_source is Source.URL
    assert _general(line, _meta("2022-06-23T20:00:00-05:00")).published_source is Source.META
    assert _general(line).published_source is Source.TEXT


def test_a_page_in_another_language_keeps_its_zone() -> None:
    found = _general("", _meta("2022-06-23T20:00:00-05:00"))
    assert found.published_at is not None and found.published_at.date() == date(2022, 6, 23)


def test_vietnamese_days_stand_first_whatever_the_page_says_of_its_language() -> None:
    found = _page("<p>08/11/2019</p>").published_at
    assert found is not None and found.astimezone(VIETNAM).date() == date(2019, 11, 8)
    body = f"<html lang='en-us'><body><h1>Huyện ủy họp bàn</h1><p>08/11/2019</p><div>{PARAGRAPHS}</div></body></html>"
    said = normalise(Page("", body.encode(), "text/html", FETCHED), any_site())
    assert isinstance(said, Article) and said.published_at == found


def test_the_only_line_that_says_so_dates_a_general_page() -> None:
    found = _found(f"<h1>The conference of the year</h1>{ENGLISH}<p>Published on 23 June 2022</p>", language="any")
    assert found.published_at is not None and found.published_at.date() == date(2022, 6, 23)
