"""A worker learns a site's layout by itself, and never puts a poorer reading in a good one's place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from corpus.articles import layouts, pending_snapshots
from corpus.crawling import page_store, sites
from corpus.crawling.records import Fetched, Found, Role
from corpus.database import engines as corpus_database
from corpus.maintenance import takedown
from normalize.layouts.shape import Shape, read_shape
from normalize.workers.learn_layout import in_batches, why_hold
from normalize.workers.page_cleaners import children
from normalize.workers.worker import CleaningCounts, clean_stored
from tests.normalize.made_portals import Portal, Story
from tests.normalize.pages import any_site

NOON = datetime(2026, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = corpus_database.engine(database)
    with made.begin() as conn:
        sites.ensure(conn, "made", "Trang tin huyện Phú Hà")
    yield made
    made.dispose()


def _key(story: Story) -> bytes:
    return hashlib.sha256(f"made {story.number}".encode()).digest()


def _store(engine: Engine, portal: Portal, stories: Iterable[Story], day: int = 0) -> None:
    """What a crawl of that day stores: the list that names the pages, and a capture of each."""
    at = NOON + timedelta(days=day)
    chosen = list(stories)
    named = [Found(portal.url(one), _key(one), title=one.title, date=one.day) for one in chosen]
    with engine.begin() as conn:
        home = "http://made.test/"
        key = hashlib.sha256(b"home").digest()
        page_store.store_list(conn, Fetched("made", key, home, Role.LIST, home, 200, {}, b"<p>", at), named)
        for one in chosen:
            url, headers = portal.url(one), {"Content-Type": "text/html; charset=utf-8"}
            body = portal.html(one).encode()
            page_store.store_item(conn, Fetched("made", _key(one), url, Role.ITEM, url, 200, headers, body, at), None)


def test_pages_are_read_for_learning_in_batches_of_so_many_bytes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In their order, without those that are gone; one that is larger comes alone."""
    for number, size in enumerate((400, 400, 400, 2_000, 100)):
        key, url = bytes([number]) * 32, f"http://made.test/{number}"
        body = hashlib.sha256(key).hexdigest().encode() * (size // 64 + 1)
        found = Fetched("made", key, url, Role.ITEM, url, 200, {}, body, NOON)
        with engine.begin() as conn:
            page_store.store_item(conn, found, None)
    with engine.begin() as conn:
        ids = list(conn.scalars(text("SELECT id FROM snapshot ORDER BY id DESC")))
    monkeypatch.setattr(pending_snapshots, "BATCH_BYTES", 1_000)
    batches = [
        [one.snapshot_id for one in batch] for batch in in_batches(engine, [0, *ids[:2], max(ids) + 1, *ids[2:]])
    ]
    assert batches == [ids[:1], ids[1:2], ids[2:4], ids[4:]]


def _clean(engine: Engine) -> CleaningCounts:
    return clean_stored(engine, sites=["made"], workers=1)


def _texts(engine: Engine) -> dict[str, str]:
    with engine.begin() as conn:
        rows = conn.execute(text("SELECT title, concat_ws(E'\n\n', lead, text) AS said FROM article")).all()
    return {row.title: row.said for row in rows}


def _gold(stories: Iterable[Story]) -> dict[str, str]:
    return {one.title: "\n\n".join(one.paragraphs) for one in stories}


def _shapes(portal: Portal) -> list[Shape]:
    return [shape for page in portal.pages() if (shape := read_shape(page, any_site())) is not None]


def _count(engine: Engine, query: str) -> int:
    with engine.begin() as conn:
        return int(conn.execute(text(query)).scalar_one())


VERSIONS = "SELECT count(*) FROM article_version WHERE NOT held"
HELD = "SELECT count(*) FROM article_version WHERE held"


def test_a_new_portals_articles_are_clean_when_its_first_cleaning_is_over(engine: Engine) -> None:
    portal = Portal("flat", 12)
    _store(engine, portal, portal.stories)
    _clean(engine)
    assert _texts(engine) == _gold(portal.stories)
    assert _count(engine, "SELECT count(*) FROM snapshot WHERE state = 'article' AND layout = 1 AND template = 0") == 12
    assert _count(engine, "SELECT count(*) FROM article WHERE layout = 1 AND flags = '{}'") == 12
    assert _count(engine, VERSIONS) == 0


def test_cleaning_once_more_changes_nothing_and_learns_nothing(engine: Engine) -> None:
    portal = Portal("bare", 12)
    _store(engine, portal, portal.stories)
    _clean(engine)
    before = _texts(engine)
    again = clean_stored(engine, sites=["made"], workers=1, again=True)
    assert again.changes == {"unchanged": 12}
    assert (again.by_layout, _texts(engine)) == ({}, before)
    assert _count(engine, "SELECT count(*) FROM layout") == 1


def test_pages_that_come_one_after_the_other_teach_the_same(engine: Engine) -> None:
    portal = Portal("boxes", 12)
    for part in (portal.stories[8:], portal.stories[:5], portal.stories[5:8]):
        _store(engine, portal, part)
        _clean(engine)
    assert _texts(engine) == _gold(portal.stories)
    with engine.begin() as conn:
        in_force = layouts.get(conn, "made")
        conn.execute(text("DELETE FROM layout"))
    _clean(engine)
    with engine.begin() as conn:
        at_once = layouts.get(conn, "made")
    assert in_force is not None
    assert at_once is not None
    assert in_force.hash == at_once.hash


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(Portal("boxes", 12, skin="m-"), id="renamed classes", marks=pytest.mark.slow),
        pytest.param(Portal("boxes", 12, moved=True), id="moved boxes"),
    ],
)
def test_another_design_overwrites_nothing_and_makes_no_version(engine: Engine, new: Portal) -> None:
    old = Portal("boxes", 12)
    gold = _gold(old.stories)
    _store(engine, old, old.stories)
    _clean(engine)
    _store(engine, new, new.stories[:5], day=1)  # too few to learn from
    _clean(engine)
    assert _texts(engine) == gold
    assert _count(engine, VERSIONS) == 0
    _store(engine, new, new.stories, day=2)
    _clean(engine)
    with engine.begin() as conn:
        learned = layouts.get(conn, "made")
    assert learned is not None
    assert len(learned.templates) == 2, "the new design is known when the next run's pages are clean, the old one still"
    assert _texts(engine) == gold
    assert (_count(engine, VERSIONS), _count(engine, HELD)) == (0, 0)
    assert _count(engine, "SELECT count(*) FROM article WHERE captured_at > '2026-03-06'") == 12
    _store(engine, old, old.stories, day=3)
    _clean(engine)
    assert _texts(engine) == gold
    assert (_count(engine, VERSIONS), _count(engine, HELD)) == (0, 0)


