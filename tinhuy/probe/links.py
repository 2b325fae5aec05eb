"""Links of a page into its portal, sorted into likely articles, likely sections, and others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element
from w3lib.url import canonicalize_url

from crawler.discovery.list_blocks import text_of
from seeds.config.site import Site
from seeds.urls.canonical import is_list, same_portal
from tinhuy.probe.http_client import Response

TITLE_WORDS = 6
"""Syllables from which on a link's text may be a headline: the shortest one of the sample portals has 6."""
SECTION_WORDS = 9
"""Syllables of a section's name, at most."""

_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|bmp|svg|webp|ico|css|js|mp[34]|avi|wmv|flv|swf|apk|exe)$",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\btin\b|sự kiện|thời sự|hoạt động|tổng hợp|news", re.IGNORECASE)
_TOPICS = re.compile(
    r"xây dựng|chính trị|kinh tế|văn hóa|xã hội|nghiên cứu|trao đổi|học tập và làm theo|tuyên giáo|dân vận|kiểm tra|"
    r"nội chính|gương|thông báo|an ninh|quốc phòng|nông thôn|chuyển đổi số",
    re.IGNORECASE,
)
_MENU = re.compile(r"menu|nav", re.IGNORECASE)
_OTHER = re.compile(
    r"đăng (?:nhập|ký)|log ?in|sign in|liên hệ|sơ đồ|tìm kiếm|trang chủ|giới thiệu|thư viện|hình ảnh|video|audio|"
    r"podcast|lịch (?:công tác|làm việc|tuần)|văn bản|công báo|rss|góp ý|hỏi đáp|thư điện tử|e-?mail|english|"
    r"thăm dò|bản đồ|xem thêm|xem tiếp|chi tiết|trang (?:sau|trước)|tất cả|nội bộ",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Link:
    """A link into the portal."""

    url: str
    """Address without fragment, its parameters sorted."""
    text: str
    element: _Element

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def in_menu(self) -> bool:
        """True inside an element called menu or nav in any spelling: a hint, unlike the crawler's rule."""
        holders = self.element.iterancestors()
        return any(one.tag == "nav" or _MENU.search(f"{one.get('class')} {one.get('id')}") for one in holders)

    @property
    def is_title(self) -> bool:
        """True where the text may be a headline."""
        return self.words >= TITLE_WORDS


def links_of(answer: Response, site: Site) -> list[Link]:
    """Return the links of a page that stay on its portal and lead to pages, in order."""
    found = []
    for element in answer.root.iter("a", "area"):
        url = _address(answer.base, element.get("href") or "")
        if url and same_portal(url, site) and not _FILES.search(urlsplit(url).path):
            shown = text_of(element)
            found.append(Link(url, shown or " ".join((element.get("title") or "").split()), element))
    return found


def titles_by_address(links: Iterable[Link]) -> dict[str, str]:
    """Return the addresses whose links may be headlines, with the links' text."""
    found: dict[str, str] = {}
    for link in links:
        if link.is_title:
            found.setdefault(link.url, link.text)
    return found


def section_candidates(links: list[Link], site: Site) -> list[Link]:
    """Return the links that may lead to a section, one per address, the likeliest first."""
    folders = [urlsplit(url).path.rsplit("/", 1)[0] + "/" for url in titles_by_address(links)]
    groups: dict[str, list[Link]] = {}
    for link in links:
        if 0 < link.words <= SECTION_WORDS and not link.text.isdigit() and not _OTHER.search(link.text):
            groups.setdefault(link.url, []).append(link)
    likely = [group for group in groups.values() if not group[0].is_title or group[0].in_menu]
    return [group[0] for group in sorted(likely, key=lambda group: -_likelihood(group, folders, site))]


def _likelihood(group: list[Link], folders: list[str], site: Site) -> int:
    """Score how likely links lead to a section: by address, by name, by articles in its folder, by menu and box."""
    path = re.sub(r"\.\w{2,5}$", "", urlsplit(group[0].url).path).rstrip("/") + "/"
    holds = path != "/" and any(folder.startswith(path) for folder in folders)
    name = group[0].text
    said = 4 * bool(_NEWS.search(name)) or 2 * bool(_TOPICS.search(name))
    listed = is_list(group[0].url, site)
    return 4 * (holds or listed) + said + (len(group) > 1) + any(link.in_menu for link in group)


def _address(base: str, href: str) -> str:
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return ""
    try:
        return str(canonicalize_url(urljoin(base, href)))
    except ValueError:
        return ""
