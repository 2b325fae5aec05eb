"""Some thirty more articles, made from a fixed seed, page and gold side by side."""

from __future__ import annotations

import random
import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.portals.content import SampleArticle
from tests.yaml_files import read_yaml

Block = tuple[str, str]  # the HTML of a paragraph and what it says

COUNT = 30
SECTIONS = {"tin-tuc": ["Tin tức"], "nghien-cuu-trao-doi": ["Nghiên cứu - Trao đổi"]}
DATELINE = "(Quanlynhanuoc.vn) – "


def generated_articles() -> list[SampleArticle]:
    """The generated articles, newest first, all older than the written ones."""
    rng = random.Random(20211)
    communes = rng.sample(_stock()["communes"], 2 * COUNT)
    men, women = (
        rng.sample([f"{family} {given}" for family in _stock()["families"] for given in _stock()[kind]], 2 * COUNT)
        for kind in ("men", "women")
    )
    makers = []
    for number, (unit, province) in enumerate(_stock()["units"]):
        published = datetime(2021, 11, 24, 7, 30) - timedelta(days=10 * number + rng.randrange(5), minutes=-17 * number)
        names = {
            "unit": unit, "province": province, "commune": communes[2 * number], "commune2": communes[2 * number + 1],
            "man": men[2 * number], "chair": men[2 * number + 1], "woman": women[2 * number],
        }  # fmt: skip
        makers.append(_Maker(number, rng, names, published))
    return [maker.research() if maker.number % 8 in {2, 5, 7} else maker.news() for maker in makers]


@cache
def _stock() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(Path(__file__).parent / "generated.yaml")
    return loaded


class _Maker:
    """Makes one article about one district."""

    def __init__(self, number: int, rng: random.Random, names: dict[str, str], published: datetime) -> None:
        self.number, self.rng, self.names, self.published = number, rng, names, published

    def news(self) -> SampleArticle:
        topic = _stock()["news"][self.number % len(_stock()["news"])]
        event: date = self.published.date() - timedelta(days=1)
        self.names |= {"day": event.strftime("%d/%m/%Y"), "matter": topic["matter"]}
        opening = self._filled(self.rng.choice(_stock()["openings"]))
        with_lead, with_dateline = self.number % 3 == 0, self.number % 4 != 1
        first = f"{DATELINE if with_dateline else ''}{opening}"
        blocks: list[Block] = [(f"<p><strong>{first}</strong></p>", "") if with_lead else (f"<p>{first}</p>", opening)]
        blocks += [_paragraph(self._filled(text)) for text in topic["paragraphs"]]
        images = self._illustrate(blocks) if self.number % 2 == 0 else []
        closing = self._filled(self.rng.choice(_stock()["closings"]))
        blocks.append((f"<p>{closing[:-1]}./.</p>", closing) if self.number % 5 == 0 else _paragraph(closing))
        gold = {
            "lead": opening if with_lead else None, "event_date": event, "images": images,
            "source_name": "Quanlynhanuoc.vn" if with_dateline else None,
        }  # fmt: skip
        return self._article("tin-tuc", topic["title"], blocks, gold, byline=self.number % 3 == 1)

    def research(self) -> SampleArticle:
        topic = _stock()["research"][self.number // 2 % len(_stock()["research"])]
        lead = self._filled(topic["lead"])
        blocks: list[Block] = [(f"<p><strong>{DATELINE}{lead}</strong></p>", "")]
        for place, (heading, text) in enumerate(topic["paragraphs"], start=1):
            title = f"{place}. {self._filled(heading)}"
            bold = f"<p><strong>{title}</strong></p>"
            blocks.append((bold if self.number % 2 else f'<h2 class="wp-block-heading">{title}</h2>', title))
            blocks.append(_paragraph(self._filled(text)))
        gold = {"lead": lead, "event_date": None, "images": list[Any](), "source_name": "Quanlynhanuoc.vn"}
        return self._article("nghien-cuu-trao-doi", topic["title"], blocks, gold, byline=True)

    def _filled(self, text: str) -> str:
        numbers = {
            "a": self.rng.randrange(3, 15), "b": self.rng.randrange(16, 98), "big": self.rng.randrange(320, 990),
            "money": self.rng.randrange(210, 980), "pct": f"{self.rng.randrange(31, 95)},{self.rng.randrange(1, 9)}",
        }  # fmt: skip
        return text.format(**self.names, **numbers)

    def _illustrate(self, blocks: list[Block]) -> list[dict[str, str]]:
        caption = self._filled(self.rng.choice(_stock()["captions"]))
        name = f"anh-{self.number + 1:02}.jpg"
        url, image_id = f"/wp-content/uploads/{self.published:%Y/%m}/{name}", 20100 + self.number
        figure = (
            f'<figure id="attachment_{image_id}" class="wp-caption aligncenter" style="width: 700px">'
            f'<img decoding="async" class="size-full wp-image-{image_id}" src="{url}" alt="" width="700" />'
            f'<figcaption class="wp-caption-text">{caption}</figcaption></figure>'
        )
        blocks.insert(2, (figure, ""))
        return [{"url": url, "file_name": name, "caption": caption}]

    def _article(
        self, section: str, title: str, blocks: list[Block], gold: dict[str, Any], *, byline: bool
    ) -> SampleArticle:
        title = self._filled(title)
        published = self.published.strftime("%Y-%m-%dT%H:%M+07:00")
        author = self.rng.choice(_stock()["bylines"]) if byline else None
        body = "\n".join(html for html, _ in blocks)
        page: dict[str, Any] = {"title": title, "published": published, "byline": author, "body": body}
        page["tags"] = [self.names["province"]]
        gold |= {"title": title, "text": "\n\n".join(text for _, text in blocks if text), "published_at": published}
        gold |= {"author": author, "section": SECTIONS[section], "attachments": []}
        return SampleArticle(slug_of(title), section, page, gold)


def _paragraph(text: str) -> Block:
    return f"<p>{text}</p>", text


def slug_of(title: str) -> str:
    """The address WordPress makes of a title."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
