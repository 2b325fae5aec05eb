"""The lines around the text that name people: who wrote it, where it comes from, whose dateline opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.text import one_line, word_count

_WRITER = re.compile(
    r"(?:(?:bài viết|tin|bài|ảnh|video|clip|nội dung|thực hiện|người viết|tác giả|author|by|biên tập|người đưa)"
    r"(?:\s*+(?:,|và|-|–|/|\+|&)\s*+|\s++)?+)++\s*+[:：]\s*+(?P<name>.{2,80})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:viết bởi|đăng bởi|được viết bởi|người đăng|người viết|tác giả|posted by|written by|bởi|by)"
    r"\s*:?\s+(?P<name>.{2,60})",
    re.IGNORECASE,
)
ACCOUNTS = frozenset(
    ("admin", "administrator", "quản trị", "quản trị viên", "quantri", "editor", "super user", "bientap")
)
"""Names of accounts that CMSs print for a writer."""
_SOURCE = re.compile(r"\(?(?:nguồn(?:\s+tin)?|source)\s*[:：]\s*(?P<name>[^()]{2,80})\)?\.?", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"(?:\(\s*+)?(?:Theo|THEO|theo)(?:\s*+[:：])?+\s++(?P<name>[A-ZĐ][^().;,]{1,50})\)?\.?")
_QUOTED_SOURCE = re.compile(r"\((?:Theo|THEO|Nguồn|Trích)(?:\s*+:)?+\s++(?P<name>[^()]{2,80})\)\.?")
_DATELINE = re.compile(r"^\(\s*(?P<name>[\w-]+(?:\.[\w-]+)+|[A-ZĐ]{3,12})\s*\)\s*[-–—]\s*")
_TITLES = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.S|CN|KS|BS|CKI|CKII|NCS|Ths|Đ/c|NB|PV)\.?\s*,?\s*)+")
_DATED = re.compile(r"(?<!\s)\s*+\(\s*+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*+\)$")
_NUMBERED = re.compile(r"[IVX]{1,5}\.\s")
"""The number of a heading ("I. CHỨC NĂNG"), where that is in capitals; else it may be a writer's initial."""
_NAME_PART = re.compile(r"^[^\W\d_][\w'.’]*\.?$")
_PLACE_WORDS = re.compile(
    r"^(?:ban|văn phòng|phòng|trung tâm|đài|báo|cổng|sở|ủy ban|ubnd|huyện|tỉnh|thành|đảng|hội|học viện|trường|btg|bbt|"
    r"ctv|tạp chí)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 10
"""Words in the longest sign-off seen: two writers with their degrees."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a closing line says."""

    author: str | None = None
    source_name: str | None = None


def read_signoff(line: str, *, marked: bool = False) -> SignOff | None:
    """What the line signs, or None where it is no sign-off. `marked`: it stands at the right, in bold or in italics."""
    line = one_line(line).strip(" /*")
    if word_count(line) > 16:
        return None
    quoted = _QUOTED_SOURCE.fullmatch(line)
    if quoted:
        return SignOff(source_name=quoted["name"].strip(" ."))
    for form, field in ((_SOURCE, "source_name"), (_ACCORDING_TO, "source_name"), (_WRITER, "author")):
        match = form.fullmatch(line)
        if match:
            return SignOff(**{field: match["name"].strip(" .()")})
    match = _BY.fullmatch(line)
    if match:
        return SignOff(author=None if match["name"].lower() in ACCOUNTS else match["name"].strip())
    name = _DATED.sub("", line).strip("().")
    return SignOff(author=name) if is_name(name, strict=not marked) else None


def is_labelled(line: str) -> bool:
    """Whether the line says itself whose work this is or where it comes from ("Tác giả: …", "Nguồn tin: …")."""
    line = one_line(line)
    return word_count(line) <= 16 and any(form.fullmatch(line) for form in (_SOURCE, _WRITER))


def is_dated_name(line: str) -> bool:
    """Whether the line is a writer's name with a date in brackets behind it: that of the publication."""
    name = _DATED.sub("", line)
    return name != line and is_name(name.strip(), strict=False)


def is_name(line: str, *, strict: bool = True) -> bool:
    """Whether the line is a person's name (with a title or unit behind it, unless `strict`)."""
    if not line or line[-1] in ".:;,?!…" or any(char.isdigit() for char in line):
        return False
    if line.isupper() and _NUMBERED.match(line):
        return False
    person, *rest = re.split(r"[-–,(]", _TITLES.sub("", line), maxsplit=1)
    if rest and strict and not _all_names(rest[0]):
        return False
    if not strict and _PLACE_WORDS.match(line) and word_count(line) <= LONGEST_NAME:
        return True
    return word_count(line) <= LONGEST_NAME + 6 * (not strict) and _is_person(person)


def _all_names(rest: str) -> bool:
    return all(_is_person(part.strip()) for part in re.split(r"[-–,&]|(?<=\s)và(?=\s)", rest.strip(" )")))


def _is_person(text: str) -> bool:
    text = _TITLES.sub("", text)
    parts = text.split()
    if not 2 <= len(parts) <= 5 or _PLACE_WORDS.match(text):
        return False
    return all(_NAME_PART.match(part) and part[0].isupper() for part in parts)


def split_dateline(text: str) -> tuple[str | None, str]:
    """A paper's dateline at the start of the text ("(Quanlynhanuoc.vn) – …") as a source name, and the rest."""
    match = _DATELINE.match(text)
    return (match["name"], text[match.end() :]) if match else (None, text)
