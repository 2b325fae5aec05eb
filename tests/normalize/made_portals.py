"""Portals made for these tests: pages whose own text is known, amid chrome of many kinds, in several habits."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from corpus.articles.records import Hints, Page

FETCHED = datetime(2026, 3, 4, 2, tzinfo=UTC)
SYLLABLES = (
    "an ban bao bình cao cảnh chi chính công cơ cường dân dựng đại đảng đạo điểm đoàn đồng đức giao hà hải hiệp hòa "
    "hội huyện hướng kế khai khu kinh kỳ lao lập liên lịch long mạnh minh mới nam năm nghị nghiệp nhân nông phát phú "
    "phòng quân quốc quy sản sở tài tâm tân thành thi thôn tỉnh tiến tổ trung trường ủy văn vệ viên vững xã xây ý"
).split()
PEOPLE = ["Lê Thanh Hà", "Trần Văn Bình", "Phạm Thị Mai", "Đỗ Đức Long", "Vũ Minh Tâm"]


@dataclass
class Story:
    """An article as its writer wrote it."""

    number: int
    title: str
    paragraphs: list[str]
    day: date
    author: str
    comments: list[str]


@dataclass
class Portal:
    """A portal: `shape` is its habit of markup, `count` its number of articles."""

    shape: str
    count: int = 24
    seed: int = 1
    skin: str = ""
    """Put before all classes: another design has other ones."""
    moved: bool = False
    """Whether the boxes stand in another order, in boxes of their own: a redesign that keeps the classes."""
    stories: list[Story] = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(f"{self.seed}")
        self.stories = [self._story(number) for number in range(self.count)]

    def _words(self, count: int) -> str:
        return " ".join(self.random.choice(SYLLABLES) for _ in range(count))

    def _sentences(self, count: int) -> str:
        said = (self._words(self.random.randint(10, 22)) for _ in range(count))
        return " ".join(one.capitalize() + "." for one in said)

    def _story(self, number: int) -> Story:
        paragraphs = [self._sentences(self.random.randint(1, 3)) for _ in range(self.random.choice([1, 3, 4, 6]))]
        if self.random.random() < 0.4:
            paragraphs.append("Theo quyết định này, các đơn vị liên quan chịu trách nhiệm thi hành kể từ ngày ký.")
        day = date(2025, 12, 1) - timedelta(days=5 * number)
        comments = [self._sentences(1) for _ in range(self.random.choice([0, 0, 1, 3]))]
        return Story(number, self._words(9).capitalize(), paragraphs, day, PEOPLE[number % 2], comments)

    def url(self, story: Story) -> str:
        """The address of an article."""
        return f"http://made.test/bai/{story.number}.html"

    def pages(self, *, listed: bool = True) -> list[Page]:
        """The article pages; with what a list said of them, if it is `listed`."""
        return [self.page(story, listed=listed) for story in self.stories]

    def page(self, story: Story, *, listed: bool = True) -> Page:
        """One article's page."""
        hints = Hints(story.title, story.day) if listed else Hints()
        return Page(self.url(story), self.html(story).encode(), "text/html; charset=utf-8", FETCHED, hints)

    def html(self, story: Story) -> str:
        """The page as the portal sends it."""
        draw = random.Random(f"{self.seed}-{story.number}")
        inner = getattr(self, f"_{self.shape}")(story, draw)
        return f"<html><head><title>Trang tin huyện</title></head><body>{inner}</body></html>"

    # -- what stands around

    def _class(self, name: str) -> str:
        return "" if self.shape == "bare" else f' class="{self.skin}{name}"'

    def _top(self) -> str:
        menu = "".join(
            f"<li><a href='/{at}'>{name}</a></li>" for at, name in enumerate(["Tin tức", "Văn bản", "Bạn đọc"])
        )
        clock = f"Thứ Tư, {FETCHED:%d/%m/%Y} 09:{self.count % 60:02}"
        return f"<div{self._class('dau')}><div>{clock}</div><ul>{menu}</ul></div>"

    def _side(self, draw: random.Random) -> str:
        boxes = ["Lịch tiếp công dân tuần này", "Giá nông sản 12.500 đồng", "Đường dây nóng 0912 345 678"]
        lines = "".join(f"<p>{f'<a href=#>{line}</a>' if draw.random() < 0.5 else line}</p>" for line in boxes)
        counts = [("Đang xem", draw.randint(2, 99)), ("Tổng lượt", draw.randint(9999, 99999))]
        rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in counts)
        return f"<div{self._class('phai')}><h4>Thông tin</h4>{lines}<table>{rows}</table></div>"

    def _foot(self) -> str:
        return f"<div{self._class('cuoi')}><p>Trang tin huyện Phú Hà. Giấy phép số 12 ngày 14/08/2015.</p></div>"

    def _teasers(self, story: Story, draw: random.Random) -> str:
        others = draw.sample([one for one in self.stories if one is not story], 4)
        return "".join(
            f"<div{self._class('the')}><h3><a href='{self.url(one)}'>{one.title}</a></h3>"
            f"<p>{' '.join(one.paragraphs[0].split()[:18])}...</p></div>"
            for one in others
        )

    def _comments(self, story: Story, draw: random.Random, tag: str = "p") -> str:
        said = "".join(f"<{tag}><b>{draw.choice(PEOPLE)}</b></{tag}><{tag}>{one}</{tag}>" for one in story.comments)
        return f"<h4>Ý kiến bạn đọc</h4>{said}<{tag}>Gửi ý kiến của bạn</{tag}>"

    def _head(self, story: Story, draw: random.Random) -> str:
        return (
            f"<h2{self._class('ten')}>{story.title}</h2><div{self._class('ngay')}>Ngày {story.day:%d/%m/%Y} | "
            f"Lượt xem: {draw.randint(20, 9000)}</div>"
            f"<div{self._class('nut')}><a href='#'>Nghe bài</a> <a href='#'>Lưu tin</a></div>"
        )

    # -- habits

    def _page(self, main: str, draw: random.Random) -> str:
        if self.moved:
            body = f"<section><div>{self._side(draw)}</div><article><div>{main}</div></article></section>"
            return f"{self._foot()}<header><div>{self._top()}</div></header>{body}"
        return f"{self._top()}<div{self._class('chinh')}>{main}</div>{self._side(draw)}{self._foot()}"

    def _text(self, story: Story) -> str:
        return "".join(f"<p>{one}</p>" for one in story.paragraphs) + f"<p align='right'><b>{story.author}</b></p>"

    def _boxes(self, story: Story, draw: random.Random) -> str:
        """Every part in a box with a class of its own."""
        text = f"<div{self._class('bai')}>{self._text(story)}</div>"
        comments = f"<div{self._class('yk')}>{self._comments(story, draw)}</div>"
        return self._page(self._head(story, draw) + text + comments + self._teasers(story, draw), draw)

    def _bare(self, story: Story, draw: random.Random) -> str:
        """The same boxes without a single class."""
        return self._boxes(story, draw)

    def _flat(self, story: Story, draw: random.Random) -> str:
        """Text, comments and teasers follow each other in one box."""
        parts = (self._head(story, draw), self._text(story), self._comments(story, draw), "<h4>Đọc thêm</h4>")
        return self._page("".join(parts) + self._teasers(story, draw), draw)

    def _table(self, story: Story, draw: random.Random) -> str:
        """Tables for layout; lines of text parted by breaks."""
        text = "<br><br>".join(story.paragraphs) + f"<br><div align='right'>{story.author}</div>"
        main = f"{self._head(story, draw)}<div>{text}</div>{self._teasers(story, draw)}"
        columns = f"<td>{self._side(draw)}</td><td>{main}</td>"
        return f"<table><tr><td colspan='2'>{self._top()}</td></tr><tr>{columns}</tr></table>{self._foot()}"
