"""The articles of a generated portal: made from a seed and their number, so that a portal of any size costs nothing."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

NEWEST = date(2024, 6, 28)
WORDS = (
    "Ban Thường vụ Huyện ủy kiểm tra công tác xây dựng Đảng tại các chi bộ cơ sở; đồng chí Bí thư yêu cầu cấp ủy "
    "lãnh đạo thực hiện nghị quyết, phát triển kinh tế, chăm lo đời sống nhân dân vùng cao và giữ vững an ninh trật tự"
).split()
NUMBER = re.compile(r"bai-(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """One article; 1 is the newest."""

    seed: int
    number: int
    section: int
    """Index of the list that it stands in."""

    @property
    def title(self) -> str:
        """As lists and its own page show it."""
        return f"{self._words(0, 9).capitalize()} (tin số {self.number})"

    @property
    def slug(self) -> str:
        """What its address is made of: `NUMBER` finds its number there."""
        return f"bai-{self.number}"

    @property
    def day(self) -> date:
        """Of publication: four a day."""
        return NEWEST - timedelta(days=self.number // 4)

    @property
    def paragraphs(self) -> list[str]:
        """Sentences that no other article has."""
        return [f"Tin {self.number}, đoạn {place}: {self._words(place, 40)}." for place in range(1, 6)]

    def _words(self, place: int, count: int) -> str:
        return " ".join(random.Random(f"{self.seed}-{self.number}-{place}").choices(WORDS, k=count))


def made_articles(count: int, sections: int, seed: int = 1) -> list[MadeArticle]:
    """So many articles, dealt out to the sections in turn, newest first."""
    return [MadeArticle(seed, number, number % sections) for number in range(1, count + 1)]


def number_in(path: str) -> int | None:
    """The number of the article that an address is of; None if it is of none."""
    found = NUMBER.search(path)
    return int(found[1]) if found else None
