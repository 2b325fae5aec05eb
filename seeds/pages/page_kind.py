"""Classify pages by kind: only articles and static pages give an article."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from seeds.pages.page_signs import Evidence, Signs


class Kind(StrEnum):
    """Kind of a page."""

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
    FORM = "form"


RECORD = 4
"""Labels with their values from which on a page is the record of a document."""
SMALL = 60
"""Words of a page's own text below which other things on the page decide: words of error or login, teasers, fields."""
NOTICE = 35
"""Words below which a page's only sentence is a notice; the shortest of 244 gold articles has 38."""
SHORT_TEXT = 100
"""Words in Vietnamese below the short name of a page without a date from which on they are a text: of 103 gold articles
without a date beside their headline those with so short a name have 175 and more.
"""
UNDATED = 31
"""Characters of the name of a page that has no date anywhere and little text: notices, boxes of forms, openings of
lists. Of 187 gold articles without a date beside their headline those below `SMALL` have names of 9 words
and more; of 592 made pages that are no articles 7 are kept at 28 characters, none at 32. Not words, of which other
languages say more with as many."""
IN_SERIES = 0.8
"""Share of a page's own words in series of short units, from which on the page consists of them."""
ADDRESSED = 0.5
"""Share of own words in lines that address the visitor, from which on a page may be one that serves him."""
SERVICE = 1.5
"""Address and names of a page's parts, from which on a page without a date serves its visitor (form, terms, help,
message). Of 121 gold and odd articles the nearest have 1.3; of made pages that serve visitors most have 1.7 to 5.
"""
DATED_SERVICE = 2.0
"""The bound of `SERVICE` for a page with a date; a newspaper's correction of itself has 1.6."""
TERMS = 25
"""Words for each name of a page's part that weigh as much as address throughout."""
NAMED = 3
"""Names of a page's parts from which on they tell what the page is, even if it addresses nobody."""
SHORT_NAME = 4
"""Words of a notice's name, at most; the shortest headline of gold articles without a date has 9."""
FIELDS = 3
"""Fields from which on a page with little text is a form; with fewer it may ask for a comment or an address."""
HEADLINES = 2
"""Headlines of other pages from which on a page without own sentences is a list."""
LISTED = 3
"""Headlines around a text without a headline from which on the page is a list, and the text a box beside it."""
SUMMARY = 120
"""Words that no summary in a list exceeds (the sample portals' have up to 60); hardly any article is shorter."""

LONG = 400
"""Words that no box on a home page reaches (a ministry's, with whole bulletins on it, had 325)."""

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
"""Kinds that need a matching name and a matching address: either alone may be an article's."""
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
    """Check whether an article without a date is a page about the unit: by its title, section or address."""
    return any(_STATIC.search(name) for name in (title, *section)) or _STATIC_ADDRESS.search(url) is not None


def raw_kind(text: str) -> Kind | None:
    """Recognise a cookie challenge or a suspended host by the source of a page alone; None for any other page."""
    if len(text) < 6_000 and _CHALLENGE.search(text):
        return Kind.CHALLENGE
    if len(text) < 30_000 and _SUSPENDED.search(_beginning(text)):
        return Kind.SUSPENDED
    return None


def _beginning(text: str) -> str:
    """Return the first 2,000 letters that a page shows; most pages need not be read to their end for them."""
    head = text[: text.rfind(">", 0, 8_000) + 1]
    shown = _TAG.sub(" ", head)
    return (shown if len(shown) >= 2_000 else _TAG.sub(" ", text))[:2_000]


def page_kind(signs: Signs, evidence: Evidence) -> Kind:
    """Classify a page by its forms, its headline, its address and how much of it is running text."""
    told = _told_by_name(signs, evidence)
    if told is not None:
        return told
    small = evidence.own_words < SMALL
    if signs.password and (_LOGIN_TITLE.fullmatch(evidence.title) or (small and _is_login(signs, evidence))):
        return Kind.LOGIN
    if small and evidence.password and not evidence.dated:
        return Kind.LOGIN
    if small and _is_error(signs, evidence.title):
        return Kind.ERROR
    if _SITEMAP.match(evidence.title):
        return Kind.SITEMAP
    if small and (evidence.selected or evidence.anchored) and _POLL.match(evidence.title):
        return Kind.POLL
    return _kind_by_text(signs, evidence)


def _told_by_name(signs: Signs, evidence: Evidence) -> Kind | None:
    """Return the kind that a page's address and title both name, or one of them beyond doubt; else None."""
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
    if evidence.longest_run < SUMMARY and _ALBUM.search(urlsplit(evidence.url).path):
        return Kind.MEDIA
    return None


