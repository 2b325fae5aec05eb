"""Read the issuer of a document from the words behind "của"; no issuer is better than a guess."""

from __future__ import annotations

import re
from functools import lru_cache

_HEADS = (
    "Ban", "BTV", "BCH", "Bộ", "Chính phủ", "Thủ tướng", "Quốc hội", "Ủy ban", "Uỷ ban", "UBND", "UBKT", "UBMTTQ",
    "UBTVQH", "HĐND", "Hội đồng", "Hội Nông dân", "Hội Cựu chiến binh", "Hội Liên hiệp", "Tỉnh ủy", "Tỉnh uỷ",
    "Thành ủy", "Thành uỷ", "Huyện ủy", "Huyện uỷ", "Quận ủy", "Quận uỷ", "Thị ủy", "Thị uỷ", "Đảng ủy", "Đảng uỷ",
    "Đảng bộ", "Đảng đoàn", "Quân ủy", "Quân uỷ", "Sở", "Cục", "Chi cục", "Tổng", "Trung ương", "Chủ tịch",
    "Văn phòng", "Thường trực", "Thanh tra", "Kiểm toán", "Ngân hàng", "Thống đốc", "Viện", "Mặt trận", "Tòa án",
    "Toà án", "Phòng", "Công an", "Bảo hiểm", "Giám đốc", "Liên đoàn", "Tỉnh đoàn", "Huyện đoàn", "Đoàn",
)  # fmt: skip
_HEAD = re.compile(rf"(?:{'|'.join(_HEADS)})(?![^\W_])")
_PUNCTUATION = re.compile(r"\s[-–—]\s|[,;:.()\[\]\n\"“”…/|]")
_INSIDE = re.compile(
    r"(?:(?<=Văn hóa)|(?<=Văn hoá)|(?<=Lao động))(?:,| [-–]) (?=Thể thao|Thương binh|Thông tin|Xã hội)"
)
"""Punctuation inside names: Bộ Văn hóa, Thể thao và Du lịch; Sở Lao động - Thương binh và Xã hội."""
_AND_NAMED = re.compile(
    r"và (?:đào tạo|truyền thông|môi trường|đầu tư|xã hội|du lịch|thể thao|công nghệ|phát triển nông thôn|gia đình"
    r"|tôn giáo|dân vận)(?![^\W_])",
    re.IGNORECASE,
)
"""Beginnings of the second half of a ministry's or department's name."""

_LATER_SYLLABLES = frozenset(
    "nhân dân tỉnh huyện thành phố xã thị trấn phường quận ủy uỷ vụ hành trị đạo chức giáo hội sát tối cao vận tải nông"
    " thôn phụ nữ thanh niên chiến binh lao động nhà nước bộ triển tạo thông trường tư lịch thao nghệ đình".split()
)
"""Small words that may be third in a name, or follow an abbreviation: Ủy ban nhân dân, Ban thường vụ."""
_STOPS = frozenset(
    "về ngày được đã là trong đến tới tại có cho nhằm với gắn theo để trên đối thì nêu khi từ qua sau trước do bằng như"
    " đang sẽ cần còn này đó trình kèm năm v/v khóa khoá lần nhiệm gồm bao chỉ đề yêu cũng vào bởi của số giai ra vừa"
    " mới đưa gửi xem đặt".split()
)
_STOPS_IN_CAPITALS = re.compile(
    r"(?:về|v/v|khóa|khoá|ban hành|quy định|phê duyệt|sửa đổi|bổ sung|hướng dẫn|thực hiện|triển khai|thông qua)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_COMMITTEE_OF_A_PLACE = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) [uủ][yỷ]$")
_PLACES = frozenset(("tỉnh", "huyện", "phố", "xã", "trấn", "phường", "quận", "Tỉnh", "Huyện"))
_OF_A_BLOC = frozenset("các cơ quan doanh nghiệp".split())  # Đảng ủy Khối các cơ quan tỉnh
_LONG_FORMS = {"BTV": "Ban Thường vụ", "BCH": "Ban Chấp hành"}
_MOST_WORDS = 14
_WORD = re.compile(r"\S+")


def issuer_in(words: str) -> tuple[str | None, int]:
    """Return the issuer that the words begin with (BTV and BCH in full), and where it ends; (None, 0) without one."""
    return _issuer(words[: _end_of_phrase(words)])


@lru_cache(maxsize=1024)
def _issuer(phrase: str) -> tuple[str | None, int]:
    """Read the issuer in words without punctuation, cached: the documents of one page have few issuers."""
    last, of_a_place = 0, False
    for word in _WORD.finditer(phrase):
        if last and not _goes_on(phrase[:last], phrase[word.start() :], of_a_place):
            break
        last = word.end()
        of_a_place |= word.group() in _PLACES or bool(_COMMITTEE_OF_A_PLACE.search(phrase[:last]))
    name = phrase[:last].split()
    if not _HEAD.match(phrase[:last]) or len(name) > _MOST_WORDS:
        return None, 0
    return " ".join(_LONG_FORMS.get(word, word) for word in name), last


def _end_of_phrase(words: str) -> int:
    first = _PUNCTUATION.search(words)
    if first and (inside := _INSIDE.match(words, first.start())):
        first = _PUNCTUATION.search(words, inside.end())
    return first.start() if first else len(words)


def _goes_on(before: str, rest: str, of_a_place: bool) -> bool:
    """Decide whether a name continues with the first word of the rest.

    Names begin each of their words with a capital, and mostly have words of two syllables: after a capital, one small
    syllable belongs to it, a second one only if it is known. Behind a place's kind, each syllable of its own name has a
    capital.
    """
    word, previous = rest.split(maxsplit=1)[0], before.rsplit(maxsplit=1)[-1]
    if word == "và":
        return bool(_AND_NAMED.match(rest) or _HEAD.match(rest[3:]))
    if word[0].isdigit():
        return previous == "đạo"  # Ban Chỉ đạo 389
    if word in ("-", "–") or previous == "và":
        return True
    if word in _OF_A_BLOC and "Khối" in before.split()[-5:]:
        return True
    if word in _STOPS or _STOPS_IN_CAPITALS.match(rest):
        return False
    if word[0].isupper() or word in _LATER_SYLLABLES:
        return True
    full = previous.isupper() or previous in ("Đảng", "Khối") or of_a_place
    return previous[0].isupper() and not full
