"""What further crawls of the sample portals do: nothing new, cleaning again, changes, and an outage."""

from __future__ import annotations

from collections import Counter

from tests.tinhuy.corpora import column, dump, gold_articles, stored_articles
from tests.tinhuy.sample_portals.sample_crawl import ADDED, AGAIN, CHANGED, LATE, Crawled, articles_asked, one_worker

pytestmark = one_worker


def test_a_second_crawl_asks_for_no_article_and_changes_nothing(crawled: Crawled) -> None:
    before, snapshots = dump(crawled.database), column(crawled.database, AGAIN)
    crawled.forget_requests()
    crawled.tinhuy.done("crawl", "--all")
    for name, portal in crawled.portals.items():
        assert articles_asked(crawled, name) == []
        assert [path for path, number in Counter(portal.requests).items() if number > 1] == []
        assert len(portal.requests) <= 5
    assert column(crawled.database, AGAIN) == snapshots
    assert dump(crawled.database) == before


def test_cleaning_all_again_changes_nothing(crawled: Crawled) -> None:
    before = dump(crawled.database)
    written = "SELECT max(updated_at) FROM article"
    last = column(crawled.database, written)
    told = crawled.tinhuy.done("normalize", "--again", "--json").lines[0]
    assert told["pages"] == column(crawled.database, AGAIN)[0]
    assert set(told["changes"]) <= {"unchanged", "same", "rejected"}, told
    assert dump(crawled.database) == before
    assert column(crawled.database, written) == last


def test_a_plain_crawl_finds_an_article_that_is_new_in_the_list(crawled: Crawled) -> None:
    portal = crawled.portals["binhgia"]
    portal.app.config["SITE_STATE"]["hidden"].clear()
    crawled.forget_requests()
    crawled.tinhuy.done("crawl", "binhgia")
    gold = gold_articles("binhgia", portal.url)
    assert articles_asked(crawled, "binhgia") == [path for path in gold if LATE in path]
    assert stored_articles(crawled.database, "binhgia", portal.url) == gold


def test_a_full_crawl_of_one_site_keeps_the_old_text_of_what_changed(crawled: Crawled) -> None:
    portal = crawled.portals["hanam"]
    before = dump(crawled.database)
    portal.app.config["SITE_STATE"]["replaced"][CHANGED] = ADDED
    crawled.forget_requests()
    crawled.tinhuy.done("crawl", "hanam", "--full")
    assert sorted(articles_asked(crawled, "hanam")) == sorted(gold_articles("hanam", ""))
    assert not any(other.requests for name, other in crawled.portals.items() if name != "hanam")

    after = dump(crawled.database)
    old, new = (next(row for row in one["articles"] if CHANGED in row["url"]) for one in (before, after))
    assert (old["version"], new["version"]) == (1, 2)
    assert ADDED in new["text"] and ADDED not in old["text"]
    assert after["versions"] == [old]
    assert [row for row in after["articles"] if row is not new] == [row for row in before["articles"] if row is not old]
    _shows_versions(crawled)


def _shows_versions(crawled: Crawled) -> None:
    url = f"{crawled.portals['hanam'].url}/Pages/{CHANGED}.aspx"
    shown = crawled.tinhuy.done("show", url, "--versions", "--json").lines[0]
    assert ADDED in shown["text"]
    assert [version["version"] for version in shown["versions"]] == [1]
    assert ADDED not in shown["versions"][0]["text"]


def test_a_portal_that_is_down_fails_its_run_and_loses_nothing(crawled: Crawled) -> None:
    portal = crawled.portals["vinhhung"]
    before = dump(crawled.database)
    portal.app.config["SITE_STATE"]["down"] = True
    ran = crawled.tinhuy("crawl", "vinhhung")
    assert ran.code == 1
    assert portal.url.removeprefix("http://") in ran.err
    assert "503" in ran.err
    assert dump(crawled.database) == before
