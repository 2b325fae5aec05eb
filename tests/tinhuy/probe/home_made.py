"""A portal of a make that nobody knows: its own addresses for articles, its own paging, a feed and a sitemap."""

from __future__ import annotations

from collections.abc import Callable

from tests.crawler.small_portal import SmallPortal

SECTIONS = {
    "thoi-su": "Thời sự - Chính trị",
    "xay-dung": "Công tác xây dựng Đảng",
    "kinh-te": "Kinh tế - Xã hội",
}
MENU = "".join(f"<li><a href='/chuyen-muc/{slug}'>{name}</a></li>" for slug, name in SECTIONS.items())
AROUND = (
    "<html><head><title>Huyện ủy Yên Thủy, tỉnh Hòa Bình | Trang chủ</title>"
    "<link rel='alternate' type='application/rss+xml' href='/tin.rss'></head><body>"
    "<div class='thanh-menu'><ul><li><a href='/'>Trang chủ</a></li><li><a href='/gioi-thieu'>Giới thiệu</a></li>{menu}"
    "<li><a href='/noi-bo/lich'>Sinh hoạt nội bộ</a></li><li><a href='/kin/thoi-su'>Tin hoạt động</a></li></ul></div>"
    "{body}<p>Giấy phép số 15/GP-TTĐT ngày 01/02/2016</p></body></html>"
)
TEXT = (
    "Sáng {day}/6/2022, Thường trực Huyện ủy tổ chức hội nghị giao ban với bí thư đảng ủy các xã, thị trấn. Hội nghị "
    "nghe báo cáo kết quả công tác xây dựng Đảng tháng qua và bàn nhiệm vụ trọng tâm của tháng tới. Các đại biểu đề "
    "nghị huyện tiếp tục quan tâm đầu tư đường giao thông nông thôn, trường học và trạm y tế ở những xã còn khó khăn."
)
ITEMS_A_PAGE = 5


def title(slug: str, number: int) -> str:
    return f"Hội nghị giao ban công tác {SECTIONS[slug].split()[0].lower()} lần thứ {number}"


def article(slug: str, number: int) -> str:
    return f"/bai-viet/{slug}/hoi-nghi-giao-ban-cong-tac-lan-{number}-c{len(slug)}a{number}0.html"


def build(portal: SmallPortal, address: Callable[[str, int], str] = article, per_section: int = 12) -> SmallPortal:
    """All of its pages; `address` says where its articles stand."""
    portal.put("/robots.txt", "User-agent: *\nDisallow: /kin/\nSitemap: /so-do.xml\n", Content_Type="text/plain")
    newest = "".join(_item(slug, number, address) for slug in SECTIONS for number in (1, 2))
    portal.put("/", _page(f"<div class='moi'>{newest}</div>"))
    portal.put("/gioi-thieu", _page("<h1>Giới thiệu chung</h1>"))
    portal.put("/tin.rss", _feed(address), Content_Type="application/rss+xml")
    for slug in SECTIONS:
        numbers = list(range(1, per_section + 1))
        for page, start in enumerate(range(0, per_section, ITEMS_A_PAGE), 1):
            items = "".join(_item(slug, number, address) for number in numbers[start : start + ITEMS_A_PAGE])
            path = f"/chuyen-muc/{slug}" + (f"?so-trang={page}" if page > 1 else "")
            portal.put(path, _page(f"<div class='ds'>{items}</div>{_pager(slug, page)}"))
        for number in numbers:
            portal.put(address(slug, number), _page(_article(slug, number)))
    return portal


def _page(body: str) -> str:
    return AROUND.format(menu=MENU, body=body)


def _item(slug: str, number: int, address: Callable[[str, int], str]) -> str:
    summary = TEXT.format(day=number)[:90]
    link = address(slug, number)
    return f"<div class='tin'><a href='{link}'>{title(slug, number)}</a> ({number:02}/06/2022)<p>{summary}…</p></div>"


def _pager(slug: str, here: int) -> str:
    numbers = "".join(f"<a href='/chuyen-muc/{slug}?so-trang={n}'>{n}</a> " for n in (1, 2, 3) if n != here)
    sizes = "".join(f"<a href='/chuyen-muc/{slug}?co={n}'>{n}</a> " for n in (10, 20, 50))
    return f"<div>{numbers}</div><div>{sizes}</div>"


def _article(slug: str, number: int) -> str:
    head = f"<h1 class='ten-bai'>{title(slug, number)}</h1><p class='luc'>{number:02}/06/2022 08:15</p>"
    return f"{head}<div class='than'><p>{TEXT.format(day=number)}</p></div>"


def _feed(address: Callable[[str, int], str]) -> str:
    items = "".join(f"<item><link>{address(slug, 1)}</link></item>" for slug in SECTIONS)
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
