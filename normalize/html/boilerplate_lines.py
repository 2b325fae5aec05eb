"""Recognise lines of the page that are not the article's, by their whole form: never by a word inside a sentence.

The patterns are in lower case and read lines in lower case: patterns that ignore case take five times as long.
"""

from __future__ import annotations

import re
from importlib import resources

from normalize.text import lowered
from seeds.dates import Precision, dates_in, has_clock, without_dates, without_relative
from seeds.line_cache import cached_lines

_NUMBER = r"[\d.,]+"
_ORNAMENTS = " -–•*|:»>.\t[]()"
LONGEST = 260
"""Characters: no boilerplate line is longer."""
_COUNTER_LABELS = (
    r"đang online|đang truy cập|đang trực tuyến|trực tuyến|online|hôm nay|hôm qua|tuần này|tuần trước|tháng này|"
    r"tháng trước|trong tuần|trong tháng|trong năm|năm nay|tất cả|tổng cộng|tổng|tổng số|tổng truy cập|"
    r"truy cập hôm nay|"
    r"tổng số lượt truy cập|tổng lượt truy cập|lượt truy cập|số lượt truy cập|số lượt xem|số lần xem|lượt xem|lượt đọc|"
    r"số lần đọc|đã xem|khách|khách viếng thăm|khách trực tuyến|thành viên|thành viên online|máy chủ tìm kiếm|"
    r"view count|views|visitors|hits|online hiện tại|ip của bạn"
)


def _by_first_letter(words: str) -> str:
    """Group the words of an alternation by their first letters: three words in four need not be tried at each place."""
    groups: dict[str, list[str]] = {}
    for word in words.split("|"):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in groups.items())


_COUNTER_WORDS = _by_first_letter(_COUNTER_LABELS)
_COUNTER = re.compile(
    rf"(?:{_COUNTER_WORDS})(?: ?[:：]| \|)? ?{_NUMBER}(?: ?(?:lượt|người|khách))?|"
    rf"{_NUMBER} ?(?:lượt|lần) (?:xem|đọc|truy cập)|bạn là (?:khách|người)(?: viếng thăm)? thứ(?: ?:? ?{_NUMBER})?|"
    r"số lượt người xem|số người (?:truy cập|xem|đọc)(?: ?:? ?[\d.,]+)?",
)
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_DATE_WORDS = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}|t[2-7]|cn|(?:ngày|đăng|lúc|vào|cập nhật|gửi|xuất bản|thời gian|buổi)(?!\w)|"
    rf"(?:{_COUNTER_WORDS}) ?:? ?{_NUMBER}(?: lượt)?)",
)
"""Words beside the date in a line of date: weekday, label, counter."""
_TODAY = re.compile(rf"(?:hôm nay|bây giờ là)?\W*{_WEEKDAY}\W*(?:ngày)?\W*")
_DAY_OF_WEEK = re.compile("thứ|chủ")
"""Part of the name of every weekday: a line without it need not be read for dates."""
_VIEWS_AND_DATE = re.compile(
    rf"(?:{_COUNTER_WORDS}) ?:? ?{_NUMBER}(?: lượt)? ?[|,-].{{0,60}}\d{{4}}.{{0,12}}",
)
_ACCESSIBILITY = re.compile(
    r"(?:a ?[-+–−]? ?){2,4}(?:\|.*)?|(?:tăng|giảm) tương phản(?: (?:tăng|giảm) tương phản)?|"
    r"(?:cỡ chữ|kích thước chữ|độ tương phản)[: ]*[a+\- ]*",
)
_LETTER = re.compile(r"[^\W_]")
_LOOSE_STOP = re.compile(r"(?<!\s)\s++([.!?…])$")


