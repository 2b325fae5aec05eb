"""Thirty more articles, made from a fixed seed: page and gold side by side, from the sentences in themes.yaml."""

from __future__ import annotations

import random
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.portals.binhgia.chrome import COMMUNES
from tests.portals.content import SampleArticle
from tests.yaml_files import read_yaml

HERE = Path(__file__).parent
COUNT = 30
NEWEST = datetime(2021, 8, 20, 16, 40)  # older than every written article
SECTION_NAMES = {
    "tin-tuc": ["Tin tức - Sự kiện", "Tin trong huyện"],
    "xay-dung-dang": ["Xây dựng Đảng", "Công tác Đảng"],
}
FAMILY_NAMES = ("Hoàng", "Nông", "Lý", "Triệu", "Vi", "Lương", "Hứa", "Đàm", "Chu", "Bế")
MIDDLE_NAMES = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc")
GIVEN_NAMES = ("Páo", "Hải", "Sen", "Kiên", "Loan", "Thụ", "Biên", "Hợi", "Vân", "Khiêm", "Tấm", "Quyết")
VILLAGES_FIRST = ("Nà", "Bản", "Khuổi", "Pác", "Lũng", "Cốc", "Phai", "Kéo")
VILLAGES_LAST = ("Mười", "Sảng", "Deng", "Cáp", "Tồng", "Hin", "Mạ", "Lẹng", "Phầy", "Chang")


def generated_articles() -> list[SampleArticle]:
    """The generated articles, newest first."""
    rng = random.Random(20210820)
    themes = read_yaml(HERE / "themes.yaml")
    people = _shuffled(rng, [f"{f} {m} {g}" for f in FAMILY_NAMES for m in MIDDLE_NAMES for g in GIVEN_NAMES])
    villages = _shuffled(rng, [f"{first} {last}" for first in VILLAGES_FIRST for last in VILLAGES_LAST])
    communes = {theme["title"]: _shuffled(rng, list(COMMUNES)) for theme in themes}
    articles = []
    moment = NEWEST
    for number in range(COUNT):
        theme = themes[number % len(themes)]
        words = _words(rng, moment, communes[theme["title"]].pop(), villages[number], people[2 * number])
        articles.append(_article(rng, number, theme, words, moment, people[2 * number + 1]))
        moment -= timedelta(days=rng.randrange(4, 9))
        moment = moment.replace(hour=rng.randrange(7, 19), minute=rng.randrange(60))
    return articles


class _Words(dict[str, str]):
    """What fills the templates of one article; `n` and `s` are a new number each time."""

    def __init__(self, rng: random.Random, values: dict[str, str]) -> None:
        super().__init__(values)
        self._rng = rng

    def __missing__(self, key: str) -> str:
        return str(self._rng.randrange(*{"n": (11, 36), "s": (3, 10)}[key]))


def _words(rng: random.Random, moment: datetime, xa: str, thon: str, nguoi: str) -> _Words:
    event, limit = moment - timedelta(days=1), moment + timedelta(days=20)
    values = {
        "xa": xa,
        "thon": thon,
        "nguoi": nguoi,
        "nam": str(moment.year),
        "ngay": f"{event.day}/{event.month}/{event.year}",
        "han": f"{limit.day}/{limit.month}/{limit.year}",
        "a": str(rng.randrange(101, 700)),
        "b": str(rng.randrange(11, 36)),
        "c": str(rng.randrange(37, 97)),
        "p": str(rng.randrange(82, 99)),
        "t": str(rng.randrange(18, 29)),
        "u": str(rng.randrange(38, 57)),
    }
    return _Words(rng, values)


def _article(
    rng: random.Random, number: int, theme: dict[str, Any], words: _Words, moment: datetime, writer: str
) -> SampleArticle:
    title = theme["title"].format_map(words)
    lead = theme["lead"].format_map(words) if rng.random() < 0.5 else None
    others = range(1, len(theme["paragraphs"]))
    chosen = [0, *sorted(rng.sample(others, rng.randrange(2, len(others) + 1)))]
    paragraphs = [theme["paragraphs"][index].format_map(words) for index in chosen]
    author = writer if rng.random() < 0.4 else None
    page_id = 16_120_000 - 311 * number
    body = [f'<p style="text-align: justify;">{text}</p>' for text in paragraphs]
    images = []
    if rng.random() < 0.4:
        name, caption = f"anh_{page_id % 10_000}.jpg", theme["caption"].format_map(words)
        url = f"/documents/18334/{page_id}/{name}"
        body.insert(1, f'<p style="text-align: center;"><img alt="" src="{url}" style="width: 600px;" /></p>')
        body.insert(2, f'<p style="text-align: center;"><em>{caption}</em></p>')
        images = [{"url": url, "file_name": name, "caption": caption}]
    published = f"{moment:%Y-%m-%dT%H:%M}+07:00"
    page = {"id": page_id, "title": title, "published": published, "views": rng.randrange(40, 900), "lead": lead,
            "body": "\n".join(body), "author": author}  # fmt: skip
    event = moment.date() - timedelta(days=1) if words["ngay"] in f"{lead} {paragraphs[0]}" else None
    gold = {"title": title, "lead": lead, "text": "\n\n".join(paragraphs), "published_at": published,
            "event_date": event, "author": author, "source_name": None, "section": SECTION_NAMES[theme["section"]],
            "images": images, "attachments": []}  # fmt: skip
    return SampleArticle(slug=_slug(title), section=theme["section"], page=page, gold=gold)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(letters.split())


def _shuffled(rng: random.Random, values: list[str]) -> list[str]:
    rng.shuffle(values)
    return values
