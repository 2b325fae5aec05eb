"""Hold the middles of articles that hardly look like ones, as a counterweight: refusing everything is no skill."""

# ruff: noqa: E501 (an article a line is easier to compare)
from __future__ import annotations

from dataclasses import dataclass

from tests.unseen.generator.words import Words

_WORDS = Words("articles among strangers")
_DATE = "<p>14/03/2024 09:20</p>"


@dataclass(frozen=True)
class Oddity:
    """The middle of an article, and words that its text must have."""

    title: str
    html: str
    must: tuple[str, ...]


def _of(html: str, *must: str, title: str = "") -> Oddity:
    return Oddity(title or _WORDS.title(), _DATE + html, must)


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _table(rows: list[list[str]]) -> str:
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


_TEXTS = [_WORDS.paragraph(2) for _ in range(40)]
_OPENINGS = [_WORDS.opening() for _ in range(20)]


def _short() -> dict[str, Oddity]:
    """Return articles of little running text."""
    one, two, three, four, five = _OPENINGS[:5]
    second, items = _WORDS.sentence(), [_WORDS.sentence() for _ in range(12)]
    rows = [["Xã", "Thu", "Chi"]] + [[_WORDS.place(), str(n * 31), str(n * 29)] for n in range(11, 36)]
    links = "".join(f"<li><a href='/tin/{n}'>{_WORDS.title()}</a></li>" for n in range(15))
    invited = "Kính mời các đồng chí nguyên lãnh đạo huyện về dự buổi gặp mặt truyền thống nhân ngày thành lập Đảng bộ."
    lines = _paragraphs(invited, "Thời gian: 8 giờ ngày 20/3/2024", "Địa điểm: Hội trường lớn", "Trân trọng kính mời.")
    verses = [f"{_WORDS.place()} ơi, mùa này nước về {n} bậc" for n in "một hai ba bốn năm sáu bảy tám".split()]
    return {
        "one sentence": _of(f"<p>{one}</p>", one),
        "two sentences": _of(_paragraphs(two, second), two, second),
        "table of 25 rows": _of(f"<p>{three}</p>{_table(rows)}", three, rows[7][0]),
        "list of 12": _of(f"<p>{four}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>", four, items[11]),
        "short with 15 links below": _of(f"<p>{five}</p><p>{_WORDS.sentence()}</p><h4>Tin khác</h4><ul>{links}</ul>", five),
        "invitation": _of(lines, invited, title="Giấy mời gặp mặt truyền thống"),
        "poem": _of(f"<p>{'<br>'.join(verses)}</p><p>{_TEXTS[0]}</p>", verses[0], verses[7], title="Nước về trên bản cũ"),
    }  # fmt: skip


def _long() -> dict[str, Oddity]:
    """Return articles of running text that other signs speak against."""
    speech = ["Thưa các đồng chí,", *_TEXTS[1:10], "Xin cảm ơn các đồng chí."]
    talk = "".join(
        f"<p><b>Phóng viên: {_WORDS.sentence()}</b></p><p>Ông {_WORDS.name()}: {said}</p>" for said in _TEXTS[10:15]
    )
    rules = [f"Điều {n}. {_WORDS.sentence()}" for n in range(1, 8)]
    poll = "<form><p>Bạn thấy bài này thế nào?</p><input type='radio'> Hay <input type='radio'> Thường</form>"
    login = "<form>Tên <input name='u'> Mật khẩu <input type='password'><button>Đăng nhập</button></form>"
    pictures = "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>{_WORDS.caption()}</figcaption></figure>" for n in range(8)
    )
    said = "".join(f"<div><b>{_WORDS.name()}</b><p>{_WORDS.comment()} {_WORDS.comment()}</p></div>" for _ in range(9))
    teaser = f"<div><h3><a href='/tin/9'>{_WORDS.title()}</a></h3><p>{_WORDS.sentence()}</p></div>"
    t = _TEXTS[15:]
    return {
        "speech": _of(_paragraphs(*speech), speech[1], speech[8], title="Phát biểu khai mạc hội nghị giữa năm"),
        "interview": _of(talk, _TEXTS[10], _TEXTS[14]),
        "decision in full": _of("<p align='center'><b>QUYẾT ĐỊNH</b></p>" + _paragraphs(*rules), rules[0], rules[6]),
        "with a poll below": _of(_paragraphs(t[0], t[1]) + poll, t[0]),
        "with a login above": _of(login + _paragraphs(t[2], t[3]), t[2]),
        "words of an error": _of(_paragraphs(t[4], t[5]), t[4], title="Không tìm thấy sai phạm sau đợt kiểm tra"),
        "words of a login": _of(_paragraphs(t[6], t[7]), t[6], title="Đăng nhập một lần, dùng cho mọi dịch vụ"),
        "reportage of pictures": _of(f"<p>{t[8]}</p>{pictures}<p>{t[9]}</p>", t[8], t[9]),
        "comments longer than it": _of(f"<p>{t[10]}</p><h4>Bạn đọc viết</h4><div id='comments'>{said}</div>", t[10]),
        "no paragraphs, only breaks": _of(f"{t[11]}<br><br>{t[12]}<br><br>{t[13]}", t[11], t[13]),
        "teaser above it": _of(teaser + _paragraphs(t[14], t[15], t[16]), t[14]),
    }  # fmt: skip


ARTICLES: dict[str, Oddity] = {**_short(), **_long()}
