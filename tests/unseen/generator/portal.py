"""A portal made from a seed: its pages by address, and the gold of its articles."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tests.unseen.generator import stories
from tests.unseen.generator.addresses import Addresses, normal
from tests.unseen.generator.article import ArticlePage
from tests.unseen.generator.dates import written
from tests.unseen.generator.dialects import PAGES
from tests.unseen.generator.frame import Frame
from tests.unseen.generator.lists import Lists
from tests.unseen.generator.markup import Writer
from tests.unseen.generator.others import Others
from tests.unseen.generator.pages import ARCHIVED, FORBIDDEN, HIDDEN, LISTED, Page, Portrait, Visit
from tests.unseen.generator.plans import FIXED, THIRD, draw
from tests.unseen.generator.stories import Story

SEEDS = tuple(FIXED)
THIRD_FAMILY = tuple(THIRD)
NOISE = {"session": {"PHPSESSID"}, "tracker": {"utm_source", "utm_medium"}, "idle": {"vt"}, "print-query": {"print"}}
"""Parameters that change nothing, or nothing but the view."""
_LOST = "Không tìm thấy trang"


@dataclass(frozen=True)
class Answer:
    """What the server says."""

    status: int
    content_type: str
    body: bytes


class Portal:
    """`pages` holds every page under its canonical address; twins, traps and files are answered beside them."""

    def __init__(self, seed: str) -> None:
        self.seed, self.plan = seed, draw(seed)
        self.frame = Frame(seed, self.plan)
        chance, plan = random.Random(f"portal {seed}"), self.plan
        size, number = chance.choice([6, 7, 8]), chance.choice([36, 40, 44])
        has = {"leads": plan.lead != "none", "pictures": plan.picture != "none", "signed": plan.sign != "none"}
        self.stories = stories.write(seed, 3, number, **has)
        self.addresses = Addresses(seed, plan, self.frame.sections)
        twice = frozenset(s.key for s in self.stories[1::4] if plan.twin == "categories")
        self._portrait = Portrait(seed, plan, self.frame, self.addresses, self.stories, self._archive(), twice)
        self._articles = PAGES.get(seed, ArticlePage)(seed, plan, self.frame)
        self.heads = self._articles.HEADS
        self._lists = Lists(self._portrait, size)
        self._by_key = {story.key: story for story in self.stories}
        self.pages: dict[str, Page] = {}
        self._fill()

    def answer(self, address: str, host: str, now: datetime) -> Answer:
        """Answer a path with query."""
        page = self.find(address)
        if page is None:
            page = Page("lost", partial(self._portrait.simple, title=_LOST, body=f"<p>{_LOST}</p>"), status=404)
        body = page.make(Visit(address, host, now))
        return Answer(page.status, page.content_type, body.encode())

    def find(self, address: str) -> Page | None:
        """Find the page that an address means, however it is spelt."""
        clean = self.without_noise(address)
        if page := self.pages.get(normal(clean)):
            printed = page.story is not None and self.plan.twin == "print-query" and "print=1" in address
            return self._printed(page.story) if printed and page.story else page
        return self._view(clean) or self._special(clean)

    def canonical(self, story: Story) -> str:
        """Give the address that an article is known by."""
        return self.addresses.story(story)

    def without_noise(self, address: str) -> str:
        """Leave out the parameters that change nothing on this portal."""
        split, noise = urlsplit(address), NOISE.get(self.plan.twin, set())
        kept = [(name, value) for name, value in parse_qsl(split.query, keep_blank_values=True) if name not in noise]
        return unquote(split.path) + (f"?{urlencode(kept)}" if kept else "")

    def _fill(self) -> None:
        for story in self.stories:
            page = Page("article", partial(self._article, story=story), story)
            self.pages[normal(self.canonical(story))] = page
            if (second := self._portrait.second(story)) is not None:
                self.pages[normal(self.addresses.story(story, second))] = page
        for address, page in (*self._lists.pages(), *Others(self._portrait).pages()):
            self.pages[normal(address)] = page
        for number in range(2):
            page = Page("forbidden", partial(self._article, story=self.stories[number]))
            self.pages[f"{FORBIDDEN}{number}"] = page

    def _archive(self) -> Sequence[tuple[str, str, Sequence[Story]]]:
        if self.plan.finding not in ARCHIVED:
            return []
        form = "%m/%Y" if self.plan.finding == "months" else "%Y"
        groups = groupby(self.stories, lambda story: story.when.strftime(form))
        return [(label, f"/kho/{'/'.join(reversed(label.split('/')))}", list(found)) for label, found in groups]

    def _view(self, address: str) -> Page | None:
        """Find an article's other view: `/in/KEY`, `/m/…`."""
        path = urlsplit(address).path
        if self.plan.twin == "print" and path.startswith("/in/") and path[4:].isdigit():
            story = self._by_key.get(int(path[4:]))
            return self._printed(story) if story else None
        if self.plan.twin == "mobile" and path.startswith("/m/"):
            page = self.pages.get(normal(address.removeprefix("/m")))
            return self._printed(page.story) if page and page.story else None
        return None

    def _special(self, address: str) -> Page | None:
        """Find searches, files, traps, and what a lost parameter gives."""
        split = urlsplit(address)
        query: dict[str, str] = dict(parse_qsl(split.query))
        if split.path == "/tim":
            return Page("search", partial(self._lists.search, tag=query.get("q", "")))
        if split.path.startswith("/tep/"):
            return Page("file", lambda _: "%PDF-1.4\n%%EOF\n", content_type="application/pdf")
        if split.path == "/lich" and self.plan.trap == "calendar":
            return Page("calendar", partial(self._lists.calendar, query=query))
        if split.path == "/loc" and self.plan.trap == "facets":
            return Page("facets", partial(self._lists.facets, query=query))
        if self.plan.trap == "sort" and query.pop("xep", ""):
            query.pop("chieu", "")
            return self.pages.get(normal(split.path + (f"?{urlencode(query)}" if query else "")))
        return self.pages["/"] if self.plan.lost_home and split.path == "/" else None

    def _article(self, visit: Visit, story: Story) -> str:
        portrait, plan, writer = self._portrait, self.plan, self._portrait.writer(visit)
        chance = random.Random(f"{self.seed} beside {story.key}")
        others = chance.sample([s for s in self.stories if s is not story], 6)
        inset = ""
        if plan.teasers == "inside" and plan.finding not in HIDDEN:
            inset = writer.block("inset", portrait.entry(others[5], writer, summary=True))
        place = self.stories.index(story)
        after = self.stories[place + 1 : place + 5] if plan.finding == "chain" else others[:5]
        crumb = self.frame.sections[story.section]
        linked = plan.finding in LISTED
        crumb = writer.link(self.addresses.section(story.section), crumb) if linked else writer.text(crumb)
        main = self._articles.main(
            story, writer, crumb, inset, self._views(story, writer) + self._related(after, writer)
        )
        titles = {"site": self.frame.unit, "title": story.title, "section": self.frame.sections[story.section]}
        title = titles.get(plan.doc_title, f"{story.title} - {self.frame.unit}")
        return portrait.shell(visit, title, main, self._meta(story, visit))

    def _related(self, found: Sequence[Story], writer: Writer) -> str:
        if not found or self.plan.finding in HIDDEN:
            return ""
        summary, dated = self.plan.teasers == "related", self.plan.list_dates
        entries = [self._portrait.entry(story, writer, summary=summary, dated=dated) for story in found]
        return writer.lines("related", self.frame.related, entries)

    def _views(self, story: Story, writer: Writer) -> str:
        """Link to the article's other views."""
        at = self.canonical(story)
        views = {
            "print": (f"/in/{story.key}", "Bản để in"),
            "print-query": (f"{at}{'&' if '?' in at else '?'}print=1", "Bản để in"),
            "mobile": (f"/m{at}", "Xem trên điện thoại"),
        }
        return writer.block("views", writer.link(*views[self.plan.twin])) if self.plan.twin in views else ""

    def _meta(self, story: Story, visit: Visit) -> str:
        head = ""
        if self.plan.canonical:
            head = f'<link rel="canonical" href="http://{visit.host}{html.escape(self.canonical(story))}">'
        stated = {"og": (story.title, story.when), "wrong": (self.frame.unit, visit.now)}.get(self.plan.meta)
        if stated:
            head += f'<meta property="og:title" content="{html.escape(stated[0])}">'
            head += f'<meta property="article:published_time" content="{stated[1]:%Y-%m-%dT%H:%M:%S}+07:00">'
        return head

    def _printed(self, story: Story) -> Page:
        return Page("view", partial(self._bare, story=story), story)

    def _bare(self, visit: Visit, story: Story) -> str:
        """An article without its frame."""
        writer = self._portrait.writer(visit)
        when = writer.block("when", writer.text(written(self.plan.date, story.when)))
        parts = [self._articles.headline(story, writer), when if self.plan.date_place != "list" else ""]
        parts.append(self._articles.text(story, writer))
        back = writer.link(self.canonical(story), "Về bản đầy đủ")
        return writer.page(story.title, self._meta(story, visit), "", "\n".join(parts), "", "", back)
