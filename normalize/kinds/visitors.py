"""Recognise lines that speak to a page's visitor: what to type where, what is missing, what the page does with data.

Articles speak of people and events. Pages that are no articles (forms, logins, terms, help, messages) address whoever
looks at them, and speak of the page itself. The words are the forms of address and request of the language, and the
names of a page's parts; none of them proves anything by itself, as articles quote letters and report on portals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.html.blocks import Block
from normalize.text import word_count

_ADDRESS = re.compile(
    r"(?<!\w)(?:(?<!nước )(?<!đoàn )(?<!người )(?<!tình )(?<!làm )(?<!kết )(?<!nhóm )(?<!tỉnh )(?<!huyện )(?<!bầu )"
    r"bạn(?! (?:đọc|bè|hữu|học|trẻ|hàng|nghề|chiến|đồng|thân|cùng|đời))|quý (?:vị|khách|độc giả|bạn|ông|bà|người)|"
    r"(?:ông|anh) ?(?:/ ?|\( ?)(?:bà|chị)|chúng tôi|vui lòng|hãy|rất (?:tiếc|xin lỗi)|"
    r"mời (?:gửi|xem|chọn|nhập|truy cập|liên hệ|quay)|xin (?:hãy|mời|lỗi|cảm ơn|cám ơn|liên hệ|gửi|lưu ý|thử))(?!\w)",
    re.IGNORECASE,
)
"""Forms of address and request. "Bạn" is a friend or an ally behind the words before it."""
_PAGE = re.compile(
    r"(?<!\w)(?:trang (?:này|chủ|web|đầu)|website|cổng thông tin|trình duyệt|đường dẫn|liên kết|tài khoản|mật khẩu|"
    r"cookies?|(?:nhấn|nhấp|bấm|kích|click)(?: (?:chuột|vào|nút|chọn|phím))?|ô (?:tìm|nhập|bên|dưới|trên|trống|chữ)|"
    r"từ khóa|truy cập|đăng nhập|đăng xuất|biểu mẫu|mẫu (?:dưới|sau|bên|này)|mã (?:xác nhận|bảo vệ|captcha|xác thực)|"
    r"thư điện tử|e-?mail|máy chủ|người (?:dùng|sử dụng|truy cập|xem)|bạn đọc|độc giả|tải (?:về|lại|xuống)|"
    r"bàn phím|màn hình|tương phản|cỡ chữ|phần mềm|ứng dụng web|"
    r"chuyên mục|quản trị viên|người quản trị|ban biên tập|rss|javascript|"
    r"(?:nội dung|trang|mục|dữ liệu|thông tin|bài viết|tin)(?: \w{1,9}){0,3} (?:cập nhật|bảo trì|nâng cấp|hiển thị))"
    r"(?!\w)",
    re.IGNORECASE,
)
"""Names of a page's parts, and of what is done with them."""


@dataclass(frozen=True, slots=True)
class VisitorTalk:
    """How far lines speak to the visitor of their page."""

    addressed: float
    """Share of their words in lines with a form of address or request."""
    page_terms: int
    """Number of names of a page's parts in them."""


def visitor_talk(lines: Iterable[Block]) -> VisitorTalk:
    """Measure how far lines speak to the visitor of their page, and of the page itself."""
    total = addressed = terms = 0
    for line in lines:
        count = word_count(line.text)
        total += count
        addressed += count if _ADDRESS.search(line.text) else 0
        terms += sum(1 for _ in _PAGE.finditer(line.text))
    return VisitorTalk(addressed / total if total else 0.0, terms)
