"""Thirty-four more articles, older than the written ones, from a fixed seed and the sentences of topics.yaml."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.portals.content import SampleArticle
from tests.yaml_files import read_yaml

SEED = 3503
COUNT = 34
NEWEST = datetime(2021, 9, 27, 8, 0)  # a week before the oldest written article
SECTION_NAMES = {
    "tin-lanh-dao": ["Tin tức - Sự kiện", "Tin hoạt động của Lãnh đạo Tỉnh"],
    "tin-tong-hop": ["Tin theo lĩnh vực", "Tổng hợp"],
}
AUTHORS = ("Thu Hiền", "Nguyễn Văn Kỷ", "Phạm Hải Đường")
PARTS_OF_DAY = ("Sáng", "Chiều")
JUSTIFIED = '<p style="text-align&#58;justify;">{}</p>'
CENTRED = '<p style="text-align&#58;center;">{}</p>'
SIGNED = '<p style="text-align&#58;right;"><strong>{}</strong></p>'


def generated_articles() -> list[SampleArticle]:
    """The generated articles, newest first; the same ones every time."""
    rng = random.Random(SEED)
    data = read_yaml(Path(__file__).parent / "topics.yaml")
    places = [(commune, district) for district, communes in data["words"].pop("xa").items() for commune in communes]
    places = [*rng.sample(places, len(places)), *rng.sample(places, len(places))]
    articles = []
    published = NEWEST
    for number in range(COUNT):
        published -= timedelta(days=rng.randint(2, 8), minutes=rng.randint(0, 500))
        topic = data["topics"][number % len(data["topics"])]
        articles.append(_article(rng, topic, data["words"], places[number], published, number))
    return articles


def _article(
    rng: random.Random,
    topic: dict[str, Any],
    words: dict[str, list[str]],
    place: tuple[str, str],
    published: datetime,
    number: int,
) -> SampleArticle:
    happened = published.date() - timedelta(days=1)
    fill = _filler(rng, words, place, happened)
    title = fill(topic["title"])
    paragraphs = [fill(sentence) for sentence in (topic["opening"], *_some(rng, topic["more"]))]
    body = [JUSTIFIED.format(paragraph) for paragraph in paragraphs]
    images = _image(body, fill(topic["caption"]), published, number) if number % 3 == 0 else []
    author = AUTHORS[number % len(AUTHORS)] if number % 4 == 1 else None
    if number % 2:
        body[-1] = body[-1].replace(".</p>", "./.</p>")
    if author:
        body.append(SIGNED.format(author))
    shown = f"{published:%Y-%m-%dT%H:%M}+07:00"
    page = {
        "title": title,
        "published": shown,
        "date_style": "long" if number % 2 else "short",
        "summary": f"{paragraphs[0][:90].rsplit(' ', 1)[0]}...",
        "container": "content_follow" if number % 3 == 2 else "detail_artical",
        "body": "\n".join(body),
    }
    gold = {
        "title": title,
        "lead": None,
        "text": "\n\n".join(paragraphs),
        "published_at": shown,
        "event_date": happened if "{ngay}" in topic["opening"] else None,
        "author": author,
        "source_name": None,
        "section": SECTION_NAMES[topic["section"]],
        "images": images,
        "attachments": [],
    }
    return SampleArticle(slug=f"{slugged(title)}-{published:%d%m}", section=topic["section"], page=page, gold=gold)


def _some(rng: random.Random, sentences: list[str]) -> list[str]:
    chosen = set(rng.sample(sentences, rng.randint(2, len(sentences))))
    return [sentence for sentence in sentences if sentence in chosen]


def _image(body: list[str], caption: str, published: datetime, number: int) -> list[dict[str, str]]:
    name = f"DSC_{4100 + number}.jpg"
    url = f"/PublishingImages/{published.year}/{name}"
    lines = [f'<img alt="" src="{url}" style="margin&#58;5px;" />', caption]
    if number % 2 == 0:
        lines.insert(1, name)  # as this CMS leaves it
    body[1:1] = [CENTRED.format(line) for line in lines]
    return [{"url": url, "file_name": name, "caption": caption}]


def _filler(
    rng: random.Random, words: dict[str, list[str]], place: tuple[str, str], happened: date
) -> Callable[[str], str]:
    people = rng.sample(words["nguoi"], 2)
    fixed = {
        "xa": place[0],
        "huyen": place[1],
        "nguoi": people[0],
        "nguoi2": people[1],
        "ngay": f"{rng.choice(PARTS_OF_DAY)} ngày {happened.day}/{happened.month}/{happened.year}",
    }

    def value(match: re.Match[str]) -> str:
        key = match[1]
        if key in fixed:
            return fixed[key]
        if key in words:
            return rng.choice(words[key])
        low, high = key.rstrip(",").split("-")
        whole = str(rng.randint(int(low), int(high)))
        return f"{whole},{rng.randint(1, 9)}" if key.endswith(",") else whole

    return lambda template: re.sub(r"\{([^}]+)\}", value, template)


def slugged(text: str) -> str:
    """`text` as an address: lower case, without diacritics, words joined by hyphens."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
