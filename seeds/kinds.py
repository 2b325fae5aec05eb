"""Tells what kind of page a page is: only articles and static pages give an article."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from seeds.signs import Evidence, Signs


class Kind(StrEnum):
    """What a page is for."""

    ARTICLE = "article"
    STATIC = "static"
    LIST = "list"
    SEARCH = "search"
    HOME = "home"
    LOGIN = "login"
    POLL = "poll"
    SITEMAP = "sitemap"
    ERROR = "error page"
    CHALLENGE = "challenge page"
    SUSPENDED = "suspended"
    MEDIA = "media only"
    DOCUMENT = "document only"


RECORD = 3
"""As many labels as this are a record of a document."""
SMALL = 60
"""Words of running text below which words of error or login on the page decide."""
HEADLINES = 3
"""As many headlines as this, with less running text under each than an article has, are a list."""
SUMMARY = 120
"""Words: no summary in a list is longer (the sample portals' have up to 60), hardly an article is shorter."""

_CHALLENGE = re.compile(
    r"document\.cookie\s*=.{0,400}?location\.(?:reload|href|replace)|<title>\s*Just a moment", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_SUSPENDED = re.compile(
    r"account (?:has been )?suspended|website (?:đã |đang )?(?:bị )?tạm (?:ngừng|dừng|khóa)|"
    r"tài khoản (?:hosting )?(?:đã )?bị (?:khóa|tạm ngưng)|domain (?:has )?expired|tên miền (?:đã )?hết hạn",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"(?:^|\b)(?:(?:lỗi |error )?(?:404|403|500|502|503)(?: -|:|\b).{0,40}|không tìm thấy.{0,60}|page not found|"
    r"not found|có lỗi xảy ra.{0,40}|đã xảy ra lỗi.{0,40}|thông báo lỗi|lỗi hệ thống|server error.{0,60}|runtime error|"
    r"access denied|(?:trang|bài viết|nội dung|tin|địa chỉ).{0,40}không (?:tồn tại|có|hợp lệ).{0,20}|object moved|"
    r"service unavailable|truy cập bị từ chối|bạn không có quyền.{0,40})",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(?:^|\b)(?:đăng nhập|log ?in|sign ?in)\b", re.IGNORECASE)
_TITLE_PARTS = re.compile(r"(?<=\s)[|–—-](?=\s)")
_HOME = re.compile(r"/?(?:(?:vi|vn|en)/?|(?:pages/)?(?:default|index|home|trang-?chu)(?:\.\w{3,5})?/?)?", re.IGNORECASE)
_LOGIN_TITLE = re.compile(r"\s*(?:đăng nhập(?: hệ thống| vào hệ thống| tài khoản)?|log ?in|sign ?in)\s*", re.IGNORECASE)
_SEARCH = re.compile(r"(?:^|/)(?:s|search|tim-kiem|tag|tags|tu-khoa)(?:/|$)|[?&](?:s|q|keyword|tukhoa)=", re.IGNORECASE)
_SITEMAP = re.compile(r"^\s*(?:sơ đồ (?:trang|web|website|site|cổng).{0,30}|site ?map)\s*$", re.IGNORECASE)
_POLL = re.compile(r"^\s*(?:kết quả |lấy ý kiến )?(?:thăm dò|bình chọn|khảo sát)(?: ý kiến)?.{0,60}$", re.IGNORECASE)


_FAILURE = re.compile(
    r"runtime error|server error.{0,60}|(?:error |lỗi )?(?:404|500|502|503)(?: .{0,40})?", re.IGNORECASE
)
_NAMED = (
    (
        Kind.SEARCH,
        re.compile(r"(?:kết quả )?tìm kiếm.{0,80}|bạn đã tìm.{0,80}|search(?: results?)?(?: for)?.{0,80}", re.I),
        re.compile(r"[?&](?:s|q|keyword|key|tukhoa|search)=|/(?:s|search|seek|tim-kiem)(?:[/?.]|$)", re.IGNORECASE),
    ),
    (
        Kind.POLL,
        re.compile(r"(?:kết quả |lấy ý kiến )?(?:thăm dò|bình chọn|khảo sát|bỏ phiếu)(?: ý kiến)?.{0,60}", re.I),
        re.compile(r"/(?:voting|tham-do|poll|survey|khao-sat|binh-chon)", re.IGNORECASE),
    ),
    (
        Kind.SITEMAP,
        re.compile(r"(?:sơ đồ (?:trang|web|website|site|cổng).{0,40}|site ?map)", re.IGNORECASE),
        re.compile(r"site-?map|so-do", re.IGNORECASE),
    ),
    (
        Kind.LIST,
        re.compile(r"(?:danh sách )?(?:hỏi\s*+(?:[-–&,]|và)?+\s*+đáp|câu hỏi thường gặp|faqs?)", re.IGNORECASE),
        re.compile(r"/(?:hoi-?d?ap|cau-hoi(?:-thuong-gap)?|faqs?)(?:[/?.]|$)", re.IGNORECASE),
    ),
)
"""Kinds that name and address tell together: either alone may be an article's."""
_ALBUM = re.compile(r"/(?:thu-vien|thu-vien-anh|hinh-anh|album|albums|gallery|photos?|videos?|media)/", re.IGNORECASE)
_STATIC = re.compile(
    r"giới thiệu|chức năng|nhiệm vụ|cơ cấu tổ chức|bộ máy|lịch sử (?:hình thành|phát triển)|quá trình hình thành|"
    r"liên hệ|about us|introduction|sơ đồ tổ chức",
    re.IGNORECASE,
)
_STATIC_ADDRESS = re.compile(
    r"gioi-thieu|chuc-nang|nhiem-vu|co-cau|to-chuc-bo-may|lich-su|about|introduction", re.IGNORECASE
)


def is_static(url: str, title: str, section: tuple[str, ...]) -> bool:
    """Whether an article without a date is a page about the unit: by its title, section or address."""
    return any(_STATIC.search(name) for name in (title, *section)) or _STATIC_ADDRESS.search(url) is not None


def raw_kind(text: str) -> Kind | None:
    """The kind of a page that is told by its source alone: a cookie challenge or a suspended host."""
    if len(text) < 6_000 and _CHALLENGE.search(text):
        return Kind.CHALLENGE
    if len(text) < 30_000 and _SUSPENDED.search(_beginning(text)):
        return Kind.SUSPENDED
    return None


def _beginning(text: str) -> str:
    """The first letters that a page shows; most pages need not be read to their end for them."""
    head = text[: text.rfind(">", 0, 8_000) + 1]
    shown = _TAG.sub(" ", head)
    return (shown if len(shown) >= 2_000 else _TAG.sub(" ", text))[:2_000]


def page_kind(signs: Signs, evidence: Evidence) -> Kind:
    """The kind of a page, from its forms, its headline, its address and how much of it is running text."""
    told = _told_by_name(signs, evidence)
    if told is not None:
        return told
    small = evidence.text_words < SMALL
    if signs.password and (_LOGIN_TITLE.fullmatch(evidence.title) or (small and _is_login(signs, evidence))):
        return Kind.LOGIN
    if small and _is_error(signs, evidence.title):
        return Kind.ERROR
    if _SITEMAP.match(evidence.title):
        return Kind.SITEMAP
    if small and _POLL.match(evidence.title):
        return Kind.POLL
    return _kind_by_text(evidence)


def _told_by_name(signs: Signs, evidence: Evidence) -> Kind | None:
    """The kind of a page that its address and its title name alike, or one of them beyond doubt."""
    parts = [part.strip() for part in _TITLE_PARTS.split(signs.document)]
    names = [evidence.title, *parts[:1]]
    if any(_FAILURE.fullmatch(name) for name in parts[:1]):
        return Kind.ERROR
    for kind, form, address in _NAMED:
        if evidence.url:
            if address.search(evidence.url) and any(form.fullmatch(name) for name in names):
                return kind
        elif evidence.longest_run < SUMMARY and any(form.fullmatch(name) for name in parts[:1]):
            return kind
    short = evidence.longest_run < SUMMARY
    if short and evidence.record >= RECORD:
        return Kind.DOCUMENT
    if short and _ALBUM.search(urlsplit(evidence.url).path):
        return Kind.MEDIA
    return None


def _kind_by_text(evidence: Evidence) -> Kind:
    linked = (evidence.linked_share > 0.5 and evidence.longest_run < SUMMARY) or evidence.sentence_words < 8
    if evidence.selected and not (linked and evidence.linked_share > 0.8):
        return Kind.ARTICLE
    listing = _is_listing(evidence)
    if (linked or listing) and evidence.url and _SEARCH.search(evidence.url):
        return Kind.SEARCH
    if (linked or listing) and evidence.url and _HOME.fullmatch(urlsplit(evidence.url).path.rstrip("/")):
        return Kind.HOME
    return Kind.LIST if listing or (linked and evidence.linked_share > 0.3) else Kind.ARTICLE


def _is_listing(evidence: Evidence) -> bool:
    """Whether headlines, or the days of a month, stand there, each with no more text than a summary."""
    enough = HEADLINES if evidence.longest_run >= SMALL else HEADLINES - 1
    return evidence.longest_run < SUMMARY and (evidence.headlines >= enough or evidence.calendar)


def _is_login(signs: Signs, evidence: Evidence) -> bool:
    shown = [evidence.title] if evidence.selected else [evidence.title, signs.document, *signs.headings]
    return not evidence.title or any(_LOGIN.search(text) for text in shown)


def _is_error(signs: Signs, title: str) -> bool:
    parts = (*signs.headings, *_TITLE_PARTS.split(signs.document))
    return _ERROR.match(title.strip()) is not None or any(_ERROR.fullmatch(text) for text in parts if text)
