"""Units whose labels have one form are a list however long they are; parts of reports, talks and histories are text."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page
from normalize.article import normalise
from tests.normalize.pages import FIRST, SECOND, THIRD, any_site

DATE = "<p>14/03/2024 09:20</p>"
HEADLINE = "Thị xã Vân Mộc nhìn lại chín tháng làm theo nghị quyết của đại hội"
PLACES = ("Xã Nà Thịnh", "Xã Lũng Pù", "Xã Khe Mo", "Xã Bản Hồ")
PEOPLE = ("Lương Ngọc Diễm", "Vàng Seo Páo", "Hà Thị Lan", "Nông Văn Bình")
THEMES = ("Đất đai", "Khí hậu và sông ngòi", "Con người", "Nghề cũ nay còn")
SPEAKERS = ("Phóng viên", "Ông Páo")
LONG = f"<p>{FIRST}</p><p>{SECOND} {THIRD}</p>"


def _is_article(title: str, inside: str) -> bool:
    html = (
        f"<meta charset='utf-8'><title>{title}</title><body><div><h1>{title}</h1>"
        f"<div class='entry-content'>{inside}</div></div></body>"
    )
    page = Page("https://vanmoc.example/trang/9", html.encode(), "text/html; charset=utf-8")
    return isinstance(normalise(page, any_site()), Article)


def _headed(names: tuple[str, ...], text: str) -> str:
    return "".join(f"<h3>{name}</h3>{text}" for name in names)


@pytest.mark.parametrize(
    "inside",
    [
        _headed(PLACES, f"<p>{FIRST} {SECOND}</p>"),
        "".join(f"<div class='nguoi'><p><b>{name}</b></p><p>{SECOND} {THIRD}</p></div>" for name in PEOPLE),
        "".join(f"<p><b>{name}</b>: {FIRST} {THIRD}</p>" for name in PLACES),
        "".join(f"<a href='/b/{at}'>Chuyện {name} qua lời kể</a><p>{FIRST}</p><hr>" for at, name in enumerate(PLACES)),
    ],
    ids=["one word first", "names", "labels in bold", "bare links"],
)  # fmt: skip
def test_long_units_with_labels_of_one_form_are_a_list(inside: str) -> None:
    assert not _is_article("Các nơi trong thị xã", inside)


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Giới thiệu thị xã", _headed(THEMES, f"<p>{FIRST} {SECOND}</p>")),
        ("Lịch sử Đảng bộ", _headed(tuple(f"Giai đoạn {at}" for at in "1234"), LONG * 2)),
        (HEADLINE, "".join(f"<p><b>Về {name.lower()}:</b> {FIRST} {THIRD}</p>" for name in THEMES)),
        (HEADLINE, _headed(PEOPLE, f"<p>{FIRST} {SECOND}</p>")),
        (HEADLINE, "".join(f"<p><b>{name} hỏi và đáp {at}</b></p>{LONG}" for at in range(3) for name in SPEAKERS)),
        ("Các xã", DATE + _headed(PLACES, f"<p>{FIRST} {SECOND}</p>")),
    ],
    ids=["themes", "chapters", "a report", "people below a headline", "a talk", "with a date"],
)  # fmt: skip
def test_parts_of_a_text_are_one(title: str, inside: str) -> None:
    assert _is_article(title, inside)