def _kind_by_text(signs: Signs, evidence: Evidence) -> Kind:
    """Return ARTICLE where a page is about its own sentences; else the kind of what it shows in their place."""
    if evidence.calendar and evidence.longest_run < SUMMARY:
        return Kind.LIST
    if evidence.words_in_threads >= IN_SERIES * evidence.own_words > 0:
        return _kind_of_list(evidence.url)
    if evidence.own_words == 0 or is_notice(evidence):
        return _kind_without_text(signs, evidence)
    if (
        evidence.headlines >= LISTED
        and evidence.longest_run < LONG
        and not evidence.selected
        and _is_root(evidence.url)
    ):
        return Kind.HOME
    loose = not (evidence.selected or evidence.anchored or evidence.dated)
    if loose and evidence.longest_run < SUMMARY and evidence.headlines >= LISTED:
        return _kind_of_list(evidence.url)
    if loose and not evidence.headed and evidence.own_words < SMALL:
        return _kind_of_list(evidence.url)
    if evidence.own_words < SMALL:
        if evidence.fields >= FIELDS and not evidence.dated:
            return _kind_of_form(signs, evidence)
        if evidence.teasers and evidence.teaser_words > evidence.own_words and not evidence.dated:
            return _kind_of_list(evidence.url)
    if evidence.media and evidence.sentences <= 1 and evidence.own_words < NOTICE and not evidence.dated:
        return Kind.MEDIA
    if (
        evidence.record >= RECORD
        and evidence.sentences <= 1
        and evidence.own_words < SUMMARY
        and not _reports(evidence)
    ):
        return Kind.DOCUMENT
    return Kind.ARTICLE if evidence.dated else _kind_of_parts(evidence)


def _reports(evidence: Evidence) -> bool:
    """Check whether a dated sentence opens the text, as in news of a contest with its results as labels and values."""
    return evidence.introduced and (evidence.dated or evidence.stated)


def _kind_of_parts(evidence: Evidence) -> Kind:
    """Return the kind of a page without a date: a record if it has labels with values, a list if it is a series.

    A page that is neither is an article.
    """
    in_series = evidence.words_in_series >= IN_SERIES * evidence.own_words
    if evidence.sentences == 1 and _reports(evidence):
        return Kind.ARTICLE
    labelled = evidence.labelled and evidence.record >= RECORD and evidence.own_words < SUMMARY
    if labelled or (in_series and evidence.record_in_series >= RECORD):
        return Kind.DOCUMENT
    return _kind_of_list(evidence.url) if in_series else Kind.ARTICLE


def is_notice(evidence: Evidence) -> bool:
    """Check whether sentences are a notice in an article's place, or introduce a list, a table or a form.

    Gone, not yet there, in repair, welcome, what to type where. Articles have a date, a longer headline or more to say.
    """
    if serves_visitors(evidence):
        return True
    if evidence.dated:
        return False
    if evidence.stated:
        has_short_name = len(evidence.title.split()) <= SHORT_NAME
        return has_short_name and evidence.sentences <= 1 and evidence.own_words < NOTICE
    if len(evidence.title) <= UNDATED:
        named = evidence.headed and evidence.vietnamese
        return evidence.own_words < (SUMMARY if evidence.fields else SHORT_TEXT if named else SMALL)
    return evidence.own_words < SMALL and evidence.table_words > evidence.own_words


def serves_visitors(evidence: Evidence) -> bool:
    """Check whether a page speaks to its visitor, about itself: terms, help, forms, messages."""
    talk = evidence.addressed + evidence.page_terms * TERMS / max(evidence.own_words, 1)
    told = evidence.addressed >= ADDRESSED or evidence.page_terms >= NAMED
    told = told or (evidence.page_terms > 0 and not (evidence.anchored or evidence.dated))
    if evidence.dated:
        return told and talk >= DATED_SERVICE and evidence.page_terms > 1 and evidence.own_words < SUMMARY
    if told and talk >= SERVICE:
        return True
    unnamed = (evidence.headed and len(evidence.title) <= UNDATED) or evidence.own_words < SMALL
    return unnamed and evidence.addressed >= ADDRESSED and evidence.page_terms > 0


def _kind_without_text(signs: Signs, evidence: Evidence) -> Kind:
    if evidence.record >= RECORD or (evidence.documents and evidence.headlines < HEADLINES):
        return Kind.DOCUMENT
    headlines = evidence.headlines if evidence.selected else max(evidence.headlines, signs.headlines)
    one_of_many = evidence.headlines > 0 and signs.headlines >= LISTED and not evidence.media
    if headlines >= HEADLINES or evidence.linked_share > 0.5 or one_of_many:
        return _kind_of_list(evidence.url)
    if evidence.fields >= FIELDS:
        return _kind_of_form(signs, evidence)
    return Kind.ARTICLE


def _kind_of_form(signs: Signs, evidence: Evidence) -> Kind:
    """Return POLL or FORM; a form beside the headlines of a list makes the page a list."""
    if not evidence.selected and not _POLL.match(evidence.title) and signs.headlines >= HEADLINES:
        return _kind_of_list(evidence.url)
    return Kind.POLL if evidence.choices >= 2 else Kind.FORM


def _is_root(url: str) -> bool:
    """Check whether an address is the root of a host, where no article is."""
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _kind_of_list(url: str) -> Kind:
    if url and _SEARCH.search(url):
        return Kind.SEARCH
    return Kind.HOME if url and _HOME.fullmatch(urlsplit(url).path.rstrip("/")) else Kind.LIST


def _is_login(signs: Signs, evidence: Evidence) -> bool:
    alone = not evidence.selected and evidence.headlines < LISTED
    shown = [evidence.title, signs.document, *signs.headings] if alone else [evidence.title]
    return not evidence.title or any(_LOGIN.search(text) for text in shown)


def _is_error(signs: Signs, title: str) -> bool:
    parts = (*signs.headings, *_TITLE_PARTS.split(signs.document))
    return _ERROR.match(title.strip()) is not None or any(_ERROR.fullmatch(text) for text in parts if text)
