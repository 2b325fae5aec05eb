"""The fixed queries of the bench: one word to five, names, numbers, phrases, frequent and rare ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.search.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class Asked:
    """One query."""

    words: str
    limits: dict[str, Any] = field(default_factory=dict)
    newest_first: bool = False

    @property
    def within(self) -> Narrowing:
        """Its limits."""
        return Narrowing(**self.limits)

    def __str__(self) -> str:
        limits = " ".join(f"{name}={value}" for name, value in self.limits.items())
        return (
            " ".join(part for part in (self.words, limits, "by date" if self.newest_first else "") if part) or "(all)"
        )


_2024 = {"since": date(2024, 3, 1), "until": date(2024, 5, 31)}
_2012 = {"since": date(2012, 1, 1), "until": date(2012, 6, 30)}
QUERIES = (
    # One word and two: frequent, in the middle, rare.
    *map(Asked, ("hội", "hoi", "và", "ngân", "rừng", "khoáng", "bão", "xyzzy")),
    *map(Asked, ("hội nghị", "hoi nghi", "tỉnh ủy", "chuyển đổi số", "chuyen doi so", "hộ nghèo", "nước sạch",
                 "thiên tai")),
    # Three to five.
    *map(Asked, ("hội nghị tỉnh ủy", "hoi nghi tinh uy", "bí thư huyện ủy phát biểu", "kiem tra giam sat dang vien",
                 "phòng chống tham nhũng lãng phí", "bộ đội biên phòng",
                 "ban thường vụ tỉnh ủy quán triệt nghị quyết")),
    # Frequent syllables that rarely stand side by side, and that rarely meet.
    *map(Asked, ("ủy nghị", "sinh quyền rừng bão", '"đồng nghị"', '"công ủy"', '"nhân quân sự"',
                 "thiên khoáng liệt dâu")),
    # Names, places, numbers.
    *map(Asked, ("Nguyễn Văn", "Trần Thị Thanh", "nong van", '"Hồ Chí Minh"', "27-NQ/TU", "112/QĐ-UBND", "288-TTr/HU",
                 "15/7/2021", "98685", "2025")),
    # Phrases.
    *map(Asked, ('"hội nghị"', '"hoi nghi"', '"bí thư tỉnh ủy"', '"ban thường vụ tỉnh ủy"', '"tổng bí thư"',
                 '"chuyển đổi số" "cải cách hành chính"')),
    # Signs.
    *map(Asked, ('"hộ nghèo" OR "giảm nghèo"', "hội nghị -tỉnh", "hội nghị -huyện -xã", "title:hội", 'title:"đại hội"',
                 "nghè*", "nguy*", "khoán* sản")),
    # Limits: site, time, tier, section, province.
    Asked("hội nghị", {"site": "made-000"}),
    Asked("hội nghị", {"site": "made-098"}),
    Asked("rừng", {"site": "made-050", "year": 2015}),
    Asked("hội nghị tỉnh ủy", _2024),
    Asked("nước sạch", _2012),
    Asked("đại hội", {"level": "commune", "year": 2020}),
    Asked("ngân sách", {"section": "Văn bản"}),
    Asked("giao thông", {"province": "Ninh Bình", "year": 2018}),
    Asked("thanh niên", newest_first=True),
    Asked("", {"site": "made-010"}),
    Asked(""),
)  # fmt: skip
