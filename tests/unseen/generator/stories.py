"""The articles of a portal, as a reader would write them down: the gold."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.unseen.generator.words import Words

STOCK = (
    "Cùng dự buổi gặp mặt có các đồng chí trong Ban Thường vụ và lãnh đạo các phòng, ban liên quan.",
    "Trang thông tin sẽ tiếp tục cập nhật diễn biến trong các bài sau.",
)
"""Sentences that recur in many articles of a portal and are part of each."""


@dataclass
class Story:
    """An article: its fields, and what stands in its text besides paragraphs."""

    key: int
    section: int
    title: str
    lead: str
    paragraphs: list[str]
    captions: list[str]
    author: str | None
    when: datetime
    rows: list[list[str]] = field(default_factory=list)
    """A table at the end of the text."""
    items: list[str] = field(default_factory=list)
    """A list behind the first paragraph."""
    document: str | None = None
    """Name of a file that is attached below the text."""
    comments: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def gold(self) -> str:
        """Lead and text, a block a line."""
        rows = [" | ".join(row) for row in self.rows]
        return "\n".join([*filter(None, [self.lead]), *self.paragraphs[:1], *self.items, *self.paragraphs[1:], *rows])

    def teaser(self) -> str:
        """Its beginning, as lists and boxes show it."""
        return (self.lead or self.paragraphs[0])[:150].rsplit(" ", 1)[0]


def write(seed: str, sections: int, number: int, *, leads: bool, pictures: bool, signed: bool) -> list[Story]:
    """Make a portal's articles, the newest first. One is a single paragraph of one sentence or two."""
    chance, words = random.Random(f"stories of {seed}"), Words(seed)
    tags = [words.place() for _ in range(6)]
    when = datetime(2024, 6, 20, 15, 30)
    stories: list[Story] = []
    for n in range(number):
        when -= timedelta(days=chance.randint(1, 21))
        lead = words.opening() if leads else ""
        paragraphs = [words.paragraph(chance.randint(1, 3)) for _ in range(chance.choice([2, 3, 4, 5, 7, 9]))]
        if not leads:
            paragraphs[0] = f"{words.opening()} {paragraphs[0]}"
        story = Story(1040 + 3 * n, n % sections, words.title(), lead, paragraphs, [], None, when)
        story.when = when.replace(hour=chance.randint(8, 21), minute=chance.randint(0, 59))
        _dress(story, chance, words, pictures=pictures, signed=signed)
        if n == number // 2:
            story.paragraphs, story.items, story.rows = [words.opening()], [], []
            story.lead, story.captions = "", story.captions[:1]
        story.tags = chance.sample(tags, 2)
        stories.append(story)
    return stories


def _dress(story: Story, chance: random.Random, words: Words, *, pictures: bool, signed: bool) -> None:
    """Give it captions, a writer, and now and then a table, a list, a document, comments, a stock sentence."""
    if pictures:
        story.captions = [words.caption() for _ in range(chance.choice([0, 1, 1, 2]))]
    if signed and chance.random() < 0.8:
        story.author = words.name()
    if chance.random() < 0.15:
        story.rows = [["Đơn vị", "Số hộ", "Số tiền"]]
        story.rows += [[words.place(), str(chance.randint(10, 99)), str(chance.randint(100, 999))] for _ in range(4)]
    if chance.random() < 0.15:
        story.items = [words.sentence() for _ in range(3)]
    if chance.random() < 0.2:
        story.document = f"{chance.randint(10, 199)}-KH-HU.pdf"
    if chance.random() < 0.3:
        story.paragraphs.append(chance.choice(STOCK))
    if chance.random() < 0.5:
        story.comments = [(words.name(), words.comment()) for _ in range(chance.randint(1, 3))]