def test_first_captures_of_another_design_are_published_and_flagged(engine: Engine) -> None:
    old, new = Portal("boxes", 12), Portal("boxes", 12, skin="m-")
    _store(engine, old, old.stories[:9])
    _clean(engine)
    _store(engine, new, new.stories[9:], day=1)
    _clean(engine)
    flagged = _count(engine, "SELECT count(*) FROM article WHERE flags @> '{layout:unknown}'")
    assert flagged > 0
    assert _count(engine, "SELECT count(*) FROM article") == 9 + flagged


def test_a_takedown_takes_what_the_page_taught(engine: Engine) -> None:
    portal = Portal("boxes", 12)
    _store(engine, portal, portal.stories)
    _clean(engine)
    with engine.begin() as conn:
        page = conn.execute(text("SELECT page_id FROM article LIMIT 1")).scalar_one()
        takedown.take_down(conn, page, "a court said so")
        assert layouts.get(conn, "made") is None
    _clean(engine)
    with engine.begin() as conn:
        anew = layouts.get(conn, "made")
    assert anew is not None
    assert page not in [one for template in anew.templates for one in template["pages"]]
    assert _count(engine, "SELECT count(*) FROM article") == 11


def test_a_text_that_the_portal_changed_is_a_version_and_a_changed_date_is_noted(engine: Engine) -> None:
    portal = Portal("boxes", 12)
    _store(engine, portal, portal.stories)
    _clean(engine)
    corrected, backdated = portal.stories[3], portal.stories[4]
    corrected.paragraphs.append("Bài đã được đính chính theo báo cáo mới của các đơn vị liên quan trong huyện.")
    backdated.day -= timedelta(days=90)
    _store(engine, portal, [corrected, backdated], day=1)
    _clean(engine)
    assert _texts(engine) == _gold(portal.stories)
    assert _count(engine, VERSIONS) == 1
    assert _count(engine, "SELECT count(*) FROM date_change WHERE after < before") == 1


def test_a_layout_that_would_cut_what_was_good_is_held_and_found(engine: Engine) -> None:
    portal = Portal("boxes", 12)
    _store(engine, portal, portal.stories)
    _clean(engine)
    before = _texts(engine)
    with engine.begin() as conn:
        good = layouts.get(conn, "made")
        assert good is not None
        box = next(iter(good.templates))
        places = {
            f"{place:x}"
            for shape in _shapes(portal)
            for mark in shape.marks
            if mark.words > 9
            for place in (mark.place.exact,)
        }
        bad = json.dumps([{**box, "chrome": sorted({*box["chrome"], *places})}])
        sample = layouts.sample(conn, "made")
    with children(workers=1) as pool:
        because = why_hold(engine, pool, sample, json.dumps(good.templates), bad)
    assert because is not None
    assert because.startswith("it would cut")
    with engine.begin() as conn:
        layouts.store(conn, "made", "bad", json.loads(bad), sample, because)
        assert layouts.numbers(conn, ["made"]) == {"made": 1}
    _clean(engine)
    assert _texts(engine) == before
