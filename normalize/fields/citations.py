"""Find the documents that an article cites by number: "Nghị quyết số 27-NQ/TU, ngày 23/5/2022 của BTV Tỉnh ủy"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.articles.document_keys import number_key
from corpus.articles.records import Reference
from corpus.folding import one_placement
from normalize.fields.document_numbers import DocumentNumber, numbers_in
from normalize.fields.issuers import issuer_in
from seeds.written_days import day_of

_S = r"[^\S\n]"
_KINDS = {
    "Nghị quyết": "chuyên đề", "Quyết định": "", "Chỉ thị": "", "Kết luận": "", "Quy định": "", "Quy chế": "phối hợp",
    "Kế hoạch": "hành động|liên tịch|phối hợp", "Hướng dẫn": "liên ngành", "Thông tư": "", "Thông tri": "",
    "Thông báo": "kết luận", "Công văn": "hỏa tốc|chỉ đạo", "Công điện": "", "Đề án": "", "Báo cáo": "",
    "Chương trình": "hành động|phối hợp|công tác", "Nghị định": "", "Luật": "", "Bộ luật": "", "Pháp lệnh": "",
    "Sắc lệnh": "", "Tờ trình": "", "Phương án": "", "Giấy phép": "", "Văn bản": "", "Nghị quyết liên tịch": "",
    "Thông tư liên tịch": "", "Văn bản hợp nhất": "", "Điều lệ": "",
}  # fmt: skip
"""Kinds of documents, and the words that may come between kind and number."""
_NAMES = {kind.lower(): kind for kind in sorted(_KINDS, key=len, reverse=True)}
_KIND = "|".join(
    rf"{kind}(?:{_S}(?:{more}))?" if more else kind for kind, more in sorted(_KINDS.items(), key=lambda k: -len(k[0]))
)
_BEFORE = re.compile(
    rf"(?:(?<![^\W_])(?<!pháp )(?<!kỷ )(?P<kind>{_KIND}){_S}+)?(?P<so>(?<![^\W_])(?:số|No\.?){_S}*:?{_S}*)?$",
    re.IGNORECASE,
)
_LAW = re.compile(
    rf"(?s:.*)(?<![^\W_])(?<!pháp )(?<!kỷ )(?P<kind>Luật|Bộ luật|Pháp lệnh){_S}[^\n;.:()0-9]{{1,100}}?{_S}"
    rf"(?P<so>số{_S}*:?{_S}*)$",
    re.IGNORECASE,
)
_OTHER_NUMBERS = re.compile(rf"(?:biển|nhà|thoại|khoản|fax|đường|phố|ngõ|ngách|lô|thửa|kiệt|hẻm){_S}+$", re.IGNORECASE)
_LOOK_BACK = 140
_LONGEST_KIND = 40
_AND = re.compile(rf"{_S}*+(?:[,;]|và|,{_S}*+và)?{_S}*+")

_DATE = re.compile(
    rf"(?P<gap>{_S}*+,?{_S}*+)(?P<open>\({_S}*+)?(?:(?:ký|(?:được{_S}++)?ban{_S}++hành){_S}++)?(?P<word>ngày{_S}++)?"
    rf"(?P<day>[0-3]?[0-9]){_S}?(?:[/.\-–]|tháng){_S}?(?P<month>[01]?[0-9])(?![0-9])"
    rf"(?:{_S}?(?:[/.\-–]|,?{_S}?năm|,){_S}?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9]))?(?(open){_S}*\))",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"{_S}*\([^()\n]{{1,40}}\)|{_S}+kh(?:óa|oá){_S}+[IVX]+\b|{_S}+năm{_S}+[12][0-9]{{3}}\b")
_OF = re.compile(rf"{_S}*+,?{_S}*+của{_S}++")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    as_written: str
    position: int | None
    number: DocumentNumber
    kind: str | None
    issuer: str | None
    date: date | None


def references_of(title: str, lead: str | None, text: str) -> tuple[Reference, ...]:
    """Return the cited documents, each once, by their first mention; those cited in the title alone go first.

    Positions are offsets in lead and text, separated by a blank line (in the text, where there is no lead). What a
    later mention or the number's letters add (kind, issuer, date) fills what the first mention leaves open.
    """
    body = f"{lead}\n\n{text}" if lead else text
    by_key: dict[str, list[_Mention]] = {}
    for mention in (*_mentions(body), *(replace(one, position=None) for one in _mentions(title))):
        by_key.setdefault(number_key(mention.number.canonical), []).append(mention)
    references = map(_joined, by_key.values())
    return tuple(sorted(references, key=lambda one: -1 if one.position is None else one.position))


def _joined(mentions: list[_Mention]) -> Reference:
    """Make one document of all its mentions."""
    first = mentions[0]
    return Reference(
        as_written=first.as_written,
        number=first.number.canonical,
        kind=next((one.kind for one in mentions if one.kind), first.number.kind()),
        issuer=one_placement(next((one.issuer for one in mentions if one.issuer), None) or first.number.issuer() or "")
        or None,
        date=next((one.date for one in mentions if one.date), None),
        position=first.position,
    )


def _mentions(text: str) -> list[_Mention]:
    mentions: list[_Mention] = []
    for number in numbers_in(text):
        mention = _mention(text, number, mentions[-1] if mentions else None)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _mention(text: str, number: DocumentNumber, previous: _Mention | None) -> _Mention | None:
    floor = max(previous.end if previous else 0, number.start - _LOOK_BACK)
    before, kind, has_so = _before(text[floor : number.start], number)
    if not number.fits(kind is not None, has_so):
        return None
    start = floor + before
    if kind is None and previous and previous.number.parts[0] == number.parts[0]:
        listed = _AND.fullmatch(text, previous.end, start)  # "các quy định số 37-QĐ/TW, số 41-QĐ/TW"
        kind = previous.kind if listed else None
    end, issued, issuer = _behind(text, number.end)
    return _Mention(start, end, text[start:end], start, number, kind, issuer, issued)


def _before(before: str, number: DocumentNumber) -> tuple[int, str | None, bool]:
    """Return where the mention begins, its kind by its own words, and whether "số" is written."""
    match = _BEFORE.search(before, max(0, len(before) - _LONGEST_KIND))
    assert match is not None  # noqa: S101  # it matches nothing at the end, too
    if number.by_law and not match["kind"]:
        match = _LAW.match(before) or match
    if match["kind"]:
        return match.start("kind"), _kind(match["kind"]), bool(match["so"])
    if match["so"] and not _OTHER_NUMBERS.search(before[: match.start("so")]):
        return match.start("so"), None, True
    return len(before), None, False


def _kind(words: str) -> str:
    """Return the kind's own name, without the words that may follow it."""
    plain = " ".join(words.lower().split())
    return _NAMES.get(plain) or next(kind for name, kind in _NAMES.items() if plain.startswith(name))


def _behind(text: str, at: int) -> tuple[int, date | None, str | None]:
    """Return the mention's end (including a date beside the number), and its date and issuer, in either order."""
    end = at
    dated = _DATE.match(text, at)
    if dated and (dated["word"] or dated["year"]):
        end = at if dated["open"] else dated.end()
        at = dated.end()
    else:
        dated = None
    aside = _ASIDE.match(text, at)
    of = _OF.match(text, aside.end() if aside else at)
    issuer, length = issuer_in(text[of.end() : of.end() + 160]) if of else (None, 0)
    if of and issuer and not dated:
        dated = _DATE.match(text, of.end() + length)
        dated = dated if dated and dated["word"] else None
    return end, _day(dated), issuer


def _day(match: re.Match[str] | None) -> date | None:
    if match is None or not match["year"]:
        return None
    return day_of(int(match["year"]), int(match["month"]), int(match["day"]))
