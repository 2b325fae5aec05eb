"""What portals keep besides news is no article; news made of the same parts is one."""

from __future__ import annotations

import pytest

from corpus.articles.records import Article, Page, Rejection
from normalize.article import normalise
from tests.normalize.kinds.static_pages import FRAMES, STANDING, pages
from tests.normalize.pages import FIRST, SECOND, THIRD, any_site

TITLE = "Thị xã Vân Mộc lấy ý kiến nhân dân về ba công trình"
DATE = "<p>14/03/2024 09:20</p>"
ASKED = ("Vì sao chọn ba công trình này?", "Tiền lấy từ đâu?", "Bao giờ làm xong?", "Ai trông coi việc thi công?")
SAID = "Phần việc nào cũng được đưa ra bàn ở chi bộ rồi mới quyết định."
ANSWERS = "".join(f"<p><b>{asked}</b></p><p>{at}. {SAID}</p>" for at, asked in enumerate(ASKED, 1))
FILM = f"<p>{FIRST}</p><iframe src='https://v.example/embed/7'></iframe>"
PARTS = "".join(f"<h3>{asked}</h3><p>{FIRST} {SECOND} {THIRD}</p>" for asked in ASKED)
LINKS = "".join(f"<p><a href='/m{at}'>Mục {at}</a></p>" for at in range(4))


@pytest.mark.parametrize("name", STANDING)
def test_what_a_portal_keeps_besides_news_is_no_article(name: str) -> None:
    kept = [where for where, page in pages(name) if not isinstance(normalise(page, any_site()), Rejection)]
    assert kept == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "inside",
    [f"{DATE}{ANSWERS}", f"{DATE}{FILM}", PARTS, f"{DATE}<p>{FIRST}</p>{LINKS}"],
    ids=["an interview", "a text with a film", "long parts without a date", "links below a text"],
)
def test_news_of_the_same_parts_is_an_article(inside: str, frame: str) -> None:
    html = f"<meta charset='utf-8'><title>{TITLE}</title><body>{FRAMES[frame](TITLE, inside)}</body>"
    found = normalise(Page("https://vanmoc.example/tin/1", html.encode(), "text/html; charset=utf-8"), any_site())
    assert isinstance(found, Article), found
    assert found.title == TITLE
