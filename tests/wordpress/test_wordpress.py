"""A real WordPress with each of Debian's themes: every post is found and exact, and nothing else is kept."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.corpus.embedded.homes import reachable_folder
from tests.unseen.crawling import Room
from tests.unseen.generator.stories import Story
from tests.unseen.judge import squash, text_of
from tests.wordpress.content import HIDDEN, content, posts
from tests.wordpress.running import THEMES, WordPress, missing, wordpress

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wordpress")]


SAMPLES = 5
"""Links of a kind (some 100 here) that may be looked at, to learn that they change nothing."""


@dataclass(frozen=True)
class Crawled:
    """What a crawl of the WordPress in one theme gave."""

    done: subprocess.CompletedProcess[str]
    rows: dict[str, dict[str, Any]]
    addresses: dict[str, str]
    asked: list[str]

    def by_story(self) -> list[tuple[Story, dict[str, Any]]]:
        """The posts that were kept, each with what was exported of it."""
        found = [(story, self.rows.get(self.addresses[story.title])) for story in posts()]
        return [(story, row) for story, row in found if row]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    if lacking := missing():
        pytest.skip(f"not installed: {', '.join(lacking)} (Debian's wordpress, php-cli, php-mysql, mariadb-server)")
    with wordpress(tmp_path_factory.mktemp("wordpress"), content()) as running:
        yield running


@pytest.fixture(scope="module", params=THEMES)
def crawled(blog: WordPress, request: pytest.FixtureRequest) -> Iterator[Crawled]:
    addresses, before = blog.dress(request.param), len(blog.asked())
    with reachable_folder() as folder:
        room = Room(folder)
        done = room.crawl(f"{blog.home}/", "blog")
        rows = {row["url"]: row for row in room.export("blog")}
        room.stop()
        yield Crawled(done, rows, addresses, blog.asked()[before:])


def test_the_crawl_ends_well_and_asks_for_few_forms_of_a_reply(crawled: Crawled) -> None:
    assert crawled.done.returncode == 0, crawled.done.stdout[-2000:] + crawled.done.stderr[-2000:]
    assert len([path for path in crawled.asked if "replytocom" in path]) <= SAMPLES


def test_every_post_is_found(crawled: Crawled) -> None:
    missed = {crawled.addresses[story.title] for story in posts()} - set(crawled.rows)
    assert sorted(missed) == []


def test_nothing_is_kept_but_posts_and_pages(crawled: Crawled) -> None:
    shown = {address for title, address in crawled.addresses.items() if not title.startswith(HIDDEN)}
    assert sorted(set(crawled.rows) - shown) == []


def test_title_text_date_and_captions_of_each_post_are_exact(crawled: Crawled) -> None:
    faults = {row["url"]: found for story, row in crawled.by_story() if (found := _faults(story, row))}
    assert faults == {}


def test_each_post_names_its_writer(crawled: Crawled) -> None:
    wrong = {row["url"]: row["author"] for story, row in crawled.by_story() if row["author"] != story.author}
    assert wrong == {}


def _faults(story: Story, row: dict[str, Any]) -> list[str]:
    captions = {squash(image.get("caption") or "") for image in row["images"]}
    right = {
        "text": squash(text_of(row)) == squash(story.gold()),
        "title": row["title"] == story.title,
        "date": str(row["published_at"])[:10] == story.when.date().isoformat(),
        "captions": {squash(caption) for caption in story.captions} == captions - {""},
    }
    return [name for name, holds in right.items() if not holds]
