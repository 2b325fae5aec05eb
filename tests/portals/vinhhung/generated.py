"""Thirty older articles of the portal, made from a fixed seed; page and gold are written side by side."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.portals.content import SampleArticle
from tests.yaml_files import read_yaml

_TOPICS = Path(__file__).parent / "topics.yaml"
_SECTIONS = {
    "tin-hoat-dong": ["Tin tức", "Tin hoạt động"],
    "xay-dung-dang": ["Tin tức", "Xây dựng Đảng"],
}
_PLACES = ["Khánh Hưng", "Hưng Điền A", "Vĩnh Trị", "Thái Trị", "Thái Bình Trung", "Vĩnh Bình", "Vĩnh Thuận"]
_PLACES += ["Tuyên Bình", "Tuyên Bình Tây"]
_FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Dương", "Lâm", "Tạ", "Cao", "Thạch", "Kiều"]
_MIDDLE = ["Văn", "Thị", "Hữu", "Ngọc", "Thanh", "Hoàng", "Kim", "Quốc", "Tấn", "Mỹ"]
_GIVEN = ["Bền", "Cưng", "Dứt", "Đượm", "Giàu", "Hiếm", "Khởi", "Lụa", "Mận", "Nhãn", "Phến", "Quyên", "Sậy", "Thêu"]
_AUTHORS = ["Lê Rạng", "Trần Sen", "Mai Khoa", "Út Thơ", "Phan Duy Tường", None]
_NEWEST = datetime(2021, 12, 21, 16, 40)


class _Writer:
    """Fills the sentences of one article."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.place = self.chance.choice(_PLACES)

    def name(self) -> str:
        """An invented person."""
        return " ".join(self.chance.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))

    def fill(self, template: str, when: str = "") -> str:
        """The template with a new person and new numbers at every slot, in the article's place."""
        numbers = {"s": (2, 9), "a": (12, 98), "b": (101, 989)}
        text = template.replace("{when}", when).replace("{place}", self.place)
        while "{" in text:
            slot = text[text.index("{") + 1 : text.index("}")]
            if slot == "name":
                value = self.name()
            elif slot == "c":
                value = f"{self.chance.randint(1, 9)}.{self.chance.randint(100, 990)}"
            elif slot == "pct":
                value = f"{self.chance.randint(51, 97)},{self.chance.randint(1, 9)}"
            else:
                value = str(self.chance.randint(*numbers[slot]))
            text = text.replace("{" + slot + "}", value, 1)
        return text

    def when(self, published: datetime, number: int) -> tuple[str, date | None]:
        """The opening's words for the day of the event, and that day."""
        day = published.date() - timedelta(days=self.chance.randint(1, 3))
        hour = self.chance.choice(["Sáng", "Chiều"])
        forms: list[tuple[str, date | None]] = [
            (f"{hour} {day.day}/{day.month}", day),
            (f"{hour} ngày {day:%d/%m/%Y}", day),
            ("Vừa qua", None),
        ]
        return forms[number % 3]


def generated_articles(count: int = 30) -> list[SampleArticle]:
    """The older articles, newest first."""
    topics = read_yaml(_TOPICS)
    articles = []
    for number in range(count):
        published = _NEWEST - timedelta(days=9 * number, minutes=97 * number % 540)
        articles.append(_article(topics[(number * 7) % len(topics)], 3610 - 11 * number, number, published))
    return articles


def internal_articles() -> list[SampleArticle]:
    """Pages of the forbidden folder, which look just like articles."""
    topics = read_yaml(_TOPICS)
    start = datetime(2021, 2, 26, 9, 10)
    return [_article(topics[i * 4], 901 + i, 71 + i, start + timedelta(days=i)) for i in range(3)]


def _article(topic: dict[str, Any], identity: int, number: int, published: datetime) -> SampleArticle:
    writer = _Writer(8000 + identity)
    when, event = writer.when(published, number)
    title = writer.fill(topic["title"])
    wanted = writer.chance.sample(topic["body"], k=writer.chance.randint(2, 5))
    paragraphs = [writer.fill(topic["opening"], when), *(writer.fill(template) for template in wanted)]
    blocks = [f'<P style="text-align: justify;">{text}</P>' for text in paragraphs]
    author = _AUTHORS[number % len(_AUTHORS)]
    images = []
    if number % 4 == 1:
        caption = writer.fill(topic["caption"])
        file_name = f"tin{identity}.jpg"
        url = f"/upload/hinhanh/{published.year}/{file_name}"
        images.append({"url": url, "file_name": file_name, "caption": caption})
        blocks.insert(1, f'<P align="center"><IMG src="{url}" width="450"></P>')
        blocks.insert(2, f'<P align="center"><I>{"Ảnh: " if number % 8 == 1 else ""}{caption}</I></P>')
    shows = ("updated", "posted", "day")[number % 3]
    shown: str | date = published.date() if shows == "day" else f"{published:%Y-%m-%dT%H:%M}+07:00"
    page = {"title": title, "published": shown, "shows": shows, "body": "\n".join(blocks), "author": author}
    if images:
        page["thumbnail"] = images[0]["url"]
    gold = {
        "title": title,
        "lead": None,
        "text": "\n\n".join(paragraphs),
        "published_at": shown,
        "event_date": event,
        "author": author,
        "source_name": None,
        "section": _SECTIONS[topic["section"]],
        "images": images,
        "attachments": [],
    }
    return SampleArticle(slug=str(identity), section=topic["section"], page=page, gold=gold)
