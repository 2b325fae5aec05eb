"""Pages that lead to articles: home, lists and their further pages, archives, searches, feeds, and traps."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import quote, urlencode

from tests.unseen.generator.pages import ARCHIVED, FORBIDDEN, HIDDEN, LISTED, Page, Portrait, Visit
from tests.unseen.generator.stories import Story

GONE = "Bài viết không tồn tại hoặc đã được gỡ xuống"
_XML = "application/xml"
_WORDS = {"next": ("Trang trước", "Trang sau"), "arrow": ("«", "»"), "picture": ("", "")}
"""Links to the page before and the next one, where no list says how many there are."""


def lost(portrait: Portrait) -> list[Story]:
    """Articles that the home page links to and that are no more."""
    return [replace(portrait.stories[0], key=9000 + n, title=f"{GONE} {n}") for n in range(4)]


@dataclass(frozen=True)
class Place:
    """The place of a list's page among its pages."""

    base: str
    page: int
    last: int


class Lists:
    """Makes them, by the portal's way of finding articles."""

    def __init__(self, portrait: Portrait, size: int) -> None:
        self._p, self._size = portrait, size

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Give each list with its canonical address."""
        p = self._p
        yield "/", Page("home", self._home)
        yield "/robots.txt", Page("robots", self._robots, content_type="text/plain")
        if p.plan.finding in LISTED:
            for number, name in enumerate(p.frame.sections):
                yield from self._paged(name, p.addresses.section(number), p.within(number), number)
        for label, address, found in p.archive:
            yield from self._paged(label, address, found, None)
        if p.plan.finding == "feed":
            for number in range(3):
                yield f"/rss/{number}.xml", Page("feed", partial(self._feed, section=number), content_type=_XML)
        if p.plan.finding == "sitemap":
            yield "/sitemap-bai.xml", Page("sitemap", self._sitemap, content_type=_XML)

    def search(self, visit: Visit, tag: str) -> str:
        """List the articles that have a tag."""
        return self.listing(visit, "Kết quả tìm", [s for s in self._p.stories if tag in s.tags])

    def calendar(self, visit: Visit, query: Mapping[str, str]) -> str:
        """Show a month, with links to the one before and after it: a trap."""
        month, year = (int(query[name]) if query.get(name, "").isdigit() else 1 for name in ("thang", "nam"))
        writer = self._p.writer(visit)
        before, after = (month - 2) % 12 + 1, month % 12 + 1
        links = [writer.link(f"/lich?thang={before}&nam={year - (month == 1)}", "Tháng trước")]
        links.append(writer.link(f"/lich?thang={after}&nam={year + (month == 12)}", "Tháng sau"))
        days = "".join(f"<td>{day}</td>" for day in range(1, 29))
        return self._p.simple(visit, f"Lịch tháng {month}/{year}", f"<table><tr>{days}</tr></table>{' '.join(links)}")

    def facets(self, visit: Visit, query: Mapping[str, str]) -> str:
        """List some articles, with links that narrow the choice further and further: a trap."""
        writer = self._p.writer(visit)
        names = {"vung": 4, "loai": 5, "nam": 6, "nguon": 5}
        ways = [(name, n) for name, most in names.items() for n in range(1, most)]
        links = [writer.link(f"/loc?{urlencode({**query, name: n})}", f"{name} {n}") for name, n in ways]
        chance = random.Random(f"{self._p.seed} {sorted(query.items())}")
        entries = [self._p.entry(story, writer) for story in chance.sample(self._p.stories, 3)]
        return self._p.shell(
            visit, "Lọc bài", writer.lines("list", "Lọc bài", entries) + writer.block("facets", *links)
        )

    def listing(
        self,
        visit: Visit,
        title: str,
        found: Sequence[Story],
        section: int | None = None,
        place: Place | None = None,
    ) -> str:
        """Make a page of a list."""
        p, writer = self._p, self._p.writer(visit)
        if p.plan.finding == "table":
            rows = "".join(
                f"<tr><td>{n}</td><td>{p.entry(s, writer, section=section)}</td><td>{s.when:%d/%m/%Y}</td></tr>"
                for n, s in enumerate(found, 1)
            )
            table = f"<table><tr><td>TT</td><td>Bài</td><td>Ngày</td></tr>{rows}</table>"
            body = writer.block("list", writer.heading(title), table)
        else:
            summary, dated = p.plan.teasers != "none", p.plan.list_dates
            entries = [p.entry(s, writer, summary=summary, dated=dated, section=section) for s in found]
            body = writer.lines("list", title, entries)
        return p.shell(visit, title, body + self._sorts(visit) + (self._pager(visit, place) if place else ""))

    def _paged(self, title: str, base: str, found: Sequence[Story], section: int | None) -> Iterator[tuple[str, Page]]:
        size = self._size if self._p.plan.finding != "months" else len(found)
        last = -(-len(found) // size)
        for page in range(1, last + 1):
            part, place = found[(page - 1) * size : page * size], Place(base, page, last)
            make = partial(self.listing, title=title, found=part, section=section, place=place)
            yield self._p.addresses.paged(base, page, size), Page("list", make)

    def _sorts(self, visit: Visit) -> str:
        if self._p.plan.trap != "sort" or "xep=" in visit.address:
            return ""
        writer, mark = self._p.writer(visit), "&" if "?" in visit.address else "?"
        ways = {"ngay": "Theo ngày", "ten": "Theo tên", "xem": "Theo lượt đọc"}
        return writer.block(
            "sorts",
            *(
                writer.link(f"{visit.address}{mark}xep={way}&chieu={order}", words)
                for way, words in ways.items()
                for order in ("len", "xuong")
            ),
        )

    def _pager(self, visit: Visit, place: Place) -> str:
        p, writer = self._p, self._p.writer(visit)
        at = {n: p.addresses.paged(place.base, n, self._size) for n in range(1, place.last + 1)}
        page = place.page
        if p.plan.finding not in _WORDS:
            return writer.block("pager", *(writer.link(at[n], str(n)) if n != page else f"<b>{n}</b>" for n in at))
        back, on = _WORDS[p.plan.finding]
        links = [
            writer.link(at[page - 1], back) if page > 1 else "",
            writer.link(at[page + 1], on) if page < place.last else "",
        ]
        if p.plan.finding == "picture":
            links = [link.replace("></a>", f"><img src='/i/{n}.gif'></a>") for n, link in enumerate(links)]
        return writer.block("pager", *links)

    def _home(self, visit: Visit) -> str:
        p, writer, boxes = self._p, self._p.writer(visit), list[str]()
        if p.plan.finding in HIDDEN:
            boxes = [writer.block("app", '<div id="tin-moi"></div><script src="/app.js"></script>')]
        elif p.plan.finding in ARCHIVED or p.plan.finding == "chain":
            newest = [p.entry(s, writer, summary=True, dated=p.plan.list_dates) for s in p.stories[:4]]
            boxes = [writer.lines("box", "Bài mới nhất", newest)]
        else:
            for number, name in enumerate(p.frame.sections):
                found = p.within(number) if p.plan.finding == "home" else p.within(number)[:4]
                entries = [p.entry(s, writer, summary=s is found[0], dated=p.plan.list_dates) for s in found]
                boxes.append(writer.lines("box", name, entries))
        old = [writer.link(p.addresses.story(s), f"Bài cũ số {n}") for n, s in enumerate(lost(p), 1)]
        feeds = "".join(
            f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/rss/{n}.xml">'
            for n, name in enumerate(p.frame.sections)
            if p.plan.finding == "feed"
        )
        return p.shell(visit, p.frame.unit, "\n".join([*boxes, writer.lines("box", "Bài cũ đọc lại", old)]), feeds)

    def _robots(self, visit: Visit) -> str:
        lines = ["User-agent: *", f"Disallow: {FORBIDDEN}"]
        if self._p.plan.finding == "sitemap":
            lines.append(f"Sitemap: http://{visit.host}/sitemap-bai.xml")
        return "\n".join([*lines, ""])

    def _sitemap(self, visit: Visit) -> str:
        entries = "".join(f"<url><loc>{self._whole(visit, story)}</loc></url>" for story in self._p.stories)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{entries}</urlset>'

    def _feed(self, visit: Visit, section: int) -> str:
        items = "".join(
            f"<item><title>{html.escape(s.title)}</title><link>{self._whole(visit, s)}</link>"
            f"<pubDate>{s.when:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
            for s in self._p.within(section)
        )
        head = f"<title>{self._p.frame.sections[section]}</title><link>http://{visit.host}/</link>"
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'

    def _whole(self, visit: Visit, story: Story) -> str:
        return html.escape(f"http://{visit.host}{quote(self._p.addresses.story(story), safe='/?=&')}")
