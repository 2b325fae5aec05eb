"""What is found on a run, and what is not, by what the site's good runs gave."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from corpus.health.case import Case
from corpus.health.figures import NAMES_NOTHING, NOT_READ, Figures, Section, as_json, from_json
from corpus.health.findings import Code, Verdict
from corpus.health.judge import judge
from crawler.discovery.list_walk import UNDER_WAY, WalkEnd
from seeds.config.site import Expect, Filled
from tests.corpus.health.samples import LIST, SELECTORS, around, days, found, history, usual

SUSPENDED = {"suspended": 6}


def test_a_usual_run_is_healthy() -> None:
    judgement = judge(Case(usual(), around(), history()))
    assert (judgement.verdict, judgement.findings) == (Verdict.HEALTHY, ())
    assert [band.name for band in judgement.bands] == [
        "articles a run", "articles a week", "share of rejections",
        "share with title", "share with published_at", "share with author",
    ]  # fmt: skip


@pytest.mark.parametrize(("runs", "verdict"), [(0, "learning"), (4, "learning"), (5, "healthy")])
def test_it_learns_before_it_speaks(runs: int, verdict: str) -> None:
    assert judge(Case(usual(), around(), history(runs))).verdict == verdict
    wild = usual(articles=300, rejected=200, sources={})
    assert (judge(Case(wild, around(), history(runs))).verdict == "flagged") == (runs >= 5)


def test_two_runs_over_three_weeks_are_enough() -> None:
    assert judge(Case(usual(), around(), [usual(7), usual(22)])).verdict == Verdict.HEALTHY
    assert judge(Case(usual(), around(), [usual(7), usual(20)])).verdict == Verdict.LEARNING


def test_chance_is_no_finding() -> None:
    """A portal with 0 to 12 articles a day, none at weekends, and an author on two of three: a year of runs."""
    dice, past, flagged = random.Random(4), list[Figures](), list[str]()
    for day in range(365, 0, -1):
        articles = 0 if day % 7 < 2 else dice.randint(0, 12)
        signed = sum(dice.random() < 0.66 for _ in range(articles))
        run = usual(day, articles, rejected=sum(dice.random() < 0.1 for _ in range(articles)))
        run = replace(run, sources={**run.sources, "author": {".author": signed}})
        judgement = judge(Case(run, around(weeks=()), past[:30]))
        flagged += [finding.words for finding in judgement.findings]
        past.insert(0, run)
    assert len(flagged) <= 2, flagged


@pytest.mark.parametrize("articles", [2, 3, 12])
def test_a_selector_that_stopped_matching_is_named(articles: int) -> None:
    now = usual(articles=articles, sources={**usual(articles=articles).sources, "text": {"text": articles}})
    finding = found(now)["layout changed", "text"]
    assert finding.words == (
        f"text: usually read by .content (100%), which matched on 0 of {articles}; now by text {articles}"
    )


def test_another_selector_is_a_change_of_layout_only_under_the_same_rules() -> None:
    now = usual(sources={**usual().sources, "title": {"h1": 6}})
    assert list(found(now)) == [("layout changed", "title")]
    assert found(replace(now, rules="2:abc")) == {}
    lost = usual(rules="2:abc", sources={**usual().sources, "title": {"meta": 6}})
    assert "usually read by selector" in found(lost)["layout changed", "title"].words


def test_a_portal_may_have_several_kinds_of_page() -> None:
    two = {**usual(articles=10).sources, "text": {".content": 7, ".report": 3}}
    past = [usual(day, 10, sources=two) for day in range(1, 13)]
    only_one = {**usual(articles=10).sources, "text": {".report": 10}}
    assert found(usual(articles=10, sources=only_one), history=past) == {}
    neither = {**only_one, "text": {".report": 1, "text": 9}}
    finding = found(usual(articles=10, sources=neither), history=past)["layout changed", "text"]
    assert "usually read by .content or .report (100%), which matched on 1 of 10" in finding.words


def test_one_odd_page_is_no_change_of_layout() -> None:
    assert found(usual(articles=1, sources={name: {"text": 1} for name in SELECTORS})) == {}
    assert found(usual(sources={**usual().sources, "text": {".content": 5, "text": 1}})) == {}


def test_what_stood_stands_until_pages_show_that_it_is_over() -> None:
    broken = {**usual().sources, "text": {"text": 6}}
    standing = found(usual(sources=broken))
    nothing_new = usual(articles=0, rejected=0)
    assert found(nothing_new, open=standing) == standing
    one_page = usual(articles=1, sources={**usual(articles=1).sources, "text": {"text": 1}})
    assert found(one_page) == {}
    assert list(found(one_page, open=standing)) == list(standing)
    assert found(usual(articles=1), open=standing) == {}


def test_a_field_that_went_missing_is_named_once() -> None:
    """By its selector where it has one; else as a missing field."""
    without = {name: counts for name, counts in usual().sources.items() if name != "published_at"}
    assert list(found(usual(sources=without))) == [("layout changed", "published_at")]
    by_list = [replace(run, sources={**run.sources, "published_at": {"list": 6}}) for run in history()]
    finding = found(usual(sources=without), history=by_list)["field missing", "published_at"]
    assert finding.words == "published_at: 0 of 6 articles have it, usual: 100%"


def test_rejections_beyond_the_usual_share_are_flagged() -> None:
    finding = found(usual(articles=2, rejections={"too short": 5}, captures=7))["many rejections", ""]
    assert finding.words == "5 of 7 pages are no article, usual: at most 29% (too short 5)"
    assert found(usual(articles=5, rejected=2)) == {}


def test_a_host_that_is_not_itself_is_named() -> None:
    assert found(usual(rejections=SUSPENDED, articles=0, captures=6))["blocked", ""].words.endswith(
        "6 of 6 pages: suspended 6"
    )
    in_lists = usual(articles=0, rejected=0, walks={LIST: NAMES_NOTHING[0]}, blocked={LIST: "suspended"})
    assert found(in_lists)["blocked", ""].words == f"the host shows a page of kind 'suspended' in place of {LIST}"
    assert ("empty list", LIST) not in found(in_lists)
    standing = found(in_lists)
    assert ("blocked", "") in found(usual(articles=0, rejected=0, walks={}), open=standing)
    assert ("blocked", "") not in found(usual(), open=standing)


def test_a_failed_run_says_why_and_how_often() -> None:
    failed = usual(finished=False, failed=True, failed_in_a_row=3, reason="no list page of x could be fetched (503)")
    assert list(found(failed)) == [("failed", "")]
    assert found(failed)["failed", ""].words.endswith("(503) (3 in a row)")
    assert found(usual(finished=False, reason="stopped by a signal")) == {}
    suspended = replace(failed, reason="its start pages are suspended pages")
    assert list(found(suspended)) == [("blocked", "")]


@pytest.mark.parametrize("end", NAMES_NOTHING)
def test_a_list_that_names_nothing_any_more_is_named(end: str) -> None:
    finding = found(usual(walks={LIST: end}))
    assert finding["empty list", LIST].words == f"the list {LIST} names no article any more"
    always = [replace(run, walks={LIST: end}) for run in history()]
    assert found(usual(walks={LIST: end}), history=always) == {}
    assert list(found(usual(walks={}), open=finding)) == [("empty list", LIST)]
    assert found(usual(), open=finding) == {}


def test_numbers_of_articles_out_of_their_band() -> None:
    assert list(found(usual(articles=30))) == [("many articles", "run")]
    assert found(usual(articles=30, hours=240.0)) == {}  # after a pause of ten days
    many = [usual(day, 20) for day in range(1, 13)]
    assert list(found(usual(articles=5), history=many)) == [("few articles", "run")]
    assert found(usual(articles=5, hours=6.0), history=many) == {}  # six hours after the run before
    assert found(usual(week=2))["few articles", "week"].words == "2 new articles in seven days, usual: 20 to 89"
    assert list(found(usual(week=99))) == [("many articles", "week")]


def test_the_site_file_has_the_last_word() -> None:
    wide = Expect(articles_a_run=(0, 50), articles_a_week=(0, 100), rejected_share=0.9, filled=Filled(author=0))
    odd = usual(articles=30, rejected=40, week=90, sources={**usual(articles=30).sources, "author": {".author": 28}})
    assert found(odd, expect=wide) == {}
    strict = Expect(articles_a_week=(50, 60), rejected_share=0.01, filled=Filled(author=1))
    unsigned = {**usual().sources, "author": {"meta": 2}}
    first = found(usual(sources=unsigned, rejected=3), expect=strict, history=[])
    assert list(first) == [("many rejections", ""), ("field missing", "author"), ("few articles", "week")]


def test_a_run_that_left_articles_out_tells_nothing_of_numbers() -> None:
    standing = found(usual(week=2))
    assert found(usual(articles=0, rejected=0, whole=False)) == {}
    assert list(found(usual(whole=False), open=standing)) == [("few articles", "week")]


def test_a_silent_section_is_named_and_a_silent_site_once() -> None:
    spoken, silent = Section("Tin tức", days(0)), Section("Tin tức › Lãnh đạo", days(8, every=2))
    finding = found(usual(), around=around([Section("", days(0)), spoken, silent]))
    assert list(finding) == [("silent", silent.name)]
    assert finding["silent", silent.name].words == (
        "section Tin tức › Lãnh đạo: no new article for 8 days, since 2026-11-12; usual: one in 2 days"
    )
    site = found(usual(), around=around([Section("", days(8)), silent]))
    assert list(site) == [("silent", "")]


@pytest.mark.parametrize(
    "section",
    [
        Section("a", days(3)),  # three days are a long weekend
        Section("a", days(6, every=2)),
        Section("a", days(20, number=4)),  # too few to know what is usual
        Section("a", days(200)),  # was silent before the first run
        Section("a", ()),
    ],
)
def test_what_is_no_silence(section: Section) -> None:
    assert found(usual(), around=around([section])) == {}


def test_figures_survive_their_storage() -> None:
    assert from_json(as_json(usual())) == usual()
    old = {name: value for name, value in as_json(usual()).items() if name in ("run_id", "started_at", "ended_at")}
    assert from_json(old).captures == 0


def test_the_ends_of_walks_are_the_crawlers() -> None:
    assert {*NAMES_NOTHING, *NOT_READ} <= {*(end.value for end in WalkEnd), UNDER_WAY}


def test_a_layout_that_is_held_is_named_until_one_is_in_force() -> None:
    why = "it would cut 900 of 1,000 words of running text on 30 pages"
    finding = found(usual(held_layout=why))["layout held", ""]
    assert finding.code is Code.HELD_LAYOUT
    assert why in finding.words
    assert ("layout held", "") not in found(usual())
