"""A portal is crawled by its address alone, and leaves a site file that says what its articles are."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.small_portal import SmallPortal, serve
from tests.tinhuy.commands import tinhuy
from tests.tinhuy.corpora import column

WELCOME = "Welcome to the portal of the district: the news of the Party committee and of the people is in this section."
SENTENCE = "Sáng nay, Ban Thường vụ Huyện ủy tổ chức hội nghị đánh giá kết quả công tác lần thứ {} trên địa bàn huyện."


def headline(number: int) -> str:
    return f"Hội nghị lần thứ {number} của Ban Chấp hành Đảng bộ huyện"


def fill(portal: SmallPortal) -> None:
    """A front page in English, and four articles in Vietnamese."""
    links = "".join(f"<li><a href='/doc?x={n}'>{headline(n)}</a></li>" for n in range(1, 5))
    portal.put("/", f"<html><title>Huyện ủy Mường Thử</title><p>{WELCOME}</p><a href='/ban-tin'>News</a></html>")
    portal.put("/ban-tin", f"<html><body><ul>{links}</ul></body></html>")
    for n in range(1, 5):
        text = "".join(f"<p>{SENTENCE.format(f'{n}{part}')}</p>" for part in "abc")
        portal.put(f"/doc?x={n}", f"<html><body><h1>{headline(n)}</h1>{text}</body></html>")


def test_the_language_is_that_of_most_articles_and_not_of_the_front_page(tmp_path: Path, database: str) -> None:
    with serve(SmallPortal()) as portal:
        fill(portal)
        (tmp_path / "seeds" / "sites").mkdir(parents=True)
        command = tinhuy(tmp_path / "home", tmp_path / "seeds", database)
        ran = command("crawl", f"{portal.url}/", "--id", "thu", "--allow-private", "--delay", "0")
    assert ran.code == 0, ran.out + ran.err
    file = (tmp_path / "home" / "seeds" / "sites" / "thu.yaml").read_text("utf-8")
    assert "language: vi\n" in file and "level: district\n" in file and "explore: true\n" in file
    assert "The site file now says `language: vi`" in " ".join(ran.err.split())
    assert column(database, "SELECT title FROM article ORDER BY title") == [headline(n) for n in range(1, 5)]