def _labels() -> dict[str, frozenset[str]]:
    sections: dict[str, set[str]] = {}
    for line in (resources.files(__package__) / "labels.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            words.add(line)
    return {name: frozenset(words) for name, words in sections.items()}


_LABELS = _labels()
_RELATED = re.compile(
    r"(?:(?:các |những )?(?:tin|bài|bài viết|tin tức|tin bài|bản tin|thông tin) "
    r"(?:bài )?(?:khác|liên quan|mới hơn|cũ hơn|đã đưa|đã đăng|cùng chuyên mục|cùng loại|cùng chủ đề|mới nhất|mới|"
    r"nổi bật|"
    r"xem nhiều|đọc nhiều|tiếp theo|trước đó)|"
    r"theo dòng sự kiện|có thể bạn quan tâm|xem nhiều|đọc nhiều|đọc nhiều nhất|tin đọc nhiều|tin xem nhiều|"
    r"other news|related news|related (?:articles|posts)|more news|có liên quan|cùng chuyên mục|bài cùng chuyên mục|"
    r"tin cùng chuyên mục)(?: ?[:：»>.…]*)",
)
_LICENCE = re.compile(
    r"(?:giấy phép (?:số|xuất bản|thiết lập|hoạt động).{0,200}|bản quyền (?:thuộc|©|của).{0,200}|©.{0,200}|"
    r"copyright\b.{0,200}|ghi rõ nguồn .{0,200}|.{0,80}\bkhi (?:phát hành|sử dụng|trích dẫn) lại thông tin.{0,120})",
)
LONGEST_IMPRINT = 400
"""Characters of the longest line of an imprint."""
_IMPRINT = re.compile(
    r"\W*+(?:(?:địa chỉ|trụ sở|address|cơ quan (?:chủ quản|thường trực|xuất bản)|đơn vị (?:quản lý|chủ quản)|"
    r"chịu trách nhiệm|trưởng ban biên tập|tổng biên tập)\b.{0,30}?[:：]|(?:giấy phép|gpxb|bản quyền|copyright)\b)|"
    r"\W*©\b",
)
_CONTACT_WORDS = ("điện thoại", "đt", "tel", "phone", "fax", "hotline", "email", "e-mail", "thư điện tử")
_CONTACT = re.compile(rf"\b(?:{'|'.join(_CONTACT_WORDS)})\b\s*+(?:\([^()]*+\)\s*+)?[:：.]?\s*+(?:[(+]?\d|[^\s@]++@)")
_CRUMBS = re.compile(r"trang chủ ?(?:[»>/|›·-]|:).{0,200}")
_RATING = re.compile(r"(?:tổng số điểm của bài viết là|click để đánh giá|xếp hạng:).{0,120}")
_DATE_LABEL = re.compile(
    r"ngày (?:đăng|xuất bản|cập nhật|gửi|tạo)|đăng (?:ngày|lúc)|cập nhật|gửi lúc|xuất bản|posted on|published|"
    r"submitted|viết (?:ngày|bởi)|đăng bởi|được đăng|lần cập nhật",
)
_BYLINE_SIGN = re.compile(rf"\d{{4}} ?\||{_DATE_LABEL.pattern}|(?:{_COUNTER_WORDS}) ?:? ?\d")
_BYLINE_NOISE = re.compile(
    rf"{_WEEKDAY}|{_DATE_LABEL.pattern}|(?:{_COUNTER_WORDS})(?: ?:? ?{_NUMBER})?|"
    r"\b(?:bởi|by|lúc|ngày|in bài(?: viết)?|in|print|email|chia sẻ|cỡ chữ|schedule|visibility|share|lượt|nguồn|"
    r"tác giả)\b|"
    r"[^\w]+|\d+",
)
LONGEST_BYLINE = 6
"""Words of a byline beside dates, labels and counters: a writer's name and a little more."""
_READ_ALSO = re.compile(
    r"(?:xem thêm|đọc thêm|xem tiếp|mời xem|tin liên quan|bài liên quan|có thể bạn quan tâm|>>|read more|see also)"
    r"\s*[:：>].+|"
    r"(?:video|clip)\s*[:：].{0,100}[^.…!?]|"
    r"(?:bài|bài này|bài đăng|bài viết)(?: được)? (?:đăng|của) .{0,80}(?:facebook|instagram|tiktok|\d{4})",
)
LONGEST_DATE_LINE = 120
"""Characters of the longest line that has only a date, its labels and a counter."""
LONGEST_LABEL = 30
"""Characters before a date in brackets behind a headline: a label, and the day of the week."""
SHORTEST_HEADLINE = 8
"""Characters of the shortest headline before a date."""
LONGEST_MARK = 20
"""Characters of the longest end mark, with blanks in it."""
_END_MARK = re.compile(r"(?<!\s)\s*+\(?/\s*+\.\s*+\)?\s*+$|(?<=[.!?…])\s*+/\s*+$")


_CHROME = re.compile(
    "|".join(form.pattern for form in (_COUNTER, _ACCESSIBILITY, _CRUMBS, _LICENCE, _RATING, _VIEWS_AND_DATE)),
)


def is_chrome(line: str) -> bool:
    """Decide whether a line is a counter, clock, button, breadcrumb or licence by its whole form, wherever it is."""
    return _is_chrome(line) if len(line) <= LONGEST else not line.strip(_ORNAMENTS)


@cached_lines
def _is_chrome(line: str) -> bool:
    """Decide as `is_chrome` does, cached: each line of a page is asked for some three times, in different steps."""
    bare = line.strip(_ORNAMENTS)
    if not bare or bare.lower() in _LABELS["anywhere"]:
        return True
    line = line.strip()
    return _CHROME.fullmatch(lowered(line)) is not None or is_clock(line)


def is_clock(line: str) -> bool:
    """Decide whether a line has the form of a header's clock: weekday and date, and beside them only a time."""
    if len(line) > LONGEST_DATE_LINE or not _DAY_OF_WEEK.search(lowered(line)):
        return False
    rest = without_dates(line)
    return rest is not None and _TODAY.fullmatch(lowered(rest)) is not None


def is_edge_chrome(line: str) -> bool:
    """Decide whether a line is boilerplate before the first or after the last sentence of an article."""
    return _is_edge_chrome(line) if len(line) <= LONGEST else is_chrome(line)


@cached_lines
def _is_edge_chrome(line: str) -> bool:
    return (
        is_chrome(line) or is_date_line(line) or is_byline(line) or line.strip(_ORNAMENTS).lower() in _LABELS["edges"]
    )


def is_label(line: str) -> bool:
    """Decide whether a line is a button or the caption of a box, wherever it is ("Chia sẻ bài viết", "Bình luận")."""
    bare = line.strip(_ORNAMENTS).lower()
    return len(bare) <= 60 and (bare in _LABELS["anywhere"] or bare in _LABELS["edges"])


def is_related_heading(line: str) -> bool:
    """Decide whether a line announces a list of other articles ("Tin khác", "Các tin liên quan:")."""
    return len(line) <= 60 and _RELATED.fullmatch(lowered(line).strip(" -–•*|.»>")) is not None


def is_date_line(line: str) -> bool:
    """Decide whether a line is a date of publication and nothing else, a view counter aside."""
    rest = (without_dates(line) or without_relative(line)) if len(line) <= LONGEST_DATE_LINE else None
    return rest is not None and _LETTER.search(_DATE_WORDS.sub(" ", lowered(rest))) is None


def is_contact(line: str) -> bool:
    """Decide whether a line is from an office's imprint: its address, telephone or mail, publisher or editor."""
    if len(line) > LONGEST_IMPRINT:
        return False
    line = lowered(line)
    if _IMPRINT.match(line):
        return True
    return any(map(line.__contains__, _CONTACT_WORDS)) and _CONTACT.search(line) is not None


def is_byline(line: str) -> bool:
    """Decide whether a line is what CMSs print under a headline: date, time, writer, views and buttons in one."""
    if len(line) > 200 or line.rstrip().endswith((".", ";", ",", "?", "!")):
        return False
    rest = without_dates(line)
    if rest is None or not (has_clock(line) or _BYLINE_SIGN.search(lowered(line))):
        return False
    return len(_BYLINE_NOISE.sub(" ", lowered(rest)).split()) <= LONGEST_BYLINE


def is_read_also(line: str) -> bool:
    """Decide whether a line sends the reader to another article or names a clip ("Xem thêm: …", "Video: …")."""
    return len(line) <= 200 and _READ_ALSO.match(lowered(line).strip(" -–•*>»")) is not None


def has_date_label(line: str) -> bool:
    """Decide whether a line names its date as that of publication ("Ngày đăng", "Cập nhật")."""
    return _DATE_LABEL.search(lowered(line)) is not None


def split_date(text: str) -> tuple[str, str | None]:
    """Separate a headline from the date behind it.

    The date has a time ("… 09:05 06.08.2009") or is in brackets ("… (14:05 | 15/09/2010)"). A date with neither belongs
    to the headline ("Lịch công tác tuần đến 18/9/2010").
    """
    last = next(reversed(dates_in(text)), None) if len(text) <= LONGEST else None
    if last is None or text[last.end :].strip(" )]"):
        return text, None
    opening = max(text.rfind("(", 0, last.start), text.rfind("[", 0, last.start))
    label = text[opening + 1 : last.start]
    bracketed = opening > 0 and len(label) <= LONGEST_LABEL and not set(")]") & set(label)
    if not bracketed and last.moment.precision is Precision.DAY:
        return text, None
    start = opening if bracketed else last.start
    head = text[:start].strip()
    return (head, text[start:].strip(" ()[]")) if len(head) >= SHORTEST_HEADLINE else (text, None)


def without_end_mark(text: str) -> str:
    """Remove a closing "./." or "/."; the sentence keeps its own full stop or dots."""
    if "/" not in text[-LONGEST_MARK:]:
        return text
    bare = _END_MARK.sub("", text)
    return bare if bare == text else _LOOSE_STOP.sub(r"\1", bare)
