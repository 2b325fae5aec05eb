"""Read lines around the text that name its writer or its source, and the dateline that opens it."""

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
    r"(?:viết bởi|đăng bởi|được viết bởi|người đăng(?: tin)?|người viết|tác giả|posted by|written by|bởi|by)"
    r"\s*:?\s+(?P<name>.{2,60})",
    re.IGNORECASE,
)
ACCOUNTS = frozenset(
    ("admin", "administrator", "quản trị", "quản trị viên", "quantri", "editor", "super user", "bientap")
)
"""Names of accounts that CMSs print in place of a writer."""
_SOURCE = re.compile(r"\(?(?:nguồn(?:\s+tin)?|source)\s*[:：]\s*(?P<name>[^()]{2,80})\)?\.?", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"(?:\(\s*+)?(?:Theo|THEO|theo)(?:\s*+[:：])?+\s++(?P<name>[A-ZĐ][^().;,]{1,50})\)?\.?")
_QUOTED_SOURCE = re.compile(r"\((?:Theo|THEO|Nguồn|Trích)(?:\s*+:)?+\s++(?P<name>[^()]{2,80})\)\.?")
_DATELINE = re.compile(r"^\(\s*(?P<name>[\w-]+(?:\.[\w-]+)+|[A-ZĐ]{3,12})\s*\)\s*[-–—]\s*")
_ASIDE = re.compile(r"^(?P<name>[^()]{2,80}?)[\s,]*\((?P<aside>[^()]{1,80})\)\.?$")
_ROLE = re.compile(
    r"(?:st|sưu tầm|th|t\.?/h|tổng hợp|thực hiện|biên soạn|biên tập|lược ghi|ghi|lược dịch|dịch|giới thiệu)"
    r"(?:\W.{0,60})?",
    re.IGNORECASE,
)
"""The part in the work, behind the name of somebody who wrote the text only in part."""
_ROLE_BEHIND = re.compile(
    r"(?<![\s,–-])[\s,–-]++(?:tổng hợp|sưu tầm|thực hiện|biên soạn|lược ghi|lược dịch|ghi)(?:\s*(?:từ|và)\s.{0,60})?$",
    re.IGNORECASE,
)
_NAME_AND_SOURCE = re.compile(
    r"^(?P<name>[^()]{2,60}?)(?<![\s,;|–-])[\s,;|–-]++(?:[Tt]heo|THEO|[Nn]guồn)\s*:?\s+(?P<source>[^().;]{2,60})\.?$"
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]{1,2}\.\s?){1,3}[^\W\d_a-z][^\W\d_]{0,8}\.?")
"""A pen name of initials: "N.Ý", "T. Hà", "Đ.T.H."."""
_SHORT = re.compile(r"[^\W\d_a-z]{2,4}|(?:[^\W\d_a-z]\.){2,3}")
"""Initials that may be an abbreviation, too: a name only beside other evidence of a name."""
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/\S*)?", re.IGNORECASE)
_TITLES = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.S|CN|KS|BS|CKI|CKII|NCS|Ths|Đ/c|NB|PV)\.?\s*,?\s*)+")
_DATED = re.compile(r"(?<!\s)\s*+\(\s*+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*+\)$")
_NUMBERED = re.compile(r"[IVX]{1,5}\.\s")
"""The number of a heading ("I. CHỨC NĂNG"), if the heading is in capitals; else it may be a writer's initial."""
_NAME_PART = re.compile(r"^[^\W\d_][\w'.’]*\.?$")
_PLACE_WORDS = re.compile(
    r"^(?:ban|văn phòng|phòng|trung tâm|đài|báo|cổng|sở|ủy ban|ubnd|huyện|tỉnh|thành|đảng|hội|học viện|trường|btg|bbt|"
    r"ctv|tạp chí)\b",
    re.IGNORECASE,
)
_GIVEN = frozenset(("trường", "thành", "đài", "hội"))
"""Words for institutions that are also given names: Trường Giang, Thành Nam."""
LONGEST_NAME = 10
"""Words of the longest byline seen: two writers with their degrees."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The writer and the source that one line names."""

    author: str | None = None
    source_name: str | None = None


def read_byline(line: str, *, marked: bool = False) -> Byline | None:
    """Read a byline; None where the line is none.

    `marked`: the line is at the right, in bold or in italics.
    """
    line = one_line(line).strip(" /*")
    if word_count(line) > 16:
        return None
    quoted = _QUOTED_SOURCE.fullmatch(line)
    if quoted:
        return Byline(source_name=_source(quoted["name"]))
    both = _name_and_source(line, marked=marked)
    if both is not None:
        return both
    for form in (_SOURCE, _ACCORDING_TO):
        match = form.fullmatch(line)
        if match:
            return Byline(source_name=_source(match["name"]))
    match = _WRITER.fullmatch(line) or _BY.fullmatch(line)
    if match:
        return signed_by(match["name"])
    name = _DATED.sub("", line).strip("()").rstrip(".") if not _INITIALS.fullmatch(line) else line
    if _INITIALS.fullmatch(name) or is_name(name, strict=not marked):
        return signed_by(name)
    return None


