"""The frame of a portal's pages, filled: menu, sides, foot, and links as the portal spells them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from tests.unseen.generator.addresses import Addresses, Links
from tests.unseen.generator.frame import Frame
from tests.unseen.generator.markup import Writer
from tests.unseen.generator.plans import Plan
from tests.unseen.generator.stories import Story

HTML = "text/html; charset=utf-8"
FORBIDDEN = "/noi-bo/"
"""The folder that robots.txt forbids."""
LISTED = {"numbers", "next", "arrow", "picture", "table"}
"""Ways of finding articles that have a list for each section."""
ARCHIVED = {"months", "years"}
HIDDEN = {"feed", "sitemap"}
"""Ways by which no page links to an article."""


@dataclass(frozen=True)
class Visit:
    """One asking for a page: where, at which host, and when."""

    address: str
    host: str
    now: datetime


@dataclass(frozen=True)
class Page:
    """A page of the portal. `kind`: article, list, or what else it is; `may` be kept: text that is no news article."""

    kind: str
    make: Callable[[Visit], str]
    story: Story | None = None
    status: int = 200
    content_type: str = HTML
    may: bool = False


@dataclass(frozen=True)
class Portrait:
    """What all pages of a portal are made from."""

    seed: str
    plan: Plan
    frame: Frame
    addresses: Addresses
    stories: Sequence[Story]
    archive: Sequence[tuple[str, str, Sequence[Story]]]
    """Label, address and articles of each month or year."""
    twice: frozenset[int]
    """Keys of the articles that the next section shows, too."""

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(self.addresses.story(story) for story in self.stories)

    def within(self, section: int) -> list[Story]:
        """Articles of a section, those that it shares with another among them."""
        return [s for s in self.stories if section in {s.section, self.second(s)}]

    def second(self, story: Story) -> int | None:
        """The other section of an article that has two."""
        return (story.section + 1) % 3 if story.key in self.twice else None

    def writer(self, visit: Visit) -> Writer:
        """Write a page whose links are spelt in the portal's way."""
        chance = random.Random(f"{self.seed} links of {visit.address}")
        links = Links(self.plan, visit.address, visit.host, chance)

        def href(target: str) -> str:
            return links.href(self._noisy(target, chance, article=target in self._articles))

        return Writer(self.seed, self.plan, visit.address, href)

    def _noisy(self, target: str, chance: random.Random, *, article: bool) -> str:
        """Add to a link what changes nothing."""
        if target.startswith(("/rss", "/tep", "/in/", "/m/", "#")):
            return target
        mark, often = "&" if "?" in target else "?", chance.random() < 0.4
        match self.plan.twin:
            case "session":
                return f"{target}{mark}PHPSESSID={chance.getrandbits(64):016x}"
            case "tracker" if article and often:
                return f"{target}{mark}utm_source=trang-nha&utm_medium=hop"
            case "idle" if article and often:
                return f"{target}{mark}vt={chance.randint(1, 3)}"
            case "slash" if article and often and "?" not in target:
                return f"{target}/"
        return target

    def entry(
        self, story: Story, writer: Writer, *, summary: bool = False, dated: bool = False, section: int | None = None
    ) -> str:
        """Link to an article; a section's list links to that section's address, where an article has two."""
        twin = section is not None and section == self.second(story)
        target = self.addresses.story(story, section) if twin else self.addresses.story(story)
        date = f" <i>{story.when:%d/%m/%Y}</i>" if dated else ""
        more = f"<p>{writer.text(story.teaser())}...</p>" if summary else ""
        return writer.link(target, story.title) + date + more

    def shell(self, visit: Visit, title: str, main: str, head: str = "") -> str:
        """Put a page's middle into the frame."""
        writer, frame, at = self.writer(visit), self.frame, self.addresses.other
        names = {"gioi-thieu": "Giới thiệu", "bo-may": "Bộ máy", "van-ban": "Văn bản", "anh": "Kho ảnh"}
        names["en"] = "English"
        menu = [writer.link("/", "Trang nhà"), *(writer.link(at(name), words) for name, words in names.items())]
        clock = writer.block("clock", writer.text(frame.clock(visit.now)))
        top = writer.block("top", clock, writer.lines("menu", "", menu + self.section_links(writer)))
        first, second = self._side(visit, writer), writer.lines("box", *frame.boxes[2])
        left = {"left": first, "both": second}.get(self.plan.side, "")
        right = {"right": first, "both": first}.get(self.plan.side, "")
        more = {"lien-he": "Liên hệ", "dang-nhap": "Đăng nhập", "tham-do": "Kết quả thăm dò", "so-do": "Sơ đồ trang"}
        ends = [writer.link(at(name), words) for name, words in more.items()]
        ends += [writer.link(f"{FORBIDDEN}{n}", "Nội bộ") for n in range(2)]
        foot = writer.block("foot", " | ".join(ends), f"<p>{writer.text(frame.foot)}</p>")
        return writer.page(title, head, top, main, left, right, foot)

    def section_links(self, writer: Writer) -> list[str]:
        """Links to the sections' lists, where there are any."""
        sections = self.frame.sections if self.plan.finding in LISTED else []
        return [writer.link(self.addresses.section(n), name) for n, name in enumerate(sections)]

    def simple(self, visit: Visit, title: str, body: str) -> str:
        """Make a page of a heading and some HTML."""
        writer = self.writer(visit)
        return self.shell(visit, title, writer.block("story", writer.heading(title), body))

    def _side(self, visit: Visit, writer: Writer) -> str:
        boxes, plan = list[str](), self.plan
        if plan.finding not in {*HIDDEN, "chain"}:
            beside = plan.teasers == "beside"
            latest = [self.entry(s, writer, summary=beside, dated=plan.list_dates) for s in self.stories[:5]]
            boxes.append(writer.lines("box", "Mới đăng", latest))
        if self.archive:
            links = [writer.link(address, label) for label, address, _ in self.archive]
            boxes.append(writer.lines("box", "Kho bài", links))
        if plan.trap == "calendar":
            boxes.append(writer.lines("box", "", [writer.link("/lich?thang=6&nam=2024", "Lịch công tác")]))
        if plan.trap == "facets":
            boxes.append(writer.lines("box", "", [writer.link(f"/loc?vung={n}", f"Vùng {n}") for n in (1, 2)]))
        boxes += [writer.lines("box", head, map(writer.text, lines)) for head, lines in self.frame.boxes[:2]]
        counts = self.frame.counts(visit.address)
        return "\n".join([*boxes, writer.lines("counter", self.frame.counter[0], map(writer.text, counts))])
