"""Find document numbers as Vietnam's Party and state write them: 27-NQ/TU, 38/NQ-CP, 59/2020/QH14, 568/STTTT-BCVT."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODES = {
    "NQ": "Nghị quyết", "NQLT": "Nghị quyết liên tịch", "QĐI": "Quy định", "QYĐ": "Quy định", "CT": "Chỉ thị",
    "KL": "Kết luận", "KH": "Kế hoạch", "KHLT": "Kế hoạch", "QC": "Quy chế", "QYC": "Quy chế", "QCPH": "Quy chế",
    "HD": "Hướng dẫn", "HDLN": "Hướng dẫn", "TTLT": "Thông tư liên tịch", "TB": "Thông báo", "TBKL": "Thông báo",
    "CV": "Công văn", "CTR": "Chương trình", "CTRPH": "Chương trình", "CTPH": "Chương trình", "CTHĐ": "Chương trình",
    "ĐA": "Đề án", "BC": "Báo cáo", "NĐ": "Nghị định", "TTR": "Tờ trình", "CĐ": "Công điện", "PA": "Phương án",
    "GP": "Giấy phép", "SL": "Sắc lệnh", "PL": "Pháp lệnh", "L": "Luật", "VBHN": "Văn bản hợp nhất",
}  # fmt: skip
_BY_STATE = {"QĐ": "Quyết định", "TT": "Thông tư"}
"""Kinds that the letters mean in the state's numbers ("12/QĐ-UBND"). In the Party's ("99-QĐ/TW") each may mean two
kinds.
"""
_WITHOUT_STROKE = {code.replace("Đ", "D"): code for code in ("NĐ", "QĐ", "QĐI", "ĐA")}

_SPACE = r"[^\S\n]"
_DASH = "-‐‑–—−"
_SEPARATOR = rf"{_SPACE}?[{_DASH}/]{_SPACE}?"
_END = r"(?![^\W_])"
_KNOWN = "|".join(sorted((*_CODES, *_BY_STATE, *_WITHOUT_STROKE), key=len, reverse=True))
_PART = rf"(?:T\.[ƯW]|(?:TT[gr]|Ttg|C[Tt]r(?:PH)?|QĐi|Qy[ĐC]|T[hx]U|ThịU|[A-ZĐƯ][A-ZĐƯ0-9]{{0,15}}){_END})"
_SMALL_PART = rf"[a-zđư]{{1,9}}[0-9]{{0,2}}{_END}"
_NUMBER = re.compile(
    rf"(?P<digits>[0-9](?<![\w/].)(?<![0-9][.,].)(?<!\w[{_DASH}].)[0-9]{{0,4}}[a-zA-Z]?)"  # a digit first: faster
    rf"(?P<gap>{_SEPARATOR}|{_SPACE}(?=(?:{_KNOWN})[{_DASH}/]))"
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}})[{_DASH}/])?"
    rf"(?P<parts>{_PART}(?:{_SEPARATOR}{_PART}(?:[{_DASH}/]{_PART}){{0,2}})?"
    rf"|(?i:{_KNOWN}){_END}(?:[{_DASH}/]{_SMALL_PART}){{1,3}})"
    rf"(?![{_DASH}\w/]{{0,80}}\.(?i:pdf|docx?|xlsx?|aspx|html?|jpe?g|png)\b)"
)
_PARLIAMENT = re.compile(r"(?:UBTV)?QH[0-9]{0,2}")
_OFFICIAL = {part.upper(): part for part in "TTg TTr CTr CTrPH QĐi QyĐ QyC ThU TxU ThịU".split()}
"""Groups of letters that are never written in capitals throughout."""
_BLANK = re.compile(_SPACE)
_ANY_DASH = re.compile(f"[{_DASH}]")
_CENTRAL = re.compile(r"(?<![^\W_])TƯ(?![^\W_])")
_GROUP = re.compile(r"[^\W_]+")
_BETWEEN = re.compile("[-/]")
_OF_STATE = re.compile(r"[0-9]+[A-Z]?/")
_KNOWN_CODES = frozenset((*_CODES, *_BY_STATE))
_ISSUERS = {"TW": "Trung ương", "CP": "Chính phủ", "TTG": "Thủ tướng Chính phủ"}


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A run of text with the form of a document's number."""

    start: int
    end: int
    canonical: str
    """Upper case (but TTg, CTr and the like), without spaces, with plain dashes; Trung ương is TW."""
    parts: tuple[str, ...]
    """Its groups of letters, in upper case: for the kind, and for the issuer."""
    has_year: bool
    loose: bool
    """True if only a space separates digits and letters."""

    @property
    def by_law(self) -> bool:
        """Tell if the number is one of the National Assembly, whose laws have a name before the number."""
        return bool(_PARLIAMENT.fullmatch(self.parts[-1])) or self.parts[0] == "L"

    def stands_alone(self) -> bool:
        """Decide whether the letters alone show a document's number, without a word before it."""
        known = _code(self.parts[0]) in _KNOWN_CODES and len(self.parts) > 1 and not self.loose
        return known or (self.has_year and bool(_PARLIAMENT.fullmatch(self.parts[-1])))

    def fits(self, has_kind: bool, has_so: bool) -> bool:
        """Decide whether this is a document's number, given that a kind of document or "số" comes before it."""
        if self.loose and (len(self.parts) < 2 or not (has_kind or has_so)):
            return False
        long_enough = len(self.parts[0]) > 1 or self.has_year
        return self.stands_alone() or (long_enough and (has_kind or has_so) and len(self.parts) + has_so + has_kind > 2)

    def kind(self) -> str | None:
        """Return the kind that the letters mean; None where they may mean two."""
        code = _code(self.parts[0])
        by_state = _OF_STATE.match(self.canonical) and len(self.parts) > 1
        return _CODES.get(code) or (_BY_STATE.get(code) if by_state else None)

    def issuer(self) -> str | None:
        """Return the issuer that the letters mean; None where they leave doubt.

        TU, for example, is the committee of every province and city.
        """
        last = self.parts[-1]
        if _PARLIAMENT.fullmatch(last):
            return "Ủy ban Thường vụ Quốc hội" if last.startswith("UBTV") else "Quốc hội"
        return _ISSUERS.get(last) if len(self.parts) > 1 else None


def numbers_in(text: str) -> list[DocumentNumber]:
    """Return all runs with the form of a document's number, in order."""
    return [_read(match) for match in _NUMBER.finditer(text)]


def _read(match: re.Match[str]) -> DocumentNumber:
    letters = _BLANK.sub("", match["parts"]).upper().replace("T.Ư", "TW").replace("T.W", "TW")
    letters = _CENTRAL.sub("TW", _ANY_DASH.sub("-", letters))
    parts = tuple(_BETWEEN.split(letters))
    loose = match["gap"].isspace()
    gap = ("-" if "/" in letters else "/") if loose else ("/" if "/" in match["gap"] else "-")
    year = f"{match['year']}/" if match["year"] else ""
    official = _GROUP.sub(lambda part: _OFFICIAL.get(part.group(), part.group()), letters)
    canonical = f"{match['digits'].upper()}{gap}{year}{official}"
    return DocumentNumber(match.start(), match.end(), canonical, parts, bool(year), loose)


def _code(part: str) -> str:
    return _WITHOUT_STROKE.get(part, part)