def _name_and_source(line: str, *, marked: bool) -> Byline | None:
    """Read a name followed by its part in the work or by a source: "Lan Anh (tổng hợp)", "Lan Anh (theo TTXVN)"."""
    bracketed = _ASIDE.fullmatch(line)
    name = bracketed["name"] if bracketed else line
    if bracketed and not _ROLE.fullmatch(bracketed["aside"]):
        source = _QUOTED_SOURCE.fullmatch(f"({bracketed['aside']})")
        if source is None or not _is_writer(name, marked=True):
            return None
        return Byline(name, _source(source["name"]))
    if bracketed:
        return signed_by(name) if _is_writer(name, marked=True) else None
    behind = _NAME_AND_SOURCE.fullmatch(line)
    if behind and _is_writer(behind["name"], marked=marked):
        return Byline(behind["name"], _source(behind["source"]))
    bare = _ROLE_BEHIND.sub("", line)
    return signed_by(bare) if bare != line and _is_writer(bare, marked=marked) else None


def _is_writer(name: str, *, marked: bool) -> bool:
    return is_name(name) or _INITIALS.fullmatch(name) is not None or (marked and _SHORT.fullmatch(name) is not None)


def signed_by(name: str) -> Byline:
    """Sort a name: a person is the author, an organisation the source; an account of the portal is neither."""
    name = without_role(name.strip())
    name = name if _INITIALS.fullmatch(name) else name.strip(" .()")
    if is_account(name):
        return Byline()
    return Byline(source_name=name) if is_organisation(name) else Byline(author=name)


def without_role(name: str) -> str:
    """Remove the part in the work behind a writer's name: "(tổng hợp)", "(theo TTXVN)", "theo VnExpress"."""
    bracketed = _ASIDE.fullmatch(name)
    if bracketed and (_ROLE.fullmatch(bracketed["aside"]) or _QUOTED_SOURCE.fullmatch(f"({bracketed['aside']})")):
        name = bracketed["name"].strip()
    behind = _NAME_AND_SOURCE.fullmatch(name)
    return _ROLE_BEHIND.sub("", behind["name"] if behind else name)


def is_account(name: str) -> bool:
    """Decide whether a name is an account or a role of the portal, and no writer's."""
    folded = name.lower()
    return folded in ACCOUNTS or any(folded.startswith(f"{account} ") for account in ("admin", "administrator"))


def is_organisation(name: str) -> bool:
    """Decide whether a name is an office's or a paper's; a person's name with an office behind it is not."""
    return _PLACE_WORDS.match(name) is not None and not _is_given_name(name)


def _is_given_name(name: str) -> bool:
    """Decide whether a name begins with a word for people as well as places, and continues like a person's name."""
    parts = re.split("[-–,&]", name, maxsplit=1)[0].split()
    return 2 <= len(parts) <= 3 and parts[0].lower() in _GIVEN and all(map(str.istitle, parts))


def _source(name: str) -> str:
    """Return a source's name; for an address, its host."""
    name = name.strip(" .")
    address = _ADDRESS.fullmatch(name)
    return address["host"].lower() if address and "/" in name else name


def is_labelled(line: str) -> bool:
    """Decide whether a line is labelled as naming the writer or the source ("Tác giả: …", "Nguồn tin: …")."""
    line = one_line(line)
    return word_count(line) <= 16 and any(form.fullmatch(line) for form in (_SOURCE, _WRITER))


def is_dated_name(line: str) -> bool:
    """Decide whether a line is a writer's name with the date of publication in brackets behind it."""
    name = _DATED.sub("", line)
    return name != line and is_name(name.strip(), strict=False)


def is_name(line: str, *, strict: bool = True) -> bool:
    """Decide whether a line is a person's name (with a title or unit behind it, unless `strict`)."""
    if not line or line[-1] in ".:;,?!…" or any(char.isdigit() for char in line):
        return False
    if line.isupper() and _NUMBERED.match(line):
        return False
    person, *rest = re.split(r"[-–,(]", _TITLES.sub("", line), maxsplit=1)
    if rest and strict and not _all_names(rest[0]):
        return False
    if not strict and is_organisation(line) and word_count(line) <= LONGEST_NAME:
        return True
    return word_count(line) <= LONGEST_NAME + 6 * (not strict) and _is_person(person)


def _all_names(rest: str) -> bool:
    return all(_is_person(part.strip()) for part in re.split(r"[-–,&]|(?<=\s)và(?=\s)", rest.strip(" )")))


def _is_person(text: str) -> bool:
    text = _TITLES.sub("", text)
    parts = text.split()
    if not 2 <= len(parts) <= 5 or is_organisation(text):
        return False
    return all(_NAME_PART.match(part) and part[0].isupper() for part in parts)


def split_dateline(text: str) -> tuple[str | None, str]:
    """Separate a paper's dateline that opens a text ("(Quanlynhanuoc.vn) – …"), as a source name, from the rest."""
    match = _DATELINE.match(text)
    return (match["name"], text[match.end() :]) if match else (None, text)
